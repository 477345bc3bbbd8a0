"""Editions built by hand for tests of pure functions: small, and every value visible in the test."""

from datetime import UTC, date, datetime

from shapely.geometry import MultiPolygon, box

from kartlaggning.choices import AreaKind, Change, LineageKind, Origin, Provenance, Status
from kartlaggning.geometry.projection import rfc7946_coordinates
from kartlaggning.selectors.editions import AreaRef, Atlas, Edition, LineageNote, SceneRef, SceneRow
from kartlaggning.selectors.editions.packed import PackedOutline

SOLNA = AreaRef(AreaKind.MUNICIPALITY, "Solna", "solna", "0184")
LPO_SOLNA = AreaRef(AreaKind.POLICE_AREA, "Solna", "solna")


def square(east=670_000.0, north=6_580_000.0, side_m=100.0):
    """Return a square outline in EPSG:3006 with its lower left corner at (east, north)."""
    return MultiPolygon([box(east, north, east + side_m, north + side_m)])


def scene_row(name, year, status=Status.OPEN, **changes):
    """Return a published row; an open one has a square of 1 ha unless told otherwise."""
    is_open = status is Status.OPEN
    outline = changes.pop("outline", square() if is_open else None)
    values = {
        "public_id": f"S-{name}",
        "name": name,
        "slug": name.lower(),
        "former_names": (),
        "former_slugs": (),
        "year": year,
        "status": status,
        "change": Change.KEPT if is_open else Change.CLOSED,
        "area_m2": outline.area if outline else None,
        "previous_year": None,
        "previous_area_m2": None,
        "municipality": SOLNA,
        "city_district": None,
        "police_area": LPO_SOLNA,
        "further_areas": (),
        "provenance": Provenance.SURVEYED if is_open else None,
        "origin": Origin.DOCUMENTED,
        "last_open_year": year if is_open else None,
        "sources": ("prov",),
        "note": "",
        "lineage": (),
        "packed": PackedOutline.of(outline.wkb, rfc7946_coordinates(outline)) if outline else None,
    }
    return SceneRow(**{**values, **changes})


def lineage(kind, year, from_names, to_names):
    """Return a lineage event of a year between scenes named as `scene_row` names them."""
    refs = [tuple(SceneRef(f"S-{name}", name, name.lower()) for name in names) for names in (from_names, to_names)]
    return LineageNote(LineageKind(kind), date(year, 1, 1), *refs, Origin.DOCUMENTED)


def edition(year, *rows):
    """Return an edition of the rows."""
    return Edition(
        ref=f"{year}-r1",
        year=year,
        revision=1,
        is_demonstration=False,
        published_on=date(year, 2, 20),
        published_text="",
        judged_from=None,
        judged_to=None,
        reference_date=date(year, 2, 20),
        built_at=datetime(year, 2, 20, tzinfo=UTC),
        sources=(),
        note="",
        checksum="0" * 64,
        joint_surveys=None,
        joint_surveys_of=None,
        scenes=tuple(rows),
    )


def atlas(*editions):
    """Return an atlas of the editions, without areas and figures."""
    return Atlas(tuple(editions), (), ())
