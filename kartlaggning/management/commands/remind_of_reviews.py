"""`manage.py remind_of_reviews`: puts what is to be looked over into the daily mails. For a timer, before the mails."""

from typing import Any

from kartlaggning.management.change import ChangeCommand
from kartlaggning.services.follow_up.reviews import remind_of_reviews


class Command(ChangeCommand):
    """Dry run unless `--commit`. Does nothing where nothing is due."""

    help = "Påminner om samverkan som ska ses över, en gång för varje genomgång. Raderna kommer med i dagens brev."

    def change(self, **_options: Any) -> str:
        """Write the lines, or say that there are none."""
        done = remind_of_reviews(by=self.actor)
        return f"Antal genomgångar att påminna om: {done}." if done else "Ingen genomgång att påminna om."
