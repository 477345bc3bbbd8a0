"""The check of what is written in the registers, as the survey form has it: nothing that belongs to a person."""

from collections.abc import Mapping

from kartlaggning import text_check
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
