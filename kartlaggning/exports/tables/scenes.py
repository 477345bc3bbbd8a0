"""The tables with a row for each scene: all that the round shows, those that closed, those that are new."""

from kartlaggning.choices import Change
from kartlaggning.exports.columns import LIST_SEPARATOR, PUBLIC_COLUMNS
from kartlaggning.exports.rows import PublishedRow
from kartlaggning.exports.tables.scope import TableScope
from kartlaggning.exports.tables.table import (
    Field,
    Table,
    TableColumn,
    build,
    field,
    hectares,
    square_metres,
)

_PERCENT_KEYS = ("area_change_percent",)
WHO: tuple[Field[PublishedRow], ...] = (
    field("id", "Nummer", "text", "Platsens beständiga nummer.", lambda item: item.row.public_id),
    field("name", "Namn", "text", "Platsens namn i kartläggningen.", lambda item: item.row.name),
    field("municipality", "Kommun", "text", "Kommunens namn.", lambda item: item.row.municipality.name),
    field(
        "city_district",
        "Stadsdelsområde",
        "text",
        "Stadsdelsområde när kartläggningen gjordes. Finns bara i Stockholms stad.",
        lambda item: item.row.city_district.name if item.row.city_district else None,
    ),
    field(
        "police_area",
        "Lokalpolisområde",
        "text",
        "Lokalpolisområde när kartläggningen gjordes.",
        lambda item: item.row.police_area.name,
    ),
)
END: tuple[Field[PublishedRow], ...] = (
    field(
        "sources",
        "Källor",
        "text",
        "Källorna till raden, åtskilda av semikolon. Tomt för påhittade rader.",
        lambda item: LIST_SEPARATOR.join(item.row.sources),
    ),
    field(
        "origin",
        "Uppgift",
        "text",
        "dokumenterad: raden har en källa. exempel: raden är påhittad för att visa hur webbplatsen fungerar.",
        lambda item: str(item.row.origin.label),
    ),
    field("url", "Webbadress", "url", "Adressen till platsens sida.", lambda item: item.url),
)


def scenes_table(scope: TableScope) -> Table:
    """Return every open scene and those that closed in the round, with all public columns."""
    columns = tuple(
        TableColumn(
            column.key,
            str(column.header),
            "percent" if column.key in _PERCENT_KEYS else column.kind,
            str(column.description),
        )
        for column in PUBLIC_COLUMNS
    )
    items = scope.visible(scope.edition)
    rows = tuple(tuple(column.value(item) for column in PUBLIC_COLUMNS) for item in items)
    note = "Öppna platser, och de som upphörde i den här kartläggningen."
    return Table("scenes", "Platser", scope.sentence(note), columns, rows)


def closed_table(scope: TableScope) -> Table:
    """Return the scenes that closed in the round, with the area that they had last."""
    fields: tuple[Field[PublishedRow], ...] = (
        *WHO,
        field(
            "period_text",
            "Upphörde under",
            "text",
            "När platsen upphörde, i ord.",
            lambda item: item.period_text,
        ),
        field(
            "last_open_year",
            "Senast öppen",
            "integer",
            "Året för den senaste kartläggning där platsen var öppen.",
            lambda item: item.row.last_open_year,
        ),
        field(
            "previous_area_m2",
            "Senaste yta i m²",
            "integer",
            "Ytan i kartläggningen före, i hela kvadratmeter. Tomt där gränsen inte är känd.",
            lambda item: square_metres(item.row.previous_area_m2),
        ),
        field(
            "previous_area_ha",
            "Senaste yta i hektar",
            "number",
            "Samma yta i hektar, två decimaler.",
            lambda item: hectares(item.row.previous_area_m2),
        ),
        *END,
    )
    note = "Platser som inte längre är öppna drogscener. De som upphört tidigare står inte här."
    return build("closed", "Upphörda", scope.sentence(note), fields, scope.published(scope.edition.closures))


def new_table(scope: TableScope) -> Table:
    """Return the scenes that are new since the round before, and those that are open again."""
    fields: tuple[Field[PublishedRow], ...] = (
        *WHO,
        field(
            "change",
            "Förändring",
            "text",
            "ny, eller åter öppen för en plats som har varit upphörd.",
            lambda item: str(item.row.change.label),
        ),
        field(
            "area_m2",
            "Yta i m²",
            "integer",
            "Ytan i hela kvadratmeter, räknad i SWEREF 99 TM. Tomt där gränsen inte är känd.",
            lambda item: square_metres(item.row.area_m2),
        ),
        field(
            "area_ha",
            "Yta i hektar",
            "number",
            "Samma yta i hektar, två decimaler.",
            lambda item: hectares(item.row.area_m2),
        ),
        *END,
    )
    note = "Platser som har kommit till genom delning eller sammanslagning står i tabellen Släktskap."
    rows = (row for row in scope.edition.scenes if row.change in (Change.NEW, Change.REOPENED))
    return build("new", "Nya", scope.sentence(note), fields, scope.published(rows))
