"""Receiving what the public writes: stored, logged and announced in one transaction."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation

from kartlaggning import personal_data
from kartlaggning.choices import MessageKind
from kartlaggning.errors import Refused
from kartlaggning.models import PublicMessage
from kartlaggning.models.message import LONGEST_BODY
from kartlaggning.services import audit

LONGEST_TEXT = LONGEST_BODY  # characters; what a form may let through
HIGHEST_PER_HOUR = 60  # in total: a limit per sender would need to know the sender
# Without I, O, 0 and 1, so that the number can be read aloud and copied by hand.
_RECEIPT_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class TooManyMessages(Refused):
    """The hour's number of messages is reached; the sender may try again later."""


@dataclass(frozen=True, slots=True)
class Message:
    """What was sent. The scene's id and name stand together, and only in a message about a scene."""

    kind: MessageKind
    body: str
    language: str
    reply_to: str = ""
    scene_public_id: str = ""
    scene_name: str = ""


@transaction.atomic
def receive_message(message: Message, *, by: str) -> PublicMessage:
    """Store a message under a new receipt number and announce it to the coordinator once it is safe.

    Raises TooManyMessages when the last hour's number is reached, Refused where the text holds an identity number.
    """
    if personal_data.has_identity_number(message.body):
        raise Refused("Meddelandet innehåller ett personnummer. Ta bort det och skicka igen.")
    hour_ago = timezone.now() - timedelta(hours=1)
    if PublicMessage.objects.filter(created_at__gt=hour_ago).count() >= HIGHEST_PER_HOUR:
        raise TooManyMessages("Vi har fått ovanligt många meddelanden. Vänta en timme och skicka igen.")
    stored = PublicMessage.objects.create(
        receipt=_new_receipt(),
        kind=message.kind,
        body=message.body,
        reply_to=message.reply_to,
        scene_public_id=message.scene_public_id,
        scene_name=message.scene_name,
        language=message.language,
    )
    details = {"kind": message.kind.value, "scene": message.scene_public_id}
    audit.record(by=by, action="receive-message", subject=stored.receipt, details=details)
    # Robust: a mail server that is down must not take the message with it; the failure is logged.
    transaction.on_commit(lambda: _announce(stored.receipt, message.kind), robust=True)
    return stored


def is_received(receipt: str) -> bool:
    """Tell whether a message with this receipt number is stored; nothing else about it is given away."""
    return PublicMessage.objects.filter(receipt=receipt).exists()


def _new_receipt() -> str:
    groups = ("".join(secrets.choice(_RECEIPT_LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def _announce(receipt: str, kind: MessageKind) -> None:
    """Mail the coordinator the number and the kind alone: what people write does not travel by mail."""
    if not settings.COORDINATOR_EMAIL:
        return
    with translation.override("sv"):  # the coordinator's language, whatever the sender's page
        about = str(kind.label)
    send_mail(
        subject=f"Nytt meddelande {receipt}",
        message=f"Ett meddelande har kommit in ({about}). Kvittonummer: {receipt}.\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        recipient_list=[settings.COORDINATOR_EMAIL],
    )
