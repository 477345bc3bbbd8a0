"""The sections on the scenes: now, over the rounds, and what has closed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kartlaggning import swedish
from kartlaggning.choices import Change, Status
from kartlaggning.exports.answer.document import Cell, Column, DataTable, Part, Points, Section, note, section, source
from kartlaggning.exports.answer.opening import since_words
from kartlaggning.exports.answer.scope import Scope, documented
from kartlaggning.exports.drawings.charts import Value, yearly_chart
from kartlaggning.exports.words import edition_words
from kartlaggning.exports.words.break_words import breaks_sentence
from kartlaggning.exports.words.caveats import people
from kartlaggning.exports.words.writing import hectares, long_date, number
from kartlaggning.followup.breaks import SeriesBreak, breaks_after, breaks_at
from kartlaggning.selectors.editions.atlas import Edition, SceneRow
from kartlaggning.selectors.editions.statistics import AreaRound, area_series, is_complete

UNKNOWN = "\N{EN DASH}"


def scenes_now(scope: Scope) -> Section | None:
    """Return the open scenes with their areas and how long they have been there."""
    return section("nu", _("Platserna nu"), _now(scope))


def _now(scope: Scope) -> Iterator[Part]:
    if not scope.open_rows:
        if scope.existed:
            yield note(
                _(
                    "Att kartläggningen inte har någon plats här betyder inte att området saknar problem. Den räknar "
                    "bara platser som uppfyller alla villkor för en öppen drogscen."
                )
            )
        return
    columns = (
        Column(_("Plats"), width=30),
        Column(_("Status"), width=20),
        Column(_("Öppen sedan"), width=20),
        Column(_("Yta"), is_numeric=True),
        Column(_("Yta förra gången"), is_numeric=True),
    )
    rows = tuple(_scene_line(scope, row) for row in scope.open_rows)
    caption = _("Öppna platser enligt %(edition)s") % {"edition": scope.edition.title}
    yield DataTable(caption, columns, rows)
    yield note(
        f"{people()} "
        + _("”Öppen sedan” är den första kartläggning i rad som hade platsen öppen. %(dash)s: inte känt.")
        % {"dash": UNKNOWN}
    )


def _scene_line(scope: Scope, row: SceneRow) -> tuple[Cell, ...]:
    return (
        scene_cell(row),
        Cell(status_words(row)),
        Cell(since_words(scope, row)),
        Cell(area_words(row.area_m2)),
        Cell(area_words(row.previous_area_m2) + _of_year(row)),
    )


def _of_year(row: SceneRow) -> str:
    return f" ({row.previous_year})" if row.previous_area_m2 is not None else ""


def scene_cell(row: SceneRow) -> Cell:
    """Return a scene's name as it leads to its page."""
    return Cell(row.name, slug=row.slug, is_example=row.is_example)


def status_words(row: SceneRow) -> str:
    """Return a scene's status, with the change where that says more: `öppen, mindre`."""
    label = str(row.status.label)
    silent = (Change.KEPT, Change.UNKNOWN, Change.CLOSED)
    return label if not row.is_open or row.change in silent else f"{label}, {row.change.label}"


def area_words(area_m2: float | None) -> str:
    """Return an area in m² as hectares, or a dash where it is not known."""
    return UNKNOWN if area_m2 is None else hectares(area_m2)


def over_rounds(scope: Scope) -> Section | None:
    """Return the area's numbers in each round, with a gap where no result is known."""
    return section("over-tid", _("Kartläggning för kartläggning"), _rounds(scope))


def _rounds(scope: Scope) -> Iterator[Part]:
    series = area_series(scope.atlas, scope.area.ref).rounds
    pairs = list(zip(scope.atlas.editions, series, strict=True))
    known = [
        Value(edition.year, counted.open_count, number(counted.open_count))
        for edition, counted in pairs
        if scope.area.applies_on(edition.reference_date) and is_complete(scope.atlas, edition)
    ]
    breaks = _breaks(scope)
    chart = yearly_chart(known, breaks=breaks) if len(known) > 1 else None
    if chart is not None:
        yield Points(chart, _("Öppna platser i %(area)s") % {"area": scope.name} + _mark(scope))
    columns = (
        Column(_("Kartläggning"), width=16),
        Column(_("Öppna"), is_numeric=True),
        Column(_("Upphörda"), is_numeric=True),
        Column(_("Yta"), is_numeric=True, width=24),
        Column(_("Utgåva"), width=34),
    )
    caption = _("%(area)s i varje kartläggning") % {"area": scope.name}
    yield DataTable(caption, columns, tuple(_round_line(scope, *pair) for pair in pairs))
    yield source(
        _(
            "En plats räknas i det område som den låg i när kartläggningen gjordes. Ytan gäller de platser vars "
            "gräns är känd."
        )
    )
    if breaks:
        yield source(breaks_sentence(breaks))


def _breaks(scope: Scope) -> tuple[SeriesBreak, ...]:
    """Return the breaks in the area's series; changed areas break that of an area which changed itself."""
    area = scope.area
    return breaks_after(scope.atlas.years[0], area.ref.kind if area.valid_from or area.valid_to else None)


def _mark(scope: Scope) -> str:
    return _(" (exempel)") if scope.atlas.has_demonstration else ""


def _round_line(scope: Scope, edition: Edition, counted: AreaRound) -> tuple[Cell, ...]:
    marks = ", ".join(str(one.mark) for one in breaks_at(edition.year, _breaks(scope)))
    head = Cell(f"{edition.year} ({marks})" if marks else str(edition.year), is_example=edition.is_demonstration)
    if not scope.area.applies_on(edition.reference_date):
        return head, Cell(_("fanns inte")), Cell(UNKNOWN), Cell(UNKNOWN), Cell(edition.title)
    open_count = number(counted.open_count)
    if not is_complete(scope.atlas, edition):
        open_count = _("%(count)s kända") % {"count": open_count}
    return head, Cell(open_count), Cell(number(counted.closed_count)), Cell(_measured(counted)), Cell(edition.title)


def _measured(counted: AreaRound) -> str:
    if not counted.measured_count:
        return UNKNOWN
    area = hectares(counted.area_m2)
    if counted.measured_count == counted.open_count:
        return area
    values = {"measured": counted.measured_count, "all": counted.open_count}
    return f"{area} {_('(%(measured)s av %(all)s platser)') % values}"


def closed(scope: Scope) -> Section | None:
    """Return what has closed and when, and what has been seen there since, where the reader may know."""
    return section("upphorda", _("Vad som har upphört"), _closed(scope))


def _closed(scope: Scope) -> Iterator[Part]:
    if not scope.closed_rows:
        return
    columns = (
        Column(_("Plats"), width=30),
        Column(_("Upphörde"), width=26),
        Column(_("Läget nu"), width=26),
        Column(_("Utgåva"), width=26),
    )
    rows = tuple(_closed_line(scope, row) for row in scope.closed_rows)
    yield DataTable(_("Platser som inte längre är öppna drogscener"), columns, rows)
    yield note(_("En upphörd plats brukar följas upp. Den ritas bara på kartan i den kartläggning då den upphörde."))
    if scope.of_scenes.checks:
        yield _checks(scope)


def _closed_line(scope: Scope, row: SceneRow) -> tuple[Cell, ...]:
    edition = scope.atlas.edition(row.year)
    period = edition_words.judged_period(edition)
    when = (
        _("under %(period)s") % {"period": period} if period else _("före kartläggningen %(year)s") % {"year": row.year}
    )
    latest = documented(scope.atlas.history[row.public_id])[-1]
    now = _("Åter öppen") if latest.is_open and latest.year > row.year else _("Inte längre en öppen drogscen")
    if latest.status is Status.REPLACED:
        now = _("Ingår i en annan plats")
    return scene_cell(row), Cell(when), Cell(now), Cell(edition.title)


def _checks(scope: Scope) -> DataTable:
    columns = (
        Column(_("Plats"), width=26),
        Column(_("Dag"), width=20),
        Column(_("Vad som sågs"), width=24),
        Column(_("Vem"), width=30),
        Column(_("Anmärkning"), width=36),
    )
    rows = []
    for check in sorted(scope.of_scenes.checks, key=lambda one: (one.public_id, -one.checked_on.toordinal())):
        words = " ".join(part for part in (check.note, _answered(check.answer)) if part)
        texts = (long_date(check.checked_on), str(check.finding.label), check.organisation, words or UNKNOWN)
        rows.append((scene_cell(scope.rows[check.public_id]), *(Cell(text) for text in texts)))
    return DataTable(_("Kontroller av upphörda platser"), columns, tuple(rows))


def _answered(answer: str) -> str:
    return _("Svar: %(answer)s") % {"answer": answer} if answer else ""


def names_in_order(rows: dict[str, SceneRow]) -> list[SceneRow]:
    """Return scenes in Swedish order of name."""
    return sorted(rows.values(), key=lambda row: swedish.sort_key(row.name))
