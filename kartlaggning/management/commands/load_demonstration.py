"""`manage.py load_demonstration`: adds the fictional county to the record; only with DEMONSTRATION=1."""

from typing import Any

from kartlaggning.management.change import FIXTURES, ChangeCommand
from kartlaggning.services.demonstration.county import load_demonstration


class Command(ChangeCommand):
    """Dry run unless `--commit`."""

    help = "Läser in det påhittade exempellänet och publicerar det, märkt som exempel."

    def change(self, **options: Any) -> str:
        """Load the demonstration county."""
        load_demonstration(FIXTURES, by=self.actor)
        return "Exempellänet är inläst."
