"""Preview links: secret addresses at which a built edition is read before it is public, each visit logged."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kartlaggning.choices import EditionState
from kartlaggning.errors import Refused
from kartlaggning.models import Edition, PreviewLink, PreviewVisit
from kartlaggning.selectors.editions.previews import token_checksum
from kartlaggning.services import audit
from kartlaggning.services.audit import By

LONGEST = timedelta(days=60)


@transaction.atomic
def make_link(edition: Edition, *, given_to: str, expires_at: datetime, by: By) -> tuple[PreviewLink, str]:
    """Return a new link and its secret, which is shown once and not kept.

    Raises Refused for an edition that is not waiting to be published, and for a time that has passed.
    """
    if edition.state != EditionState.READY:
        raise Refused(f"Utgåvan {edition.ref} väntar inte på att publiceras. Länken behövs inte.")
    if expires_at <= timezone.now():
        raise Refused("Tiden har redan gått ut. Välj en senare.")
    if expires_at > timezone.now() + LONGEST:
        raise Refused(f"En länk får gälla högst {LONGEST.days} dagar. Välj en tidigare dag.")
    token = secrets.token_urlsafe(24)
    link = PreviewLink.objects.create(
        edition=edition, token_sha256=token_checksum(token), given_to=given_to, made_by=str(by), expires_at=expires_at
    )
    details = {"given_to": given_to, "expires_at": expires_at.isoformat()}
    audit.record(by=by, action="make-preview-link", subject=edition.ref, details=details)
    return link, token


@transaction.atomic
def revoke_link(link: PreviewLink, *, by: By) -> None:
    """End a link at once. A link that has ended already is left as it is."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        audit.record(by=by, action="revoke-preview-link", subject=link.edition.ref, details={"given_to": link.given_to})


def record_visit(link_id: int, *, path: str, address: str | None) -> None:
    """Note that a page was read through a link. The path is without the secret and without its query."""
    PreviewVisit.objects.create(link_id=link_id, path=path[:300], address=address or None)
