"""Reading the register of measures as one person of the staff may see it: the list with its filters, and one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kartlaggning import swedish
from kartlaggning.audit_words import action_words
from kartlaggning.choices import AreaKind, Visibility
from kartlaggning.errors import NotFound
from kartlaggning.followup.spells import Stage, spell_words, stage
from kartlaggning.followup.values import Spell
from kartlaggning.models import AuditEntry, Measure, MeasureKind, Scene, Survey
from kartlaggning.models.area import NamedArea
from kartlaggning.permissions import Actor, Permission, Place, can, is_within
from kartlaggning.selectors.audit import role_words
from kartlaggning.selectors.follow_up import rows
from kartlaggning.selectors.follow_up.reader import may_read_measure
from kartlaggning.selectors.follow_up.values import spell_value

AREAS = {
    AreaKind.MUNICIPALITY: "municipality",
    AreaKind.CITY_DISTRICT: "city_district",
    AreaKind.POLICE_AREA: "police_area",
}


@dataclass(frozen=True, slots=True)
class SceneAreas:
    """Where a scene lies by its latest survey: the place for permissions, the areas as pairs of key and name."""

    place: Place
    areas: tuple[tuple[str, str], ...]

    @property
    def names(self) -> str:
        """Return municipality and district in words."""
        return ", ".join(name for key, name in self.areas if not key.startswith(AreaKind.POLICE_AREA))


NOWHERE = SceneAreas(Place(), ())


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure as it stands in the register."""

    measure: Measure
    at: SceneAreas
    spell: Spell
    stage: Stage

    @property
    def spell_words(self) -> str:
        """Return from when to when, in words."""
        return spell_words(self.spell)


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of the list: keys of a kind, of an area (`municipality:solna`), of a scene, of a stage; or empty."""

    kind: str = ""
    area: str = ""
    scene: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One act on a measure. `fields` are what was changed, never what stood in them."""

    at: datetime
    actor: str
    role: str
    words: str
    fields: tuple[str, ...]


def scene_areas() -> Mapping[int, SceneAreas]:
    """Return where each scene lies by its latest survey, by database key. Costs one query."""
    joined = Survey.objects.order_by("survey_round__year").select_related(*AREAS.values())
    light = joined.only("scene_id", *(f"{name}__{part}" for name in AREAS.values() for part in ("name", "slug")))
    return {survey.scene_id: _areas(survey) for survey in light}


def _areas(survey: Survey) -> SceneAreas:
    found: list[tuple[AreaKind, NamedArea | None]] = [(kind, getattr(survey, name)) for kind, name in AREAS.items()]
    return SceneAreas(
        Place(survey.police_area_id, survey.municipality_id, survey.city_district_id),
        tuple((f"{kind.value}:{area.slug}", area.name) for kind, area in found if area is not None),
    )


def measure_rows(actor: Actor, today: date) -> list[MeasureRow]:
    """Return the measures that the actor may read, by scene in Swedish order and then by when they began."""
    at = scene_areas()
    places = {scene: found.place for scene, found in at.items()}
    found = [_row(measure, at, today) for measure in rows.measures() if may_read_measure(actor, measure, places)]
    return sorted(found, key=lambda row: (swedish.sort_key(row.measure.scene.name), row.measure.starts_on))


def narrowed(found: Iterable[MeasureRow], asked: Asked) -> list[MeasureRow]:
    """Return the rows that the filters let through."""
    return [
        row
        for row in found
        if asked.kind in ("", row.measure.kind.key)
        and asked.area in ("", *(key for key, _name in row.at.areas))
        and asked.scene in ("", row.measure.scene.public_id)
        and asked.stage in ("", row.stage.value)
    ]


def find_measure(actor: Actor, number: str, today: date) -> MeasureRow:
    """Return one measure; raises NotFound where there is none or the actor may not read it.

    One that has been taken out of the register is found by those who could have changed it.
    """
    measure = Measure.objects.select_related("scene", "kind").filter(public_id=number).first()
    at = scene_areas()
    places = {scene: found.place for scene, found in at.items()}
    if measure is None or not may_read_measure(actor, measure, places):
        raise NotFound("Insatsen finns inte.")
    row = _row(measure, at, today)
    if measure.withdrawn_at and not can(actor, Permission.EDIT_FOLLOW_UP, row.at.place):
        raise NotFound("Insatsen finns inte.")
    return row


def _row(measure: Measure, at: Mapping[int, SceneAreas], today: date) -> MeasureRow:
    spell = spell_value(measure)
    return MeasureRow(measure, at.get(measure.scene_id, NOWHERE), spell, stage(spell, today))


def events_of(measure: Measure) -> list[Event]:
    """Return what has been done to a measure, the newest first."""
    entries = AuditEntry.objects.filter(subject=measure.public_id, action__endswith="-measure").order_by("-pk")
    return [
        Event(
            entry.created_at,
            entry.actor,
            role_words(entry.details),
            action_words(entry.action),
            tuple(entry.details.get("fields", ())) if entry.action == "change-measure" else (),
        )
        for entry in entries
    ]


def scenes_in_sight(actor: Actor, *, made_up_only: bool) -> list[Scene]:
    """Return the scenes on which the actor may write, in Swedish order."""
    at = scene_areas()
    found = Scene.objects.filter(is_example=True) if made_up_only else Scene.objects.all()
    within = (scene for scene in found if is_within(actor, at.get(scene.pk, NOWHERE).place))
    return sorted(within, key=lambda scene: swedish.sort_key(scene.name))


def kind_rows(actor: Actor, today: date) -> list[tuple[MeasureKind, int]]:
    """Return the kinds in the list's order, each with how many measures that the actor may read have it."""
    used = Counter(row.measure.kind_id for row in measure_rows(actor, today))
    return [(kind, used[kind.pk]) for kind in MeasureKind.objects.order_by("position", "pk")]


def find_kind(key: str) -> MeasureKind:
    """Return a kind by its key; raises NotFound."""
    kind = MeasureKind.objects.filter(key=key).first()
    if kind is None:
        raise NotFound("Slaget finns inte.")
    return kind


def readers_of(visibility: str) -> str:
    """Return in words who may read a row of this visibility."""
    return {
        Visibility.PUBLIC: "Alla, från och med nästa utgåva.",
        Visibility.SHARED: "Polis och kommun på platsen, samordnare och läsare.",
        Visibility.POLICE_ONLY: "Bara Polisen.",
    }[Visibility(visibility)]
