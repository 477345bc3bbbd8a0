"""Migrations on the embedded database: tables with geometry are made, altered by rebuild, and keep their outlines."""

import pytest
from django.contrib.gis.db import models
from django.db import IntegrityError, migrations
from django.db.migrations.state import ProjectState

from tests.spatial.probe import shapes
from tests.spatial.probe.shapes import outline, square

CREATE = migrations.CreateModel(
    "Spot",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=20)),
        ("outline", models.MultiPolygonField(srid=3006, null=True)),
    ],
)


class History:
    """A small history of migrations, applied one operation at a time."""

    def __init__(self, connection):
        self.connection = connection
        self.state = ProjectState()
        self.apply(CREATE)

    def apply(self, operation):
        before = self.state
        self.state = before.clone()
        operation.state_forwards("spots", self.state)
        with self.connection.schema_editor() as editor:
            operation.database_forwards("spots", editor, before, self.state)

    @property
    def spots(self):
        return self.state.apps.get_model("spots", "Spot").objects.using(self.connection.alias)

    def columns(self):
        with self.connection.cursor() as cursor:
            description = self.connection.introspection.get_table_description(cursor, "spots_spot")
        return {column.name: (column.type_code, column.null_ok) for column in description}


@pytest.fixture
def history(embedded):
    history = History(embedded)
    history.spots.create(name="kept", outline=outline(shapes.RING_WITH_HOLE))
    yield history
    history.apply(migrations.DeleteModel("Spot"))


def assert_kept(history, field="outline"):
    (stored,) = history.spots.filter(name="kept").values_list(field, flat=True)
    assert stored.hexewkb == outline(shapes.RING_WITH_HOLE).hexewkb


def test_the_column_is_declared_with_type_and_srid(history):
    assert history.columns()["outline"] == ("multipolygon(3006)", True)


def test_altering_the_outline_itself_rebuilds_the_table_and_keeps_outlines(history):
    history.apply(migrations.AlterField("Spot", "outline", models.MultiPolygonField(srid=3006)))
    assert history.columns()["outline"] == ("multipolygon(3006)", False)
    assert_kept(history)
    with pytest.raises(IntegrityError, match="NOT NULL"):
        history.spots.create(name="without", outline=None)


def test_altering_another_field_rebuilds_the_table_and_keeps_outlines(history):
    history.spots.create(name="without", outline=None)
    history.apply(migrations.AlterField("Spot", "name", models.CharField(max_length=40, unique=True)))
    assert_kept(history)
    assert history.spots.get(name="without").outline is None


def test_the_rebuilt_table_still_refuses_what_is_no_multipolygon(history):
    history.apply(migrations.AlterField("Spot", "name", models.CharField(max_length=40, unique=True)))
    with pytest.raises(IntegrityError, match="CHECK constraint failed"):
        history.spots.update(outline=shapes.point(0, 0))


def test_an_outline_that_may_be_null_is_added_and_removed(history):
    history.apply(migrations.AddField("Spot", "former", models.MultiPolygonField(srid=3006, null=True)))
    history.spots.update(former=square(0, 0, 5))
    assert history.spots.get().former.hexewkb == square(0, 0, 5).hexewkb
    with pytest.raises(IntegrityError, match="CHECK constraint failed"):
        history.spots.update(former=shapes.point(0, 0))
    history.apply(migrations.RemoveField("Spot", "former"))
    assert "former" not in history.columns()
    assert_kept(history)


def test_an_outline_that_may_not_be_null_is_added_with_its_default(history):
    field = models.MultiPolygonField(srid=3006, default=square(0, 0, 5))
    history.apply(migrations.AddField("Spot", "former", field))
    assert history.spots.get().former.hexewkb == square(0, 0, 5).hexewkb
    assert_kept(history)


def test_a_renamed_column_keeps_its_outlines_and_its_check(history):
    history.apply(migrations.RenameField("Spot", "outline", "border"))
    assert_kept(history, "border")
    with pytest.raises(IntegrityError, match="CHECK constraint failed"):
        history.spots.update(border=shapes.point(0, 0))


def test_a_renamed_table_keeps_its_outlines(history):
    history.apply(migrations.AlterModelTable("Spot", "another_name"))
    assert_kept(history)
    history.apply(migrations.AlterModelTable("Spot", None))
    assert_kept(history)


def test_a_check_constraint_may_ask_about_the_outline(history):
    valid = models.CheckConstraint(condition=models.Q(outline__isvalid=True), name="outline_is_valid")
    history.apply(migrations.AddConstraint("Spot", valid))
    history.spots.create(name="without", outline=None)
    with pytest.raises(IntegrityError, match="outline_is_valid"):
        history.spots.create(name="bow-tie", outline=outline([shapes.BOW_TIE]))
    assert_kept(history)
    history.apply(migrations.RemoveConstraint("Spot", "outline_is_valid"))


def test_constraints_of_a_table_with_outlines_can_be_read(history):
    history.apply(migrations.AlterField("Spot", "name", models.CharField(max_length=40, unique=True)))
    with history.connection.cursor() as cursor:
        constraints = history.connection.introspection.get_constraints(cursor, "spots_spot")
    assert [found["columns"] for found in constraints.values() if found["unique"] and not found["primary_key"]] == [
        ["name"]
    ]
