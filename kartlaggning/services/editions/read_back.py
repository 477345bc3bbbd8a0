"""Reading an edition's files back from the disk and holding them against its rows: what differs, in words."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db.models import Q

from kartlaggning.choices import Change, Status
from kartlaggning.exports.columns import LIST_SEPARATOR
from kartlaggning.exports.formats.spreadsheet import BYTE_ORDER_MARK
from kartlaggning.models import Edition, EditionScene, Removal
from kartlaggning.selectors.editions.files import folder_of

_NAMED = 5


def read_back(edition: Edition) -> list[str]:
    """Return what differs between the edition's rows and its GeoJSON and CSV; an empty list if nothing does.

    Nothing is compared while a removal is in force and not carried out: the rows or the files then hold more than
    the other on purpose. A file that has been taken away by decision is not looked for.
    """
    manifest = edition.manifests.order_by("-number").first()
    if manifest is None or _is_being_removed(edition):
        return []
    folder = folder_of(edition.pk, edition.ref, manifest.number)
    listed = {file["path"] for file in manifest.files}
    expected = _expected(edition)
    found: list[str] = []
    for name, read in ((f"drogscener-{edition.ref}.geojson", _geojson), (f"drogscener-{edition.ref}.csv", _csv)):
        if name in listed and (folder / name).is_file():
            try:
                values = read(folder / name)
            except (ValueError, KeyError, TypeError) as error:
                found.append(f"{name} kan inte läsas: {error}.")
            else:
                found += _differing(name, expected, values)
    return found


def _is_being_removed(edition: Edition) -> bool:
    concerned = Q(editions=edition) | Q(touched=edition)
    return Removal.objects.filter(concerned, undone_at=None, done_at=None).exists()


def _expected(edition: Edition) -> dict[str, dict[str, Any]]:
    """Return what the files must hold of each row that the public sees, read from the table and nothing else."""
    rows = EditionScene.objects.filter(Q(status=Status.OPEN) | Q(change=Change.CLOSED), edition=edition)
    return {row.public_id: _values(row) for row in rows}


def _values(row: EditionScene) -> dict[str, Any]:
    primary = {area["kind"]: area for area in row.areas if area["primary"]}
    district = primary.get("city_district")
    values: dict[str, Any] = {
        "name": row.name,
        "slug": row.slug,
        "status": row.status,
        "change": row.change,
        "area_m2": None if row.area_m2 is None else round(row.area_m2),
        "previous_year": row.previous_year,
        "municipality_code": primary["municipality"]["code"],
        "municipality": primary["municipality"]["name"],
        "city_district": district["name"] if district else None,
        "police_area": primary["police_area"]["name"],
        "origin": row.origin,
        "last_open_year": row.last_open_year,
        "note": row.note,
        "sources": LIST_SEPARATOR.join(row.sources),
    }
    if row.outline_wgs84 is not None:
        values["outline"] = row.outline_wgs84
    return values


def _geojson(path: Path) -> dict[str, dict[str, Any]]:
    features = json.loads(path.read_bytes())["features"]
    return {
        feature["id"]: {
            **feature["properties"],
            "outline": feature["geometry"]["coordinates"] if feature["geometry"] else None,
        }
        for feature in features
    }


# The columns of the CSV that are read, by its Swedish headings.
_HEADINGS: Mapping[str, str] = {
    "Namn": "name",
    "Adressdel": "slug",
    "Status": "status",
    "Förändring": "change",
    "Yta i m²": "area_m2",
    "Föregående år": "previous_year",
    "Kommunkod": "municipality_code",
    "Kommun": "municipality",
    "Stadsdelsområde": "city_district",
    "Lokalpolisområde": "police_area",
    "Radens ursprung": "origin",
    "Senast öppen": "last_open_year",
    "Anmärkning": "note",
    "Källor": "sources",
}


def _csv(path: Path) -> dict[str, dict[str, Any]]:
    text = path.read_bytes().decode("utf-8").removeprefix(BYTE_ORDER_MARK)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    return {row["Nummer"]: {key: row[heading] for heading, key in _HEADINGS.items()} for row in rows}


def _differing(
    name: str, expected: Mapping[str, Mapping[str, Any]], found: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    problems = []
    if missing := sorted(expected.keys() - found.keys()):
        problems.append(f"{name} saknar {_named(missing)}.")
    if beyond := sorted(found.keys() - expected.keys()):
        problems.append(f"{name} har {_named(beyond)}, som raderna inte har.")
    for public_id in sorted(expected.keys() & found.keys()):
        row = found[public_id]
        keys = [key for key, value in expected[public_id].items() if key in row and not _same(value, row[key])]
        if keys:
            problems.append(f"{name} skiljer från raden för {public_id}: {', '.join(keys)}.")
    return problems


def _same(value: Any, read: Any) -> bool:
    """Tell whether a value was read back; in CSV all is text, and a formula's sign stands behind an apostrophe."""
    if isinstance(read, str) and not isinstance(value, str):
        return read == ("" if value is None else str(value))
    if isinstance(value, str) and isinstance(read, str):
        return read.removeprefix("'") == value.removeprefix("'")
    return bool(value == read)


def _named(ids: Iterable[str]) -> str:
    listed = list(ids)
    more = f" och {len(listed) - _NAMED} till" if len(listed) > _NAMED else ""
    return ", ".join(listed[:_NAMED]) + more
