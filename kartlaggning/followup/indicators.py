"""What an aim is followed by, as values: a figure now and before, its source, and whether the aim was met."""

from dataclasses import dataclass
from enum import Enum, auto

from kartlaggning.choices import CrimeGroup
from kartlaggning.followup.rates import per_hectare


class IndicatorKind(Enum):
    """What an indicator measures."""

    SCENES = auto()  # open scenes in the county
    AREA = auto()  # their area together, m²
    CRIMES = auto()  # reported crimes of a category on the scenes that have figures
    UNSAFE = auto()  # share that feels unsafe, percent
    JOINT = auto()  # share of the surveys made together with the municipality, percent
    LASTING = auto()  # forms of cooperation that have lasted a year


class Verdict(Enum):
    """Whether the aim was met by what an indicator measures."""

    MET = auto()
    NOT_MET = auto()
    UNKNOWN = auto()


class Why(Enum):
    """Why it can't be told."""

    NO_FIGURE = auto()
    ONE_YEAR = auto()
    GAP = auto()  # the year before has no figure: two years' change is not a year's
    AREAS_MISSING = auto()  # not all outlines are known
    HIDDEN = auto()  # small numbers are suppressed, and might turn it round
    OUTLINE_CHANGED = auto()  # counted on outlines that differ too much
    NO_OUTLINE = auto()  # counted on no outline that covers the year
    OTHER_SCENES = auto()  # no scene has figures in both years
    NO_LIMIT = auto()  # no source says how much is enough
    WITHIN_MARGIN = auto()  # the difference is within what chance may give


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure of one year. `reference` names its edition or import, `source` who says so.

    `low` and `high` are its 95 % interval where it has one, `respondents` those who answered.
    """

    year: int
    value: float
    reference: str
    source: str
    low: float | None = None
    high: float | None = None
    respondents: int | None = None


@dataclass(frozen=True, slots=True)
class CrimeSum:
    """Crimes of one category in one year, together over the compared scenes that may be shown. m², EPSG:3006.

    The areas and `constant_count` are None unless every one of the scenes has them.
    """

    year: int
    count: int
    outline_m2: float | None
    constant_count: int | None
    constant_m2: float | None

    @property
    def per_ha(self) -> float | None:
        """Return crimes per hectare of the year's own outlines."""
        return per_hectare(self.count, self.outline_m2)

    @property
    def constant_per_ha(self) -> float | None:
        """Return crimes per hectare of outlines that are the same in both years."""
        return per_hectare(self.constant_count, self.constant_m2)


@dataclass(frozen=True, slots=True)
class CrimePair:
    """Two years of a category over the same scenes: how many there are, and how many of them are hidden.

    `now` is None where all are hidden; `before` also where no scene has figures in both years.
    """

    group: CrimeGroup
    now: CrimeSum | None
    before: CrimeSum | None
    scenes: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: the newest figure, that of the year before (or the nearest earlier), and the verdict.

    `name` is the crime category's; `band` the distance in metres (from, to) of a share that is not the whole county's.
    `known` of `total` are the outlines whose area is known, or the forms of cooperation that have lasted.
    """

    kind: IndicatorKind
    verdict: Verdict
    why: Why | None
    now: Reading | None
    before: Reading | None
    is_example: bool = False
    name: str = ""
    band: tuple[int, int | None] | None = None
    crimes: CrimePair | None = None
    known: int | None = None
    total: int | None = None


def judged(now: Reading | None, before: Reading | None, *, fewer_is_met: bool) -> tuple[Verdict, Why | None]:
    """Return the verdict of a figure against that of the year before; across a gap of years there is none."""
    if now is None:
        return Verdict.UNKNOWN, Why.NO_FIGURE
    if before is None:
        return Verdict.UNKNOWN, Why.ONE_YEAR
    if before.year != now.year - 1:
        return Verdict.UNKNOWN, Why.GAP
    is_met = now.value < before.value if fewer_is_met else now.value > before.value
    return (Verdict.MET if is_met else Verdict.NOT_MET), None
