"""Whatever outlines come, the embedded database answers every lookup and function as PostGIS does."""

import pytest
from django.contrib.gis.db.models.functions import Area, Centroid, Distance, IsValid, Transform
from django.contrib.gis.geos import GEOSGeometry
from django.db.models import BooleanField, ExpressionWrapper, Q
from hypothesis import assume, example, given, note, settings
from hypothesis import strategies as st

from tests.spatial.probe import shapes
from tests.spatial.probe.models import Place

PREDICATES = ("intersects", "contains", "within", "covers", "coveredby")
GUARDS = (
    "ST_IsValid",
    "ST_IsEmpty",
    "ST_Area",
    "ST_XMin",
    "ST_YMin",
    "ST_XMax",
    "ST_YMax",
    "ST_GeometryType",
    "ST_SRID",
)
MICROMETRE = 1e-6
many = settings(max_examples=200, deadline=None)


@pytest.fixture(scope="module")
def places(embedded):
    return Place.objects.using(embedded.alias)


def condition(**lookup):
    return ExpressionWrapper(Q(**lookup), output_field=BooleanField())


def hex_of(geometry):
    return None if geometry is None else geometry.hexewkb.decode()


def ask_postgis(postgis, questions, outline, other=None, **parameters):
    """Return the answers to SQL expressions over {a} (the stored outline) and {b} (the other geometry)."""
    note(f"a = {outline and outline.ewkt}, b = {other and other.ewkt}")
    expressions = [question.format(a="%(a)s::geometry", b="%(b)s::geometry") for question in questions]
    postgis.execute(f"SELECT {', '.join(expressions)}", {"a": hex_of(outline), "b": hex_of(other), **parameters})
    return postgis.fetchone()


def ask_embedded(places, outline, **annotations):
    """Store the outline, return the annotations' values in order, and take it away again."""
    place = places.create(name="a", outline=outline)
    try:
        return places.filter(pk=place.pk).annotate(**annotations).values_list(*annotations).get()
    finally:
        place.delete()


def assert_predicates_agree(places, postgis, outline, other):
    here = ask_embedded(places, outline, **{name: condition(**{f"outline__{name}": other}) for name in PREDICATES})
    there = ask_postgis(postgis, [f"ST_{name}({{a}}, {{b}})" for name in PREDICATES], outline, other)
    assert dict(zip(PREDICATES, here, strict=True)) == dict(zip(PREDICATES, there, strict=True))


@many
@given(outline=shapes.valid_outlines | st.none(), other=shapes.valid_outlines | shapes.points)
def test_topological_lookups_agree_on_valid_outlines(places, postgis, outline, other):
    assert_predicates_agree(places, postgis, outline, other)


@many
@example(outline=shapes.empty_outline())
@given(outline=shapes.valid_outlines)
def test_topological_lookups_agree_on_an_outline_and_itself(places, postgis, outline):
    assert_predicates_agree(places, postgis, outline, outline)


@many
@given(outline=shapes.outlines | st.none(), other=shapes.outlines | shapes.points)
def test_box_lookups_agree_on_any_outlines(places, postgis, outline, other):
    here = ask_embedded(
        places, outline, overlap=condition(outline__bboverlaps=other), same=condition(outline__exact=other)
    )
    assert here == ask_postgis(postgis, ["{a} && {b}", "{a} ~= {b}"], outline, other)


# The index boxes are rounded to half a metre here: shapes that lie closer than that must round alike.
@many
@given(offset=st.floats(-2, 2))
def test_box_lookups_agree_within_the_rounding_of_the_boxes(places, postgis, offset):
    outline, other = shapes.square(0, 0, 100), shapes.square(100 + offset, offset, 50)
    here = ask_embedded(
        places, outline, overlap=condition(outline__bboverlaps=other), same=condition(outline__exact=other)
    )
    assert here == ask_postgis(postgis, ["{a} && {b}", "{a} ~= {b}"], outline, other)


@many
@given(outline=shapes.outlines | st.none())
def test_validity_agrees_on_any_outline(places, postgis, outline):
    here = ask_embedded(places, outline, valid=IsValid("outline"))
    assert here == ask_postgis(postgis, ["ST_IsValid({a})"], outline)


@many
@given(outline=shapes.outlines | st.none())
def test_area_agrees_on_any_outline(places, postgis, outline):
    (here,) = ask_embedded(places, outline, area=Area("outline"))
    (there,) = ask_postgis(postgis, ["ST_Area({a})"], outline)
    assert (here is None) == (there is None) == (outline is None)
    assert outline is None or here.sq_m == pytest.approx(there, rel=1e-9, abs=MICROMETRE)


@many
@given(outline=shapes.outlines | st.none())
def test_centroid_agrees_on_any_outline(places, postgis, outline):
    (here,) = ask_embedded(places, outline, centroid=Centroid("outline"))
    (there,) = ask_postgis(postgis, ["ST_Centroid({a})"], outline)
    if here is None or there is None:
        assert here is there is None
        return
    expected = GEOSGeometry(there)
    assert (here.srid, here.empty) == (expected.srid, expected.empty)
    assert here.coords == pytest.approx(expected.coords, abs=1e-4)


@many
@given(outline=shapes.valid_outlines | st.none(), other=shapes.valid_outlines | shapes.points)
def test_distance_agrees_on_valid_outlines(places, postgis, outline, other):
    (here,) = ask_embedded(places, outline, distance=Distance("outline", other))
    (there,) = ask_postgis(postgis, ["ST_Distance({a}, {b})"], outline, other)
    assert (here is None) == (there is None)
    assert here is None or here.m == pytest.approx(there, abs=MICROMETRE)


@many
@given(
    outline=shapes.valid_outlines | st.none(),
    other=shapes.valid_outlines | shapes.points,
    metres=st.sampled_from([0, 10, 20, 25.5, 30, 300]) | st.floats(0, 500),
)
def test_distance_lookups_agree_on_valid_outlines(places, postgis, outline, other, metres):
    (apart,) = ask_postgis(postgis, ["ST_Distance({a}, {b})"], outline, other)
    # On the limit itself the two may round apart, unless no rounding is needed.
    assume(apart is None or apart == metres == int(metres) or abs(apart - metres) > MICROMETRE)
    here = ask_embedded(
        places,
        outline,
        dwithin=condition(outline__dwithin=(other, metres)),
        lt=condition(outline__distance_lt=(other, metres)),
        lte=condition(outline__distance_lte=(other, metres)),
        gt=condition(outline__distance_gt=(other, metres)),
        gte=condition(outline__distance_gte=(other, metres)),
    )
    comparisons = [f"ST_Distance({{a}}, {{b}}) {sign} %(m)s" for sign in ("<", "<=", ">", ">=")]
    questions = ["ST_DWithin({a}, {b}, %(m)s)", *comparisons]
    assert here == ask_postgis(postgis, questions, outline, other, m=metres)


@many
@given(outline=shapes.outlines | st.none())
def test_functions_for_guards_agree_on_any_outline(embedded, postgis, outline):
    with embedded.cursor() as cursor:
        value = None if outline is None else bytes(outline.ewkb)
        cursor.execute("SELECT " + ", ".join(f"{name}(%s)" for name in GUARDS), [value] * len(GUARDS))
        here = cursor.fetchone()
    there = ask_postgis(postgis, [f"{name}({{a}})" for name in GUARDS], outline)
    assert list(here) == [pytest.approx(value, rel=1e-12) if isinstance(value, float) else value for value in there]


@many
@given(outline=shapes.valid_outlines)
def test_coordinates_in_wgs_84_agree(places, postgis, outline):
    assume(not outline.empty)
    (here,) = ask_embedded(places, outline, wgs_84=Transform("outline", 4326))
    (there,) = ask_postgis(postgis, ["ST_Transform({a}, 4326)"], outline)
    assert here.srid == 4326
    assert here.equals_exact(GEOSGeometry(there), tolerance=1e-9)


@many
@given(outline=shapes.invalid_outlines, other=shapes.outlines | shapes.points)
def test_lookups_answer_something_on_invalid_outlines(places, outline, other):
    """What they answer is not defined, and PostGIS may refuse; but a page that meets such a row does not fall."""
    conditions = {name: condition(**{f"outline__{name}": other}) for name in PREDICATES}
    answers = ask_embedded(places, outline, **conditions, near=condition(outline__dwithin=(other, 300)))
    assert set(answers) <= {True, False}
