"""Loading official outlines into the area tables: what a file would change, and the change itself."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

import shapely
from django.db import transaction
from django.utils import timezone
from shapely.geometry import MultiPolygon

from kartlaggning.choices import AreaKind
from kartlaggning.errors import Refused
from kartlaggning.geometry.stored import from_stored, to_stored
from kartlaggning.imports.boundaries import Boundary, BoundaryFile
from kartlaggning.models import CityDistrict, Municipality, PoliceArea
from kartlaggning.services import audit
from kartlaggning.swedish import search_key

Area = Municipality | CityDistrict | PoliceArea
_SAME_WITHIN_M = 0.01


class Outcome(Enum):
    """What the import would do with a feature. The last two refuse the whole file."""

    NEW = "ny gräns"
    CHANGED = "ändrad gräns"
    SAME = "oförändrad"
    UNMATCHED = "hör inte till något område"
    INVALID = "kan inte användas"
    AMBIGUOUS = "oklart område"


@dataclass(frozen=True, slots=True)
class Finding:
    """One feature against the areas. `area` is None where nothing matches; `reason` explains what is refused."""

    boundary: Boundary
    outcome: Outcome
    area: Area | None = None
    reason: str = ""
    previous_m2: float | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file against the areas of one kind. `without_feature` are the areas that the file says nothing about."""

    kind: AreaKind
    file: str
    findings: tuple[Finding, ...]
    without_feature: tuple[str, ...]

    def having(self, *outcomes: Outcome) -> list[Finding]:
        """Return the findings with one of these outcomes."""
        return [finding for finding in self.findings if finding.outcome in outcomes]


def compare(kind: AreaKind, file: BoundaryFile) -> Comparison:
    """Return what loading the file's outlines would change; writes nothing."""
    areas = _areas(kind)
    matched = [(boundary, *_match(boundary, areas)) for boundary in file.boundaries]
    numbers = defaultdict[int, list[int]](list)
    for boundary, area, _reason in matched:
        if area is not None:
            numbers[area.pk].append(boundary.number)
    findings = tuple(_finding(boundary, area, reason, numbers) for boundary, area, reason in matched)
    return Comparison(kind, file.file, findings, tuple(area.name for area in areas if area.pk not in numbers))


@transaction.atomic
def import_outlines(kind: AreaKind, file: BoundaryFile, *, by: str) -> Comparison:
    """Write the file's outlines (EPSG:3006) to the areas that they match, all or none, and log it.

    Raises Refused where nothing matches or a matching feature is invalid or ambiguous. Editions are not touched: the
    public side sees the outlines with the next one that is published.
    """
    comparison = compare(kind, file)
    if refused := comparison.having(Outcome.INVALID, Outcome.AMBIGUOUS):
        numbers = ", ".join(str(finding.boundary.number) for finding in refused)
        raise Refused(f"Inget har lästs in: rätta objekt {numbers} i {file.file} först.")
    if len(comparison.having(Outcome.UNMATCHED)) == len(comparison.findings):
        raise Refused(f"Inget har lästs in: inget objekt i {file.file} hör till något {kind.label}.")
    changed = comparison.having(Outcome.NEW, Outcome.CHANGED)
    source = f"Officiell gräns ur {file.file[:120]}, inläst {timezone.localdate().isoformat()}"
    for finding in changed:
        _write(finding, source)
    details = {"file": file.file, "areas": [finding.area.name for finding in changed if finding.area]}
    audit.record(by=by, action="import-boundaries", subject=f"gränser för {kind.label}", details=details)
    return comparison


def _write(finding: Finding, source: str) -> None:
    area, outline = finding.area, finding.boundary.outline
    if area is not None and outline is not None:
        area.outline = to_stored(outline)
        area.outline_source = source
        area.save(update_fields=["outline", "outline_source"])


def _areas(kind: AreaKind) -> list[Area]:
    rows: dict[AreaKind, Iterable[Area]] = {
        AreaKind.MUNICIPALITY: Municipality.objects.order_by("code"),
        AreaKind.CITY_DISTRICT: CityDistrict.objects.order_by("slug"),
        AreaKind.POLICE_AREA: PoliceArea.objects.order_by("slug"),
    }
    return list(rows[kind])


def _match(boundary: Boundary, areas: Sequence[Area]) -> tuple[Area | None, str]:
    """Return the area with the feature's code, else with its name; and a reason where code and name disagree."""
    code, name = boundary.code.zfill(4), search_key(boundary.name)
    by_code = [area for area in areas if isinstance(area, Municipality) and area.code == code]
    by_name = [area for area in areas if search_key(area.name) == name]
    if by_code and by_name and by_code != by_name:
        return by_code[0], f"koden {code} är {by_code[0].name}, men namnet är {boundary.name}"
    return next(iter(by_code or by_name), None), ""


def _finding(boundary: Boundary, area: Area | None, reason: str, numbers: dict[int, list[int]]) -> Finding:
    if area is None:
        return Finding(boundary, Outcome.UNMATCHED)
    if reason:
        return Finding(boundary, Outcome.AMBIGUOUS, area, reason)
    if len(numbers[area.pk]) > 1:
        same = ", ".join(str(number) for number in numbers[area.pk])
        return Finding(boundary, Outcome.AMBIGUOUS, area, f"objekten {same} hör till samma område: slå ihop dem")
    if boundary.outline is None:
        return Finding(boundary, Outcome.INVALID, area, boundary.problem)
    if area.outline is None:
        return Finding(boundary, Outcome.NEW, area)
    previous = from_stored(area.outline)
    outcome = Outcome.SAME if _is_same(previous, boundary.outline) else Outcome.CHANGED
    return Finding(boundary, outcome, area, previous_m2=previous.area)


def _is_same(first: MultiPolygon, second: MultiPolygon) -> bool:
    return bool(shapely.equals_exact(shapely.normalize(first), shapely.normalize(second), tolerance=_SAME_WITHIN_M))
