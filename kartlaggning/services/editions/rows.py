"""Turns a round's live surveys into an edition's rows: copies, with the change since the round before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, QuerySet, prefetch_related_objects

from kartlaggning import swedish
from kartlaggning.change import Finding, classify
from kartlaggning.choices import AreaKind, Change, LineageKind, Origin, Status
from kartlaggning.geometry.projection import rfc7946_coordinates
from kartlaggning.geometry.stored import from_stored
from kartlaggning.models import (
    CityDistrict,
    Edition,
    EditionArea,
    EditionFigure,
    EditionScene,
    Lineage,
    Municipality,
    PoliceArea,
    PublishedFigure,
    Scene,
    Survey,
    SurveyRound,
)
from kartlaggning.models.area import NamedArea
from kartlaggning.models.survey import CONCLUDED

# What a row takes from its own round alone, and what none takes: left out where every round's surveys are read.
ONLY_OF_THE_ROUND = ("outline", "sources", "note")
NEVER_PUBLISHED = ("content", "field_versions", "confirmed_sections", "alone_reason", "withdrawn_reason")


@dataclass(frozen=True)
class Sources:
    """What an edition is built from: every round's surveys of the chosen origins, by scene, in time order."""

    surveys: Mapping[int, list[Survey]]
    lineage: Mapping[int, list[Lineage]]
    first_year: int


def chosen_surveys(*, demonstration: bool) -> QuerySet[Survey]:
    """Return the surveys that may go into an edition: of the concluded ones the documented, in a demonstration all."""
    surveys = Survey.objects.filter(state__in=CONCLUDED).select_related(
        "scene", "survey_round", "municipality", "city_district", "police_area"
    )
    return surveys if demonstration else surveys.filter(origin=Origin.DOCUMENTED)


def collect(*, demonstration: bool, only: Scene | None = None) -> Sources:
    """Read what rows need of all rounds, in a fixed number of queries; `only` for one scene's row."""
    surveys: defaultdict[int, list[Survey]] = defaultdict(list)
    chosen = chosen_surveys(demonstration=demonstration).defer(*ONLY_OF_THE_ROUND, *NEVER_PUBLISHED)
    for survey in (chosen if only is None else chosen.filter(scene=only)).order_by("survey_round__year"):
        surveys[survey.scene_id].append(survey)
    events = Lineage.objects.prefetch_related("from_scenes", "to_scenes").order_by("happened_on", "pk")
    lineage: defaultdict[int, list[Lineage]] = defaultdict(list)
    for event in events if demonstration else events.filter(origin=Origin.DOCUMENTED):
        for scene in {*event.from_scenes.all(), *event.to_scenes.all()}:
            lineage[scene.pk].append(event)
    first = chosen_surveys(demonstration=demonstration).aggregate(year=Min("survey_round__year"))["year"]
    return Sources(surveys, lineage, first or 0)


def scene_rows(edition: Edition, survey_round: SurveyRound, sources: Sources) -> list[EditionScene]:
    """Return the edition's scene rows, unsaved, in Swedish order."""
    whole = Survey.objects.filter(survey_round=survey_round).defer(*NEVER_PUBLISHED)
    of_the_round = {survey.pk: survey for survey in whole}
    histories = []
    for surveys in sources.surveys.values():
        history = [survey for survey in surveys if survey.survey_round.year <= survey_round.year]
        if history and history[-1].survey_round_id == survey_round.pk:
            last = history[-1]
            for name in ONLY_OF_THE_ROUND:
                setattr(last, name, getattr(of_the_round[last.pk], name))
            histories.append(history)
    prefetch_related_objects(
        [history[-1] for history in histories],
        "scene__former_names",
        *("further_municipalities", "further_city_districts", "further_police_areas"),
    )
    rows = [scene_row(edition, history, sources) for history in histories]
    return sorted(rows, key=lambda row: (row.sort_key, row.public_id))


def scene_row(edition: Edition, history: list[Survey], sources: Sources) -> EditionScene:
    """Return one scene's row, unsaved: what its last survey found, against those before it in time order."""
    survey = history[-1]
    sound = [row for row in history if _may_rest_on(survey, row)]
    before = sound[-2] if len(sound) > 1 else None
    scene, outline = survey.scene, survey.outline
    events = [e for e in sources.lineage.get(scene.pk, ()) if e.happened_on.year <= edition.year]
    former = sorted(scene.former_names.all(), key=lambda name: name.used_until)
    open_years = [row.survey_round.year for row in sound if row.status == Status.OPEN]
    return EditionScene(
        edition=edition,
        public_id=scene.public_id,
        name=scene.name,
        slug=scene.slug,
        sort_key=swedish.sort_key(scene.name),
        former_names=[name.name for name in former],
        former_slugs=[name.slug for name in former],
        status=survey.status,
        change=_change(history, events, sources.first_year),
        area_m2=survey.area_m2,
        previous_year=before.survey_round.year if before else None,
        previous_area_m2=before.area_m2 if before else None,
        areas=_areas_of(survey),
        provenance=survey.provenance,
        origin=survey.origin,
        last_open_year=max(open_years, default=None),
        sources=survey.sources,
        note=survey.note,
        lineage=[_lineage_note(event) for event in events],
        outline=outline,
        outline_wgs84=rfc7946_coordinates(from_stored(outline)) if outline else None,
    )


def _may_rest_on(survey: Survey, other: Survey) -> bool:
    """Tell whether a survey's row may take values from another: a documented one never does from a made-up one."""
    return survey.origin == Origin.EXAMPLE or other.origin == Origin.DOCUMENTED


def _change(history: list[Survey], events: Iterable[Lineage], first_year: int) -> Change:
    survey, before = history[-1], history[-2] if len(history) > 1 else None
    since = before.survey_round.year if before else 0
    came_out_of = [
        LineageKind(event.kind)
        for event in events
        if event.happened_on.year > since and survey.scene in event.to_scenes.all()
    ]
    return classify(
        Finding(Status(survey.status), survey.area_m2),
        Finding(Status(before.status), before.area_m2) if before else None,
        first_round=survey.survey_round.year == first_year,
        lineage=came_out_of[-1] if came_out_of else None,
    )


def _areas_of(survey: Survey) -> list[dict[str, Any]]:
    primary: list[tuple[AreaKind, NamedArea | None]] = [
        (AreaKind.MUNICIPALITY, survey.municipality),
        (AreaKind.CITY_DISTRICT, survey.city_district),
        (AreaKind.POLICE_AREA, survey.police_area),
    ]
    further: list[tuple[AreaKind, NamedArea]] = [
        *((AreaKind.MUNICIPALITY, area) for area in survey.further_municipalities.all()),
        *((AreaKind.CITY_DISTRICT, area) for area in survey.further_city_districts.all()),
        *((AreaKind.POLICE_AREA, area) for area in survey.further_police_areas.all()),
    ]
    rows = [_area_ref(kind, area, primary=True) for kind, area in primary if area is not None]
    return rows + [_area_ref(kind, area, primary=False) for kind, area in further]


def _area_ref(kind: AreaKind, area: NamedArea, *, primary: bool) -> dict[str, Any]:
    code = area.code if isinstance(area, Municipality) else ""
    return {"kind": kind.value, "name": area.name, "slug": area.slug, "code": code, "primary": primary}


def _lineage_note(event: Lineage) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "happened_on": event.happened_on.isoformat(),
        "from": [_scene_ref(scene) for scene in event.from_scenes.all()],
        "to": [_scene_ref(scene) for scene in event.to_scenes.all()],
        "origin": event.origin,
    }


def _scene_ref(scene: Scene) -> dict[str, str]:
    return {"public_id": scene.public_id, "name": scene.name, "slug": scene.slug}


def area_rows(edition: Edition) -> list[EditionArea]:
    """Return copies, unsaved, of every municipality, city district and police area."""
    rows = [_area_row(edition, AreaKind.MUNICIPALITY, area, code=area.code) for area in Municipality.objects.all()]
    rows += [_timed_row(_area_row(edition, AreaKind.CITY_DISTRICT, area), area) for area in CityDistrict.objects.all()]
    for police_area in PoliceArea.objects.all():
        row = _timed_row(_area_row(edition, AreaKind.POLICE_AREA, police_area), police_area)
        row.police_district, row.covers = police_area.police_district, police_area.covers
        rows.append(row)
    return sorted(rows, key=lambda row: (row.kind, swedish.sort_key(row.name)))


def _area_row(edition: Edition, kind: AreaKind, area: NamedArea, code: str = "") -> EditionArea:
    coordinates = rfc7946_coordinates(from_stored(area.outline)) if area.outline else None
    return EditionArea(edition=edition, kind=kind, name=area.name, slug=area.slug, code=code, outline_wgs84=coordinates)


def _timed_row(row: EditionArea, area: CityDistrict | PoliceArea) -> EditionArea:
    row.valid_from, row.valid_to, row.note = area.valid_from, area.valid_to, area.note
    return row


def figure_rows(edition: Edition) -> list[EditionFigure]:
    """Return copies, unsaved, of every published figure."""
    return [
        EditionFigure(edition=edition, year=f.year, key=f.key, value=f.value, unit=f.unit, source=f.source)
        for f in PublishedFigure.objects.order_by("year", "key")
    ]
