"""Messages from the public as the coordinator reads them. Live rows: no public door may import this."""

from django.db.models import QuerySet

from kartlaggning.choices import MessageKind
from kartlaggning.models import PublicMessage


def received(kind: MessageKind | None = None) -> QuerySet[PublicMessage]:
    """Return the messages, newest first; of one kind, or of all."""
    messages = PublicMessage.objects.order_by("-created_at", "-pk")
    return messages if kind is None else messages.filter(kind=kind)
