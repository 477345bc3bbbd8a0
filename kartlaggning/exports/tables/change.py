"""The table of what has become of each place between two rounds, for files."""

from collections.abc import Callable
from dataclasses import dataclass

from kartlaggning.change import LIMIT_PERCENT
from kartlaggning.choices import Origin
from kartlaggning.exports.columns import LIST_SEPARATOR, Scalar
from kartlaggning.exports.tables.changes import Changes, PlaceChange
from kartlaggning.exports.tables.table import Field, Table, build, field, hectares, percent, square_metres


@dataclass(frozen=True)
class _Line:
    """A place with the two years, and the address of its page."""

    place: PlaceChange
    changes: Changes
    url: str


def _of_place(value: Callable[[PlaceChange], Scalar]) -> Callable[[_Line], Scalar]:
    return lambda line: value(line.place)


def _percent(place: PlaceChange) -> float | None:
    if place.difference_m2 is None or not place.area_before_m2:
        return None
    return percent(100 * place.difference_m2 / place.area_before_m2)


def _origin(place: PlaceChange) -> str:
    return str((Origin.EXAMPLE if place.is_example else Origin.DOCUMENTED).label)


_FIELDS: tuple[Field[_Line], ...] = (
    field("id", "Nummer", "text", "Platsens beständiga nummer.", _of_place(lambda place: place.row.public_id)),
    field("name", "Namn", "text", "Platsens namn i kartläggningen.", _of_place(lambda place: place.row.name)),
    field(
        "change",
        "Förändring",
        "text",
        f"Vad som har blivit av platsen. större eller mindre: minst {LIMIT_PERCENT} procent, med samma slags underlag "
        "båda åren. omritad: gränsen kommer från ett annat slags underlag.",
        _of_place(lambda place: str(place.kind.label)),
    ),
    field(
        "others",
        "Andra platser",
        "text",
        "De platser som den slogs ihop eller delades med, åtskilda av semikolon.",
        _of_place(lambda place: LIST_SEPARATOR.join(ref.name for ref in place.others) or None),
    ),
    field("from_year", "Från år", "integer", "Den tidigare kartläggningen.", lambda line: line.changes.earlier.year),
    field("to_year", "Till år", "integer", "Den senare kartläggningen.", lambda line: line.changes.later.year),
    field(
        "area_before_m2",
        "Yta före i m²",
        "integer",
        "Ytan i den tidigare kartläggningen. Tomt där platsen inte var öppen eller gränsen inte är känd.",
        _of_place(lambda place: square_metres(place.area_before_m2)),
    ),
    field(
        "area_after_m2",
        "Yta efter i m²",
        "integer",
        "Ytan i den senare kartläggningen. Tomt där platsen inte är öppen eller gränsen inte är känd.",
        _of_place(lambda place: square_metres(place.area_after_m2)),
    ),
    field(
        "area_before_ha",
        "Yta före i hektar",
        "number",
        "Samma yta i hektar.",
        _of_place(lambda place: hectares(place.area_before_m2)),
    ),
    field(
        "area_after_ha",
        "Yta efter i hektar",
        "number",
        "Samma yta i hektar.",
        _of_place(lambda place: hectares(place.area_after_m2)),
    ),
    field(
        "difference_m2",
        "Skillnad i m²",
        "integer",
        "Ytan efter minus ytan före. Tomt där ytorna inte går att jämföra.",
        _of_place(lambda place: square_metres(place.difference_m2)),
    ),
    field(
        "difference_percent", "Skillnad i procent", "percent", "Skillnaden i procent av ytan före.", _of_place(_percent)
    ),
    field("municipality", "Kommun", "text", "Kommunens namn.", _of_place(lambda place: place.row.municipality.name)),
    field(
        "city_district",
        "Stadsdelsområde",
        "text",
        "Stadsdelsområde enligt platsens senaste rad.",
        _of_place(lambda place: place.row.city_district.name if place.row.city_district else None),
    ),
    field(
        "police_area",
        "Lokalpolisområde",
        "text",
        "Lokalpolisområde enligt platsens senaste rad.",
        _of_place(lambda place: place.row.police_area.name),
    ),
    field(
        "sources",
        "Källor",
        "text",
        "Källorna till raden, åtskilda av semikolon. Tomt för påhittade rader.",
        _of_place(lambda place: LIST_SEPARATOR.join(place.row.sources)),
    ),
    field(
        "origin",
        "Uppgift",
        "text",
        "dokumenterad: förändringen har en källa. exempel: den vilar på en påhittad rad.",
        _of_place(_origin),
    ),
    field("url", "Webbadress", "url", "Adressen till platsens sida.", lambda line: line.url),
)


def change_table(changes: Changes, scene_url: Callable[[str], str]) -> Table:
    """Return the table; `scene_url` makes the absolute address of a place's page from its slug."""
    title = f"Förändring {changes.earlier.year}\N{EN DASH}{changes.later.year}"
    lines = (_Line(place, changes, scene_url(place.row.slug)) for place in changes.places)
    return build("change", title, "", _FIELDS, lines)
