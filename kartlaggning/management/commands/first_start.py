"""`manage.py first_start`: puts in what an installation lacks: record, questions, and in a demonstration examples."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from kartlaggning.management.change import FIXTURES
from kartlaggning.models import Questionnaire, Survey, SurveyRound
from kartlaggning.services.demonstration.county import load_demonstration
from kartlaggning.services.demonstration.round import YEAR, open_example_round
from kartlaggning.services.demonstration.work import work_on_round
from kartlaggning.services.documented import load_record
from kartlaggning.services.questionnaires import load_first_version

BY = "first_start"


class Command(BaseCommand):
    """Safe to run at every start: what is there is left as it is."""

    help = "Läser in det som saknas i databasen, och gör annars ingenting."

    def handle(self, **_options: Any) -> None:
        """Load what is missing, all or nothing."""
        with transaction.atomic():
            loaded = [*self._load_record(), *self._load_questions(), *self._load_round()]
        self.stdout.write(f"Inläst: {', '.join(loaded)}." if loaded else "Databasen lämnas som den är.")

    def _load_record(self) -> list[str]:
        if SurveyRound.objects.exists():
            return []
        load_record(FIXTURES, by=BY)
        if settings.DEMONSTRATION:
            load_demonstration(FIXTURES, by=BY)
        return ["underlaget"]

    def _load_questions(self) -> list[str]:
        if Questionnaire.objects.exists():
            return []
        load_first_version(FIXTURES, by=BY)
        return ["frågeformuläret"]

    def _load_round(self) -> list[str]:
        """Only where the example county is: an installation it was taken out of stays without."""
        has_examples = Survey.objects.filter(scene__is_example=True).exists()
        if not settings.DEMONSTRATION or not has_examples or SurveyRound.objects.filter(year=YEAR).exists():
            return []
        work_on_round(open_example_round(FIXTURES, by=BY), by=BY)
        return [f"exempelomgången {YEAR}"]
