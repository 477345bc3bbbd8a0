"""The list's columns: what each is sorted by, how its heading links, and the rows in the order asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from kartlaggning import swedish
from kartlaggning.public.forms import SceneQuery
from kartlaggning.selectors.editions import SceneRow

SortValue = str | float
# None is what has no value in the column; it stands last whichever way the column is sorted.
_SORT_VALUES: dict[str, Callable[[SceneRow], SortValue | None]] = {
    "namn": lambda row: swedish.sort_key(row.name),
    "kommun": lambda row: swedish.sort_key(row.municipality.name),
    "stadsdelsomrade": lambda row: swedish.sort_key(row.city_district.name) if row.city_district else None,
    "lokalpolisomrade": lambda row: swedish.sort_key(row.police_area.name),
    "status": lambda row: 0 if row.is_open else 1,
    "yta": lambda row: row.area_m2,
}
_LABELS = {
    "namn": gettext_lazy("Plats"),
    "kommun": gettext_lazy("Kommun"),
    "stadsdelsomrade": gettext_lazy("Stadsdelsområde"),
    "lokalpolisomrade": gettext_lazy("Lokalpolisområde"),
    "status": gettext_lazy("Status"),
    "yta": gettext_lazy("Yta"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading of the list. `address` sorts by it, the other way round if it is sorted by already."""

    key: str
    label: str | Promise
    address: str
    aria_sort: str  # ascending, descending, or empty where the list is sorted by another column


def columns(query: SceneQuery) -> tuple[Column, ...]:
    """Return the list's headings in order."""
    return tuple(_column(query, key) for key in _LABELS)


def _column(query: SceneQuery, key: str) -> Column:
    is_sorted = query.sort_column == key
    direction = ("descending" if query.is_descending else "ascending") if is_sorted else ""
    wanted = f"-{key}" if direction == "ascending" else key
    return Column(key, _LABELS[key], query.address(sortera=wanted) or "?", direction)


def sorted_rows(query: SceneQuery) -> tuple[SceneRow, ...]:
    """Return the rows asked for in the order asked for; equal ones stay in Swedish order of name."""
    rows, value_of = query.rows(), _SORT_VALUES[query.sort_column]
    valued = [(value, row) for row in rows if (value := value_of(row)) is not None]
    without = [row for row in rows if value_of(row) is None]
    ordered = sorted(valued, key=lambda pair: pair[0], reverse=query.is_descending)
    return (*(row for _value, row in ordered), *without)
