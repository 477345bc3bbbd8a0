"""`manage.py publish_due`: publishes what is planned and due, and carries out decided removals. For a timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kartlaggning.services.editions.plans import publish_due
from kartlaggning.services.removals import work as removal_work

ACTOR = "manage.py publish_due"


class Command(BaseCommand):
    """Has no dry run: what it does has been decided by a coordinator. Each thing is a transaction of its own."""

    help = "Publicerar utgåvor vars tid är inne och slutför bekräftade borttagningar. Körs varje minut."

    def handle(self, **_options: Any) -> None:
        """Do what is due; nothing to do is silent, so that a log of a minute's timer stays readable."""
        removals = removal_work.finish_all(by=ACTOR)
        for removal in removals.done:
            self.stdout.write(f"Borttagningen {removal} är utförd.")
        outcome = publish_due(by=ACTOR)
        for ref in outcome.published:
            self.stdout.write(f"Utgåvan {ref} är publicerad.")
        failed = [*removals.failed, *outcome.failed]
        if failed:
            raise CommandError("\n".join(failed), returncode=1)
