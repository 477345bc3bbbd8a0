"""Tables as CSV files for Swedish spreadsheets, and the files of an edition that are made so."""

from collections.abc import Iterator, Sequence

from kartlaggning.exports.formats.spreadsheet import BYTE_ORDER_MARK, csv_lines
from kartlaggning.exports.source import PackageSource, PublishedFile
from kartlaggning.exports.tables.data_dictionary import dictionary_table
from kartlaggning.exports.tables.table import Table
from kartlaggning.exports.tables.yearly import yearly_tables

CSV_TYPE = "text/csv; charset=utf-8"
# The tables of follow-up that have a file of their own where they have a row, and what it is called.
FOLLOW_UP_STEMS = {
    "crimes": "anmalda-brott",
    "safety": "trygghet",
    "attitudes": "attityder",
    "measures": "insatser",
    "cooperation": "samverkan",
    "studies": "studier",
    "contacts": "kontakter",
}


def csv_bytes(table: Table, preface: Sequence[tuple[str, str]] = ()) -> bytes:
    """Return a table as CSV: headings, then the rows. A preface of labels and values stands above, if there is one."""
    lines = "".join(csv_lines([column.header for column in table.columns], table.rows))
    if not preface:
        return lines.encode()
    above = "".join(csv_lines(preface[0], [*preface[1:], ()]))
    return (above + lines.removeprefix(BYTE_ORDER_MARK)).encode()


def csv_files(source: PackageSource) -> Iterator[PublishedFile]:
    """Yield the edition's scenes, the closed ones, what follows them up and the data dictionary as CSV."""
    edition = source.edition
    tables = {table.key: table for table in yearly_tables(source.atlas, edition, source.scene_url)}
    follow_up = (
        (stem, tables[key], f"{tables[key].title} som CSV för kalkylprogram")
        for key, stem in FOLLOW_UP_STEMS.items()
        if key in tables
    )
    named = (
        ("drogscener", tables["scenes"], "Platserna som CSV för kalkylprogram"),
        ("upphorda", tables["closed"], "Upphörda platser som CSV för kalkylprogram"),
        *follow_up,
        ("datalexikon", dictionary_table(tables.values()), "Datalexikon: vad varje kolumn betyder"),
    )
    for stem, table, title in named:
        yield PublishedFile(f"{stem}-{edition.ref}.csv", CSV_TYPE, title, csv_bytes(table))
