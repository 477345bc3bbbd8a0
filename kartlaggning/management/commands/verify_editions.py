"""`manage.py verify_editions`: recomputes every checksum and reads the files back; changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kartlaggning.choices import EditionState
from kartlaggning.models import Edition
from kartlaggning.services.editions.read_back import read_back
from kartlaggning.services.editions.seal import verify_edition


class Command(BaseCommand):
    """Ends with 1 where anything is wrong, so that a timer or a drill notices."""

    help = "Räknar om alla kontrollsummor och jämför filer med rader för varje utgåva."

    def handle(self, **_options: Any) -> None:
        """Report a line for each edition, and what is wrong below it."""
        wrong = 0
        editions = Edition.objects.exclude(state=EditionState.BUILDING).order_by("year", "is_demonstration", "revision")
        for edition in editions:
            problems = [*verify_edition(edition), *read_back(edition)]
            wrong += bool(problems)
            state = edition.get_state_display()
            self.stdout.write(f"{edition.ref} ({state}): {'FEL' if problems else 'hel'}")
            for problem in problems:
                self.stdout.write(f"  {problem}")
        if wrong:
            raise CommandError(f"Utgåvor med fel: {wrong} av {len(editions)}.", returncode=1)
        self.stdout.write(f"Alla {len(editions)} utgåvor är hela.")
