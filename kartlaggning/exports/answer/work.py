"""The sections on what is done: measures on the scenes, cooperation, and what studies have found."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from kartlaggning import swedish
from kartlaggning.choices import Origin, Visibility
from kartlaggning.exports.answer.document import (
    Cell,
    Column,
    DataTable,
    Part,
    Section,
    Text,
    as_written,
    note,
    section,
    source,
)
from kartlaggning.exports.answer.scenes import UNKNOWN, names_in_order, scene_cell
from kartlaggning.exports.answer.scope import Scope
from kartlaggning.exports.words.writing import listed
from kartlaggning.followup.spells import spell_words
from kartlaggning.followup.values import AgreementNote, MeasureNote, StudyNote


def measures(scope: Scope) -> Section | None:
    """Return the measures on each scene; that none is known is said too."""
    return section("insatser", _("Vad som görs"), _measures(scope))


def _measures(scope: Scope) -> Iterator[Part]:
    found = scope.of_scenes.measures
    if not found:
        if scope.rows:
            yield Text(_("Ingen insats på platserna finns i den här versionen. Det betyder inte att inget görs."))
        return
    columns = (
        Column(_("Insats"), width=30),
        Column(_("Plats"), width=26),
        Column(_("Tid"), width=20),
        Column(_("Vem"), width=32),
        Column(_("Omfattning, syfte och anmärkning"), width=40),
        *_level_column(scope),
    )
    order = {row.public_id: place for place, row in enumerate(names_in_order(scope.rows))}
    ordered = sorted(found, key=lambda one: (order[one.public_id], one.spell.starts_on, one.key))
    yield DataTable(_("Insatser på platserna"), columns, tuple(_measure_line(scope, one) for one in ordered))
    yield note(_("Att en insats och en förändring sammanfaller i tiden visar inte att det ena beror på det andra."))
    yield from _sources(ordered)


def _measure_line(scope: Scope, one: MeasureNote) -> tuple[Cell, ...]:
    about = " ".join(
        part
        for part in (
            f"Omfattar: {one.covers.rstrip('.')}." if one.covers else "",
            f"Syfte: {one.aim.rstrip('.')}." if one.aim else "",
            one.note,
        )
        if part
    )
    return (
        Cell(f"{one.kind_name}: {one.title} ({one.key})", is_example=one.origin is Origin.EXAMPLE, is_swedish=True),
        scene_cell(scope.rows[one.public_id]),
        Cell(spell_words(one.spell)),
        as_written(one.actor),
        as_written(about or UNKNOWN),
        *_level_cell(scope, one.visibility),
    )


def _level_column(scope: Scope) -> tuple[Column, ...]:
    return () if scope.level is Visibility.PUBLIC else (Column(_("Nivå"), width=18),)


def _level_cell(scope: Scope, visibility: Visibility) -> tuple[Cell, ...]:
    return () if scope.level is Visibility.PUBLIC else (Cell(str(visibility.label)),)


def _sources(found: Iterable[MeasureNote | AgreementNote | StudyNote]) -> Iterator[Part]:
    named = tuple(dict.fromkeys(name for one in found for name in one.sources))
    if named:
        yield source(_("Källor: %(sources)s.") % {"sources": "; ".join(named)})


def cooperation(scope: Scope) -> Section | None:
    """Return the agreements and forums; never who takes part, for property owners stand in no answer with crimes."""
    return section("samverkan", _("Samverkan"), _cooperation(scope))


def _cooperation(scope: Scope) -> Iterator[Part]:
    if not scope.agreements:
        return
    columns = (
        Column(_("Samverkan"), width=32),
        Column(_("Gäller"), width=26),
        Column(_("Tid"), width=24),
        Column(_("Hur ofta"), width=20),
        Column(_("Mål och anmärkning"), width=44),
        *_level_column(scope),
    )
    rows = tuple(_agreement_line(scope, one) for one in scope.agreements)
    yield DataTable(_("Överenskommelser, forum och gemensamma utsättningar"), columns, rows)
    yield note(_("Vilka parter som deltar står inte här, eftersom ingen fastighetsägare ska nämnas bredvid brott."))
    yield from _sources(scope.agreements)


def _agreement_line(scope: Scope, one: AgreementNote) -> tuple[Cell, ...]:
    if one.public_id:
        where = scene_cell(scope.rows[one.public_id])
    else:
        where = Cell(listed([area.name for area in one.areas]) or _("hela länet"))
    review = f"Nästa genomgång: {swedish.long_date(one.next_review)}." if one.next_review else ""
    goals = f"Mål: {'; '.join(goal.rstrip('.') for goal in one.goals)}." if one.goals else ""
    return (
        Cell(f"{one.title} ({one.kind.label}, {one.key})", is_example=one.origin is Origin.EXAMPLE, is_swedish=True),
        where,
        Cell(spell_words(one.spell)),
        as_written(one.rhythm or UNKNOWN),
        as_written(" ".join(part for part in (goals, one.note, review) if part) or UNKNOWN),
        *_level_cell(scope, one.visibility),
    )


def studies(scope: Scope) -> Section | None:
    """Return the evaluations and studies that are about a scene here."""
    return section("studier", _("Utvärderingar och studier"), _studies(scope))


def _studies(scope: Scope) -> Iterator[Part]:
    found = scope.of_scenes.studies
    if not found:
        return
    columns = (Column(_("Studie"), width=36), Column(_("Utgivare"), width=24), Column(_("Vad den fann"), width=60))
    rows = tuple(
        (
            Cell(f"{one.title} ({one.year})", href=one.url, is_example=one.origin is Origin.EXAMPLE, is_swedish=True),
            as_written(one.organisation),
            as_written(one.findings),
        )
        for one in found
    )
    yield DataTable(_("Studier som rör platserna"), columns, rows)
    yield from _sources(found)
