"""What goes into the geometry column comes out again unchanged; what does not belong there stays out."""

from io import StringIO

import pytest
from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from django.core.management import call_command
from django.db import IntegrityError, NotSupportedError, OperationalError, transaction
from django.db.models.functions import Length

from tests.spatial.probe import shapes
from tests.spatial.probe.models import Place
from tests.spatial.probe.shapes import outline, square

THIRDS = outline([[(1 / 3, 2 / 3), (100 / 3, 1e-9), (50.123456789, 99.987654321)]])


@pytest.mark.parametrize(
    "shape",
    [
        square(0, 0, 100),
        outline(shapes.RING_WITH_HOLE, [shapes.box_corners(200, 0, 10, 10)]),
        outline([shapes.BOW_TIE]),
        shapes.empty_outline(),
        THIRDS,
    ],
)
def test_an_outline_comes_back_byte_for_byte(places, shape):
    place = places.create(name="kept", outline=shape)
    kept = places.get(pk=place.pk).outline
    assert isinstance(kept, MultiPolygon)
    assert kept.srid == 3006
    assert kept.hexewkb == shape.hexewkb


def test_no_outline_comes_back_as_none(places):
    place = places.create(name="without")
    assert places.get(pk=place.pk).outline is None


def test_many_outlines_are_written_and_updated_at_once(places):
    made = places.bulk_create([Place(name=str(side), outline=square(0, 0, side)) for side in (1, 2)])
    for place in made:
        place.outline = None if place.name == "1" else THIRDS
    places.bulk_update(made, ["outline"])
    assert [place.outline and place.outline.hexewkb for place in places.order_by("name")] == [None, THIRDS.hexewkb]
    places.update(outline=square(0, 0, 3))
    assert places.filter(outline__exact=square(0, 0, 3)).count() == 2


def test_an_outline_in_wgs_84_is_stored_in_epsg_3006(places):
    lon_lat = square(0, 0, 100).transform(4326, clone=True)
    place = places.create(name="moved", outline=lon_lat)
    stored = places.get(pk=place.pk).outline
    assert stored.srid == 3006
    assert stored.equals_exact(square(0, 0, 100), tolerance=1e-6)
    assert lon_lat.srid == 4326  # the caller's own geometry is left as it was


@pytest.mark.parametrize(
    "wrong",
    [
        "POINT (674000 6581000)",
        "POLYGON ((674000 6581000, 674001 6581000, 674001 6581001, 674000 6581000))",
        "MULTIPOLYGON Z (((674000 6581000 9, 674001 6581000 9, 674001 6581001 9, 674000 6581000 9)))",
    ],
)
def test_a_geometry_of_another_type_is_refused(places, wrong):
    place = places.create(name="kept", outline=THIRDS)
    with pytest.raises(IntegrityError, match="CHECK constraint failed"), transaction.atomic(using=places.db):
        places.filter(pk=place.pk).update(outline=GEOSGeometry(f"SRID=3006;{wrong}"))
    assert places.get(pk=place.pk).outline.hexewkb == THIRDS.hexewkb


@pytest.mark.parametrize("value", ["text", 17, b"no geometry", bytes(square(0, 0, 1).wkb)])
def test_raw_sql_cannot_put_anything_else_into_the_column(places, embedded, value):
    with pytest.raises((IntegrityError, OperationalError)), embedded.cursor() as cursor:
        cursor.execute("INSERT INTO probe_place (name, visits, outline) VALUES ('raw', 0, %s)", [value])
    assert not places.exists()


def test_the_bytes_are_those_that_postgis_hands_out(places, embedded, postgis):
    place = places.create(name="kept", outline=THIRDS)
    with embedded.cursor() as cursor:
        cursor.execute("SELECT outline FROM probe_place WHERE id = %s", [place.pk])
        (stored,) = cursor.fetchone()
    postgis.execute("SELECT ST_GeomFromEWKT(%s)::bytea", [THIRDS.ewkt])
    assert stored == bytes(postgis.fetchone()[0])


def test_a_failed_transaction_leaves_the_outline_as_it_was(places):
    place = places.create(name="kept", outline=THIRDS)
    with transaction.atomic(using=places.db):
        places.filter(pk=place.pk).update(outline=square(0, 0, 1))
        transaction.set_rollback(True, using=places.db)
    assert places.get(pk=place.pk).outline.hexewkb == THIRDS.hexewkb


@pytest.mark.usefixtures("probe_app_installed")
@pytest.mark.parametrize("file_format", ["json", "xml"])
def test_dumpdata_and_loaddata_carry_outlines_unchanged(places, tmp_path, file_format):
    places.create(name="thirds", outline=THIRDS)
    places.create(name="empty", outline=shapes.empty_outline())
    places.create(name="without")
    before = [(place.pk, place.name, place.outline and place.outline.hexewkb) for place in places.order_by("pk")]
    dump = tmp_path / f"places.{file_format}"
    call_command("dumpdata", "probe.place", database=places.db, output=str(dump), format=file_format, verbosity=0)
    places.all().delete()
    call_command("loaddata", str(dump), database=places.db, verbosity=0)
    after = [(place.pk, place.name, place.outline and place.outline.hexewkb) for place in places.order_by("pk")]
    assert after == before


def test_inspectdb_describes_the_column(places):
    described = StringIO()
    call_command("inspectdb", "probe_place", database=places.db, stdout=described)
    assert "outline = models.MultiPolygonField(srid=3006, blank=True, null=True)" in described.getvalue()


def test_ordinary_functions_still_work_beside_geometry(places):
    places.create(name="four")
    assert places.annotate(length=Length("name")).get().length == 4


@pytest.mark.parametrize(
    "field",
    [
        models.MultiPolygonField(srid=4326),
        models.MultiPolygonField(srid=3006, dim=3),
        models.MultiPolygonField(srid=4326, geography=True),
        models.PointField(srid=3006),
    ],
)
def test_a_field_that_cannot_be_stored_is_refused_by_name(embedded, field):
    with pytest.raises(NotSupportedError, match=r"stores MultiPolygonField\(srid=3006\) only, not"):
        field.db_type(embedded)
