"""The application's registration, and the database guards that come back after every migrate."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KartlaggningConfig(AppConfig):
    """Surveys, editions and everything that reads them."""

    name = "kartlaggning"
    verbose_name = "Kartläggning av öppna drogscener"

    def ready(self) -> None:
        """Reinstall the guards after each migrate: SQLite's rebuild of a table drops its triggers silently."""
        from kartlaggning import guards

        post_migrate.connect(guards.install_after_migrate, sender=self)
