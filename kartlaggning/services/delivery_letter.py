"""The letter to a recipient about an edition: what is published or corrected, and links to its own extract."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kartlaggning.choices import AreaKind
from kartlaggning.models import Edition, EditionArea, EditionManifest, Recipient
from kartlaggning.selectors.editions.atlas import title_of
from kartlaggning.services.recipients import FORMATS

# The whole county's files, by format.
COUNTY_FILES = {
    "csv": "drogscener-{ref}.csv",
    "xlsx": "tabeller-{ref}.xlsx",
    "geojson": "drogscener-{ref}.geojson",
    "gpkg": "drogscener-{ref}.gpkg",
    "pdf": "rapport-{ref}.pdf",
}
QUERIES = {AreaKind.MUNICIPALITY: "municipality", AreaKind.CITY_DISTRICT: "city-district"}
QUERIES[AreaKind.POLICE_AREA] = "police-area"
REPORTS = {
    AreaKind.MUNICIPALITY: "public:municipality_report",
    AreaKind.CITY_DISTRICT: "public:city_district_report",
    AreaKind.POLICE_AREA: "public:police_area_report",
}
OF_AN_AREA = ("csv", "geojson", "pdf")  # the others hold the whole county


@dataclass(frozen=True, slots=True)
class Extract:
    """One link of the letter: what it leads to in words, and its absolute address."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in plain text."""

    subject: str
    text: str


@translation.override("sv")
def letter_to(recipient: Recipient, edition: Edition) -> Letter:
    """Return the letter, in Swedish. It holds no secret: every link leads to what is public."""
    title = title_of(edition.year, edition.revision, is_demonstration=edition.is_demonstration)
    errata = list(edition.errata.all())
    context = {
        "title": title,
        "ref": edition.ref,
        "errata": [(erratum, _scene_names(edition, erratum.scenes)) for erratum in errata],
        "is_demonstration": edition.is_demonstration,
        "page": settings.SITE_URL + reverse("public:edition", args=[edition.ref]),
        "extracts": extracts(recipient, edition),
    }
    text = render_to_string("staff/mail/edition.txt", context).strip() + "\n"
    return Letter(f"{'Rättelse' if errata else 'Publicerad'}: {title}", text)


def extracts(recipient: Recipient, edition: Edition) -> list[Extract]:
    """Return the links to what the recipient has asked for, by area and format; the county's where it has no area."""
    manifest = edition.manifests.order_by("-number").first()
    areas: list[EditionArea | None] = [*_areas(recipient, edition)] or [None]
    found: dict[str, Extract] = {}
    for area in areas:
        for key in recipient.formats:
            if area is not None and key in OF_AN_AREA:
                extract: Extract | None = _of_area(area, key, edition)
            else:
                extract = _of_county(key, edition, manifest)
            if extract is not None:
                found.setdefault(extract.address, extract)
    return list(found.values())


def _areas(recipient: Recipient, edition: Edition) -> list[EditionArea]:
    """Return the recipient's areas as the edition has them; an area that is gone is left out."""
    known = {(area.kind, area.slug): area for area in edition.areas.defer("outline_wgs84")}
    keys = [(area["kind"], area["slug"]) for area in recipient.areas]
    return [known[key] for key in keys if key in known]


def _of_area(area: EditionArea, key: str, edition: Edition) -> Extract:
    kind = AreaKind(area.kind)
    words = f"{kind.label.capitalize()} {area.name}, {FORMATS[key]}"
    if key == "pdf":
        # Through the edition, so that the link leads to the same report when a later round is published.
        path = reverse(REPORTS[kind], args=[area.slug])
        return Extract(words, f"{settings.SITE_URL}/utgavor/{edition.ref}/las{path}")
    query = urlencode({"edition": edition.ref, QUERIES[kind]: area.slug, "f": key})
    return Extract(words, f"{settings.SITE_URL}/api/v1/scenes?{query}")


def _of_county(key: str, edition: Edition, manifest: EditionManifest | None) -> Extract | None:
    name = COUNTY_FILES[key].format(ref=edition.ref)
    if manifest is None or name not in {file["path"] for file in manifest.files}:
        return None
    path = reverse("public:edition_file", args=[edition.ref, name])
    return Extract(f"Hela länet, {FORMATS[key]}", settings.SITE_URL + path)


def _scene_names(edition: Edition, public_ids: list[str]) -> Iterator[str]:
    names = dict(edition.scenes.values_list("public_id", "name"))
    return (f"{names.get(public_id, '')} ({public_id})".strip() for public_id in public_ids)
