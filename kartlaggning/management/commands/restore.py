"""`manage.py restore <folder>`: checks a backup; with `--commit` puts it in place. Stop the server first."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kartlaggning.errors import Refused
from kartlaggning.services import backup


class Command(BaseCommand):
    help = "Kontrollerar en säkerhetskopia. Med --commit återställs den."
    # The database may be empty, or hold an older version's tables.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="mappen som backup har skrivit")
        parser.add_argument("--commit", action="store_true", help="återställ; annars kontrolleras bara kopian")
        parser.add_argument("--overwrite", action="store_true", help="ersätt en installation som innehåller uppgifter")

    def handle(self, *args: Any, folder: Path, commit: bool, overwrite: bool, **options: Any) -> None:
        try:
            manifest = backup.restore(folder=folder, overwrite=overwrite) if commit else backup.verify(folder=folder)
        except Refused as error:
            raise CommandError(str(error)) from error
        if commit:
            self.stdout.write(f"Återställd från {manifest.made_at}. Kör nu: manage.py migrate")
        else:
            self.stdout.write(f"Säkerhetskopian från {manifest.made_at} är hel. Lägg till --commit för att återställa.")
