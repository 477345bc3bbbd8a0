"""`manage.py build_edition`: builds a round's next edition beside the one that counts, without publishing it."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from kartlaggning.errors import Refused
from kartlaggning.management.change import ChangeCommand
from kartlaggning.management.edition_words import report_of
from kartlaggning.management.rounds import round_of
from kartlaggning.selectors.edition_list import hindrances
from kartlaggning.services.editions.publication import build_edition, rehearse


class Command(ChangeCommand):
    """Dry run unless `--commit`: the rows are built, checked and compared, and thrown away; no file is made."""

    help = "Bygger nästa utgåva av en kartläggning bredvid den som gäller. Den publiceras inte."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the round's year."""
        super().add_arguments(parser)
        parser.add_argument("year", type=int, help="kartläggningens år")

    def handle(self, *, commit: bool, **options: Any) -> None:
        """Remember whether it is a dry run: then no file is made."""
        super().handle(commit=commit, keep=commit, **options)

    def change(self, **options: Any) -> str:
        """Build the round's documented rows, in a demonstration the made-up ones too, and report."""
        survey_round = round_of(options["year"])
        found = list(hindrances(survey_round))
        if found:
            raise Refused(" ".join(found))
        if options["keep"]:
            edition = build_edition(survey_round, demonstration=settings.DEMONSTRATION, by=self.actor)
            return f"{report_of(edition)}\nUtgåvan {edition.ref} är byggd. Publicera den med publish_edition."
        edition = rehearse(survey_round, demonstration=settings.DEMONSTRATION)
        return f"\n{report_of(edition)}\nUtgåvan {edition.ref} kan byggas."
