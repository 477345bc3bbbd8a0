"""One check of an edition as it is told: whether it holds, and what was found in words."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `holds`, `look` (to be judged by a person) or `fails`, with what was found in words."""

    result: Literal["holds", "look", "fails"]
    text: str

    @property
    def word(self) -> str:
        """Return the result as a word."""
        return {"holds": "Stämmer", "look": "Se efter", "fails": "Fel"}[self.result]


def check(problem: str, holds: str, result: Literal["look", "fails"] = "fails") -> Check:
    """Return the check that found `problem`, or, where that is empty, that `holds`."""
    return Check(result, problem) if problem else Check("holds", holds)
