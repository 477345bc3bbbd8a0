"""Readers of the tables and outlines in fixtures/: one function per file, frozen rows out, no database."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from kartlaggning.choices import Status
from kartlaggning.errors import ImportProblem
from kartlaggning.imports.table import Row, read_rows

Made = TypeVar("Made")
Coordinates = tuple[Any, ...]

_STATUSES = {"öppen": Status.OPEN, "upphörd": Status.CLOSED}
_YES_OR_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Municipality:
    """`code` is SCB's: four digits, a string with its leading zero."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CityDistrict:
    """Valid from and to, both days included; None is open-ended."""

    name: str
    valid_from: date | None
    valid_to: date | None
    note: str


@dataclass(frozen=True, slots=True)
class PoliceArea:
    """Valid from and to, both days included; None is open-ended. `covers` says in words what it spans."""

    name: str
    police_district: str
    valid_from: date | None
    valid_to: date | None
    covers: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure. `reproduce` tells whether the demonstration's rows must give the same value."""

    year: int
    key: str
    value: float
    unit: str
    reproduce: bool
    source: str


@dataclass(frozen=True, slots=True)
class DocumentedScene:
    """A scene that a source names. `lat` and `lon` are WGS 84, approximate (± 300 m); the district may be empty."""

    name: str
    police_area: str
    municipality: str
    city_district: str
    status_2023: Status
    status_2024: Status
    lat: float
    lon: float
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Closure:
    """A scene on the list of those closed during 2023, as source 1 prints it; the district may be empty."""

    name: str
    police_area: str
    municipality: str
    city_district: str


@dataclass(frozen=True, slots=True)
class Allocation:
    """How many of the county's scenes a place is given in the demonstration; documented scenes are among them.

    Districts are those of 2021 and of 2023, empty outside Stockholm. The counts reconcile from round to round.
    """

    municipality: str
    city_district_2021: str
    city_district_2023: str
    police_area: str
    open_2021: int
    closed_to_2023: int
    new_2023: int
    extra_from_split: int
    lost_by_merge: int
    open_2023: int
    closed_to_2024: int
    open_2024: int


@dataclass(frozen=True, slots=True)
class DemonstrationPlace:
    """Where the fictional scenes of a row of the allocation lie: on a grid with a WGS 84 point in its middle.

    Its rows run along the bearing, in degrees clockwise from north; `ground` says in Swedish what is there, as far as
    can be known: water, forest or open land.
    """

    municipality: str
    city_district_2021: str
    police_area: str
    name: str
    lat: float
    lon: float
    bearing_degrees: float
    rows: int
    columns: int
    ground: str
    note: str


def read_municipalities(path: Path) -> tuple[Municipality, ...]:
    """Return the county's municipalities in the file's order."""
    return _read(path, ("kommunkod", "namn"), _municipality, key=("kommunkod",))


def read_city_districts(path: Path) -> tuple[CityDistrict, ...]:
    """Return Stockholm's city districts, former ones included."""
    columns = ("stadsdelsomrade", "giltig_fran", "giltig_till", "anmarkning")
    return _read(path, columns, _city_district, key=("stadsdelsomrade",))


def read_police_areas(path: Path) -> tuple[PoliceArea, ...]:
    """Return the local police areas, former and later ones included."""
    columns = ("lokalpolisomrade", "polisomrade", "giltig_fran", "giltig_till", "omfattar")
    return _read(path, columns, _police_area, key=("lokalpolisomrade",))


def read_figures(path: Path) -> tuple[Figure, ...]:
    """Return the published figures."""
    columns = ("survey_year", "figure", "value", "unit", "reproduce", "source")
    return _read(path, columns, _figure, key=("survey_year", "figure"))


def read_documented_scenes(path: Path) -> tuple[DocumentedScene, ...]:
    """Return the scenes that sources name."""
    columns = (
        *("plats", "lokalpolisomrade", "kommun", "stadsdelsomrade", "status_2023", "status_2024"),
        *("ungefarlig_lat", "ungefarlig_lon", "kalla", "anmarkning"),
    )
    return _read(path, columns, _documented_scene, key=("plats",))


def read_closures(path: Path) -> tuple[Closure, ...]:
    """Return the list of scenes closed during 2023."""
    return _read(path, ("plats", "lokalpolisomrade", "kommun", "stadsdelsomrade"), _closure, key=("plats",))


def read_demonstration_county(path: Path) -> tuple[Allocation, ...]:
    """Return the demonstration's allocation; a row whose counts don't reconcile is an ImportProblem."""
    columns = (
        *("kommun", "stadsdelsomrade_2021", "stadsdelsomrade_2023", "lokalpolisomrade"),
        *("oppna_2021", "upphorda_till_2023", "nya_2023", "extra_genom_delning", "farre_genom_sammanslagning"),
        *("oppna_2023", "upphorda_till_2024", "oppna_2024"),
    )
    return _read(path, columns, _allocation, key=("kommun", "stadsdelsomrade_2021", "lokalpolisomrade"))


def read_demonstration_places(path: Path) -> tuple[DemonstrationPlace, ...]:
    """Return where the fictional scenes of each row of the allocation lie."""
    columns = (
        *("kommun", "stadsdelsomrade_2021", "lokalpolisomrade", "plats", "lat", "lon"),
        *("riktning", "rader", "kolumner", "mark", "anmarkning"),
    )
    return _read(path, columns, _place, key=("kommun", "stadsdelsomrade_2021", "lokalpolisomrade"))


def read_municipality_outlines(path: Path) -> dict[str, Coordinates]:
    """Return MultiPolygon coordinates (WGS 84, lon/lat) by municipality code, from the GeoJSON file."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return {feature["properties"]["code"]: _tuples(feature["geometry"]["coordinates"]) for feature in features}
    except OSError as error:
        raise ImportProblem(f"{path.name} går inte att öppna: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ImportProblem(f"{path.name} är inte en GeoJSON-fil med kommungränser.") from error


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list) else value


def _read(path: Path, columns: tuple[str, ...], make: Callable[[Row], Made], key: tuple[str, ...]) -> tuple[Made, ...]:
    """Return the file's rows as `make` makes them; two lines with the same `key` columns are an ImportProblem."""
    made, first_lines = [], dict[tuple[str, ...], int]()
    for row in read_rows(path, columns):
        name = tuple(row.text(column) for column in key)
        if name in first_lines:
            raise row.problem(f"{' '.join(filter(None, name))} står redan på rad {first_lines[name]}.")
        first_lines[name] = row.line
        made.append(make(row))
    return tuple(made)


def _municipality(row: Row) -> Municipality:
    code = row.filled("kommunkod")
    if not (code.isascii() and code.isdigit() and len(code) == 4):
        raise row.problem(f"kommunkod ska vara fyra siffror, men är ”{code}”.")
    return Municipality(code, row.filled("namn"))


def _city_district(row: Row) -> CityDistrict:
    valid_from, valid_to = _validity(row)
    return CityDistrict(row.filled("stadsdelsomrade"), valid_from, valid_to, row.text("anmarkning"))


def _police_area(row: Row) -> PoliceArea:
    valid_from, valid_to = _validity(row)
    name, district = row.filled("lokalpolisomrade"), row.filled("polisomrade")
    return PoliceArea(name, district, valid_from, valid_to, row.filled("omfattar"))


def _validity(row: Row) -> tuple[date | None, date | None]:
    valid_from, valid_to = row.day("giltig_fran"), row.day("giltig_till")
    if valid_from and valid_to and valid_to < valid_from:
        raise row.problem("giltig_till är före giltig_fran.")
    return valid_from, valid_to


def _figure(row: Row) -> Figure:
    return Figure(
        year=row.count("survey_year"),
        key=row.filled("figure"),
        value=row.number("value"),
        unit=row.filled("unit"),
        reproduce=row.choice("reproduce", _YES_OR_NO),
        source=row.filled("source"),
    )


def _documented_scene(row: Row) -> DocumentedScene:
    lat, lon = _position(row, "ungefarlig_lat", "ungefarlig_lon")
    return DocumentedScene(
        name=row.filled("plats"),
        police_area=row.filled("lokalpolisomrade"),
        municipality=row.filled("kommun"),
        city_district=row.text("stadsdelsomrade"),
        status_2023=row.choice("status_2023", _STATUSES),
        status_2024=row.choice("status_2024", _STATUSES),
        lat=lat,
        lon=lon,
        source=row.filled("kalla"),
        note=row.text("anmarkning"),
    )


def _closure(row: Row) -> Closure:
    name, police_area = row.filled("plats"), row.filled("lokalpolisomrade")
    return Closure(name, police_area, row.filled("kommun"), row.text("stadsdelsomrade"))


def _allocation(row: Row) -> Allocation:
    allocation = Allocation(
        municipality=row.filled("kommun"),
        city_district_2021=row.text("stadsdelsomrade_2021"),
        city_district_2023=row.text("stadsdelsomrade_2023"),
        police_area=row.filled("lokalpolisomrade"),
        open_2021=row.count("oppna_2021"),
        closed_to_2023=row.count("upphorda_till_2023"),
        new_2023=row.count("nya_2023"),
        extra_from_split=row.count("extra_genom_delning"),
        lost_by_merge=row.count("farre_genom_sammanslagning"),
        open_2023=row.count("oppna_2023"),
        closed_to_2024=row.count("upphorda_till_2024"),
        open_2024=row.count("oppna_2024"),
    )
    more = allocation.new_2023 + allocation.extra_from_split
    fewer = allocation.closed_to_2023 + allocation.lost_by_merge
    if allocation.open_2021 + more - fewer != allocation.open_2023:
        raise row.problem("antalen går inte ihop mellan 2021 och 2023.")
    if allocation.open_2023 - allocation.closed_to_2024 != allocation.open_2024:
        raise row.problem("antalen går inte ihop mellan 2023 och 2024.")
    return allocation


def _place(row: Row) -> DemonstrationPlace:
    lat, lon = _position(row, "lat", "lon")
    return DemonstrationPlace(
        municipality=row.filled("kommun"),
        city_district_2021=row.text("stadsdelsomrade_2021"),
        police_area=row.filled("lokalpolisomrade"),
        name=row.filled("plats"),
        lat=lat,
        lon=lon,
        bearing_degrees=row.number("riktning"),
        rows=row.count("rader"),
        columns=row.count("kolumner"),
        ground=row.choice("mark", {"vatten": "vatten", "skog": "skog", "öppen mark": "öppen mark"}),
        note=row.filled("anmarkning"),
    )


def _position(row: Row, lat_column: str, lon_column: str) -> tuple[float, float]:
    """Return latitude and longitude inside the county's box; swapped axes fall outside it."""
    lat, lon = row.number(lat_column), row.number(lon_column)
    if not (58.6 <= lat <= 60.4 and 17.2 <= lon <= 19.8):
        raise row.problem(f"läget {lat} {lon} är inte i Stockholms län.")
    return lat, lon
