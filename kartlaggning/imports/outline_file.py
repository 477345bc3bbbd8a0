"""Reading the file that somebody uploads instead of drawing an outline: its areas, to choose one of. EPSG:3006 out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import shapely
from shapely.geometry import MultiPolygon

from kartlaggning.errors import ImportProblem
from kartlaggning.geometry.crossings import crosses_too_often
from kartlaggning.geometry.outline_input import MOST_VERTICES, in_centimetres
from kartlaggning.imports.area_file import Area, Limits, read_areas

LIMITS = Limits(10_000_000, 50_000_000, 500, "Spara det lager som gäller i en egen fil")
LONGEST_LABEL = 80
MOST_NAMED = 20
_LABEL_FIELDS = ("namn", "name", "plats", "benamning", "benämning", "title", "label", "id")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One area of the file. `number` is its place in the file, from 1; the outline (EPSG:3006) may cross itself."""

    number: int
    label: str
    outline: MultiPolygon


def read_outline_file(name: str, content: bytes) -> tuple[Candidate, ...]:
    """Return the areas of an uploaded .gpkg, .geojson or .zip file, in EPSG:4326 or 3006 in either axis order.

    At most 10 MB and 500 features. Raises ImportProblem, in Swedish for the one who uploads, where there is none.
    """
    refuse_size(len(content))
    with TemporaryDirectory() as folder:
        path = Path(folder) / _safe_name(name)
        path.write_bytes(content)
        areas = read_areas(path, LIMITS, lambda columns: columns).areas
        candidates = tuple(candidate for area in areas if (candidate := _candidate(area)))
        if not candidates:
            raise ImportProblem(f"{path.name} innehåller ingen yta som kan användas: {_problem(areas[0])}.")
    return candidates


def refuse_size(size: int) -> None:
    """Raise ImportProblem for a file of so many bytes, if they are too many to be looked at."""
    if size > LIMITS.file_bytes:
        raise ImportProblem(f"Filen är större än {LIMITS.file_bytes // 1_000_000} MB och läses inte.")


def chosen_candidate(candidates: Sequence[Candidate], number: str) -> Candidate:
    """Return the candidate of that number, or the only one; raises ImportProblem that lists them otherwise."""
    if len(candidates) == 1:
        return candidates[0]
    chosen = next((candidate for candidate in candidates if str(candidate.number) == number.strip()), None)
    if chosen is None:
        names = ", ".join(f"{candidate.number} {candidate.label}" for candidate in candidates[:MOST_NAMED])
        more = " …" if len(candidates) > MOST_NAMED else ""
        raise ImportProblem(
            f"Filen har {len(candidates)} ytor: {names}{more}. Välj filen igen och skriv numret på den som gäller."
        )
    return chosen


def _safe_name(name: str) -> str:
    """Return the file's own name, for messages as well, without what could mean a place."""
    plain = re.sub(r"[^\w .()-]", "_", PurePosixPath(name.replace("\\", "/")).name)
    return plain[-LONGEST_LABEL:].lstrip(". ") or "fil"


def _candidate(area: Area) -> Candidate | None:
    if area.outline is None or shapely.get_num_coordinates(area.outline) > MOST_VERTICES:
        return None
    outline = in_centimetres(area.outline)
    return None if crosses_too_often(outline) else Candidate(area.number, _label(area), outline)


def _label(area: Area) -> str:
    """Return what the feature is called: its name, or else its first text that is not empty."""
    by_lower_case = {column.casefold(): value for column, value in area.values.items()}
    names = [by_lower_case.get(field, "") for field in _LABEL_FIELDS]
    text = next((value for value in (*names, *area.values.values()) if value), "")
    return text[:LONGEST_LABEL] or f"Yta {area.number}"


def _problem(area: Area) -> str:
    if area.outline is None:
        problem = area.problem
    elif shapely.get_num_coordinates(area.outline) > MOST_VERTICES:
        problem = f"har fler än {MOST_VERTICES} hörn"
    else:
        problem = "korsar sig själv på för många ställen"
    return f"objekt {area.number} {problem}"
