"""`manage.py finish_removals`: carries out removals that are decided and were stopped on the way."""

from typing import Any

from django.core.management.base import BaseCommand

from kartlaggning.services import removal_work


class Command(BaseCommand):
    """Safe to run at any time: what is done is left as it is, and files that nothing lists any more are deleted."""

    help = "Slutför bekräftade borttagningar som avbröts, och tar bort filer som de skulle ha tagit bort."

    def handle(self, **_options: Any) -> None:
        """Carry out what is left."""
        done = removal_work.finish_all(by="finish_removals")
        self.stdout.write(f"Utförda nu: {done}.")
