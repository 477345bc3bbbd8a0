"""Preview links: whose secret address leads to which edition, while it holds."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from kartlaggning.choices import EditionState
from kartlaggning.models import PreviewLink
from kartlaggning.selectors.editions.atlas import title_of


@dataclass(frozen=True, slots=True)
class Preview:
    """What a valid preview link opens: an edition by reference, until when, and the link's own number for the log."""

    link_id: int
    ref: str
    title: str
    expires_at: datetime


def token_checksum(token: str) -> str:
    """Return what is kept of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_preview(token: str) -> Preview | None:
    """Return what the link opens, or None: it does not exist, has ended, or its edition is out."""
    link = (
        PreviewLink.objects.filter(
            token_sha256=token_checksum(token),
            edition__state=EditionState.READY,
            revoked_at=None,
            expires_at__gt=timezone.now(),
        )
        .select_related("edition")
        .first()
    )
    if link is None:
        return None
    edition = link.edition
    title = title_of(edition.year, edition.revision, is_demonstration=edition.is_demonstration)
    return Preview(link.pk, edition.ref, title, link.expires_at)
