"""What an answer is made of, as values: sections of texts, lists, tables and charts, on a page as in print."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from kartlaggning.choices import Visibility
from kartlaggning.exports.drawings.charts import Chart
from kartlaggning.selectors.editions.atlas import AreaRef


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `role` is text, note (a caveat beside figures) or source."""

    text: str
    role: str = "text"
    kind: ClassVar[str] = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table or a list. A page links it: by `slug` to a scene, by `edition` to one, or to `href`.

    `is_swedish` marks what stands as somebody wrote it, whatever the language of the page.
    """

    text: str
    slug: str = ""
    edition: str = ""
    href: str = ""
    is_example: bool = False
    is_swedish: bool = False


def as_written(text: str) -> Cell:
    """Return a text of the registers, which is in Swedish whatever the language of the page."""
    return Cell(text, is_swedish=True)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of points."""

    items: tuple[Cell, ...]
    kind: ClassVar[str] = "list"


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column; `width` is its share of a printed line in parts, 0 as much as it needs."""

    header: str
    is_numeric: bool = False
    width: int = 0


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table; the first cell of a row names it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: ClassVar[str] = "table"

    @property
    def lines(self) -> list[tuple[Cell, list[tuple[Column, Cell]]]]:
        """Return each row as the cell that names it and the others with their columns."""
        return [(row[0], list(zip(self.columns[1:], row[1:], strict=True))) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Points:
    """A chart with a point for each result; the table beside it holds the same values."""

    chart: Chart
    title: str
    kind: ClassVar[str] = "points"


Part = Text | Listing | DataTable | Points


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; `key` is its anchor on the page."""

    key: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer. `opening` is one paragraph that answers by itself; `level` is the highest that stands in it.

    `others` are the areas that came before and after, whose answers tell more of the same places.
    """

    title: str
    subtitle: str
    opening: str
    sections: tuple[Section, ...]
    level: Visibility
    others: tuple[AreaRef, ...] = ()


def note(text: str) -> Text:
    """Return a caveat that stands beside the figures that it is about."""
    return Text(text, "note")


def source(text: str) -> Text:
    """Return where figures come from."""
    return Text(text, "source")


def section(key: str, title: str, parts: Iterable[Part]) -> Section | None:
    """Return a section, or None where nothing would stand in it."""
    found = tuple(parts)
    return Section(key, title, found) if found else None
