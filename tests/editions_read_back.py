"""What the files of the example county's edition must hold, read by foreign programs: one list for every format.

The expected values are read from the database's own rows, not through the exports that are tested.
"""

import csv
import io
from dataclasses import dataclass

from kartlaggning.choices import Change, Status
from kartlaggning.models import EditionScene
from kartlaggning.selectors.editions import current_atlas

YEAR = 2024
# The published example county, by hand: what the sources say of 2024, which the rows reproduce.
OPEN, CLOSED, NEW = 53, 10, 0
OPEN_IN_STOCKHOLM, CLOSED_IN_STOCKHOLM = 26, 5
JOINT, JOINT_PERCENT = (51, 53), 96.2


@dataclass(frozen=True)
class Expected:
    """A scene as every format must give it. Areas are whole m², the change per cent with one decimal."""

    public_id: str
    name: str
    status: str
    area_m2: int | None
    change_percent: float | None
    municipality_code: str
    outline_m2: float | None  # of the row's own outline, EPSG:3006


def published():
    """Return the newest edition as registered: with its folder and files."""
    atlas = current_atlas()
    return atlas.registered(atlas.newest.ref)


def content(stem, ending):
    """Return the bytes of the edition's file `<stem>-<ref><ending>`."""
    entry = published()
    return (entry.folder / f"{stem}-{entry.ref}{ending}").read_bytes()


def expected_scenes():
    """Return the open scenes, and those that closed in the round, by permanent id."""
    rows = EditionScene.objects.filter(edition__ref=published().ref)
    shown = [row for row in rows if row.status == Status.OPEN or row.change == Change.CLOSED]
    return {row.public_id: _expected(row) for row in shown}


def _expected(row):
    before = row.previous_area_m2
    percent = 100 * (row.area_m2 - before) / before if before and row.area_m2 is not None else None
    return Expected(
        public_id=row.public_id,
        name=row.name,
        status=row.status,
        area_m2=None if row.area_m2 is None else round(row.area_m2),
        change_percent=None if percent is None else round(percent, 1) + 0.0,
        municipality_code=next(area["code"] for area in row.areas if area["kind"] == "municipality"),
        outline_m2=row.outline.area if row.outline else None,
    )


def swedish_rows(text_bytes):
    """Return the rows of a CSV file as a Swedish spreadsheet reads them: by heading, all as text."""
    text = text_bytes.decode("utf-8-sig")
    assert text_bytes.startswith(b"\xef\xbb\xbf")
    assert "\r\n" in text
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def swedish_number(text):
    """Return a number with a decimal comma, or None for an empty cell."""
    assert "." not in text
    return float(text.replace(",", ".")) if text else None
