"""`manage.py publish_round`: publishes a new revision of a round from the live record."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from kartlaggning.management.change import ChangeCommand
from kartlaggning.management.rounds import round_of
from kartlaggning.services.editions.publication import publish_round


class Command(ChangeCommand):
    """Dry run unless `--commit`. This is how an imported boundary or a new name reaches the public."""

    help = "Publicerar en ny revision av en kartläggning ur det levande underlaget."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the round's year."""
        super().add_arguments(parser)
        parser.add_argument("year", type=int, help="kartläggningens år")

    def change(self, **options: Any) -> str:
        """Publish the round's documented rows, in a demonstration the made-up ones too."""
        edition = publish_round(round_of(options["year"]), demonstration=settings.DEMONSTRATION, by=self.actor)
        return f"Utgåvan {edition.ref} är publicerad."
