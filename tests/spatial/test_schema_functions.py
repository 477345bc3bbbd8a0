"""The spatial SQL functions in triggers, checks and indexes, written the same as for PostGIS."""

import pytest
from django.db import IntegrityError, OperationalError

from drogscener.spatial_sqlite.functions import FUNCTIONS
from tests.spatial.probe import shapes
from tests.spatial.probe.shapes import outline, square

GUARD = (
    "NOT ST_IsValid({0}) OR ST_IsEmpty({0})"
    " OR ST_XMin({0}) < 200000 OR ST_XMax({0}) > 1000000"
    " OR ST_YMin({0}) < 6100000 OR ST_YMax({0}) > 7700000"
)
OUTLINES = {
    "good": (square(0, 0, 100), 0),
    "with a hole": (outline(shapes.RING_WITH_HOLE), 0),
    "none": (None, None),
    "bow-tie": (outline([shapes.BOW_TIE]), 1),
    "empty": (shapes.empty_outline(), 1),
    "too far west": (square(-500_000, 0, 1), 1),
    "half too far east": (square(-shapes.EAST + 999_950, 0, 100), 1),
    "too far south": (square(0, -500_000, 1), 1),
    "half too far north": (square(0, -shapes.NORTH + 7_699_950, 100), 1),
}
cases = pytest.mark.parametrize(("shape", "refused"), OUTLINES.values(), ids=OUTLINES.keys())


@pytest.fixture
def guarded(places, embedded):
    """The table with the trigger that refuses outlines outside Sweden, as a model of the product has it."""
    with embedded.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER outline_guard BEFORE INSERT ON probe_place "
            f"WHEN {GUARD.format('NEW.outline')} BEGIN SELECT RAISE(ABORT, 'outline refused'); END"
        )
        yield places
        cursor.execute("DROP TRIGGER outline_guard")


@cases
def test_a_trigger_refuses_outlines_that_are_invalid_or_outside_sweden(guarded, shape, refused):
    if refused:
        with pytest.raises(IntegrityError, match="outline refused"):
            guarded.create(name="place", outline=shape)
    else:
        guarded.create(name="place", outline=shape)
    assert guarded.count() == (0 if refused else 1)


@cases
def test_the_same_guard_means_the_same_on_postgis(postgis, shape, refused):
    given = None if shape is None else shape.hexewkb.decode()
    postgis.execute(f"SELECT ({GUARD.format('%(outline)s::geometry')})::int", {"outline": given})
    assert postgis.fetchone() == (refused,)


def test_a_box_can_be_made_and_tested_in_sql(places, embedded):
    places.create(name="in", outline=square(0, 0, 100))
    places.create(name="out", outline=square(900, 0, 200))
    box = [shapes.EAST, shapes.NORTH, shapes.EAST + 1000, shapes.NORTH + 1000]
    inside = "SELECT name FROM probe_place WHERE ST_CoveredBy(outline, ST_MakeEnvelope(%s, %s, %s, %s, 3006))"
    with embedded.cursor() as cursor:
        cursor.execute(inside, box)
        assert cursor.fetchall() == [("in",)]


def test_functions_may_stand_in_an_index(places, embedded):
    places.create(name="place", outline=square(0, 0, 100))
    with embedded.cursor() as cursor:
        cursor.execute("CREATE INDEX by_area ON probe_place (ST_Area(outline))")
        cursor.execute("EXPLAIN QUERY PLAN SELECT name FROM probe_place WHERE ST_Area(outline) = 10000")
        assert "by_area" in str(cursor.fetchall())
        cursor.execute("DROP INDEX by_area")


def null_at_each_place():
    """Return (function, arguments) for every function, with NULL at each of its places in turn."""
    geometry = bytes(square(0, 0, 1).ewkb)
    special = {"ST_MakeEnvelope": [0, 0, 1, 1, 3006], "ST_Transform": [geometry, 4326]}
    usual = {name: [geometry, geometry, 300][:count] for name, (count, _function) in FUNCTIONS.items()}
    return [
        (name, [*arguments[:place], None, *arguments[place + 1 :]])
        for name, arguments in (usual | special).items()
        for place in range(len(arguments))
    ]


@pytest.mark.parametrize(("name", "arguments"), null_at_each_place())
def test_null_in_is_null_out(embedded, name, arguments):
    with embedded.cursor() as cursor:
        cursor.execute(f"SELECT {name}({', '.join(['%s'] * len(arguments))})", arguments)
        assert cursor.fetchone() == (None,)


def test_null_in_is_null_out_on_postgis_too(postgis):
    names = [name for name, (count, _function) in FUNCTIONS.items() if count == 2 and name != "ST_Transform"]
    postgis.execute("SELECT " + ", ".join(f"{name}(ST_MakePoint(0, 0), NULL::geometry)" for name in names))
    assert set(postgis.fetchone()) == {None}


def test_geometries_of_different_srid_are_not_compared(places, embedded):
    places.create(name="place", outline=square(0, 0, 100))
    with pytest.raises(OperationalError), embedded.cursor() as cursor:
        cursor.execute("SELECT ST_Intersects(outline, ST_Transform(outline, 4326)) FROM probe_place")
