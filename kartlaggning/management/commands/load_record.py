"""`manage.py load_record`: writes the documented record into an empty database and publishes it."""

from typing import Any

from kartlaggning.management.change import FIXTURES, ChangeCommand
from kartlaggning.services.documented import load_record


class Command(ChangeCommand):
    """Dry run unless `--commit`."""

    help = "Läser in det dokumenterade underlaget ur fixtures/ och publicerar det."

    def change(self, **options: Any) -> str:
        """Load the record."""
        load_record(FIXTURES, by=self.actor)
        return "Det dokumenterade underlaget är inläst."
