"""Scenes of the open round are merged, split, opened again, and undone; the edition then says so."""

from datetime import date

import pytest
from django.utils import timezone

from kartlaggning.choices import Change, LineageKind, Party, Status, SurveyState
from kartlaggning.content import OUTLINE, outline_of, outline_value
from kartlaggning.geometry.stored import to_stored
from kartlaggning.models import AuditEntry, Lineage, Scene, Signature, Survey, SurveyRound
from kartlaggning.selectors.reconciliation import counts_of
from kartlaggning.services import lineage
from kartlaggning.services.editions.publication import publish_round
from kartlaggning.services.rounds import Placement
from tests.builders import square

SCENES = "/personal/platser/"


def path(scene, act=""):
    return f"{SCENES}{scene.public_id}/{act}"


def give_outline(survey, outline):
    survey.content = survey.content | {OUTLINE: outline_value(outline)}
    survey.save(update_fields=["content"])


@pytest.fixture
def two(round_2026):
    """Two scenes under way in Järva, with outlines of a hectare each that touch."""
    rows = list(Survey.objects.filter(survey_round=round_2026, police_area__name="Järva").order_by("pk")[:2])
    give_outline(rows[0], square(660_000, 6_588_000))
    give_outline(rows[1], square(660_100, 6_588_000))
    return rows


def place_fields(survey):
    names = ("municipality", "city_district", "police_area")
    return {name: str(getattr(survey, f"{name}_id") or "") for name in names}


def merge(client, first, second, **fields):
    sent = {"others": [second.scene.public_id], "name": "Hela torget"} | place_fields(first) | fields
    return client.post(path(first.scene, "sla-ihop/"), sent)


def split(client, survey, **fields):
    sent = {"line": "6587900, 660050\n6588200, 660050", "name_1": "Västra torget", "name_2": "Östra torget"}
    return client.post(path(survey.scene, "dela/"), sent | {"act": "split"} | fields)


def conclude(survey, personas, outline):
    """Approve a survey as open, as the review does."""
    survey.state, survey.status, survey.provenance = SurveyState.APPROVED, Status.OPEN, "surveyed"
    survey.outline, survey.area_m2 = to_stored(outline), outline.area
    survey.approved_by, survey.approved_at = personas.coordinator, timezone.now()
    survey.save()


def published(survey_round, name):
    edition = publish_round(survey_round, demonstration=True, by="test")
    return edition.scenes.get(name=name)


# --- Merging --------------------------------------------------------------------------------------
def test_merging_makes_a_new_scene_with_the_united_outline_and_concludes_the_old_ones_as_replaced(two, as_persona):
    merge(as_persona("coordinator"), *two)
    survey = Survey.objects.get(scene__name="Hela torget")
    assert (survey.state, survey.version) == (SurveyState.NOT_STARTED, 0)
    assert outline_of(survey.content).area == pytest.approx(20_000)
    for parent in two:
        parent.refresh_from_db()
        assert (parent.state, parent.status, parent.approved_by.name) == ("approved", "replaced", "Coordinator")
    event = Lineage.objects.get(kind=LineageKind.MERGED, to_scenes=survey.scene)
    assert set(event.from_scenes.all()) == {row.scene for row in two}
    assert AuditEntry.objects.filter(action="replace-survey").count() == 2


def test_an_edition_then_calls_the_new_one_merged_and_the_old_ones_replaced(two, as_persona, personas, round_2026):
    merge(as_persona("coordinator"), *two)
    survey = Survey.objects.get(scene__name="Hela torget")
    conclude(survey, personas, outline_of(survey.content))
    assert published(round_2026, "Hela torget").change == Change.MERGED
    assert published(round_2026, two[0].scene.name).change == Change.REPLACED


def test_what_was_written_stays_and_signatures_lapse(two, as_persona, personas):
    first = two[0]
    Signature.objects.create(survey=first, party=Party.POLICE, signed_by=personas.officer, name="O", version=0)
    first.state, first.submitted_by, first.submitted_at = SurveyState.SUBMITTED, personas.officer, timezone.now()
    first.save()
    merge(as_persona("coordinator"), *two)
    first.refresh_from_db()
    assert first.content[OUTLINE]
    assert first.submitted_by is None
    assert first.signatures.get().lapsed_at is not None


def test_one_scene_alone_is_not_merged_and_what_was_written_is_kept(two, as_persona):
    answer = merge(as_persona("coordinator"), *two, others=[])
    assert answer.status_code == 422
    assert "Välj minst en plats" in answer.content.decode()
    assert "Hela torget" in answer.content.decode()


def test_an_approved_survey_can_not_be_merged_away(two, as_persona, personas):
    conclude(two[1], personas, square())
    answer = merge(as_persona("coordinator"), *two)
    assert answer.status_code == 422
    assert not Scene.objects.filter(name="Hela torget").exists()


def test_a_merged_scene_reaches_into_the_areas_of_all(round_2026, personas):
    jarva = Survey.objects.filter(survey_round=round_2026, police_area__name="Järva").first()
    globen = Survey.objects.filter(survey_round=round_2026, police_area__name="Globen").first()
    place = Placement(jarva.municipality, jarva.police_area, jarva.city_district)
    scenes = [jarva.scene, globen.scene]
    made = lineage.merge_scenes(scenes, "Mitt emellan", place, by=personas.actor("coordinator"))
    assert [area.name for area in made.further_police_areas.all()] == ["Globen"]
    assert [area.name for area in made.further_city_districts.all()] == [globen.city_district.name]


# --- Splitting ------------------------------------------------------------------------------------
def test_the_pieces_are_shown_before_anything_is_split(two, as_persona):
    answer = split(as_persona("coordinator"), two[0], act="preview")
    assert answer.status_code == 200
    assert [row["letter"] for row in answer.context["split"].rows] == ["A", "B"]
    assert "0,5\xa0ha" in answer.content.decode()
    assert not Scene.objects.filter(name="Västra torget").exists()


def test_splitting_divides_the_outline_and_keeps_the_answers(two, as_persona):
    two[0].content = two[0].content | {"status": "open"}
    two[0].save()
    split(as_persona("coordinator"), two[0])
    children = Survey.objects.filter(scene__name__in=("Västra torget", "Östra torget")).order_by("scene__name")
    areas = [outline_of(child.content) for child in children]
    assert sorted(outline.area for outline in areas) == pytest.approx([5000, 5000])
    assert {child.content["status"] for child in children} == {"open"}
    assert {child.state for child in children} == {SurveyState.NOT_STARTED}
    two[0].refresh_from_db()
    assert two[0].status == Status.REPLACED


def test_each_piece_goes_where_one_says(two, as_persona):
    split(as_persona("coordinator"), two[0], piece_A="2", piece_B="1")
    west = outline_of(Survey.objects.get(scene__name="Västra torget").content)
    east = outline_of(Survey.objects.get(scene__name="Östra torget").content)
    assert west.centroid.x > east.centroid.x


def test_an_edition_then_calls_the_children_split(two, as_persona, personas, round_2026):
    split(as_persona("coordinator"), two[0])
    child = Survey.objects.get(scene__name="Västra torget")
    conclude(child, personas, outline_of(child.content))
    assert published(round_2026, "Västra torget").change == Change.SPLIT


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"line": "6587900, 670050\n6588200, 670050"}, "delar inte gränsen"),
        ({"line": "här\noch där"}, "två tal"),
        ({"line": ""}, "Dra en linje"),
        ({"name_2": ""}, "namnet på plats 2"),
        ({"name_2": "Västra torget"}, "olika namn"),
        ({"name_3": "Mellersta torget"}, "namnen är 3"),
        ({"name_2": "Östra skolan"}, "peka ut någon"),
        ({"piece_A": "1", "piece_B": "1"}, "får ingen del"),
    ],
)
def test_a_split_that_can_not_be_is_refused_and_what_was_written_is_kept(two, as_persona, fields, word):
    answer = split(as_persona("coordinator"), two[0], **fields)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert "Västra torget" in answer.content.decode()
    assert not Scene.objects.filter(name="Västra torget").exists()


# --- Undoing --------------------------------------------------------------------------------------
def test_a_merge_is_undone_and_the_old_ones_go_on_as_they_were(two, as_persona):
    Survey.objects.filter(pk=two[0].pk).update(version=3, state=SurveyState.WITH_MUNICIPALITY)
    client = as_persona("coordinator")
    merge(client, *two)
    made = Scene.objects.get(name="Hela torget")
    assert "Ångra" in client.get(path(made)).content.decode()
    client.post(path(made, "angra/"))
    states = [Survey.objects.get(pk=row.pk).state for row in two]
    assert states == [SurveyState.DRAFT, SurveyState.NOT_STARTED]
    assert not Scene.objects.filter(name="Hela torget").exists()
    assert not Lineage.objects.filter(happened_on__gte=date(2026, 1, 1)).exists()
    assert AuditEntry.objects.filter(action="undo-lineage").exists()


def test_a_split_is_undone_from_the_old_scenes_page(two, as_persona):
    client = as_persona("coordinator")
    split(client, two[0])
    client.post(path(two[0].scene, "angra/"))
    two[0].refresh_from_db()
    assert (two[0].status, two[0].approved_by) == ("", None)
    assert not Scene.objects.filter(name__in=("Västra torget", "Östra torget")).exists()


def test_once_somebody_has_gone_on_it_can_not_be_undone(two, as_persona):
    client = as_persona("coordinator")
    merge(client, *two)
    made = Survey.objects.get(scene__name="Hela torget")
    Survey.objects.filter(pk=made.pk).update(version=1, state=SurveyState.DRAFT)
    answer = client.post(path(made.scene, "angra/"), follow=True)
    assert "Det går inte att ångra" in answer.content.decode()
    assert Scene.objects.filter(name="Hela torget").exists()


# --- Opening again --------------------------------------------------------------------------------
@pytest.fixture
def closed(round_2026):
    """A made-up scene in Järva that was open in 2024 and closed in 2025, and has no survey in the round."""
    survey = Survey.objects.filter(survey_round=round_2026, police_area__name="Järva", scene__is_example=True)[0]
    between = SurveyRound.objects.create(year=2025, reference_date=date(2025, 1, 1))
    closed = {"survey_round": between, "state": SurveyState.PUBLISHED, "status": Status.CLOSED, "content": {}}
    Survey.objects.filter(pk=survey.pk).update(**closed)
    return Survey.objects.get(pk=survey.pk)


def test_a_closed_scene_gets_a_survey_filled_with_what_stood_when_it_was_open(closed, as_persona):
    sent = place_fields(closed) | {"reason": "Handeln är tillbaka."}
    answer = as_persona("coordinator").post(path(closed.scene, "oppna-igen/"), sent)
    assert answer.status_code == 302
    survey = Survey.objects.get(scene=closed.scene, survey_round__year=2026)
    assert survey.state == SurveyState.NOT_STARTED
    assert survey.content["status"] == "open"
    assert outline_of(survey.content) is not None


def test_an_edition_then_calls_it_reopened(closed, as_persona, personas, round_2026):
    sent = place_fields(closed) | {"reason": "Handeln är tillbaka."}
    as_persona("coordinator").post(path(closed.scene, "oppna-igen/"), sent)
    survey = Survey.objects.get(scene=closed.scene, survey_round=round_2026)
    assert lineage.note_reopening(survey, by=personas.actor("coordinator")) is None
    conclude(survey, personas, outline_of(survey.content))
    assert lineage.note_reopening(survey, by=personas.actor("coordinator")).kind == LineageKind.REOPENED
    assert lineage.note_reopening(survey, by=personas.actor("coordinator")) is None
    assert published(round_2026, closed.scene.name).change == Change.REOPENED
    assert closed.scene.public_id in counts_of(round_2026).found.reopened


def test_opening_again_needs_a_reason(closed, as_persona):
    answer = as_persona("coordinator").post(path(closed.scene, "oppna-igen/"), place_fields(closed) | {"reason": " "})
    assert answer.status_code == 422
    assert not Survey.objects.filter(scene=closed.scene, survey_round__year=2026).exists()


def test_an_open_scene_is_not_opened_again(two, as_persona):
    sent = place_fields(two[0]) | {"reason": "x"}
    answer = as_persona("coordinator").post(path(two[0].scene, "oppna-igen/"), sent)
    assert "redan en kartläggning i omgången" in answer.content.decode()


@pytest.mark.parametrize("act", ["sla-ihop/", "dela/", "oppna-igen/"])
def test_without_an_open_round_nothing_is_merged_split_or_opened(demonstration, as_persona, act):
    scene = Survey.objects.filter(survey_round__year=2024, status="closed")[0].scene
    assert "Ingen omgång pågår" in as_persona("coordinator").get(path(scene, act)).content.decode()


# --- The counts -----------------------------------------------------------------------------------
def test_the_counts_follow_merges_and_splits(two, as_persona, personas, round_2026):
    client = as_persona("coordinator")
    merge(client, *two)
    merged = Survey.objects.get(scene__name="Hela torget")
    problems = {problem.scene.name: problem.message for problem in counts_of(round_2026).problems}
    assert "inte avslutad" in problems["Hela torget"]
    conclude(merged, personas, outline_of(merged.content))
    found = counts_of(round_2026).found
    assert set(found.replaced) == {row.scene.public_id for row in two}
    assert found.came_out == (merged.scene.public_id,)
