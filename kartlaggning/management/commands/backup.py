"""`manage.py backup <folder>`: the whole installation in one folder, while the site goes on working."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kartlaggning.errors import Refused
from kartlaggning.services import backup


class Command(BaseCommand):
    help = "Skriver databasen och DATA_DIR till en ny mapp, med kontrollsummor."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="en mapp som inte finns än")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            manifest = backup.make(folder=folder)
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Säkerhetskopian finns i {folder} ({manifest.database}, {manifest.made_at}).")
