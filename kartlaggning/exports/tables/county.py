"""The tables of the county as a whole: its numbers over the rounds against the goal, and the share of joint surveys."""

from dataclasses import dataclass

from kartlaggning import swedish
from kartlaggning.exports.tables.scope import TableScope
from kartlaggning.exports.tables.table import Field, Table, build, field, hectares, percent, square_metres
from kartlaggning.exports.words.break_words import breaks_sentence
from kartlaggning.followup.breaks import breaks_after
from kartlaggning.selectors.editions.atlas import Edition, Figure
from kartlaggning.selectors.editions.statistics import GOAL_LAST_YEAR, CountyYear, county_years, totals

GOAL_FIRST_YEAR = 2022  # the goal came with the cooperation, which the sources date to 2022


@dataclass(frozen=True)
class _County:
    """The county in one year, with how many of the counted rows there are and how many are made up."""

    year: CountyYear
    measured_count: int | None
    example_count: int | None

    @property
    def compared_year(self) -> int | None:
        """Return the nearest earlier year with a published result."""
        return self.year.year - self.year.years_between if self.year.years_between else None

    @property
    def goal(self) -> str | None:
        """Return in words whether the number fell as the goal says; None before there was a goal."""
        if not GOAL_FIRST_YEAR <= self.year.year <= GOAL_LAST_YEAR:
            return None
        if self.year.difference is None or self.year.years_between != 1:
            return f"går inte att bedöma: inget resultat är känt för {self.year.year - 1}"
        return "ja" if self.year.difference < 0 else "nej"


_COUNTY: tuple[Field[_County], ...] = (
    field("year", "År", "integer", "Kartläggningens år.", lambda line: line.year.year),
    field(
        "published",
        "Publicerat antal",
        "integer",
        "Antal öppna drogscener i länet enligt källan. Tomt där inget är publicerat.",
        lambda line: line.year.published,
    ),
    field("source", "Källa", "text", "Källan till det publicerade antalet.", lambda line: line.year.source or None),
    field(
        "counted",
        "Räknat i raderna",
        "integer",
        "Antal öppna platser i utgåvans rader. Det är färre än det publicerade där inte alla platser är kända.",
        lambda line: line.year.counted,
    ),
    field(
        "compared_year",
        "Jämfört med år",
        "integer",
        "Närmast tidigare år med ett publicerat antal.",
        lambda line: line.compared_year,
    ),
    field(
        "difference",
        "Skillnad",
        "integer",
        "Det publicerade antalet minus det för jämförelseåret. Minus betyder färre.",
        lambda line: line.year.difference,
    ),
    field(
        "goal_met",
        "Färre än året före",
        "text",
        f"Målet är att antalet ska minska varje år till {GOAL_LAST_YEAR}: ja, nej eller går inte att bedöma.",
        lambda line: line.goal,
    ),
    field(
        "area_m2",
        "Yta i m²",
        "integer",
        "De öppna platsernas yta i hela kvadratmeter, för dem vars gräns är känd.",
        lambda line: square_metres(line.year.area_m2),
    ),
    field(
        "area_ha",
        "Yta i hektar",
        "number",
        "Samma yta i hektar, två decimaler.",
        lambda line: hectares(line.year.area_m2),
    ),
    field(
        "measured_count",
        "Varav med känd yta",
        "integer",
        "Antal öppna platser vars yta är känd. Ytan gäller bara dem.",
        lambda line: line.measured_count,
    ),
    field(
        "example_count",
        "Varav exempel",
        "integer",
        "Antal av utgåvans rader som är påhittade exempel.",
        lambda line: line.example_count,
    ),
)


def county_table(scope: TableScope) -> Table:
    """Return the county's years with a published figure or an edition, oldest first, up to the edition's round."""
    shown = {edition.year: totals(edition.scenes) for edition in scope.editions}
    left_out = set(scope.atlas.years) - set(shown)
    years = [
        year for year in county_years(scope.atlas) if year.year <= scope.edition.year and year.year not in left_out
    ]
    lines = [
        _County(
            year,
            measured_count=shown[year.year].measured_count if year.year in shown else None,
            example_count=shown[year.year].example_count if year.year in shown else None,
        )
        for year in years
    ]
    aim = f"Hela länet. Målet är att antalet ska minska varje år till {GOAL_LAST_YEAR}."
    note = " ".join(part for part in (aim, _gaps(scope, years), _broken(years)) if part)
    return build("county", "Länet", note + _mark(scope), _COUNTY, lines)


def _gaps(scope: TableScope, years: list[CountyYear]) -> str:
    """Return which years between the first and the last have no row: that nothing is known is said, not filled in."""
    known = {year.year for year in county_years(scope.atlas)}
    first = min(known, default=scope.edition.year)
    gaps = [str(year) for year in range(first, scope.edition.year) if year not in known]
    if not gaps or not years:
        return ""
    return f"Inget resultat för länet är känt för {swedish.enumerate_words(gaps)}. De åren har ingen rad."


def _broken(years: list[CountyYear]) -> str:
    return breaks_sentence(breaks_after(years[0].year)) if years else ""


def _mark(scope: TableScope) -> str:
    if not scope.edition.is_demonstration:
        return ""
    return " Publicerade antal har en källa. Det som är räknat i raderna är till större delen påhittade exempel."


@dataclass(frozen=True)
class _Joint:
    """How many surveys of open scenes were made jointly in one round, counted and published."""

    edition: Edition
    figure: Figure | None

    @property
    def percent(self) -> float | None:
        """Return the counted share in per cent."""
        done, of = self.edition.joint_surveys, self.edition.joint_surveys_of
        return None if done is None or not of else 100 * done / of


_JOINT: tuple[Field[_Joint], ...] = (
    field("year", "År", "integer", "Kartläggningens år.", lambda line: line.edition.year),
    field(
        "joint_surveys",
        "Gjorda tillsammans",
        "integer",
        "Antal kartläggningar av öppna platser som polis och kommun gjorde tillsammans. Tomt där det inte är känt.",
        lambda line: line.edition.joint_surveys,
    ),
    field(
        "joint_surveys_of",
        "Av så många",
        "integer",
        "Antal kartläggningar av öppna platser i omgången.",
        lambda line: line.edition.joint_surveys_of,
    ),
    field(
        "joint_percent",
        "Andel i procent",
        "percent",
        "Gjorda tillsammans i procent av alla, en decimal.",
        lambda line: percent(line.percent),
    ),
    field(
        "published_percent",
        "Publicerad andel i procent",
        "percent",
        "Andelen så som den är publicerad. Tomt där inget är publicerat.",
        lambda line: line.figure.value if line.figure else None,
    ),
    field(
        "source",
        "Källa",
        "text",
        "Källan till den publicerade andelen.",
        lambda line: line.figure.source if line.figure else None,
    ),
)


def joint_work_table(scope: TableScope) -> Table:
    """Return how large a share of the surveys police and municipality made together, per round, for the county."""
    lines = [_Joint(edition, scope.atlas.figure(edition.year, "surveyed_jointly")) for edition in scope.editions]
    note = "Hela länet. Sedan 2023 gör lokalpolisområdet kartläggningen tillsammans med kommunen."
    return build("joint_work", "Gemensamt arbete", note + _mark(scope), _JOINT, lines)
