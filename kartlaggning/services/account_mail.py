"""Mail about accounts: plain text, in Swedish, sent once the change is safe."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


def send_when_safe(to: str, subject: str, template: str, **context: object) -> None:
    """Mail after the commit. A mail server that is down is logged and takes nothing with it."""
    text = render_to_string(f"staff/mail/{template}.txt", context).strip() + "\n"
    transaction.on_commit(lambda: _send(to, subject, text), robust=True)


def _send(to: str, subject: str, text: str) -> None:
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [to])
    except (OSError, smtplib.SMTPException):
        log.exception("a mail about an account was not sent")
