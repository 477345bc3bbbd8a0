"""The sections on safety: shares by distance, which tell of the whole county, and attitudes to the scenes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kartlaggning import swedish
from kartlaggning.exports.answer.document import Cell, Column, DataTable, Part, Section, as_written, note, section
from kartlaggning.exports.answer.scenes import UNKNOWN, scene_cell
from kartlaggning.exports.answer.scope import Scope
from kartlaggning.exports.words.writing import number, percent
from kartlaggning.followup.intervals import safety_share
from kartlaggning.followup.values import AttitudeFigure, SafetyFigure

PUBLISHED = ("unsafe_within_500_m", "unsafe_county")  # the published figures, and what each is about
WITHIN_M = 500


def safety(scope: Scope) -> Section | None:
    """Return how many feel unsafe near a scene and in the county, said to be of the whole county."""
    return section("trygghet", _("Trygghet"), _safety(scope))


def _safety(scope: Scope) -> Iterator[Part]:
    rows = (*_published(scope), *(_band_line(figure) for figure in scope.follow_up.safety))
    if rows:
        columns = (
            Column(_("De som bor"), width=30),
            Column(_("År"), is_numeric=True),
            Column(_("Känner sig otrygga"), is_numeric=True),
            Column(_("Intervall, 95 %"), is_numeric=True),
            Column(_("Svarande"), is_numeric=True),
            Column(_("Underlag"), width=40),
        )
        yield DataTable(_("Otrygga efter avstånd till närmaste öppna drogscen, hela länet"), columns, rows)
        yield note(
            _(
                "Andelarna gäller dem som har svarat i hela länet, efter hur långt de bor från närmaste plats. De "
                "säger inget om just %(area)s eller om en enskild plats."
            )
            % {"area": scope.name}
        )
    yield from _attitudes(scope)


def _published(scope: Scope) -> Iterator[tuple[Cell, ...]]:
    for key in PUBLISHED:
        who = _distance(0, WITHIN_M) if key == PUBLISHED[0] else _distance(None, None)
        for figure in scope.atlas.figures_of(key):
            texts = (str(figure.year), percent(figure.value), UNKNOWN, UNKNOWN)
            yield Cell(who), *(Cell(text) for text in texts), as_written(figure.source)


def _band_line(figure: SafetyFigure) -> tuple[Cell, ...]:
    share = safety_share(figure)
    interval = UNKNOWN if share.low is None or share.high is None else _interval(share.low, share.high)
    return (
        Cell(_distance(figure.from_m, figure.to_m), is_example=figure.source.is_example),
        Cell(str(figure.year)),
        Cell(UNKNOWN if share.percent is None else percent(share.percent, 1)),
        Cell(interval),
        Cell(UNKNOWN if share.respondents is None else number(share.respondents)),
        Cell(figure.source.number),
    )


def _interval(low: float, high: float) -> str:
    return f"{number(low, 1)}\N{EN DASH}{percent(high, 1)}"


def _distance(from_m: int | None, to_m: int | None) -> str:
    if from_m is None:
        return _("i hela länet")
    if to_m is None:
        return _("längre bort än %(from)s m") % {"from": number(from_m)}
    return _("%(from)s\N{EN DASH}%(to)s m från en plats") % {"from": number(from_m), "to": number(to_m)}


def _attitudes(scope: Scope) -> Iterator[Part]:
    found = scope.of_scenes.attitudes
    if not found:
        return
    columns = (
        Column(_("Fråga"), width=36),
        Column(_("Plats"), width=24),
        Column(_("Vilka"), width=22),
        Column(_("År"), is_numeric=True),
        Column(_("Andel"), is_numeric=True),
        Column(_("Hela staden"), is_numeric=True),
        Column(_("Svarande"), is_numeric=True),
        Column(_("Underlag"), width=22),
    )
    ordered = sorted(found, key=lambda one: (_name(scope, one), one.question, one.group.value, one.year))
    yield DataTable(_("Attityder till platserna"), columns, tuple(_attitude_line(scope, one) for one in ordered))
    yield note(_("Boende, besökare och de som arbetar på platsen är olika grupper och läggs aldrig ihop."))


def _name(scope: Scope, figure: AttitudeFigure) -> str:
    return swedish.sort_key(scope.rows[figure.public_id].name)


def _attitude_line(scope: Scope, figure: AttitudeFigure) -> tuple[Cell, ...]:
    return (
        Cell(figure.question, is_example=figure.source.is_example, is_swedish=True),
        scene_cell(scope.rows[figure.public_id]),
        Cell(str(figure.group.label)),
        Cell(str(figure.year)),
        Cell(percent(figure.share)),
        Cell(UNKNOWN if figure.city_mean is None else percent(figure.city_mean)),
        Cell(UNKNOWN if figure.respondents is None else number(figure.respondents)),
        Cell(figure.source.number),
    )
