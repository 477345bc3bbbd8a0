"""Rows around an edition that tests of its pages want: a recipient and a preview link."""

from datetime import timedelta

from django.utils import timezone

from kartlaggning.models import Edition, PreviewLink, Recipient


def recipient(name="Exempelkommunen", **changes):
    """Return the recipient of that name, made at the first call."""
    values = {"mailbox": "registrator@exempelkommunen.example", "formats": ["csv", "pdf"], "areas": []} | changes
    return Recipient.objects.get_or_create(name=name, defaults=values)[0]


def preview_link(ref, secret="0" * 64):
    """Return a link to the edition that holds for an hour, made at the first call."""
    values = {"given_to": "Pressen", "made_by": "test", "expires_at": timezone.now() + timedelta(hours=1)}
    edition = Edition.objects.get(ref=ref)
    return PreviewLink.objects.get_or_create(token_sha256=secret, edition=edition, defaults=values)[0]
