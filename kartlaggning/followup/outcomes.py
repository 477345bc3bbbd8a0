"""What became of a scene over the survey rounds, as a fact: never as the effect of what was done there."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Protocol

from kartlaggning.change import by_area
from kartlaggning.choices import Change, Status


class Found(Protocol):
    """What one round found of a scene; the area in m², None where it is not known."""

    @property
    def year(self) -> int: ...
    @property
    def status(self) -> Status: ...
    @property
    def change(self) -> Change: ...
    @property
    def area_m2(self) -> float | None: ...


class Outcome(Enum):
    """How a scene stands now against a round before; the value is for addresses."""

    STAYED_CLOSED = "kvar-upphord"
    CLOSED = "upphord"
    SMALLER = "mindre"
    UNCHANGED = "oforandrad"
    LARGER = "storre"
    REOPENED = "oppen-igen"
    REPLACED = "ersatt"
    UNKNOWN = "okant"


WORDS = {
    Outcome.STAYED_CLOSED: "fortsatt upphörd",
    Outcome.CLOSED: "upphörde",
    Outcome.SMALLER: "mindre",
    Outcome.UNCHANGED: "oförändrad",
    Outcome.LARGER: "större",
    Outcome.REOPENED: "öppnades igen",
    Outcome.REPLACED: "slogs ihop eller delades",
    Outcome.UNKNOWN: "går inte att säga",
}
_BY_AREA = {Change.SHRUNK: Outcome.SMALLER, Change.KEPT: Outcome.UNCHANGED, Change.GROWN: Outcome.LARGER}


def since(history: Sequence[Found], day: date, referred: Mapping[int, date]) -> int:
    """Return the year of the round that stood when something began: the last whose day of reference had come by then.

    The first round there is where none is that old. `history` is oldest first and not empty; `referred` are the
    rounds' days by year. Of a year that is known and no more the day is its first: what was found that year came after.
    """
    earlier = [found.year for found in history if referred[found.year] <= day]
    return earlier[-1] if earlier else history[0].year


def outcome(history: Sequence[Found], from_year: int) -> Outcome:
    """Return how the scene stands in its last round against that of `from_year`; `history` is oldest first.

    A closed scene has stayed closed if a later round says so; where none looked, it has closed and no more is said.
    """
    rounds = [found for found in history if found.year >= from_year]
    first, last = rounds[0], rounds[-1]
    if last.status is Status.REPLACED:
        return Outcome.REPLACED
    if last.status is Status.CLOSED:
        return Outcome.STAYED_CLOSED if last.change is Change.STILL_CLOSED else Outcome.CLOSED
    if any(found.change is Change.REOPENED for found in rounds[1:]):
        return Outcome.REOPENED
    if len(rounds) == 1:
        return Outcome.UNKNOWN
    return _BY_AREA.get(by_area(first.area_m2, last.area_m2), Outcome.UNKNOWN)
