"""Reading scenes for the staff side: the list with its search, one scene's page, and who lies near a position."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from shapely.geometry import MultiPolygon, Point

from kartlaggning import content, swedish
from kartlaggning.choices import LineageKind, RoundState, Status, SurveyState
from kartlaggning.errors import NotFound
from kartlaggning.geometry.stored import from_stored
from kartlaggning.models import Lineage, Reassessment, Scene, Survey
from kartlaggning.models.survey import CONCLUDED
from kartlaggning.permissions import Actor, Permission, Place, can
from kartlaggning.selectors.surveys import visible_to
from kartlaggning.workflow import OPEN_WORK

NEAR_M = 1000.0
_HEAVY = ("outline", "content", "field_versions", "confirmed_sections", "sources")
DIVIDING = (LineageKind.MERGED, LineageKind.SPLIT)


@dataclass(frozen=True, slots=True)
class SceneRow:
    """A scene as one person knows it: `last` is its last finding, `current` its survey in the open round, if seen."""

    scene: Scene
    former_names: tuple[str, ...]
    latest: Survey
    last: Survey | None
    current: Survey | None

    @property
    def status_words(self) -> str:
        """Return what was found last, and when."""
        if self.last is None:
            return "ny, inte bedömd än"
        return f"{Status(self.last.status).label} {self.last.survey_round.year}"

    @property
    def is_open(self) -> bool:
        """Tell whether the last finding is that the scene is open."""
        return self.last is not None and self.last.status == Status.OPEN

    @property
    def is_closed(self) -> bool:
        """Tell whether the last finding is that the scene has closed."""
        return self.last is not None and self.last.status == Status.CLOSED

    def answers(self, key: str) -> bool:
        """Tell whether a folded search text is in one of the names, or is the scene's number."""
        names = (self.scene.name, *self.former_names)
        return any(key in swedish.search_key(name) for name in names) or key == self.scene.public_id.casefold()


def known_surveys(actor: Actor | None) -> QuerySet[Survey]:
    """Return the surveys that tell an actor of a scene: all that are published, and those that they may read."""
    return Survey.objects.filter(Q(state=SurveyState.PUBLISHED) | Q(pk__in=visible_to(actor).values("pk")))


def scene_rows(actor: Actor | None, *, search: str = "", status: str = "") -> list[SceneRow]:
    """Return the scenes that the actor knows of, in Swedish order; `status` is one of Status or empty for all."""
    rows = _rows(known_surveys(actor))
    key = swedish.search_key(search)
    if key:
        rows = [row for row in rows if row.answers(key)]
    if status:
        rows = [row for row in rows if row.last is not None and row.last.status == status]
    return rows


def _rows(known: QuerySet[Survey]) -> list[SceneRow]:
    light = (
        known.select_related("scene", "survey_round", "municipality", "city_district", "police_area")
        .prefetch_related("scene__former_names")
        .defer(*_HEAVY, "municipality__outline", "city_district__outline", "police_area__outline")
    )
    by_scene: defaultdict[int, list[Survey]] = defaultdict(list)
    for survey in light.order_by("survey_round__year"):
        by_scene[survey.scene_id].append(survey)
    return sorted((_row(surveys) for surveys in by_scene.values()), key=lambda row: swedish.sort_key(row.scene.name))


def _row(surveys: Sequence[Survey]) -> SceneRow:
    scene = surveys[-1].scene
    concluded = [survey for survey in surveys if survey.state in CONCLUDED]
    current = surveys[-1] if surveys[-1].survey_round.state == RoundState.OPEN else None
    former = tuple(row.name for row in scene.former_names.all())
    return SceneRow(scene, former, surveys[-1], concluded[-1] if concluded else None, current)


def find_scene(actor: Actor | None, public_id: str) -> SceneRow:
    """Return one scene; raises NotFound where it does not exist or the actor knows nothing of it."""
    rows = _rows(known_surveys(actor).filter(scene__public_id=public_id))
    if not rows:
        raise NotFound("Platsen finns inte.")
    return rows[0]


def place_of(scene: Scene) -> Place:
    """Return where a scene lies by its latest survey, whatever its state."""
    row = scene.surveys.defer(*_HEAVY).order_by("-survey_round__year").first()
    return Place(row.police_area_id, row.municipality_id, row.city_district_id) if row else Place()


@dataclass(frozen=True, slots=True)
class Kin:
    """One event of a scene's lineage in words, with the other scenes that the person knows of."""

    words: str
    happened_on: date
    scenes: tuple[Scene, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Acts:
    """What the person may do with the scene as things stand."""

    rename: bool = False
    merge: bool = False
    split: bool = False
    undo: Lineage | None = None
    reopen: bool = False
    follow_up: bool = False
    note: bool = False

    @property
    def any_of_record(self) -> bool:
        """Tell whether there is anything to do but write a note."""
        return any((self.rename, self.merge, self.split, self.undo, self.reopen, self.follow_up))


@dataclass(frozen=True, slots=True)
class ScenePage:
    """All that a scene's page shows. `readable` are the rounds whose survey the person may open."""

    row: SceneRow
    surveys: tuple[Survey, ...]
    readable: frozenset[int]
    kin: tuple[Kin, ...]
    notes: tuple[Reassessment, ...]
    shows_notes: bool
    acts: Acts


def scene_page(actor: Actor, public_id: str) -> ScenePage:
    """Return a scene's page; raises NotFound as find_scene."""
    row = find_scene(actor, public_id)
    scene = row.scene
    own = known_surveys(actor).filter(scene=scene).defer("content").order_by("-survey_round__year")
    surveys = tuple(own.select_related("survey_round", "municipality", "city_district", "police_area"))
    readable = visible_to(actor).filter(scene=scene, survey_round__questionnaire__isnull=False)
    place = place_of(scene)
    shows_notes = can(actor, Permission.NOTE_REASSESSMENT, place)
    notes = tuple(scene.reassessments.order_by("-made_on", "-pk")) if shows_notes else ()
    return ScenePage(
        row=row,
        surveys=surveys,
        readable=frozenset(readable.values_list("survey_round__year", flat=True)),
        kin=_kin(actor, scene),
        notes=notes,
        shows_notes=shows_notes,
        acts=_acts(actor, row, shows_notes),
    )


def _acts(actor: Actor, row: SceneRow, may_note: bool) -> Acts:
    if not can(actor, Permission.MANAGE_SCENES):
        return Acts(note=may_note)
    is_under_way = row.current is not None and row.current.state in OPEN_WORK
    is_round_open = Survey.objects.filter(survey_round__state=RoundState.OPEN).exists()
    return Acts(
        rename=True,
        merge=is_under_way,
        split=is_under_way,
        undo=event_to_undo(row.scene),
        reopen=is_round_open and row.is_closed and row.current is None,
        follow_up=row.is_closed,
        note=may_note,
    )


def event_to_undo(scene: Scene) -> Lineage | None:
    """Return the scene's merge or split of the open round, as long as nobody has worked on what came of it."""
    events = Lineage.objects.filter(Q(from_scenes=scene) | Q(to_scenes=scene), kind__in=DIVIDING)
    newest = events.prefetch_related("from_scenes", "to_scenes").order_by("-pk").first()
    if newest is None:
        return None
    children, parents = list(newest.to_scenes.all()), list(newest.from_scenes.all())
    open_round = Survey.objects.filter(survey_round__state=RoundState.OPEN)
    untouched = open_round.filter(scene__in=children, state=SurveyState.NOT_STARTED, version=0).count()
    replaced = open_round.filter(scene__in=parents, status=Status.REPLACED, state=SurveyState.APPROVED).count()
    has_note = Reassessment.objects.filter(scene__in=children).exists()
    return newest if (untouched, replaced) == (len(children), len(parents)) and not has_note else None


def _kin(actor: Actor, scene: Scene) -> tuple[Kin, ...]:
    events = Lineage.objects.filter(Q(from_scenes=scene) | Q(to_scenes=scene)).distinct()
    events = events.prefetch_related("from_scenes", "to_scenes").order_by("-happened_on", "-pk")
    known = set(known_surveys(actor).values_list("scene_id", flat=True)) if events else set()
    return tuple(_kin_of(event, scene, known) for event in events)


def _kin_of(event: Lineage, scene: Scene, known: set[int]) -> Kin:
    parents, children = list(event.from_scenes.all()), list(event.to_scenes.all())
    is_child = scene in children
    words = {
        (LineageKind.MERGED, True): "Kom till när de här slogs ihop:",
        (LineageKind.MERGED, False): "Slogs ihop till:",
        (LineageKind.SPLIT, True): "Kom till när den här delades:",
        (LineageKind.SPLIT, False): "Delades i:",
    }.get((LineageKind(event.kind), is_child), "Öppnades igen.")
    others = [other for other in (parents if is_child else children) if other != scene]
    seen = tuple(other for other in others if other.pk in known)
    return Kin(words, event.happened_on, seen, len(others) - len(seen))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A scene near a position, with the distance in metres to its last known outline, 0 inside it."""

    row: SceneRow
    distance_m: float


def near(actor: Actor, point: Point, *, within_m: float = NEAR_M) -> list[Neighbour]:
    """Return the scenes, open and closed, within so many metres of a point (EPSG:3006), the nearest first."""
    known = known_surveys(actor).select_related("survey_round").order_by("survey_round__year")
    latest: dict[int, MultiPolygon] = {}
    for survey in known.filter(Q(outline__isnull=False) | Q(survey_round__state=RoundState.OPEN)):
        outline = from_stored(survey.outline) if survey.outline else content.outline_of(survey.content)
        if outline is not None and not outline.is_empty:
            latest[survey.scene_id] = outline
    distances = {pk: float(outline.distance(point)) for pk, outline in latest.items()}
    close = {pk: metres for pk, metres in distances.items() if metres <= within_m}
    rows = _rows(known_surveys(actor).filter(scene__in=close))
    return sorted((Neighbour(row, close[row.scene.pk]) for row in rows), key=lambda found: found.distance_m)


def namesakes(actor: Actor, name: str, *, besides: Iterable[int] = ()) -> list[SceneRow]:
    """Return the scenes that bear or have borne the name, or one that holds it or is held by it."""
    key, left_out = swedish.search_key(name), set(besides)
    return [row for row in scene_rows(actor) if row.scene.pk not in left_out and _resembles(row, key)]


def _resembles(row: SceneRow, key: str) -> bool:
    names = [swedish.search_key(name) for name in (row.scene.name, *row.former_names)]
    return any(name == key or f"{name} " in f"{key} " or f"{key} " in f"{name} " for name in names)


def mergeable(actor: Actor, scene: Scene) -> list[SceneRow]:
    """Return the other scenes that a scene can be merged with in the open round; those of its municipality first."""
    open_work = known_surveys(actor).filter(survey_round__state=RoundState.OPEN, state__in=OPEN_WORK)
    rows = _rows(open_work)
    here = next((row.latest.municipality_id for row in rows if row.scene == scene), None)
    return sorted(
        (row for row in rows if row.scene != scene),
        key=lambda row: (row.latest.municipality_id != here, swedish.sort_key(row.scene.name)),
    )


def outline_in_round(scene: Scene) -> MultiPolygon | None:
    """Return the outline (EPSG:3006) that stands so far in the scene's survey of the open round; None for none."""
    survey = scene.surveys.filter(survey_round__state=RoundState.OPEN).first()
    return content.outline_of(survey.content) if survey else None
