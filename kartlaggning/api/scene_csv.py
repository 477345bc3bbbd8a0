"""Scenes as CSV: the columns of every other format, with Swedish headings, for Swedish spreadsheet programs."""

from collections.abc import Sequence

from kartlaggning.api.answers import Document
from kartlaggning.api.paging import page_of
from kartlaggning.api.question import Question
from kartlaggning.exports.columns import PUBLIC_COLUMNS, public_values
from kartlaggning.exports.formats.spreadsheet import csv_lines
from kartlaggning.exports.rows import PublishedRow


def scene_csv(question: Question, items: Sequence[PublishedRow]) -> Document:
    """Return the rows as CSV, a page of them where one is asked for, under a file name that names the edition."""
    page = page_of(question, items)
    rows = (tuple(public_values(item).values()) for item in page.items)
    text = "".join(csv_lines([str(column.header) for column in PUBLIC_COLUMNS], rows))
    name = f"drogscener-{question.edition.ref}.csv"
    return Document(text.encode(), {**page.headers, "Content-Disposition": f'attachment; filename="{name}"'})
