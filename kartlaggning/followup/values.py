"""What follows the scenes up, as immutable values: the same for the public and, with more in them, for the staff.

A row of an edition holds one value as JSON (payload.py); the staff side makes them of the live registers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kartlaggning.choices import (
    AgreementKind,
    AreaKind,
    AttitudeGroup,
    CheckFinding,
    CrimeGroup,
    Origin,
    Precision,
    Visibility,
)


@dataclass(frozen=True, slots=True)
class ImportRef:
    """The import that a figure comes from: its number, title and source. `is_example` says that it is made up."""

    number: str
    title: str
    source: str
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class CrimeFigure:
    """Reported crimes of one category on one scene in one calendar year.

    `outline_year` is the survey round whose judged period covers the year, None where none does; `outline_m2` the area
    of that outline. `constant_count` and `constant_m2` are those of the union of the rounds `constant_years`. m²,
    EPSG:3006. `count` is None where it is suppressed; then `constant_count` is too.
    """

    key: str
    public_id: str
    year: int
    category: str
    category_name: str
    group: CrimeGroup
    count: int | None
    outline_year: int | None
    outline_m2: float | None
    constant_count: int | None
    constant_m2: float | None
    constant_years: tuple[int, ...]
    source: ImportRef

    @property
    def is_hidden(self) -> bool:
        """Tell whether the count is suppressed."""
        return self.count is None

    @property
    def is_constant_hidden(self) -> bool:
        """Tell whether there is a count on the constant outline that is suppressed."""
        return self.constant_count is None and self.constant_m2 is not None


@dataclass(frozen=True, slots=True)
class SafetyFigure:
    """Respondents and those who felt unsafe in one band of distance (m) from the nearest outline.

    From `from_m` up to but not including `to_m`; both None is the whole county, `to_m` alone None all beyond. The
    weights are sums (of weights, of their squares, of those who felt unsafe); None where the survey is not weighted.
    `share` alone (percent) stands where only a share has been published; then the counts are None.
    """

    key: str
    year: int
    from_m: int | None
    to_m: int | None
    respondents: int | None
    unsafe: int | None
    weight: float | None
    weight_squares: float | None
    unsafe_weight: float | None
    source: ImportRef
    share: float | None = None


@dataclass(frozen=True, slots=True)
class AttitudeFigure:
    """The share (percent) of a group that agreed with something about a scene, beside the city's mean."""

    key: str
    public_id: str
    year: int
    group: AttitudeGroup
    question: str
    share: float
    respondents: int | None
    city_mean: float | None
    source: ImportRef


@dataclass(frozen=True, slots=True)
class Spell:
    """A time from and to, each known to `*_precision`; `ends_on` is None while it goes on."""

    starts_on: date
    starts_precision: Precision
    ends_on: date | None = None
    ends_precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class MeasureNote:
    """Something done on a scene. `covers` is the area that guards are appointed for, or what cameras see."""

    key: str
    public_id: str
    kind: str
    kind_name: str
    title: str
    spell: Spell
    actor: str
    covers: str
    aim: str
    note: str
    visibility: Visibility
    origin: Origin
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AreaName:
    """The area that something belongs to; the whole county has none."""

    kind: AreaKind
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class AgreementNote:
    """An agreement, a forum or joint briefings. `parties` have, where they own property, agreed to be named."""

    key: str
    public_id: str
    kind: AgreementKind
    title: str
    areas: tuple[AreaName, ...]
    parties: tuple[str, ...]
    goals: tuple[str, ...]
    rhythm: str
    spell: Spell
    next_review: date | None
    note: str
    visibility: Visibility
    origin: Origin
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckNote:
    """What somebody found who went to look at a closed scene. Never public: it is a signal, not a finding."""

    key: str
    public_id: str
    checked_on: date
    organisation: str
    finding: CheckFinding
    note: str
    answer: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class StudyNote:
    """An evaluation or a study, and what it found in a few lines; `public_ids` are the scenes it is about."""

    key: str
    title: str
    organisation: str
    year: int
    url: str
    findings: str
    place_kinds: tuple[str, ...]
    measure_kinds: tuple[str, ...]
    public_ids: tuple[str, ...]
    visibility: Visibility
    origin: Origin
    sources: tuple[str, ...]
    checked_on: date | None
    measure_kind_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactNote:
    """A function that can be reached, for areas or for the whole county."""

    key: str
    function: str
    organisation: str
    areas: tuple[AreaName, ...]
    email: str
    phone: str
    url: str
    visibility: Visibility
    origin: Origin
    sources: tuple[str, ...]
    checked_on: date


@dataclass(frozen=True, slots=True)
class Limits:
    """The coordinators' limits: counts below `small_number` are suppressed in public, an outline that changed by more
    than `outline_percent` is said to have, groups under `smallest_group` respondents are not published."""

    small_number: int = 5
    outline_percent: int = 20
    smallest_group: int = 30


PROPOSED = Limits()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """All that one reader may see of what follows the scenes up: the public of an edition, or a person of the staff."""

    crimes: tuple[CrimeFigure, ...] = ()
    safety: tuple[SafetyFigure, ...] = ()
    attitudes: tuple[AttitudeFigure, ...] = ()
    measures: tuple[MeasureNote, ...] = ()
    agreements: tuple[AgreementNote, ...] = ()
    checks: tuple[CheckNote, ...] = ()
    studies: tuple[StudyNote, ...] = ()
    contacts: tuple[ContactNote, ...] = ()
    limits: Limits = PROPOSED

    def of_scene(self, public_id: str) -> "FollowUp":
        """Return what concerns one scene by its permanent id."""
        return FollowUp(
            crimes=tuple(figure for figure in self.crimes if figure.public_id == public_id),
            attitudes=tuple(figure for figure in self.attitudes if figure.public_id == public_id),
            measures=tuple(note for note in self.measures if note.public_id == public_id),
            agreements=tuple(note for note in self.agreements if note.public_id == public_id),
            checks=tuple(note for note in self.checks if note.public_id == public_id),
            studies=tuple(note for note in self.studies if public_id in note.public_ids),
            limits=self.limits,
        )

    def of_scenes(self, public_ids: Iterable[str]) -> "FollowUp":
        """Return what concerns any of the scenes, each thing once and in its order."""
        wanted = frozenset(public_ids)
        return FollowUp(
            crimes=tuple(figure for figure in self.crimes if figure.public_id in wanted),
            attitudes=tuple(figure for figure in self.attitudes if figure.public_id in wanted),
            measures=tuple(note for note in self.measures if note.public_id in wanted),
            agreements=tuple(note for note in self.agreements if note.public_id in wanted),
            checks=tuple(note for note in self.checks if note.public_id in wanted),
            studies=tuple(note for note in self.studies if wanted & set(note.public_ids)),
            limits=self.limits,
        )


NOTHING = FollowUp()
