"""Reading how far a round has come: per police area and municipality, and what is left before it can be closed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from kartlaggning import swedish
from kartlaggning.choices import AreaKind, Party, Role, RoundState, Status, SurveyState
from kartlaggning.models import CityDistrict, Municipality, NilReturn, PoliceArea, Signature, Survey, SurveyRound
from kartlaggning.models.area import NamedArea
from kartlaggning.permissions import Actor, Permission, Place, can
from kartlaggning.selectors import surveys
from kartlaggning.workflow import OPEN_WORK

S = SurveyState
REPLACED = "replaced"
_BEFORE_APPROVAL = (S.NOT_STARTED, S.DRAFT, S.WITH_MUNICIPALITY, S.SUBMITTED, S.RETURNED)
# The columns in the order of the work. Published surveys are counted as approved; what was merged or split apart.
COLUMNS: tuple[tuple[str, str], ...] = (
    *((state.value, str(state.label)) for state in _BEFORE_APPROVAL),
    (S.APPROVED.value, str(S.APPROVED.label)),
    (REPLACED, "ersatt"),
    (S.WITHDRAWN.value, str(S.WITHDRAWN.label)),
)
_OPEN_COLUMNS = frozenset(state.value for state in OPEN_WORK)
_HANDED_IN = (S.SUBMITTED.value, S.APPROVED.value)
_WHOLE_COUNTY = (Role.COORDINATOR, Role.POLICE_COORDINATOR, Role.READER)
# The word by which an area of each kind is asked for in an address.
PARAMETERS = {AreaKind.POLICE_AREA: "lpo", AreaKind.MUNICIPALITY: "kommun", AreaKind.CITY_DISTRICT: "stadsdel"}
AREAS: Mapping[AreaKind, type[NamedArea]] = {
    AreaKind.POLICE_AREA: PoliceArea,
    AreaKind.MUNICIPALITY: Municipality,
    AreaKind.CITY_DISTRICT: CityDistrict,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """How many surveys of an area are in a state. `is_linked`: the person may read them."""

    column: str
    label: str
    count: int
    is_linked: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One area of the board. `scenes` leaves out what was withdrawn, `open` is what is still to do.

    Of the `handed_in` (submitted or approved), `joint` bear the municipality's signature.
    """

    kind: AreaKind
    name: str
    slug: str
    cells: tuple[Cell, ...]
    scenes: int
    open: int
    handed_in: int
    joint: int
    is_overdue: bool
    nil_by: str = ""
    nil_at: datetime | None = None
    may_report: bool = False
    wants_nil: bool = True

    @property
    def is_silent(self) -> bool:
        """Tell whether the area has neither a scene nor a word that it has none."""
        return self.wants_nil and not self.scenes and not self.nil_by

    @property
    def parameter(self) -> str:
        """Return the word by which the area is asked for in an address."""
        return PARAMETERS[self.kind]

    @property
    def joint_percent(self) -> float | None:
        """Return the joint share in percent of those handed in; None where none is."""
        return 100 * self.joint / self.handed_in if self.handed_in else None


@dataclass(frozen=True, slots=True)
class Table:
    """The areas of one kind, in Swedish order; the sum stands only where all areas of the county do."""

    kind: AreaKind
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    total: Row | None

    @property
    def silent(self) -> int:
        """Return how many areas have not answered."""
        return sum(row.is_silent for row in self.rows)


@dataclass(frozen=True, slots=True)
class Board:
    """How far a round has come, as one person sees it."""

    survey_round: SurveyRound
    tables: tuple[Table, ...]
    is_overdue: bool
    shows_counts: bool  # how the whole county's numbers add up, with the scenes' names

    @property
    def scenes(self) -> int:
        """Return how many scenes are surveyed in the areas that the person sees, counted once."""
        return sum(row.scenes for row in self._rows)

    @property
    def open(self) -> int:
        """Return how many of them are still to do."""
        return sum(row.open for row in self._rows)

    @property
    def done(self) -> int:
        """Return how many of them are decided."""
        return self.scenes - self.open

    @property
    def is_whole(self) -> bool:
        """Tell whether the person sees the whole county."""
        return any(table.total for table in self.tables)

    @property
    def _rows(self) -> tuple[Row, ...]:
        return self.tables[0].rows if self.tables else ()


@dataclass(frozen=True, slots=True)
class _Counted:
    column: str
    is_joint: bool
    areas: Mapping[AreaKind, int | None]


def board(actor: Actor, survey_round: SurveyRound, today: date) -> Board:
    """Return the board. Who has areas sees those; counts hold no answers, so whoever has the county sees all of it."""
    counted = _counted(survey_round)
    nil_returns = _nil_returns(survey_round)
    is_overdue = survey_round.last_day is not None and survey_round.last_day < today and is_open(survey_round)
    tables = []
    for kind, areas in _areas_for(actor, survey_round, counted).items():
        rows = [
            _row(actor, survey_round, kind, area, counted, nil_returns.get((kind, area.pk)), is_overdue)
            for area in areas
        ]
        total = _total(rows) if actor.role in _WHOLE_COUNTY else None
        columns = _columns(rows)
        tables.append(Table(kind, columns, tuple(_only(row, columns) for row in rows), total and _only(total, columns)))
    shows_counts = actor.role in (Role.COORDINATOR, Role.POLICE_COORDINATOR)
    return Board(survey_round, tuple(tables), is_overdue, shows_counts)


def is_open(survey_round: SurveyRound) -> bool:
    """Tell whether the round is under way."""
    return survey_round.state == RoundState.OPEN


def _counted(survey_round: SurveyRound) -> list[_Counted]:
    signed = Signature.objects.filter(survey=OuterRef("pk"), party=Party.MUNICIPALITY, lapsed_at=None)
    rows = (
        Survey.objects.filter(survey_round=survey_round)
        .annotate(is_signed=Exists(signed))
        .values_list("state", "status", "is_signed", "surveyed_jointly", *(f"{kind.value}_id" for kind in AREAS))
    )
    return [
        _Counted(
            _column(state, status),
            # What was surveyed before the portal has no signatures.
            bool(is_signed or (status and jointly)),
            dict(zip(AREAS, area_ids, strict=True)),
        )
        for state, status, is_signed, jointly, *area_ids in rows
    ]


def _column(state: str, status: str) -> str:
    if status == Status.REPLACED:
        return REPLACED
    return S.APPROVED.value if state == S.PUBLISHED else state


def _nil_returns(survey_round: SurveyRound) -> dict[tuple[AreaKind, int], NilReturn]:
    found = {}
    for row in NilReturn.objects.filter(survey_round=survey_round):
        if row.police_area_id is not None:
            found[AreaKind.POLICE_AREA, row.police_area_id] = row
        elif row.municipality_id is not None:
            found[AreaKind.MUNICIPALITY, row.municipality_id] = row
    return found


def _areas_for(
    actor: Actor, survey_round: SurveyRound, counted: Iterable[_Counted]
) -> dict[AreaKind, Sequence[NamedArea]]:
    """Return the areas that the actor sees: those of the reference date, and those that a survey lies in."""
    used: defaultdict[AreaKind, set[int | None]] = defaultdict(set)
    for survey in counted:
        for kind, pk in survey.areas.items():
            used[kind].add(pk)
    police_areas = (
        area
        for area in PoliceArea.objects.defer("outline")
        if area.applies_on(survey_round.reference_date) or area.pk in used[AreaKind.POLICE_AREA]
    )
    if actor.role is Role.POLICE_OFFICER:
        own = [area for area in police_areas if area.pk in actor.police_area_ids]
        return {AreaKind.POLICE_AREA: _ordered(own)}
    municipalities = Municipality.objects.defer("outline")
    if actor.role is Role.MUNICIPAL_OFFICER:
        own_municipalities = municipalities.filter(pk__in=actor.municipality_ids)
        districts = CityDistrict.objects.defer("outline").filter(pk__in=actor.city_district_ids)
        found = {AreaKind.MUNICIPALITY: _ordered(own_municipalities), AreaKind.CITY_DISTRICT: _ordered(districts)}
        return {kind: areas for kind, areas in found.items() if areas}
    return {AreaKind.POLICE_AREA: _ordered(police_areas), AreaKind.MUNICIPALITY: _ordered(municipalities)}


def _ordered(areas: Iterable[NamedArea]) -> Sequence[NamedArea]:
    return sorted(areas, key=lambda area: swedish.sort_key(area.name))


def _row(
    actor: Actor,
    survey_round: SurveyRound,
    kind: AreaKind,
    area: NamedArea,
    counted: Iterable[_Counted],
    nil_return: NilReturn | None,
    is_overdue: bool,
) -> Row:
    here = [survey for survey in counted if survey.areas[kind] == area.pk]
    columns = Counter(survey.column for survey in here)
    handed_in = [survey for survey in here if survey.column in _HANDED_IN]
    scenes = sum(columns.values()) - columns[S.WITHDRAWN.value]
    still_open = sum(columns[name] for name in _OPEN_COLUMNS)
    # A round from before the portal never asked for nil returns, and a part of a municipality has none.
    wants_nil = survey_round.first_day is not None and kind is not AreaKind.CITY_DISTRICT
    return Row(
        kind=kind,
        name=area.name,
        slug=area.slug,
        cells=tuple(_cell(actor, name, label, columns[name]) for name, label in COLUMNS),
        scenes=scenes,
        open=still_open,
        handed_in=len(handed_in),
        joint=sum(survey.is_joint for survey in handed_in),
        is_overdue=is_overdue and bool(still_open or (wants_nil and not scenes and nil_return is None)),
        nil_by=nil_return.reported_by if nil_return else "",
        nil_at=nil_return.reported_at if nil_return else None,
        may_report=wants_nil and is_open(survey_round) and can(actor, Permission.REPORT_NIL, place_of(kind, area.pk)),
        wants_nil=wants_nil,
    )


def place_of(kind: AreaKind, pk: int) -> Place:
    """Return an area as the permissions ask for it."""
    return Place(**{f"{kind.value}_id": pk})


def _cell(actor: Actor, column: str, label: str, count: int) -> Cell:
    is_read = actor.role is not Role.READER or column == S.APPROVED.value
    return Cell(column, label, count, is_linked=bool(count) and is_read)


def _total(rows: Sequence[Row]) -> Row:
    columns = Counter({column: 0 for column, _ in COLUMNS})
    for row in rows:
        columns.update({cell.column: cell.count for cell in row.cells})
    return Row(
        kind=rows[0].kind if rows else AreaKind.POLICE_AREA,
        name="Hela länet",
        slug="",
        cells=tuple(Cell(name, label, columns[name], is_linked=False) for name, label in COLUMNS),
        scenes=sum(row.scenes for row in rows),
        open=sum(row.open for row in rows),
        handed_in=sum(row.handed_in for row in rows),
        joint=sum(row.joint for row in rows),
        is_overdue=False,
        wants_nil=False,
    )


def _columns(rows: Iterable[Row]) -> tuple[tuple[str, str], ...]:
    """Leave out the column of replaced surveys where there is none: it is rare."""
    has_replaced = any(cell.count for row in rows for cell in row.cells if cell.column == REPLACED)
    return tuple(column for column in COLUMNS if has_replaced or column[0] != REPLACED)


def _only(row: Row, columns: Sequence[tuple[str, str]]) -> Row:
    names = {name for name, _ in columns}
    return replace(row, cells=tuple(cell for cell in row.cells if cell.column in names))


def surveys_in(
    actor: Actor, survey_round: SurveyRound, *, column: str = "", kind: AreaKind | None = None, slug: str = ""
) -> list[Survey]:
    """Return the round's surveys that the actor may read, in one cell of the board or in all of it."""
    found: QuerySet[Survey] = surveys.visible_to(actor).filter(survey_round=survey_round)
    if kind is not None:
        found = found.filter(**{f"{kind.value}__slug": slug})
    chosen = [row for row in found if not column or _column(row.state, row.status) == column]
    return sorted(chosen, key=lambda row: swedish.sort_key(row.scene.name))


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What is left to do in a round: surveys that are not decided, and areas that have not answered."""

    surveys: tuple[Survey, ...]
    silent: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.surveys or self.silent)


def leftovers(survey_round: SurveyRound) -> Leftovers:
    """Return what is left before the round can be closed."""
    work = Survey.objects.select_related("scene", "police_area", "municipality", "city_district").filter(
        survey_round=survey_round, state__in=OPEN_WORK
    )
    waiting = sorted(work, key=lambda row: swedish.sort_key(row.scene.name))
    return Leftovers(tuple(waiting), tuple(silent_areas(survey_round)))


def silent_areas(survey_round: SurveyRound) -> list[str]:
    """Return the names of the police areas and municipalities without a scene and without a nil return."""
    counted = [survey for survey in _counted(survey_round) if survey.column != S.WITHDRAWN]
    nil_returns = _nil_returns(survey_round)
    police_areas = [
        area for area in PoliceArea.objects.defer("outline") if area.applies_on(survey_round.reference_date)
    ]
    found = []
    for kind, areas, word in (
        (AreaKind.POLICE_AREA, _ordered(police_areas), "lokalpolisområde"),
        (AreaKind.MUNICIPALITY, _ordered(Municipality.objects.defer("outline")), "kommun"),
    ):
        with_scene = {survey.areas[kind] for survey in counted}
        found += [
            f"{word} {area.name}" for area in areas if area.pk not in with_scene and (kind, area.pk) not in nil_returns
        ]
    return found


def find_area(survey_round: SurveyRound, kind: AreaKind, slug: str) -> NamedArea | None:
    """Return the area of the round by its address part, or None."""
    area = AREAS[kind]._default_manager.filter(slug=slug).first()
    if isinstance(area, (PoliceArea, CityDistrict)) and not area.applies_on(survey_round.reference_date):
        return None
    return area
