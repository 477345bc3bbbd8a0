"""`manage.py publish_round`: publishes a new revision of a round from the live record."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from kartlaggning.errors import Refused
from kartlaggning.management.change import ChangeCommand
from kartlaggning.models import SurveyRound
from kartlaggning.services.publication import publish_round
from kartlaggning.swedish import enumerate_words


class Command(ChangeCommand):
    """Dry run unless `--commit`. This is how an imported boundary or a new name reaches the public."""

    help = "Publicerar en ny revision av en kartläggning ur det levande underlaget."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the round's year."""
        super().add_arguments(parser)
        parser.add_argument("year", type=int, help="kartläggningens år")

    def change(self, **options: Any) -> str:
        """Publish the round's documented rows, in a demonstration the made-up ones too."""
        year = options["year"]
        survey_round = SurveyRound.objects.filter(year=year).first()
        if survey_round is None:
            years = SurveyRound.objects.order_by("year").values_list("year", flat=True)
            known = enumerate_words([str(known) for known in years]) or "inget år"
            raise Refused(f"Det finns ingen kartläggning för {year}. Det finns för {known}.")
        edition = publish_round(survey_round, demonstration=settings.DEMONSTRATION, by=self.actor)
        return f"Utgåvan {edition.ref} är publicerad."
