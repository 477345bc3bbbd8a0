"""`manage.py first_start`: fills an empty database with the record, and in a demonstration with the example county."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from kartlaggning.management.change import FIXTURES
from kartlaggning.models import SurveyRound
from kartlaggning.services.demonstration import load_demonstration
from kartlaggning.services.documented import load_record


class Command(BaseCommand):
    """Safe to run at every start: a database that holds a round is left as it is."""

    help = "Läser in data om databasen är tom, och gör annars ingenting."

    def handle(self, **_options: Any) -> None:
        """Load what is missing, all or nothing."""
        if SurveyRound.objects.exists():
            self.stdout.write("Databasen innehåller redan kartläggningar och lämnas som den är.")
            return
        with transaction.atomic():
            load_record(FIXTURES, by="first_start")
            if settings.DEMONSTRATION:
                load_demonstration(FIXTURES, by="first_start")
        self.stdout.write("Underlaget är inläst.")
