"""Reading imports of figures for the staff: the list, one import with its decisions, what of it a person may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from kartlaggning.choices import ImportKind
from kartlaggning.errors import NotFound
from kartlaggning.followup.values import CrimeFigure
from kartlaggning.models import CrimeCategory, CrimeCount, FigureImport, FigureRelease, SurveyRound
from kartlaggning.permissions import Actor, Permission, can, reads_police_only
from kartlaggning.selectors.follow_up.figure_plan import FigurePlan
from kartlaggning.selectors.follow_up.figure_tables import (
    Figure,
    FigureTable,
    attitude_table,
    crime_tables,
    public_table,
    readable_crimes,
    safety_table,
    sums_table,
)
from kartlaggning.selectors.follow_up.published import published_crimes
from kartlaggning.selectors.follow_up.values import attitude_figure, crime_figure, limits_value, safety_figure


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import with the rounds that it is released for now, and how many figures it holds."""

    figure_import: FigureImport
    released_for: tuple[int, ...]
    figures: int


@dataclass(frozen=True, slots=True)
class RoundChoice:
    """A round that an import may be released for; `release` is the decision in force, if there is one."""

    survey_round: SurveyRound
    release: FigureRelease | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person is shown of figures: tables, and one a scene with its counts.

    `counts` are those that stand there, each by itself; `is_withheld` says that there are others, which the person may
    not read.
    """

    tables: tuple[FigureTable, ...]
    scenes: tuple[FigureTable, ...]
    counts: tuple[CrimeFigure, ...]
    is_withheld: bool


def visible_imports(actor: Actor) -> QuerySet[FigureImport]:
    """Return the imports that the actor may know of, the newest first.

    Crimes that are not released for any round are known to those who import and to those who read what is the police's.
    """
    imports = FigureImport.objects.order_by("-number")
    if can(actor, Permission.IMPORT_FIGURES) or reads_police_only(actor):
        return imports
    released = FigureRelease.objects.filter(revoked_at=None).values("figure_import")
    in_force = imports.filter(withdrawn_at=None)
    return in_force.exclude(kind=ImportKind.CRIME) | in_force.filter(pk__in=released)


def import_rows(actor: Actor) -> tuple[ImportRow, ...]:
    """Return the list of imports, the newest first."""
    held = Count("crimes", distinct=True) + Count("bands", distinct=True) + Count("attitudes", distinct=True)
    imports = visible_imports(actor).annotate(figures=held).prefetch_related("releases__survey_round")
    return tuple(
        ImportRow(
            row,
            tuple(sorted(given.survey_round.year for given in row.releases.all() if given.revoked_at is None)),
            row.figures,
        )
        for row in imports
    )


def find_import(actor: Actor, number: str) -> FigureImport:
    """Return an import by its number; raises NotFound where the actor may not know of it."""
    found = visible_imports(actor).filter(number=number).first()
    if found is None:
        raise NotFound(f"Det finns inget underlag {number}.")
    return found


def round_choices(figure_import: FigureImport) -> tuple[RoundChoice, ...]:
    """Return every round, the newest first, with the decision that is in force."""
    given = FigureRelease.objects.filter(figure_import=figure_import, revoked_at=None)
    by_round = {release.survey_round_id: release for release in given}
    return tuple(RoundChoice(row, by_round.get(row.pk)) for row in SurveyRound.objects.order_by("-year"))


def decisions_of(figure_import: FigureImport) -> list[FigureRelease]:
    """Return every decision about an import, revoked ones too, the latest first."""
    rows = FigureRelease.objects.filter(figure_import=figure_import).select_related("survey_round")
    return list(rows.order_by("-released_at", "-pk"))


def shown_of_import(figure_import: FigureImport, actor: Actor) -> Shown:
    """Return an import's figures as the actor may see them."""
    return _shown(
        actor,
        _crimes(figure_import),
        safety_table(figure_import.bands.select_related("figure_import").order_by("year", "from_m")),
        attitude_table(figure_import.attitudes.select_related("scene").order_by("scene", "question", "group", "year")),
    )


def shown_of_plan(plan: FigurePlan, actor: Actor) -> Shown:
    """Return what a file would write as the actor may see it."""
    return _shown(actor, plan.crimes, safety_table(plan.bands), attitude_table(plan.attitudes))


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """The figures of an import as they are, with the scenes' names and the keys of the counts that may be read."""

    figures: tuple[Figure, ...]
    names: Mapping[str, str]
    readable: frozenset[str]
    is_withheld: bool

    @property
    def counts(self) -> tuple[CrimeFigure, ...]:
        """Return the counts of crimes that may be read."""
        return tuple(row for row in self.figures if isinstance(row, CrimeFigure) and row.key in self.readable)

    def table_beside(self, public: Mapping[str, Figure]) -> FigureTable:
        """Return the figures with what the public would get of each; counts stand there only for who may read them."""
        return public_table(self.figures, public, self.names, self.readable)


def figures_of_import(figure_import: FigureImport, actor: Actor) -> OwnFigures:
    """Return an import's figures for laying beside what the public would get."""
    crimes = list(_crimes(figure_import))
    readable = readable_crimes(actor, crimes)
    attitudes = list(figure_import.attitudes.select_related("figure_import", "scene").order_by("scene", "pk"))
    figures: tuple[Figure, ...] = (
        *(crime_figure(row) for row in crimes),
        *(safety_figure(row) for row in figure_import.bands.select_related("figure_import").order_by("year", "from_m")),
        *(attitude_figure(row) for row in attitudes),
    )
    scenes = (*(row.scene for row in crimes), *(row.scene for row in attitudes))
    names = {scene.public_id: scene.name for scene in scenes}
    keys = frozenset(crime_figure(row).key for row in readable)
    return OwnFigures(figures, names, keys, is_withheld=len(readable) < len(crimes))


def _crimes(figure_import: FigureImport) -> QuerySet[CrimeCount]:
    rows = figure_import.crimes.select_related("figure_import", "scene", "category")
    return rows.order_by("scene__public_id", "category__position", "year")


def _shown(actor: Actor, crimes: Iterable[CrimeCount], *others: FigureTable) -> Shown:
    counted = list(crimes)
    readable = readable_crimes(actor, counted)
    tables = (sums_table(counted, [*readable, *_published(counted)]), *others)
    return Shown(
        tables=tuple(table for table in tables if table.rows),
        scenes=crime_tables(readable, limits_value()),
        counts=tuple(crime_figure(row) for row in readable),
        is_withheld=len(readable) < len(counted),
    )


def _published(rows: Iterable[CrimeCount]) -> list[CrimeCount]:
    """Return the counts that the public has as they are."""
    told = {key: figure.count for key, figure in published_crimes().items()}
    return [row for row in rows if told.get(crime_figure(row).key) == row.count]


def categories() -> list[CrimeCategory]:
    """Return the list of categories in its order."""
    return list(CrimeCategory.objects.order_by("position", "pk"))


def is_used(category: CrimeCategory) -> bool:
    """Tell whether anything has been counted of a category."""
    return CrimeCount.objects.filter(category=category).exists()


def find_category(key: str) -> CrimeCategory:
    """Return a category by its key; raises NotFound."""
    found = CrimeCategory.objects.filter(key=key).first()
    if found is None:
        raise NotFound(f"Det finns ingen kategori {key}.")
    return found
