"""`manage.py personas`: makes the demonstration's accounts where they are missing, and shows how to sign in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kartlaggning.errors import Refused
from kartlaggning.services.demonstration.personas import ensure_personas


class Command(BaseCommand):
    """Safe to run at every start."""

    help = "Visar demonstrationens inloggningar, och gör kontona om de saknas."

    def handle(self, **_options: Any) -> None:
        """Print one line for each persona."""
        try:
            logins = ensure_personas(by="manage.py personas")
        except Refused as error:
            raise CommandError(str(error)) from error
        for login in logins:
            self.stdout.write(f"  {login.persona.name:<26} {login.persona.email:<28} {login.password}")
