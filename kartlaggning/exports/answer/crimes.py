"""The section on reported crimes: count, area and rate on the year's outline and on a constant one, side by side."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from kartlaggning.choices import CrimeGroup
from kartlaggning.exports.answer.document import Cell, Column, DataTable, Listing, Part, Section, note, section
from kartlaggning.exports.answer.opening import name_of
from kartlaggning.exports.answer.scenes import UNKNOWN, names_in_order
from kartlaggning.exports.answer.scope import Scope
from kartlaggning.exports.words.writing import hectares, number
from kartlaggning.followup.rates import CrimeRate, rates
from kartlaggning.selectors.editions.atlas import SceneRow


def crimes(scope: Scope) -> Section | None:
    """Return the figures that the reader may see, scene by scene; None where there is none."""
    return section("brott", _("Anmälda brott på platserna"), _crimes(scope))


def _crimes(scope: Scope) -> Iterator[Part]:
    figures = scope.of_scenes.crimes
    if not figures:
        return
    yield note(
        _(
            "Antal, yta och antal per hektar står bredvid varandra, eftersom en gräns som krymper kan ge fler brott "
            "per hektar fast brotten är färre. ”Samma gräns” är all den yta som någon av kartläggningarna omfattade, "
            "samma för alla år."
        )
    )
    if any(figure.group is CrimeGroup.DETECTION for figure in figures):
        yield note(
            _(
                "Upptäcktsbrott anmäls för att någon letar efter dem. Färre är inte bättre: det kan betyda att polisen "
                "har varit mindre på platsen."
            )
        )
    if any(figure.is_hidden or figure.is_constant_hidden for figure in figures):
        yield note(hidden_words(scope))
    if any(figure.source.is_example and figure.outline_year for figure in figures):
        yield note(_("Exempel: vilken kartläggning som täcker vilket år är ett antagande i exemplet."))
    every = rates(figures, scope.follow_up.limits)
    for row in names_in_order(scope.rows):
        yield from _of_scene(row, [rate for rate in every if rate.figure.public_id == row.public_id])


def hidden_words(scope: Scope) -> str:
    """Return why some numbers are not shown."""
    return _(
        "Visas inte: antalet är 1–%(highest)s, eller dolt för att ett så litet antal inte ska gå att räkna ut."
    ) % {"highest": scope.follow_up.limits.small_number - 1}


def _of_scene(row: SceneRow, found: Sequence[CrimeRate]) -> Iterator[Part]:
    other = [rate for rate in found if rate.figure.group is not CrimeGroup.DETECTION]
    detected = [rate for rate in found if rate.figure.group is CrimeGroup.DETECTION]
    if other:
        yield from _table(_("Våldsbrott och övriga brott: %(name)s") % {"name": name_of(row)}, other)
    if detected:
        yield from _table(_("Upptäcktsbrott (färre är inte bättre): %(name)s") % {"name": name_of(row)}, detected)


def _table(caption: str, found: Sequence[CrimeRate]) -> Iterator[Part]:
    columns = (
        Column(_("Brott och år"), width=36),
        Column(_("Antal"), is_numeric=True, width=12),
        Column(_("Yta"), is_numeric=True, width=14),
        Column(_("Per hektar"), is_numeric=True, width=15),
        Column(_("Antal på samma gräns"), is_numeric=True, width=18),
        Column(_("Den gränsens yta"), is_numeric=True, width=18),
        Column(_("Per hektar på samma gräns"), is_numeric=True, width=20),
        Column(_("Underlag"), width=32),
    )
    ordered = sorted(found, key=lambda rate: (rate.figure.category_name, rate.figure.year, rate.figure.source.number))
    yield DataTable(caption, columns, tuple(_line(rate) for rate in ordered))
    notes = tuple(Cell(f"{rate.figure.category_name} {rate.figure.year}: {rate.note}") for rate in ordered if rate.note)
    if notes:
        yield Listing(notes)


def _line(rate: CrimeRate) -> tuple[Cell, ...]:
    figure = rate.figure
    on_outline = _("kartläggning %(year)s") % {"year": figure.outline_year} if figure.outline_year else ""
    texts = (
        _count(figure.count),
        _area(figure.outline_m2),
        _rate(rate.per_ha),
        UNKNOWN if figure.constant_m2 is None else _count(figure.constant_count),
        _area(figure.constant_m2),
        _rate(rate.constant_per_ha),
        ", ".join(part for part in (figure.source.number, on_outline) if part),
    )
    head = Cell(f"{figure.category_name} {figure.year}", is_example=figure.source.is_example)
    return (head, *(Cell(text) for text in texts))


def _count(count: int | None) -> str:
    return _("visas inte") if count is None else number(count)


def _area(area_m2: float | None) -> str:
    return UNKNOWN if area_m2 is None else hectares(area_m2)


def _rate(per_ha: float | None) -> str:
    return UNKNOWN if per_ha is None else number(per_ha, 1)
