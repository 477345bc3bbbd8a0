"""`manage.py gallra <kind>`: carries out a recorded decision to dispose of data, and says what went."""

from typing import Any

from django.core.management.base import CommandParser

from kartlaggning.management.change import ChangeCommand
from kartlaggning.retention import KINDS
from kartlaggning.services import disposal


class Command(ChangeCommand):
    help = "Gallrar ett slag av uppgifter enligt ett registrerat gallringsbeslut (docs/retention.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        disposable = ", ".join(kind.key for kind in KINDS.values() if kind.is_disposable)
        parser.add_argument("kind", help=f"slaget av uppgifter: {disposable}")

    def change(self, **options: Any) -> str:
        decision = disposal.carry_out(options["kind"], by=self.actor)
        count, title = decision.protocol["count"], KINDS[decision.kind].title
        return (
            f"{title}: {count} från före {decision.before.isoformat()} gallrade enligt "
            f"{decision.registration_number}, beslutat {decision.decided_on.isoformat()} av {decision.decided_by}."
        )
