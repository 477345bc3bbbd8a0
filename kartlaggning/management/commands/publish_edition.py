"""`manage.py publish_edition`: makes a built edition the one that counts."""

from typing import Any

from django.core.management.base import CommandParser

from kartlaggning.management.change import ChangeCommand
from kartlaggning.management.edition_words import report_of
from kartlaggning.management.rounds import edition_of
from kartlaggning.services.editions.publication import publish_edition


class Command(ChangeCommand):
    """Dry run unless `--commit`: everything is verified and done, and rolled back; no letter leaves."""

    help = "Publicerar en byggd utgåva. Mottagarna får ett brev."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the edition's reference."""
        super().add_arguments(parser)
        parser.add_argument("ref", help="utgåvans beteckning, till exempel 2024-r2")

    def change(self, **options: Any) -> str:
        """Publish the edition."""
        edition = edition_of(options["ref"])
        report = report_of(edition)
        published = publish_edition(edition, by=self.actor)
        return f"\n{report}\nUtgåvan {published.ref} är publicerad."
