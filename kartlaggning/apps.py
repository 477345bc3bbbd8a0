"""The application's registration, and what comes back after every migrate: the guards and the cache's table."""

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class KartlaggningConfig(AppConfig):
    """Surveys, editions and everything that reads them."""

    name = "kartlaggning"
    verbose_name = "Kartläggning av öppna drogscener"

    def ready(self) -> None:
        """Reinstall the guards after each migrate: SQLite's rebuild of a table drops its triggers silently."""
        from kartlaggning import guards
        from kartlaggning.staff import account_events

        post_migrate.connect(guards.install_after_migrate, sender=self)
        post_migrate.connect(_make_cache_table, sender=self)
        account_events.connect()


def _make_cache_table(using: str, **_: Any) -> None:
    """Make the table that counts attempts to sign in, so that no upgrade needs a step of its own for it."""
    call_command("createcachetable", database=using, verbosity=0)
