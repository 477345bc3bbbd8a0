"""What follows the scenes up: public measures, and the figures that have been released with an edition."""

from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_view

from kartlaggning.api import follow_up_shapes as shapes
from kartlaggning.api.answers import Document
from kartlaggning.api.description import described
from kartlaggning.api.formats import Format
from kartlaggning.api.members import common_members, edition_summary
from kartlaggning.api.paging import page_of
from kartlaggning.api.query import FollowUpQuery, SceneFollowUpQuery
from kartlaggning.api.question import Question
from kartlaggning.api.selection import area_slug
from kartlaggning.api.views.base import ResourceView
from kartlaggning.choices import AreaKind, Origin
from kartlaggning.exports.columns import Scalar
from kartlaggning.exports.formats.spreadsheet import csv_lines
from kartlaggning.exports.tables.figures import YES, crimes_table, safety_table
from kartlaggning.exports.tables.registers import measures_table
from kartlaggning.exports.tables.scope import TableScope
from kartlaggning.exports.tables.table import EXAMPLE, Table
from kartlaggning.selectors.editions import Atlas, atlas_as_it_was

Row = tuple[Scalar, ...]
_AREAS = (
    ("municipality", AreaKind.MUNICIPALITY),
    ("city-district", AreaKind.CITY_DISTRICT),
    ("police-area", AreaKind.POLICE_AREA),
)


class FollowUpTable(ResourceView):
    """One of the edition's tables, as JSON or CSV."""

    query = FollowUpQuery
    formats = (Format.JSON, Format.CSV)
    stem: ClassVar[str]

    def document(self, question: Question) -> Document:
        """Return the table's rows that are asked for, a page of them where one is."""
        atlas = _atlas(question)
        table = self.table(TableScope(atlas, question.edition, question.scene_page))
        page = page_of(question, self.chosen(question, atlas, table))
        if question.format is Format.CSV:
            text = "".join(csv_lines([column.header for column in table.columns], page.items))
            name = f"{self.stem}-{question.edition.ref}.csv"
            return Document(text.encode(), {**page.headers, "Content-Disposition": f'attachment; filename="{name}"'})
        edition = question.edition
        members = common_members(question, self.formats, is_demonstration=edition.is_demonstration)
        members["links"] = [*members["links"], *page.links]
        about = {"title": edition.title, "edition": edition_summary(edition), "note": table.note}
        rows = [_members(table, row) for row in page.items]
        return Document({**members, **about, **page.counts, table.key: rows}, page.headers)

    def table(self, scope: TableScope) -> Table:
        """Return the whole table of the scope's edition."""
        raise NotImplementedError

    def chosen(self, question: Question, atlas: Atlas, table: Table) -> tuple[Row, ...]:
        """Return the rows that the parameters ask for; all, where there are none but those of every table."""
        return table.rows


class SceneFollowUpTable(FollowUpTable):
    """A table about scenes."""

    query = SceneFollowUpQuery

    def chosen(self, question: Question, atlas: Atlas, table: Table) -> tuple[Row, ...]:
        """Return the rows about scenes in the areas asked for; raises NotFoundInEdition."""
        values = question.values
        wanted = {(kind, area_slug(atlas, kind, values[name])) for name, kind in _AREAS if values.get(name)}
        scene = atlas.scene_history(values["scene"])[-1].public_id if values.get("scene") else None
        within = {
            row.public_id
            for row in question.edition.scenes
            if wanted <= {(area.kind, area.slug) for area in row.areas} and scene in (None, row.public_id)
        }
        place = next(place for place, column in enumerate(table.columns) if column.key == "id")
        return tuple(row for row in table.rows if row[place] in within)


def _atlas(question: Question) -> Atlas:
    """Return the atlas whose follow-up is the edition's own: an atlas has that of its newest edition alone."""
    ref = question.edition.ref
    return question.atlas if question.atlas.newest.ref == ref else atlas_as_it_was(ref)


def _members(table: Table, row: Row) -> dict[str, Any]:
    """Return a row by its keys, yes and no as booleans, and what is made up named as in all other answers."""
    values: dict[str, Any] = {column.key: value for column, value in zip(table.columns, row, strict=True)}
    hidden = {key: value == YES for key, value in values.items() if key.endswith(shapes.IS_HIDDEN)}
    origin = Origin.EXAMPLE if values["origin"] == EXAMPLE else Origin.DOCUMENTED
    return {**values, **hidden, "origin": origin.value}


@extend_schema_view(
    get=described(
        "measures",
        "Insatser på platserna",
        "De offentliga insatserna i utgåvans register. Att något har ändrats efter en insats säger inte att insatsen "
        "gjorde det. Med year eller edition: så som de stod när den utgåvan byggdes.",
        SceneFollowUpQuery,
        {Format.JSON: shapes.MeasureList, Format.CSV: OpenApiTypes.STR},
    )
)
class Measures(SceneFollowUpTable):
    """Public measures."""

    stem = "insatser"

    def table(self, scope: TableScope) -> Table:
        """Return the table of the scope's edition."""
        return measures_table(scope)


@extend_schema_view(
    get=described(
        "crimes",
        "Anmälda brott på platserna",
        "Antal anmälda brott som en samordnare har släppt med utgåvan, med yta och antal per hektar på årets gräns och "
        "på en gräns som är samma alla år. Små antal visas inte (is_hidden). Raderna står i platsernas ordning efter "
        "namn och går inte att sortera: färre upptäcktsbrott är inte bättre, och platser rangordnas inte.",
        SceneFollowUpQuery,
        {Format.JSON: shapes.CrimeList, Format.CSV: OpenApiTypes.STR},
    )
)
class Crimes(SceneFollowUpTable):
    """Released counts of crimes."""

    stem = "anmalda-brott"

    def table(self, scope: TableScope) -> Table:
        """Return the table of the scope's edition."""
        return crimes_table(scope)


@extend_schema_view(
    get=described(
        "safety",
        "Trygghet efter avstånd",
        "Andel otrygga efter avstånd till närmaste gräns, med 95 procents osäkerhet, som en samordnare har släppt med "
        "utgåvan. Andelarna beskriver svarande i hela länet, inte en plats. De publicerade talen står i "
        "/published-figures.",
        FollowUpQuery,
        {Format.JSON: shapes.SafetyList, Format.CSV: OpenApiTypes.STR},
    )
)
class Safety(FollowUpTable):
    """Released bands of distance."""

    stem = "trygghet"

    def table(self, scope: TableScope) -> Table:
        """Return the table of the scope's edition."""
        return safety_table(scope)
