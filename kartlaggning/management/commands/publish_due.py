"""`manage.py publish_due`: publishes what is planned and due, and carries out decided removals. For a timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from kartlaggning.services import removal_work
from kartlaggning.services.edition_plans import publish_due

ACTOR = "manage.py publish_due"


class Command(BaseCommand):
    """Has no dry run: what it does has been decided by a coordinator. Each thing is a transaction of its own."""

    help = "Publicerar utgåvor vars tid är inne och slutför bekräftade borttagningar. Körs varje minut."

    def handle(self, **_options: Any) -> None:
        """Do what is due; nothing to do is silent, so that a log of a minute's timer stays readable."""
        failed = self._finish_removals()
        outcome = publish_due(by=ACTOR)
        for ref in outcome.published:
            self.stdout.write(f"Utgåvan {ref} är publicerad.")
        failed += outcome.failed
        if failed:
            raise CommandError("\n".join(failed), returncode=1)

    def _finish_removals(self) -> list[str]:
        failed = []
        for removal in removal_work.unfinished():
            try:
                removal_work.finish(removal, by=ACTOR)
            except (DatabaseError, OSError) as error:
                failed.append(f"Borttagningen {removal} är inte utförd: {type(error).__name__}.")
            else:
                self.stdout.write(f"Borttagningen {removal} är utförd.")
        return failed
