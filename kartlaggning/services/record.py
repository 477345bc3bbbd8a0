"""Writing the live record: rounds, scenes, surveys and lineage. Demonstration and real work go the same way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from shapely import is_valid_reason
from shapely.geometry import MultiPolygon

from kartlaggning import swedish
from kartlaggning.choices import LineageKind, Origin, Provenance, Status
from kartlaggning.errors import Refused
from kartlaggning.geometry.stored import to_stored
from kartlaggning.models import (
    AuditEntry,
    CityDistrict,
    FormerName,
    Lineage,
    Municipality,
    PoliceArea,
    Scene,
    Survey,
    SurveyRound,
)
from kartlaggning.services import audit
from kartlaggning.services.audit import By


@dataclass(frozen=True, slots=True)
class Round:
    """What a round is opened with; see SurveyRound for the meaning of each."""

    year: int
    reference_date: date
    judged_from: date | None = None
    judged_to: date | None = None
    published_on: date | None = None
    published_text: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a survey says of a scene. `outline` is EPSG:3006 and stands only with an open status."""

    status: Status
    origin: Origin
    municipality: Municipality
    police_area: PoliceArea
    city_district: CityDistrict | None = None
    outline: MultiPolygon | None = None
    provenance: Provenance | None = None
    surveyed_jointly: bool | None = None
    sources: Sequence[str] = field(default_factory=tuple)
    note: str = ""


@transaction.atomic
def open_round(details: Round, *, by: By) -> SurveyRound:
    """Create a survey round, or refuse where the year already has one."""
    if SurveyRound.objects.filter(year=details.year).exists():
        raise Refused(f"Det finns redan en kartläggning för {details.year}.")
    created = SurveyRound.objects.create(
        year=details.year,
        reference_date=details.reference_date,
        judged_from=details.judged_from,
        judged_to=details.judged_to,
        published_on=details.published_on,
        published_text=details.published_text,
        sources=list(details.sources),
        note=details.note,
    )
    audit.record(by=by, action="open-round", subject=str(created))
    return created


@transaction.atomic
def add_scene(name: str, *, by: By, is_example: bool = False) -> Scene:
    """Create a scene with a permanent id (`S-0001`; examples `X-0001`) and a free address part."""
    scene = Scene.objects.create(
        public_id=_next_public_id("X" if is_example else "S"), name=name, slug=free_slug(name), is_example=is_example
    )
    audit.record(by=by, action="add-scene", subject=f"{scene.public_id} {name}")
    return scene


@transaction.atomic
def rename_scene(scene: Scene, name: str, *, used_until: date, by: By) -> Scene:
    """Give a scene a new name and address; the old name stays searchable and its address redirects."""
    if name == scene.name:
        raise Refused("Det nya namnet är detsamma som det gamla.")
    FormerName.objects.create(scene=scene, name=scene.name, slug=scene.slug, used_until=used_until)
    audit.record(by=by, action="rename-scene", subject=scene.public_id, details={"from": scene.name, "to": name})
    scene.name, scene.slug = name, free_slug(name)
    scene.save(update_fields=["name", "slug"])
    return scene


def free_slug(name: str) -> str:
    """Return an address part made of `name` that no scene has or has had; a number is added where it is taken."""
    base = swedish.slugify(name)
    if not base:
        raise Refused("Namnet måste innehålla minst en bokstav eller siffra.")
    slug, number = base, 1
    while Scene.objects.filter(slug=slug).exists() or FormerName.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def _next_public_id(prefix: str) -> str:
    last = Scene.objects.filter(public_id__startswith=f"{prefix}-").order_by("-public_id").first()
    numbers = [int(last.public_id[2:])] if last else []
    if prefix == "S":  # the number of a scene that was taken away is never given to another: the log remembers it
        given = AuditEntry.objects.filter(action="add-scene", subject__startswith="S-").order_by("-subject").first()
        numbers += [int(given.subject[2:6])] if given else []
    return f"{prefix}-{max(numbers, default=0) + 1:04d}"


@transaction.atomic
def record_survey(scene: Scene, survey_round: SurveyRound, assessment: Assessment, *, by: By) -> Survey:
    """Write what a round found about a scene, or refuse with words where the outline can't be right."""
    _check_outline(assessment)
    outline = assessment.outline
    measured = outline is not None and assessment.provenance is not Provenance.SCHEMATIC
    survey = Survey.objects.create(
        scene=scene,
        survey_round=survey_round,
        status=assessment.status,
        outline=None if outline is None else to_stored(outline),
        area_m2=outline.area if measured and outline is not None else None,
        provenance=assessment.provenance or "",
        origin=assessment.origin,
        municipality=assessment.municipality,
        city_district=assessment.city_district,
        police_area=assessment.police_area,
        surveyed_jointly=assessment.surveyed_jointly,
        sources=list(assessment.sources),
        note=assessment.note,
    )
    details = {"status": assessment.status.value, "origin": assessment.origin.value}
    audit.record(by=by, action="record-survey", subject=f"{scene.public_id} {survey_round.year}", details=details)
    return survey


def _check_outline(assessment: Assessment) -> None:
    outline = assessment.outline
    if (outline is not None) != (assessment.status is Status.OPEN):
        raise Refused("En öppen plats ska ha en gräns, och en plats som upphört eller ersatts ska inte ha någon.")
    if (outline is not None) != (assessment.provenance is not None):
        raise Refused("Ange varifrån gränsen kommer, om det finns en gräns.")
    if outline is not None and (outline.is_empty or not outline.is_valid):
        raise Refused(f"Gränsen är ogiltig: {is_valid_reason(outline)}. Rita om den.")


@transaction.atomic
def record_lineage(
    kind: LineageKind,
    happened_on: date,
    *,
    from_scenes: Iterable[Scene],
    to_scenes: Iterable[Scene],
    origin: Origin,
    by: By,
    source: str = "",
) -> Lineage:
    """Write that scenes merged, split or opened again."""
    sources, targets = list(from_scenes), list(to_scenes)
    _check_lineage(kind, len(sources), len(targets))
    lineage = Lineage.objects.create(kind=kind, happened_on=happened_on, origin=origin, source=source)
    lineage.from_scenes.set(sources)
    lineage.to_scenes.set(targets)
    subject = f"{kind.value} {'+'.join(s.public_id for s in sources)} > {'+'.join(s.public_id for s in targets)}"
    audit.record(by=by, action="record-lineage", subject=subject[:200])
    return lineage


def _check_lineage(kind: LineageKind, sources: int, targets: int) -> None:
    fits = {
        LineageKind.MERGED: sources >= 2 and targets == 1,
        LineageKind.SPLIT: sources == 1 and targets >= 2,
        LineageKind.REOPENED: sources == 1 and targets == 1,
    }
    if not fits[kind]:
        raise Refused(f"{sources} platser kan inte bli {targets} genom att vara {kind.label}.")
