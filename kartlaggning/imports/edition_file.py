"""Reading an exported edition back: the outlines of its open scenes, and what it judged. EPSG:3006 out."""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon

from kartlaggning.choices import Origin, Provenance, Status
from kartlaggning.errors import ImportProblem
from kartlaggning.followup.counting import RoundOutlines
from kartlaggning.imports.area_file import NO_GEOMETRY, Limits, read_areas
from kartlaggning.imports.geopackage_check import check_geopackage

LIMITS = Limits(200_000_000, 200_000_000, 10_000, "Använd utgåvans egen fil")
COLUMNS = ("id", "year", "status", "provenance", "outline_year", "origin", "edition")
_PERIOD = re.compile(r"Bedömer (\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)\.")  # as exports/formats/geopackage.py writes it


@dataclass(frozen=True, slots=True)
class EditionFile:
    """One round of an exported edition. `approximate` scenes are circles around a place, no outlines, and left out.

    `has_examples` says that outlines of made-up places are among them.
    """

    file: str
    ref: str
    outlines: RoundOutlines
    approximate: int
    has_examples: bool


def read_editions(path: Path) -> tuple[EditionFile, ...]:
    """Return the rounds in an exported GeoJSON (one) or GeoPackage (one for each layer), in either CRS.

    Raises ImportProblem, in Swedish, for a file that is not such an export or has no outline to count on.
    """
    if not path.is_file():
        raise ImportProblem(f"Filen {path.name} finns inte.")
    if path.suffix.lower() in (".geojson", ".json"):
        found = [_edition(path, "", _stated_in_geojson(path))]
    elif path.suffix.lower() == ".gpkg":
        check_geopackage(path)
        found = [_edition(path, layer, judged) for layer, judged in _layers(path)]
    else:
        raise ImportProblem(f"{path.name} ska vara en utgåvas fil, GeoJSON (.geojson) eller GeoPackage (.gpkg).")
    with_outlines = tuple(edition for edition in found if edition.outlines.outlines)
    if not with_outlines:
        raise ImportProblem(f"{path.name} har ingen öppen plats med en gräns att räkna på.")
    return with_outlines


def _stated_in_geojson(path: Path) -> tuple[date, date] | None:
    try:
        members = json.loads(path.read_bytes())
    except OSError as error:
        raise ImportProblem(f"{path.name} går inte att öppna: {error.strerror}.") from error
    except ValueError as error:
        raise ImportProblem(f"{path.name} är inte GeoJSON.") from error
    if not isinstance(members, dict):
        raise ImportProblem(f"{path.name} är inte en utgåvas GeoJSON.")
    return _period(path.name, members.get("judged_from"), members.get("judged_to"))


def _layers(path: Path) -> Iterator[tuple[str, tuple[date, date] | None]]:
    """Yield each round's layer with the period that its description states."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        contents = database.execute("SELECT table_name, description FROM gpkg_contents WHERE data_type = 'features'")
        described = [(str(name), str(description or "")) for name, description in contents]
    for name, description in described:
        stated = _PERIOD.search(description)
        yield name, _period(path.name, *stated.groups()) if stated else None


def _period(file: str, first: Any, last: Any) -> tuple[date, date] | None:
    if first is None or last is None:
        return None
    try:
        return date.fromisoformat(first), date.fromisoformat(last)
    except (TypeError, ValueError) as error:
        raise ImportProblem(f"{file} anger en bedömningsperiod som inte är två datum.") from error


def _edition(path: Path, layer: str, judged: tuple[date, date] | None) -> EditionFile:
    areas = read_areas(path, LIMITS, lambda columns: _known(path.name, columns), layer).areas
    years = {area.values["year"] for area in areas}
    refs = {area.values["edition"] for area in areas}
    if len(years) != 1 or len(refs) != 1 or not next(iter(years)).isdigit():
        raise ImportProblem(f"{path.name} ska hålla en enda utgåva av en kartläggning. Använd utgåvans egen fil.")
    outlines: dict[str, MultiPolygon] = {}
    approximate, has_examples = 0, False
    for area in areas:
        values = area.values
        if values["status"] != Status.OPEN or values["outline_year"] != values["year"]:
            continue  # a closed scene is drawn with the outline it once had
        if values["provenance"] == Provenance.SCHEMATIC or (area.outline is None and area.problem == NO_GEOMETRY):
            approximate += 1
            continue
        if area.outline is None:
            raise ImportProblem(f"{path.name}, objekt {area.number}: {area.problem}.")
        outlines[values["id"]] = _whole(area.outline)
        has_examples |= values["origin"] == Origin.EXAMPLE
    found = RoundOutlines(int(next(iter(years))), judged, outlines)
    return EditionFile(path.name, next(iter(refs)), found, approximate, has_examples)


def _known(file: str, columns: Sequence[str]) -> tuple[str, ...]:
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        raise ImportProblem(f"{file} är inte en utgåvas fil: {', '.join(missing)} saknas.")
    return COLUMNS


def _whole(outline: MultiPolygon) -> MultiPolygon:
    """Return the outline valid: rounded to five decimals of a degree it may touch itself."""
    if outline.is_valid:
        return outline
    parts = [part for part in shapely.get_parts(shapely.make_valid(outline)) if part.geom_type.endswith("Polygon")]
    return MultiPolygon(shapely.get_parts(shapely.union_all(parts)).tolist())
