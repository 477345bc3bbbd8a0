"""`manage.py send_reminders`: mails those who have work left in the open round. For a timer."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from kartlaggning.errors import Refused
from kartlaggning.management.change import ChangeCommand
from kartlaggning.services.reminders import send_reminders


class Command(ChangeCommand):
    """Dry run unless `--commit`. Does nothing where no round is open, so that the timer may run all year."""

    help = "Påminner dem som har kartläggningar kvar, högst en gång per person och dag."

    def change(self, **_options: Any) -> str:
        """Mail, or say that there is nothing to mail about."""
        address = settings.SITE_URL + reverse("staff:home")
        try:
            done = send_reminders(site=address, by=self.actor)
        except Refused as refusal:  # nothing to do is no failure: the timer runs all year
            return str(refusal)
        return f"Antal påminnelser: {done.sent}. Redan påminda i dag: {done.already}."
