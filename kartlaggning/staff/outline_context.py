"""What templates/staff/includes/outline.html and the outline editor are told. Values in, values out: no query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from shapely.geometry import MultiPolygon, Point

from kartlaggning.content import REASON
from kartlaggning.geometry.outline_checks import (
    AREA_CHANGED,
    FAR_FROM_MUNICIPALITY,
    OVERLAP,
    SELF_CROSSING,
    WARNINGS,
    OutlineComparison,
    OutlineFinding,
    repaired,
)
from kartlaggning.geometry.outline_input import exchange_geometry, exchange_text
from kartlaggning.geometry.projection import to_wgs84
from kartlaggning.selectors.outlines import Surroundings
from kartlaggning.swedish import number

LABELS = {
    FAR_FROM_MUNICIPALITY: "Varför stämmer det att platsen ligger så långt från kommunen?",
    OVERLAP: "Varför ligger platserna över varandra?",
    AREA_CHANGED: "Vad har hänt, så att ytan har ändrats så mycket?",
}


@dataclass(frozen=True, slots=True)
class OutlineWarning:
    """One kind of warning with the field for its reason; hidden while there is nothing to give a reason for."""

    code: str
    message: str
    label: str
    reason: str
    reason_error: str
    is_shown: bool

    @property
    def field_name(self) -> str:
        """Return the reason's name in the form, which is its key in the content too."""
        return f"{REASON}{self.code}"

    @property
    def field_id(self) -> str:
        """Return the reason's id in the page, which an error summary may link to."""
        return f"id_reason-{self.code}"


@dataclass(frozen=True, slots=True)
class OutlineForm:
    """What somebody sent that was not saved: the field's text as it came, and what is wrong, in Swedish."""

    text: str | None = None
    errors: Sequence[str] = ()
    file_error: str = ""
    reason_errors: Mapping[str, str] = field(default_factory=dict)  # by the warning's code


@dataclass(frozen=True, slots=True)
class OutlineContext:
    """The template's `outline`. `value` is GeoJSON in WGS 84; `settings` goes to the script by json_script."""

    value: str
    errors: tuple[str, ...]
    warnings: tuple[OutlineWarning, ...]
    area: str
    comparison: str
    file_error: str
    is_editable: bool
    is_repairable: bool
    settings: dict[str, Any]

    @property
    def has_ghosts(self) -> bool:
        """Tell whether earlier outlines are drawn."""
        return bool(self.settings["ghosts"])

    @property
    def has_neighbours(self) -> bool:
        """Tell whether other scenes are drawn."""
        return bool(self.settings["neighbours"])

    @property
    def is_file_open(self) -> bool:
        """Tell whether the part about files is to be seen at once."""
        return bool(self.file_error)


def outline_context(
    outline: MultiPolygon | None,
    surroundings: Surroundings,
    *,
    is_editable: bool,
    reasons: Mapping[str, str],
    check_url: str = "",
    file_url: str = "",
    shows_findings: bool = True,
    sent: OutlineForm | None = None,
) -> OutlineContext:
    """Return what is shown of an outline (EPSG:3006) among its surroundings.

    `reasons` are the reasons given, by the warning's code. An empty address leaves out the check while drawing, or
    the file. `shows_findings` is off where nothing is to be complained about yet; `sent` is what was not saved.
    """
    sent = sent or OutlineForm()
    findings = surroundings.check(outline) if shows_findings else ()
    errors = [finding for finding in findings if finding.is_error]
    return OutlineContext(
        value=exchange_text(outline) if sent.text is None else sent.text,
        errors=tuple(sent.errors) or tuple(finding.message for finding in errors),
        warnings=tuple(_warning(code, findings, reasons, sent.reason_errors) for code in WARNINGS),
        area=_area_in_words(outline),
        comparison=comparison_sentence(surroundings.compare(outline), surroundings.previous_year),
        file_error=sent.file_error,
        is_editable=is_editable,
        is_repairable=any(finding.code == SELF_CROSSING for finding in errors),
        settings=_script_settings(surroundings)
        | {
            "is_editable": is_editable,
            "check_url": check_url,
            "file_url": file_url,
            "problem": next((lon_lat(finding.point) for finding in errors if finding.point), None),
        },
    )


def check_answer(outline: MultiPolygon | None, surroundings: Surroundings) -> dict[str, Any]:
    """Return what the script is told of an outline (EPSG:3006): findings with their points, repair, comparison."""
    findings = surroundings.check(outline)
    whole = repaired(outline) if outline and any(finding.code == SELF_CROSSING for finding in findings) else None
    return {
        "findings": [
            {
                "code": finding.code,
                "is_error": finding.is_error,
                "message": finding.message,
                "point": lon_lat(finding.point),
                "others": list(finding.others),
            }
            for finding in findings
        ],
        "repaired": exchange_geometry(whole) if whole else None,
        "comparison": comparison_sentence(surroundings.compare(outline), surroundings.previous_year),
    }


def comparison_sentence(comparison: OutlineComparison | None, year: int | None) -> str:
    """Return how an outline stands against the one of `year`, in Swedish; nothing where there is none."""
    if comparison is None:
        return ""
    if comparison.is_same:
        return f"Jämfört med {year}: oförändrad."
    percent = round(comparison.area_change_percent)
    size = f"{number(abs(percent))} procent {'större' if percent > 0 else 'mindre'}" if percent else "lika stor"
    share, metres = number(100 * comparison.overlap_share), number(comparison.centroid_shift_m)
    return (
        f"Jämfört med {year}: {comparison.words}. {share} procent av ytan är gemensam, "
        f"den är {size}, och mittpunkten har flyttats {metres} m."
    )


def lon_lat(point: tuple[float, float] | None) -> list[float] | None:
    """Return an (E, N) of EPSG:3006 as [lon, lat] in WGS 84; None for None."""
    if point is None:
        return None
    there = to_wgs84(Point(point))
    return [round(there.x, 7), round(there.y, 7)]


def _script_settings(surroundings: Surroundings) -> dict[str, Any]:
    municipality = surroundings.municipality
    return {
        "ghosts": [{"year": year, "geojson": exchange_geometry(ghost)} for year, ghost in surroundings.earlier],
        "neighbours": [
            {"name": name, "geojson": exchange_geometry(other)} for name, other in surroundings.neighbours.items()
        ],
        "municipality": exchange_geometry(municipality.outline) if municipality else None,
        "tiles": {"url": settings.STAFF_TILES_URL, "attribution": settings.STAFF_TILES_ATTRIBUTION},
        "area_before_m2": surroundings.previous.area if surroundings.previous else None,
        "year_before": surroundings.previous_year,
    }


def _warning(
    code: str, findings: Sequence[OutlineFinding], reasons: Mapping[str, str], errors: Mapping[str, str]
) -> OutlineWarning:
    found = next((finding for finding in findings if finding.code == code), None)
    return OutlineWarning(
        code=code,
        message=found.message if found else "",
        label=LABELS[code],
        reason=reasons.get(code, ""),
        reason_error=errors.get(code, ""),
        is_shown=found is not None,
    )


def _area_in_words(outline: MultiPolygon | None) -> str:
    if outline is None:
        return "Ingen gräns är ritad."
    return f"{number(outline.area / 10_000, 2 if outline.area < 100_000 else 1)} ha"
