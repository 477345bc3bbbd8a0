"""`manage.py remove_demonstration`: deletes everything fictional; the documented editions become current again."""

from typing import Any

from kartlaggning.management.change import ChangeCommand
from kartlaggning.services.demonstration.county import remove_demonstration


class Command(ChangeCommand):
    """Dry run unless `--commit`."""

    help = "Tar bort alla påhittade platser och utgåvor."

    def change(self, **options: Any) -> str:
        """Remove the demonstration county."""
        remove_demonstration(by=self.actor)
        return "Exempellänet är borttaget."
