"""The page of yearly tables as values: what is chosen, which tables there are, and the cells of the one shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from kartlaggning.errors import NotFound
from kartlaggning.exports.columns import PUBLIC_COLUMNS, Scalar
from kartlaggning.exports.package.chosen import FILES, Choice
from kartlaggning.exports.source import PackageSource
from kartlaggning.exports.tables.scope import TableScope
from kartlaggning.exports.tables.table import Table, TableColumn, shown
from kartlaggning.selectors.editions import AreaRef, Atlas, Registered, atlas_as_it_was, current_atlas
from kartlaggning.staff.forms.tables import TablesForm, area_choices, area_value

CSV = "csv"
OF_THE_COUNTY = ("county", "joint_work", "dictionary")  # what no area limits
# Which columns of the widest tables stand on the page; the files have them all.
_ON_PAGE: Mapping[str, tuple[str, ...]] = {
    "scenes": ("name", "status", "change", "area_m2", "area_change_percent", "municipality", "city_district"),
    "closed": ("name", "municipality", "city_district", "police_area", "period_text", "previous_area_ha"),
    "new": ("name", "change", "municipality", "city_district", "police_area", "area_ha"),
    "changed": ("name", "municipality", "previous_area_ha", "area_ha", "area_change_percent", "basis"),
    "county": ("year", "published", "source", "counted", "difference", "compared_year", "goal_met", "area_ha"),
    "dictionary": ("table_title", "header", "type", "unit", "description"),
}


@dataclass(frozen=True)
class Cell:
    """A value as it is read on the page."""

    column: TableColumn
    text: str
    address: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the table on the page; `head` is the cell that names it."""

    head: Cell
    cells: tuple[Cell, ...]
    is_example: bool


@dataclass(frozen=True)
class TableLink:
    """One of the tables, as the list above the table names it."""

    table: Table
    query: str
    is_current: bool


class TablesPage:
    """What the query asks for; what it does not say, or says wrongly, is the newest edition of the whole county."""

    def __init__(self, query: QueryDict) -> None:
        self._query = query
        self._register = [entry for entry in current_atlas().register if not entry.is_withdrawn]
        chosen = query.copy()
        chosen.setlist("years", [str(year) for year in self.years])
        chosen.setdefault("edition", self.entry.ref if self.entry else "")
        self.form = TablesForm(
            chosen,
            editions=[(entry.ref, entry.title) for entry in self._register],
            areas=area_choices(self.atlas.areas, "Hela länet") if self.atlas else [],
            years=self.atlas.years if self.atlas else (),
        )

    @property
    def status(self) -> int:
        """Return the page's status: 422 where the query can't be understood."""
        return 422 if self.form.errors else 200

    @cached_property
    def entry(self) -> Registered | None:
        """Return the edition that is asked for, else the current one of the newest round, None before the first."""
        wanted = self._query.get("edition")
        current = [entry for entry in self._register if entry.is_current]
        asked = [entry for entry in self._register if entry.ref == wanted]
        return next(iter((*asked, *current)), None)

    @cached_property
    def atlas(self) -> Atlas | None:
        """Return the edition with the earlier rounds that it was based on."""
        return atlas_as_it_was(self.entry.ref) if self.entry else None

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Return the chosen rounds among those that the edition has; all of them where none is chosen."""
        there = self.atlas.years if self.atlas else ()
        chosen = self._query.getlist("years")
        return tuple(year for year in there if str(year) in chosen) or there

    @cached_property
    def area(self) -> AreaRef | None:
        """Return the chosen area; None is the county."""
        wanted = self._query.get("area")
        areas = self.atlas.areas if self.atlas else ()
        return next((area.ref for area in areas if area_value(area.ref) == wanted), None)

    @cached_property
    def choice(self) -> Choice | None:
        """Return what files are made of; None before the first edition."""
        if self.atlas is None:
            return None
        edition = self.atlas.newest
        scope = TableScope(self.atlas, edition, _scene_url, self.area, frozenset(self.years))
        source = PackageSource(self.atlas, edition, settings.SITE_URL, settings.PUBLISHER_NAME, _scene_url)
        return Choice(source, scope)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Return every table of the choice."""
        return self.choice.tables if self.choice else ()

    @cached_property
    def table(self) -> Table | None:
        """Return the table that is shown, the first unless another is asked for; raises NotFound for an unknown one."""
        wanted = self._query.get("table")
        if not wanted:
            return next(iter(self.tables), None)
        found = next((table for table in self.tables if table.key == wanted), None)
        if found is None:
            raise NotFound("Tabellen finns inte.")
        return found

    @property
    def file_format(self) -> str:
        """Return which file is asked for; raises NotFound for a format that there is not."""
        wanted = self._query.get("format", "xlsx")
        if wanted not in (*FILES, CSV):
            raise NotFound("Formatet finns inte.")
        return wanted

    @property
    def caption(self) -> str:
        """Return the caption of the table: what it is, of which edition and area, and how many rows it has."""
        if self.choice is None or self.table is None:
            return ""
        area = self.area if self.table.key not in OF_THE_COUNTY else None
        limit = f", {area.kind.label} {area.name}" if area else ""
        rows = len(self.table.rows)
        return f"{self.table.title}, {self.choice.scope.edition.title}{limit}: {rows} {'rad' if rows == 1 else 'rader'}"

    @property
    def links(self) -> list[TableLink]:
        """Return the tables with their addresses, the choice kept."""
        return [TableLink(table, self._with(table=table.key), table is self.table) for table in self.tables]

    @property
    def file_address(self) -> str:
        """Return the address of the choice's files, to which the format is put."""
        query = self._with(table=self.table.key if self.table else "")
        return f"{reverse('staff:tables_file')}?{query}&format="

    def _with(self, table: str) -> str:
        query = self._query.copy()
        query.pop("format", None)
        query["table"] = table
        return query.urlencode()

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        """Return the columns that stand on the page."""
        if self.table is None:
            return ()
        chosen = _ON_PAGE.get(self.table.key)
        found = (column for column in self.table.columns if column.kind != "url")
        return tuple(column for column in found if chosen is None or column.key in chosen)

    @property
    def left_out(self) -> int:
        """Return how many columns only the files have."""
        return len(self.table.columns) - len(self.columns) if self.table else 0

    @property
    def lines(self) -> list[Line]:
        """Return the table's rows as they are read."""
        table, columns = self.table, self.columns
        if table is None:
            return []
        places = [table.columns.index(column) for column in columns]
        url = next((place for place, column in enumerate(table.columns) if column.kind == "url"), None)
        lines = []
        for row in table.rows:
            cells = [Cell(column, _words(column, row[place])) for column, place in zip(columns, places, strict=True)]
            head = next((cell for cell in cells if cell.column.key == "name"), cells[0])
            address = str(row[url]) if url is not None and row[url] else ""
            others = tuple(cell for cell in cells if cell is not head)
            lines.append(Line(Cell(head.column, head.text, address), others, table.is_example(row)))
        return lines


def _words(column: TableColumn, value: Scalar) -> str:
    """Return a value as it is read, what stands in the files as a code in Swedish."""
    choices = next((known.choices for known in PUBLIC_COLUMNS if known.key == column.key), None)
    if choices is not None and isinstance(value, str) and value in choices.values:
        return str(choices(value).label)
    return shown(column, value)


def _scene_url(slug: str) -> str:
    return settings.SITE_URL + reverse("public:scene", args=[slug])
