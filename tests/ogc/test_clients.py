"""Real clients against a real server: GDAL's OAPIF driver, which QGIS uses too, and OWSLib."""

import pyogrio
import pytest
from owslib.ogcapi.features import Features
from shapely import from_wkb
from shapely.geometry import Point

from tests.browser.conftest import _prepared, served

EPSG3006 = "http://www.opengis.net/def/crs/EPSG/0/3006"
TORG_E, TORG_N = 674266, 6581086
ROUNDS = {2021: 64, 2023: 63, 2024: 53}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with served(_prepared(tmp_path_factory.mktemp("clients"))) as site:
        yield f"{site}/ogc"


def read(address, layer="scenes", **options):
    """Read a layer with GDAL: (its coordinate system, field values by name, outlines)."""
    meta, _fids, outlines, columns = pyogrio.raw.read(f"OAPIF:{address}", layer=layer, **options)
    return meta["crs"], dict(zip(meta["fields"], columns, strict=True)), from_wkb(outlines)


def klara(fields, outlines):
    year, name = fields["year"], fields["name"]
    [found] = [i for i in range(len(name)) if name[i] == "Sergels torg/Klara" and year[i] == 2024]
    return outlines[found].centroid


def test_gdal_lists_the_collections_as_layers(address):
    assert {str(name) for name, _kind in pyogrio.list_layers(f"OAPIF:{address}")} == {
        "scenes",
        "closed-scenes",
        "municipalities",
    }


@pytest.mark.parametrize("page_size", [25, 1000])
def test_gdal_pages_through_every_scene_once(address, page_size):
    _crs, fields, outlines = read(address, PAGE_SIZE=str(page_size))
    keys = list(zip(fields["id"], fields["year"], strict=True))
    assert len(keys) == len(set(keys)) == len(outlines) == sum(ROUNDS.values())
    assert {int(year): int((fields["year"] == year).sum()) for year in set(fields["year"])} == ROUNDS


def test_gdal_counts_as_the_server_does(address):
    assert pyogrio.read_info(f"OAPIF:{address}", layer="municipalities", force_feature_count=True)["features"] == 26


def test_gdal_reads_a_box(address):
    _crs, fields, _outlines = read(address, bbox=(18.063, 59.332, 18.065, 59.333), CRS="OGC:CRS84")
    assert "Sergels torg/Klara" in set(fields["name"])
    assert len(set(fields["name"])) < 5


def test_gdal_asks_the_server_for_one_round(address):
    _crs, fields, _outlines = read(address, where="year = 2024")
    assert len(fields["year"]) == ROUNDS[2024]


@pytest.mark.parametrize("crs", ["EPSG:3006", None])
def test_gdal_places_sergels_torg_in_sweref(address, crs):
    options = {} if crs is None else {"CRS": crs}
    name, fields, outlines = read(address, **options)
    assert name == "EPSG:3006"
    assert klara(fields, outlines).distance(Point(TORG_E, TORG_N)) < 300


@pytest.mark.parametrize("crs", ["OGC:CRS84", "EPSG:4326"])
def test_gdal_places_sergels_torg_in_degrees(address, crs):
    _name, fields, outlines = read(address, CRS=crs)
    assert klara(fields, outlines).coords[0] == pytest.approx((18.0638, 59.3325), abs=0.005)


def test_owslib_reads_collections_features_and_one_by_number(address):
    client = Features(address)
    assert set(client.feature_collections()) == {"scenes", "closed-scenes", "municipalities"}
    assert "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs" in client.conformance()["conformsTo"]
    assert client.api()["openapi"].startswith("3.0")
    found = client.collection_items("scenes", limit=10, year=2024, bbox=[18.063, 59.332, 18.065, 59.333])
    [torg] = [each for each in found["features"] if each["properties"]["name"] == "Sergels torg/Klara"]
    assert client.collection_item("scenes", torg["id"])["geometry"] == torg["geometry"]
