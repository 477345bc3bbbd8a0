"""The yearly tables as a report prints them: a choice of their columns, and areas with a column for each round."""

from collections.abc import Iterable, Mapping, Sequence

from kartlaggning import swedish
from kartlaggning.choices import Change, Status
from kartlaggning.exports.columns import Scalar
from kartlaggning.exports.report import blocks
from kartlaggning.exports.report.blocks import Block
from kartlaggning.exports.tables.table import Table, TableColumn, hectares

UNKNOWN = "\N{EN DASH}"
LEGEND = f"{UNKNOWN} betyder att uppgiften inte är känd."
AREA_LEGEND = (
    f"{UNKNOWN} betyder att uppgiften inte är känd, att området inte fanns då eller att ingen yta finns att räkna."
)
Row = tuple[Scalar, ...]


def by_key(tables: Iterable[Table]) -> Mapping[str, Table]:
    """Return the tables by their keys."""
    return {table.key: table for table in tables}


def printed(column: TableColumn, value: Scalar) -> str:
    """Return a value as it is printed: two decimals for hectares, one for per cent, a dash for what is not known."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, str) or column.is_year:
        return str(value)
    return swedish.number(value, {"number": 2, "percent": 1}.get(column.kind, 0))


def chosen(table: Table, caption: str, columns: Sequence[tuple[str, str, int]]) -> Block:
    """Return some of a table's columns; each is its key, the header to print, and its width in parts (0 = as needed).

    A row that is made up says so after its name.
    """
    places = {column.key: index for index, column in enumerate(table.columns)}
    picked = [(table.columns[places[key]], places[key]) for key, _header, _width in columns]
    rows = [[_cell(table, row, column, index) for column, index in picked] for row in table.rows]
    headers = [
        (header, table.columns[places[key]].is_numeric and key not in ("year", "previous_year"), width)
        for key, header, width in columns
    ]
    return blocks.table(caption, headers, rows)


def _cell(table: Table, row: Row, column: TableColumn, index: int) -> str:
    if column.key == "goal_met" and row[index] is None:
        return "inget mål då"
    text = printed(column, row[index])
    return f"{text} (exempel)" if column.key == "name" and table.is_example(row) else text


def values(table: Table) -> list[dict[str, Scalar]]:
    """Return the rows by column key."""
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def scenes(table: Table, caption: str, *, numbered: bool = False) -> Block:
    """Return the table of all scenes, in the order given; `numbered` puts the area map's number first."""
    rows = []
    for number, row in enumerate(values(table), start=1):
        name = f"{row['name']} (exempel)" if row["origin"] == "example" else str(row["name"])
        district = f", {row['city_district']}" if row["city_district"] else ""
        line = [
            name,
            f"{row['municipality']}{district}",
            str(row["police_area"]),
            status(str(row["status"]), str(row["change"])),
            two_decimals(hectares(_area(row, "area_m2"))),
            two_decimals(hectares(_area(row, "previous_area_m2"))),
            UNKNOWN if row["area_change_percent"] is None else swedish.number(float(row["area_change_percent"]), 1),
        ]
        rows.append([str(number), *line] if numbered else line)
    columns = [
        ("Namn", False, 34),
        ("Kommun, stadsdelsområde", False, 26),
        ("Lokalpolisområde", False, 0),
        ("Status", False, 0),
        ("Yta, ha", True, 0),
        ("Förra, ha", True, 0),
        ("Ändring, %", True, 0),
    ]
    return blocks.table(caption, [("Nr", True, 0), *columns] if numbered else columns, rows)


def status(status_key: str, change_key: str) -> str:
    """Return a scene's status, with the change where that says more: `öppen, mindre`."""
    label, change = str(Status(status_key).label), Change(change_key)
    silent = (Change.KEPT, Change.UNKNOWN, Change.CLOSED)
    return label if change in silent else f"{label}, {change.label}"


def _area(row: Mapping[str, Scalar], key: str) -> float | None:
    value = row[key]
    return float(value) if isinstance(value, int | float) else None


def whole(value: Scalar) -> str:
    """Return a number of places, or the dash."""
    return UNKNOWN if value is None else str(value)


def two_decimals(value: Scalar) -> str:
    """Return hectares, or the dash."""
    return swedish.number(float(value), 2) if isinstance(value, int | float) else UNKNOWN


def areas(table: Table, heading: str, caption: str) -> list[Block]:
    """Return areas with their open scenes and hectares in each round; those that never had a scene are named below."""
    rows = values(table)
    years = sorted({int(row["year"]) for row in rows if row["year"] is not None})
    found: dict[str, dict[int, Mapping[str, Scalar]]] = {}
    for row in rows:
        found.setdefault(str(row["name"]), {})[int(row["year"] or 0)] = row
    having = {
        name: of for name, of in found.items() if any(row["open_count"] or row["closed_count"] for row in of.values())
    }
    if not having:
        return []
    columns = [(heading, False, 30)]
    for year in years:
        columns += [(f"Öppna {year}", True, 0), (f"Yta {year}, ha", True, 0)]
    last = years[-1]
    columns.append((f"Upphörda {last}", True, 0))
    lines = []
    for name, of in having.items():
        line = [name]
        for year in years:
            round_ = of.get(year, {})
            line += [whole(round_.get("open_count")), two_decimals(round_.get("area_ha"))]
        lines.append([*line, whole(of.get(last, {}).get("closed_count"))])
    table_block = blocks.table(caption, columns, lines)
    never = [name for name, of in found.items() if name not in having and of.get(last, {}).get("open_count") == 0]
    if not never:
        return [table_block]
    return [table_block, blocks.source(f"Utan öppen plats i alla kartläggningarna: {swedish.enumerate_words(never)}.")]
