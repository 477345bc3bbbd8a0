"""Mail people what has come to them since the last time: at most one mail a day and person. For a timer."""

from typing import Any

from kartlaggning.management.change import ChangeCommand
from kartlaggning.services.notices import send_digests


class Command(ChangeCommand):
    """`send_digests [--commit]`."""

    help = "Skickar dagens brev till dem som har något som väntar, högst ett per person och dag."

    def change(self, **options: Any) -> str:
        sent = send_digests(by=self.actor)
        return "Inget brev att skicka." if not sent else f"Antal brev: {sent}."
