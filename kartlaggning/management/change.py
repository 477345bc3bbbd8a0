"""What commands that change data share: a dry run that does everything and rolls back, unless `--commit`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from kartlaggning.errors import KartlaggningError

FIXTURES: Path = settings.BASE_DIR / "fixtures"


class ChangeCommand(BaseCommand):
    """A command that changes data in one transaction."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what all of them take."""
        parser.add_argument("--commit", action="store_true", help="spara; utan detta är det en torrkörning")

    @property
    def actor(self) -> str:
        """Return the name that the audit log gives the command."""
        return f"manage.py {type(self).__module__.rsplit('.', 1)[-1]}"

    def change(self, **options: Any) -> str:
        """Do the work and return what was done, in Swedish."""
        raise NotImplementedError

    def handle(self, *, commit: bool, **options: Any) -> None:
        """Do the work, and keep it only if told so."""
        try:
            with transaction.atomic():
                done = self.change(**options)
                transaction.set_rollback(not commit)
        except KartlaggningError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(done if commit else f"Torrkörning: {done} Inget sparades; lägg till --commit för att spara.")
