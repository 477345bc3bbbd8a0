"""Writing scenes, surveys and lineage: what is taken, what is refused and with which words."""

from dataclasses import replace
from datetime import date

import pytest
from shapely.geometry import MultiPolygon, Polygon, box

from kartlaggning.choices import LineageKind, Origin, Provenance, Status
from kartlaggning.errors import Refused
from kartlaggning.models import AuditEntry, Lineage, Municipality, PoliceArea, Scene, Survey, SurveyRound
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services import record as verbs
from kartlaggning.services.editions.publication import publish_round

SQUARE = MultiPolygon([box(670_000, 6_580_000, 670_100, 6_580_200)])  # 2 ha


@pytest.fixture
def survey_round(record):
    return verbs.open_round(verbs.Round(year=2030, reference_date=date(2030, 2, 1)), by="Vera")


@pytest.fixture
def assessment(record):
    return verbs.Assessment(
        status=Status.OPEN,
        origin=Origin.DOCUMENTED,
        municipality=Municipality.objects.get(name="Solna"),
        police_area=PoliceArea.objects.get(name="Solna"),
        outline=SQUARE,
        provenance=Provenance.SURVEYED,
    )


def test_a_survey_has_its_area_in_square_metres_of_sweref(survey_round, assessment):
    scene = verbs.add_scene("Provplats", by="Vera")
    survey = verbs.record_survey(scene, survey_round, assessment, by="Vera")
    assert survey.area_m2 == pytest.approx(20_000)
    assert Survey.objects.get(pk=survey.pk).outline.area == pytest.approx(20_000)


def test_every_write_leaves_who_and_what_in_the_log(survey_round, assessment):
    scene = verbs.add_scene("Provplats", by="Vera")
    verbs.record_survey(scene, survey_round, assessment, by="Vera")
    actions = AuditEntry.objects.filter(actor="Vera").values_list("action", flat=True)
    assert set(actions) == {"open-round", "add-scene", "record-survey"}


def test_a_schematic_outline_gets_no_area(survey_round, assessment):
    scene = verbs.add_scene("Provplats", by="Vera")
    schematic = replace(assessment, provenance=Provenance.SCHEMATIC)
    assert verbs.record_survey(scene, survey_round, schematic, by="Vera").area_m2 is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": Status.CLOSED}, "ska inte ha någon"),
        ({"outline": None}, "ska ha en gräns"),
        ({"provenance": None}, "varifrån gränsen kommer"),
        ({"outline": MultiPolygon([Polygon([(0, 0), (9, 9), (9, 0), (0, 9)])])}, "ogiltig"),
    ],
)
def test_a_survey_that_can_not_be_is_refused_in_words_and_leaves_nothing(survey_round, assessment, changes, words):
    scene = verbs.add_scene("Provplats", by="Vera")
    with pytest.raises(Refused, match=words):
        verbs.record_survey(scene, survey_round, replace(assessment, **changes), by="Vera")
    assert not scene.surveys.exists()
    assert not AuditEntry.objects.filter(action="record-survey", actor="Vera").exists()


def test_a_year_has_one_round(survey_round):
    with pytest.raises(Refused, match="redan en kartläggning för 2030"):
        verbs.open_round(verbs.Round(year=2030, reference_date=date(2030, 2, 1)), by="Vera")


def test_scenes_of_the_same_name_get_addresses_of_their_own(record):
    first, second = (verbs.add_scene("Provplats", by="Vera") for _ in range(2))
    assert (first.slug, second.slug) == ("provplats", "provplats-2")
    assert first.public_id != second.public_id


def test_a_name_without_letters_is_refused(record):
    with pytest.raises(Refused, match="minst en bokstav"):
        verbs.add_scene("!!!", by="Vera")


def test_a_renamed_scene_keeps_its_id_and_its_old_address_is_given_to_no_other(survey_round, assessment):
    scene = verbs.add_scene("Provplats", by="Vera")
    verbs.rename_scene(scene, "Nya provplatsen", used_until=date(2029, 12, 31), by="Vera")
    assert verbs.add_scene("Provplats", by="Vera").slug == "provplats-2"
    verbs.record_survey(scene, survey_round, assessment, by="Vera")
    publish_round(survey_round, demonstration=False, by="Vera")
    rows = current_atlas().scene_history("provplats")
    assert rows[-1].public_id == scene.public_id
    assert rows[-1].slug == "nya-provplatsen"
    assert rows[-1].former_names == ("Provplats",)


def test_renaming_to_the_same_name_is_refused(record):
    scene = Scene.objects.get(name="Dalen")
    with pytest.raises(Refused, match="detsamma"):
        verbs.rename_scene(scene, "Dalen", used_until=date(2029, 12, 31), by="Vera")


@pytest.mark.parametrize(
    ("kind", "sources", "targets"),
    [
        (LineageKind.MERGED, 1, 1),
        (LineageKind.MERGED, 2, 2),
        (LineageKind.SPLIT, 1, 1),
        (LineageKind.SPLIT, 2, 2),
        (LineageKind.REOPENED, 1, 2),
    ],
)
def test_lineage_that_makes_no_sense_is_refused(record, kind, sources, targets):
    scenes = list(Scene.objects.order_by("pk")[: sources + targets])
    with pytest.raises(Refused, match="kan inte bli"):
        verbs.record_lineage(
            kind,
            date(2030, 1, 1),
            from_scenes=scenes[:sources],
            to_scenes=scenes[sources:],
            origin=Origin.DOCUMENTED,
            by="Vera",
        )
    assert not Lineage.objects.exists()


def test_a_scene_that_opens_again_is_reopened_and_one_that_was_never_seen_is_new(survey_round, assessment):
    odenplan = Scene.objects.get(name="Observatorielunden/Odenplan")
    verbs.record_survey(odenplan, survey_round, assessment, by="Vera")
    verbs.record_survey(verbs.add_scene("Provplats", by="Vera"), survey_round, assessment, by="Vera")
    publish_round(survey_round, demonstration=False, by="Vera")
    changes = {row.name: row.change.value for row in current_atlas().edition(2030).scenes}
    assert changes == {"Observatorielunden/Odenplan": "reopened", "Provplats": "new"}
    assert SurveyRound.objects.count() == 4
