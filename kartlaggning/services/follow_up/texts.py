"""The checks of what is written in the registers: nothing that belongs to a person, and no property owner by name."""

from collections.abc import Mapping

from kartlaggning import text_check
from kartlaggning.followup.owner_names import owner_named_in
from kartlaggning.services.account_rules import FieldRefused
from kartlaggning.services.words import free_text
from kartlaggning.text_check import SHORTEST_EXPLANATION

EXPLANATION = "explanation"
LONGEST_EXPLANATION = 300


def checked_explanation(texts: Mapping[str, str], explanation: str) -> str:
    """Return why what looks like personal data in the texts, by field, does not belong to a person; empty for none.

    Raises FieldRefused: at the field for an identity number, and at it too while nothing is explained.
    """
    words = free_text(explanation, longest=LONGEST_EXPLANATION)
    is_explained = len(words) >= SHORTEST_EXPLANATION
    for field, text in texts.items():
        for finding in text_check.find(text):
            if finding.stops or not is_explained:
                raise FieldRefused(f"”{finding.quoted}”: {finding.words}", field)
    return words


def check_no_owners(texts: Mapping[str, str], *, who: str = "") -> None:
    """Refuse, at its field, a text that names a property, its owner or a business; `who` is the field of who does it.

    Nobody has agreed to stand there, and the texts are shown beside figures of crimes.
    """
    for field, text in texts.items():
        if found := owner_named_in(text, is_name=field == who):
            raise FieldRefused(
                f"”{found}” ser ut att peka ut en fastighet, en fastighetsägare eller ett företag. Skriv funktionen i "
                "stället, till exempel ”fastighetsägare” eller ”näringsidkare”.",
                field,
            )
