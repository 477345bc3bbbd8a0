"""What a line of a file says of a finished round, against what stands there. Values in, values out."""

from collections.abc import Iterator
from dataclasses import dataclass

from shapely.geometry import MultiPolygon

from kartlaggning.choices import Provenance, Status
from kartlaggning.content import OUTLINE, outline_value
from kartlaggning.field_words import value_in_words
from kartlaggning.geometry.outline_checks import check_outline
from kartlaggning.geometry.stored import from_stored
from kartlaggning.imports.survey_rows import ReadRow, RowProblem
from kartlaggning.models import Survey
from kartlaggning.questionnaire import STATUS, STATUS_CLOSED, STATUS_OPEN, Questionnaire
from kartlaggning.selectors.history import Difference

_STATUS = {STATUS_OPEN: Status.OPEN, STATUS_CLOSED: Status.CLOSED}
_JOINTLY = {True: "ja", False: "nej", None: "uppgift saknas"}


@dataclass(frozen=True, slots=True)
class FoundFinding:
    """A finding as it will stand; the outline is EPSG:3006 and valid, and there only with an open status."""

    status: Status
    outline: MultiPolygon | None
    provenance: Provenance | None
    jointly: bool | None
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedFinding:
    """A finding, how it differs from the one that stands, and what is wrong; `own_answers` are kept beside it."""

    finding: FoundFinding | None
    differences: tuple[Difference, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[str, ...] = ()
    own_answers: frozenset[str] = frozenset()


def compare_finding(read: ReadRow, survey: Survey | None) -> ComparedFinding:
    """Return what the round would say of the place, with the line's word where it has one."""
    stands = _standing(survey) if survey and survey.status else None
    status = _STATUS.get(read.answers.get(STATUS, ""), stands.status if stands else None)
    if status is None:
        return ComparedFinding(None, problems=(RowProblem("", "Status saknas: öppen eller upphörd."),))
    if stands and stands.status is Status.REPLACED:
        words = "Platsen gick upp i andra platser i den omgången och kan inte läsas in."
        return ComparedFinding(None, problems=(RowProblem("", words),))
    is_open = status is Status.OPEN
    outline = (read.outline or (stands.outline if stands else None)) if is_open else None
    finding = FoundFinding(
        status=status,
        outline=outline,
        provenance=_provenance(read, stands) if outline is not None else None,
        jointly=read.jointly if read.jointly is not None else (stands.jointly if stands else None),
        note=read.note or (stands.note if stands else ""),
        sources=(read.source,) if read.source else (stands.sources if stands else ()),
    )
    notes = ("Gränsen används inte: platsen har upphört.",) if read.outline is not None and not is_open else ()
    return ComparedFinding(
        finding,
        tuple(_differences(stands, finding)) if stands else (),
        tuple(_problems(read, finding)),
        notes,
        frozenset(read.answers) - {STATUS},
    )


def _standing(survey: Survey) -> FoundFinding:
    return FoundFinding(
        status=Status(survey.status),
        outline=from_stored(survey.outline) if survey.outline is not None else None,
        provenance=Provenance(survey.provenance) if survey.provenance else None,
        jointly=survey.surveyed_jointly,
        note=survey.note,
        sources=tuple(survey.sources),
    )


def _provenance(read: ReadRow, stands: FoundFinding | None) -> Provenance:
    """Return where the outline comes from: as the line says, as it stands, or surveyed, as a file of surveys is."""
    if read.provenance:
        return Provenance(read.provenance)
    if read.outline is None and stands and stands.provenance:
        return stands.provenance
    return Provenance.SURVEYED


def _problems(read: ReadRow, finding: FoundFinding) -> Iterator[RowProblem]:
    if finding.status is Status.OPEN and finding.outline is None:
        yield RowProblem("", "En öppen plats ska ha en gräns. Läs in den som GeoJSON, GeoPackage eller WKT.")
    if finding.outline is not None and read.outline is not None:
        for found in check_outline(finding.outline):
            if found.is_error:
                yield RowProblem("", found.message)


def _differences(stands: FoundFinding, finding: FoundFinding) -> Iterator[Difference]:
    if stands.status is not finding.status:
        yield Difference("Status", str(stands.status.label), str(finding.status.label))
    before, after = outline_value(stands.outline), outline_value(finding.outline)
    if before != after:
        nothing = Questionnaire("", ())
        yield Difference("Gräns", *(value_in_words(OUTLINE, value, nothing) for value in (before, after)))
    if stands.provenance is not finding.provenance and finding.provenance is not None:
        was = str(stands.provenance.label) if stands.provenance else "inget"
        yield Difference("Gränsens ursprung", was, str(finding.provenance.label))
    if stands.jointly is not finding.jointly:
        yield Difference("Gjord med kommunen", _JOINTLY[stands.jointly], _JOINTLY[finding.jointly])
    if stands.note != finding.note:
        yield Difference("Anmärkning", stands.note or "ingen", finding.note)
    if stands.sources != finding.sources:
        yield Difference("Källa", ", ".join(stands.sources) or "ingen", ", ".join(finding.sources))
