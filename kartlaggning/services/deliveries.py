"""Telling the recipients of an edition once it is public: a letter each, and a row of how it went."""

import logging
import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from kartlaggning.choices import EditionState
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import Delivery, Edition, Recipient
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.services import audit
from kartlaggning.services.audit import By
from kartlaggning.services.delivery_letter import letter_to

log = logging.getLogger(__name__)
LONGEST_ERROR = 200


@dataclass(frozen=True, slots=True)
class Told:
    """How many letters the mail server took, and how many it did not."""

    sent: int
    failed: int


def tell_when_published(edition: Edition, *, by: By) -> None:
    """Tell the recipients after the commit: what happens to the letters never undoes the publication."""
    transaction.on_commit(partial(_tell, edition.pk, by), robust=True)


def resend(edition: Edition, *, by: Actor) -> Told:
    """Send the letter to each active recipient that has not got it; raises Refused where the edition is not current."""
    if not can(by, Permission.PUBLISH_EDITIONS):
        raise Forbidden
    if edition.state != EditionState.CURRENT:
        raise Refused(f"Utgåvan {edition.ref} gäller inte. Brev skickas bara om den som gäller.")
    return _send(edition, untold(edition), by=by)


def untold(edition: Edition) -> list[Recipient]:
    """Return the active recipients that have not got the letter about the edition, by name."""
    got_it = Delivery.objects.filter(edition=edition, error="").values("recipient_id")
    return list(Recipient.objects.filter(is_active=True).exclude(pk__in=got_it).order_by("name"))


def _tell(edition_pk: int, by: By) -> None:
    edition = Edition.objects.filter(pk=edition_pk, state=EditionState.CURRENT).first()
    if edition is not None:
        _send(edition, untold(edition), by=by)


def _send(edition: Edition, recipients: Iterable[Recipient], *, by: By) -> Told:
    """Send the letters, each logged at once: stopped halfway, what was sent is known."""
    connection, sent, failed = get_connection(), 0, 0
    is_erratum = edition.errata.exists()
    for recipient in recipients:
        error = _mail(recipient, edition, connection)
        Delivery.objects.create(
            recipient=recipient, edition=edition, mailbox=recipient.mailbox, is_erratum=is_erratum, error=error
        )
        sent, failed = (sent, failed + 1) if error else (sent + 1, failed)
    if sent or failed:
        details = {"sent": sent, "failed": failed}
        audit.record(by=by, action="tell-recipients", subject=edition.ref, details=details)
    return Told(sent, failed)


def _mail(recipient: Recipient, edition: Edition, connection: BaseEmailBackend) -> str:
    """Send one letter and return what went wrong, empty where the mail server took it."""
    letter = letter_to(recipient, edition)
    message = EmailMessage(
        letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [recipient.mailbox], connection=connection
    )
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        log.exception("a letter about an edition was not sent")
        return (str(error) or type(error).__name__)[:LONGEST_ERROR]
    return ""
