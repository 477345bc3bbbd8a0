"""What the database itself refuses, whoever asks and by whatever road."""

from io import StringIO

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from kartlaggning import guards
from kartlaggning.choices import EditionState, Origin, Provenance, Status
from kartlaggning.models import (
    AuditEntry,
    DisposalDecision,
    Edition,
    EditionArea,
    EditionFigure,
    EditionManifest,
    EditionScene,
    Erratum,
    FigureImport,
    Scene,
    Study,
    Survey,
    SurveyRound,
)
from kartlaggning.services.editions.publication import build_edition

ROWS = (EditionScene, EditionArea, EditionFigure)
pytestmark = pytest.mark.django_db


def refused(act):
    """Run `act` in a savepoint and tell whether the database refused it."""
    try:
        with transaction.atomic():
            act()
    except DatabaseError:
        return True
    return False


@pytest.fixture
def frozen(record):
    return Edition.objects.get(ref="2024-r1")


@pytest.mark.parametrize("model", ROWS)
def test_rows_of_a_frozen_edition_can_not_be_changed_or_deleted(frozen, model):
    rows = model.objects.filter(edition=frozen)
    assert rows.exists()
    assert refused(lambda: rows.update(slug="x") if model is EditionArea else rows.update(edition=frozen))
    assert refused(rows.delete)


@pytest.mark.parametrize("model", ROWS)
def test_rows_can_not_be_added_to_a_frozen_edition(frozen, model):
    row = model.objects.filter(edition=frozen).first()
    row.pk = None
    assert refused(lambda: row.save(force_insert=True))


@pytest.mark.parametrize("model", [*ROWS, Edition])
def test_the_tables_can_not_be_emptied_past_the_row_triggers(frozen, model):
    statement = "TRUNCATE {} CASCADE" if connection.vendor == "postgresql" else "DELETE FROM {}"
    with connection.cursor() as cursor:
        assert refused(lambda: cursor.execute(statement.format(model._meta.db_table)))


def test_a_row_can_not_be_moved_from_a_frozen_edition_to_one_being_built(frozen):
    building = Edition.objects.create(
        ref="2030-r1",
        year=2030,
        revision=1,
        state_changed_at=frozen.built_at,
        built_at=frozen.built_at,
        reference_date=frozen.reference_date,
    )
    assert refused(lambda: EditionFigure.objects.filter(edition=frozen).update(edition=building))
    assert not refused(lambda: EditionFigure.objects.create(edition=building, year=2030, key="k", value=1))


@pytest.mark.parametrize(
    "field", [f.attname for f in Edition._meta.concrete_fields if f.attname not in (*guards.STATE_COLUMNS, "id")]
)
def test_the_header_of_a_frozen_edition_changes_in_no_other_column_than_its_state(frozen, field):
    other = {"ref": "x", "checksum": "0", "sources": ["x"], "published_text": "x", "note": "x"}
    days = dict.fromkeys(("published_on", "judged_from", "judged_to", "reference_date"), "2001-01-01")
    value = {**other, **days, "is_demonstration": True, "built_at": "2001-01-01T00:00Z"}.get(field, 7)
    assert refused(lambda: Edition.objects.filter(pk=frozen.pk).update(**{field: value}))


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        (EditionState.CURRENT, EditionState.SUPERSEDED, True),
        (EditionState.CURRENT, EditionState.WITHDRAWN, True),
        (EditionState.SUPERSEDED, EditionState.CURRENT, True),
        (EditionState.CURRENT, EditionState.BUILDING, False),
        (EditionState.SUPERSEDED, EditionState.BUILDING, False),
        (EditionState.WITHDRAWN, EditionState.CURRENT, False),
        (EditionState.WITHDRAWN, EditionState.BUILDING, False),
    ],
)
def test_the_state_takes_only_the_listed_steps_and_never_back_to_building(frozen, before, after, allowed):
    header = Edition.objects.filter(pk=frozen.pk)
    if before is not EditionState.CURRENT:
        header.update(state=before)
    assert refused(lambda: header.update(state=after)) is not allowed


def test_a_frozen_edition_can_not_be_deleted_but_a_demonstration_can(demonstration):
    assert refused(Edition.objects.get(ref="2024-r1").delete)
    assert not refused(Edition.objects.get(ref="2024-exempel-r1").delete)


def test_an_edition_that_is_ready_is_frozen_but_can_be_thrown_away(record):
    ready = build_edition(SurveyRound.objects.get(year=2024), demonstration=False, by="test")
    assert refused(lambda: ready.scenes.update(name="x"))
    assert refused(lambda: Edition.objects.filter(pk=ready.pk).update(note="x"))
    assert refused(lambda: Edition.objects.filter(pk=ready.pk).update(state=EditionState.SUPERSEDED))
    assert not refused(ready.delete)


def test_a_manifest_is_never_rewritten_and_none_is_added_to_what_is_published(frozen):
    manifests = EditionManifest.objects.filter(edition=frozen)
    assert refused(lambda: manifests.update(sha256="0" * 64))
    assert refused(manifests.delete)
    added = manifests.get()
    added.pk, added.number = None, 1
    assert refused(lambda: added.save(force_insert=True))


def test_an_erratum_belongs_to_the_edition_from_the_start(frozen):
    words = {"what": "x", "why": "y", "decided_by": "SSR", "decided_on": "2026-01-01"}
    assert refused(lambda: Erratum.objects.create(edition=frozen, **words))


def test_a_disposal_decision_is_carried_out_once_and_never_rewritten(db):
    decided = {"before": "2020-01-01", "registration_number": "SSR 1", "decided_by": "SSR", "decided_on": "2026-01-01"}
    decision = DisposalDecision.objects.filter(pk=DisposalDecision.objects.create(kind="messages", **decided).pk)
    assert refused(lambda: decision.update(before="2025-01-01"))
    assert not refused(lambda: decision.update(done_at="2026-02-01T00:00Z", done_by="SSR", protocol={"rows": 3}))
    assert refused(lambda: decision.update(protocol={"rows": 4}))
    assert refused(decision.delete)


def test_even_a_demonstration_can_not_be_rewritten(demonstration):
    rows = EditionScene.objects.filter(edition__ref="2024-exempel-r1")
    assert refused(lambda: rows.update(name="x"))


def test_no_year_has_two_current_editions(demonstration):
    superseded = Edition.objects.filter(ref="2024-r1")
    assert refused(lambda: superseded.update(state=EditionState.CURRENT))


def test_the_log_can_not_be_changed_or_emptied(demonstration):
    assert AuditEntry.objects.exists()
    assert refused(lambda: AuditEntry.objects.update(actor="x"))
    assert refused(lambda: AuditEntry.objects.all().delete())


def test_the_guards_come_back_after_a_migrate_that_lost_them(frozen):
    guards.uninstall(connection)
    call_command("migrate", stdout=StringIO(), verbosity=0)
    assert refused(lambda: Edition.objects.filter(pk=frozen.pk).update(note="x"))


def test_without_the_guards_the_same_change_would_pass(frozen):
    guards.uninstall(connection)
    assert not refused(lambda: Edition.objects.filter(pk=frozen.pk).update(note="x"))


@pytest.fixture
def survey(demonstration):
    return Survey.objects.filter(status=Status.OPEN, provenance=Provenance.SURVEYED).first()


def multipolygon(*corners):
    return MultiPolygon(Polygon((*corners, corners[0])), srid=3006)


BOW_TIE = multipolygon((670_000, 6_580_000), (670_100, 6_580_100), (670_100, 6_580_000), (670_000, 6_580_100))
IN_FINLAND = multipolygon((1_000_000, 6_700_000), (1_000_100, 6_700_000), (1_000_100, 6_700_100))
AXES_SWAPPED = multipolygon((6_580_000, 670_000), (6_580_100, 670_000), (6_580_100, 670_100))


@pytest.mark.parametrize("outline", [BOW_TIE, IN_FINLAND, AXES_SWAPPED, MultiPolygon(srid=3006)])
def test_an_invalid_empty_or_misplaced_outline_is_refused_on_update_and_insert(survey, outline):
    assert refused(lambda: Survey.objects.filter(pk=survey.pk).update(outline=outline))
    scene = Scene.objects.create(public_id="S-9999", name="Prov", slug="prov")
    survey.pk, survey.scene, survey.outline = None, scene, outline
    assert refused(lambda: survey.save(force_insert=True))


def test_an_outline_in_its_place_is_taken(survey):
    square = multipolygon((670_000, 6_580_000), (670_100, 6_580_000), (670_100, 6_580_100), (670_000, 6_580_100))
    assert not refused(lambda: Survey.objects.filter(pk=survey.pk).update(outline=square))


@pytest.mark.parametrize(
    "change",
    [
        {"outline": None},
        {"provenance": ""},
        {"status": Status.CLOSED},
        {"area_m2": None},
        {"provenance": Provenance.SCHEMATIC},
        {"status": "unknown"},
        {"origin": "invented"},
    ],
)
def test_half_a_survey_is_refused(survey, change):
    assert refused(lambda: Survey.objects.filter(pk=survey.pk).update(**change))


def test_a_scene_is_surveyed_once_in_a_round(survey):
    survey.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        survey.save(force_insert=True)


def test_a_schematic_outline_has_no_area(demonstration):
    schematic = Survey.objects.filter(provenance=Provenance.SCHEMATIC, origin=Origin.DOCUMENTED)
    assert refused(lambda: schematic.update(area_m2=1.0))


def test_a_real_scene_is_never_made_an_example_nor_the_other_way_about(demonstration):
    for is_example in (False, True):
        scene = Scene.objects.filter(is_example=is_example)[:1].get()
        assert refused(lambda scene=scene: Scene.objects.filter(pk=scene.pk).update(is_example=not scene.is_example))
        assert not refused(lambda scene=scene: Scene.objects.filter(pk=scene.pk).update(name="Nytt namn"))


def test_the_origin_of_an_import_is_never_changed(demonstration):
    made_up = FigureImport.objects.filter(origin=Origin.EXAMPLE)
    assert made_up.exists()
    assert refused(lambda: made_up.update(origin=Origin.DOCUMENTED))
    assert not refused(lambda: made_up.update(note="En anmärkning."))


def test_a_made_up_study_is_not_tied_to_a_real_scene_by_any_of_the_three_roads(demonstration):
    real, made_up = (Scene.objects.filter(is_example=is_example)[:1].get() for is_example in (False, True))
    study = Study.objects.filter(origin=Origin.EXAMPLE, scenes=None)[:1].get()
    assert refused(lambda: study.scenes.add(real))
    assert not refused(lambda: study.scenes.add(made_up))
    assert refused(lambda: Study.scenes.through.objects.filter(study=study).update(scene=real))
    documented = Study.objects.filter(origin=Origin.DOCUMENTED, scenes__is_example=False)[:1].get()
    assert refused(lambda: Study.objects.filter(pk=documented.pk).update(origin=Origin.EXAMPLE))
    assert not refused(lambda: Study.objects.filter(pk=documented.pk).update(title="En titel"))


def test_replacing_a_row_does_not_get_past_the_guards(frozen):
    if connection.vendor == "postgresql":
        replace = "INSERT INTO {0} SELECT * FROM {0} WHERE id = %s ON CONFLICT (id) DO UPDATE SET id = excluded.id"
    else:
        replace = "INSERT OR REPLACE INTO {0} SELECT * FROM {0} WHERE id = %s"
    columns = ", ".join(f.column for f in Edition._meta.concrete_fields if f.column != "state")
    back = f"INSERT OR REPLACE INTO {frozen._meta.db_table} ({columns}, state) SELECT {columns}, 'building'"
    rows = (frozen, frozen.scenes.first(), AuditEntry.objects.first())
    with connection.cursor() as cursor:
        for row in rows:
            statement = replace.format(row._meta.db_table)
            assert refused(lambda statement=statement, row=row: cursor.execute(statement, [row.pk]))
        if connection.vendor == "sqlite":
            statement = f"{back} FROM {frozen._meta.db_table} WHERE id = %s"
            assert refused(lambda: cursor.execute(statement, [frozen.pk]))
