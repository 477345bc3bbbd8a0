"""A survey as PDF for a request for public records: what is masked is not in the file, only that it is masked."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from kartlaggning.exports.formats import typesetting

_TEMPLATE = Path(__file__).with_name("masked_copy.typ")


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether a guarded field is shown, and on what legal ground it is shown or masked."""

    is_shown: bool
    ground: str


@dataclass(frozen=True, slots=True)
class Line:
    """One field: what it is called and what it says. `value` is empty where `masked` says on what ground it is not."""

    label: str
    value: str
    masked: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form with its fields."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MaskedCopy:
    """The whole document. `mark` says that what it tells is made up, and is empty otherwise."""

    title: str
    registration_number: str
    made_on: date
    state: str
    mark: str
    parts: Sequence[Part]
    left_out: str


def pdf(copy: MaskedCopy) -> bytes:
    """Return the document as PDF/UA-1."""
    day = copy.made_on
    values = asdict(copy) | {"made_on": day.isoformat(), "date": [day.year, day.month, day.day]}
    return typesetting.pdf(_TEMPLATE.read_text(encoding="utf-8"), values)
