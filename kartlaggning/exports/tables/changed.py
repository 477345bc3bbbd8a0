"""The table of scenes whose area has changed since the round before, and whether the place or only the line moved."""

from collections.abc import Callable
from dataclasses import dataclass

from kartlaggning.change import LIMIT_PERCENT, is_redrawn
from kartlaggning.choices import Change, Provenance
from kartlaggning.exports.columns import Scalar
from kartlaggning.exports.rows import PublishedRow
from kartlaggning.exports.tables.scenes import END, WHO
from kartlaggning.exports.tables.scope import TableScope
from kartlaggning.exports.tables.table import Field, Table, build, field, hectares, percent, square_metres
from kartlaggning.selectors.editions.atlas import SceneRow


@dataclass(frozen=True)
class _Changed:
    """A scene whose area changed, with its row in the round before, None where that is not among the editions."""

    item: PublishedRow
    before: SceneRow | None

    @property
    def basis(self) -> str:
        """Return whether the place changed or only its drawing: verklig, omritad, or okänt."""
        redrawn = is_redrawn(self.before.provenance if self.before else None, self.item.row.provenance)
        return {None: "okänt", False: "verklig", True: "omritad"}[redrawn]

    @property
    def basis_text(self) -> str:
        """Return the same as a sentence that says where both outlines come from."""
        row = self.item.row
        if self.basis == "okänt":
            return "Det går inte att säga om platsen har ändrats: gränsens ursprung är inte känt för båda åren."
        if self.basis == "verklig":
            same = {Provenance.SURVEYED: "kartlagd", Provenance.DIGITISED: "ritad efter publicerad karta"}
            how = same.get(row.provenance or Provenance.SURVEYED, "ungefärlig")
            return f"Gränsen är {how} båda åren. Därför gäller skillnaden platsen."
        before = self.before.provenance.label if self.before and self.before.provenance else ""
        after = row.provenance.label if row.provenance else ""
        return (
            f"{row.previous_year}: {before}. {row.year}: {after}. "
            "Därför kan skillnaden bero på hur gränsen är ritad och inte på platsen."
        )


def _of_item(part: Field[PublishedRow]) -> Callable[[_Changed], Scalar]:
    return lambda changed: part.value(changed.item)


def _row_before(scope: TableScope, row: SceneRow) -> SceneRow | None:
    history = scope.atlas.history.get(row.public_id, ())
    return next((old for old in history if old.year == row.previous_year), None)


_CHANGED: tuple[Field[_Changed], ...] = (
    field(
        "change",
        "Förändring",
        "text",
        f"större eller mindre: minst {LIMIT_PERCENT} procent.",
        lambda changed: str(changed.item.row.change.label),
    ),
    field(
        "previous_year",
        "Föregående år",
        "integer",
        "Året för kartläggningen som det jämförs med.",
        lambda changed: changed.item.row.previous_year,
    ),
    field(
        "previous_area_m2",
        "Yta före i m²",
        "integer",
        "Ytan i kartläggningen före, i hela kvadratmeter.",
        lambda changed: square_metres(changed.item.row.previous_area_m2),
    ),
    field(
        "previous_area_ha",
        "Yta före i hektar",
        "number",
        "Samma yta i hektar, två decimaler.",
        lambda changed: hectares(changed.item.row.previous_area_m2),
    ),
    field(
        "area_m2",
        "Yta nu i m²",
        "integer",
        "Ytan i den här kartläggningen, i hela kvadratmeter.",
        lambda changed: square_metres(changed.item.row.area_m2),
    ),
    field(
        "area_ha",
        "Yta nu i hektar",
        "number",
        "Samma yta i hektar, två decimaler.",
        lambda changed: hectares(changed.item.row.area_m2),
    ),
    field(
        "area_change_percent",
        "Förändring i procent",
        "percent",
        "Skillnaden i procent av ytan före, en decimal. Minus betyder mindre.",
        lambda changed: percent(changed.item.row.area_change_percent),
    ),
    field(
        "basis",
        "Slag av förändring",
        "text",
        "verklig: gränsen kommer från samma slags underlag båda åren. omritad: underlaget är ett annat. "
        "okänt: det går inte att säga.",
        lambda changed: changed.basis,
    ),
    field(
        "basis_text",
        "Slag av förändring i ord",
        "text",
        "Varifrån gränsen kommer de båda åren, och vad det betyder för jämförelsen.",
        lambda changed: changed.basis_text,
    ),
)


def changed_table(scope: TableScope) -> Table:
    """Return the scenes that are at least 10 per cent larger or smaller, and whether the place or the line moved."""
    fields: tuple[Field[_Changed], ...] = (
        *(Field(part.column, _of_item(part)) for part in WHO),
        *_CHANGED,
        *(Field(part.column, _of_item(part)) for part in END),
    )
    note = (
        f"Platser vars yta är minst {LIMIT_PERCENT} procent större eller mindre än i kartläggningen före. "
        "Gränsen är projektets egen. Kolumnen Slag av förändring säger om platsen har ändrats eller bara ritats om. "
        "Sammanslagna och delade platser står i tabellen Släktskap."
    )
    rows = (row for row in scope.edition.scenes if row.change in (Change.GROWN, Change.SHRUNK))
    items = (_Changed(item, _row_before(scope, item.row)) for item in scope.published(rows))
    return build("changed", "Förändrade", scope.sentence(note), fields, items)
