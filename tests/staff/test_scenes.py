"""Scenes on the staff side: searched, looked at, added once the near ones have been seen, and given new names."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kartlaggning.choices import Status, SurveyState
from kartlaggning.geometry.projection import to_wgs84
from kartlaggning.geometry.stored import from_stored
from kartlaggning.models import (
    AuditEntry,
    CityDistrict,
    FormerName,
    Municipality,
    NilReturn,
    PoliceArea,
    Reassessment,
    Scene,
    Survey,
)
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.editions.publication import publish_round

SCENES, NEW = "/personal/platser/", "/personal/platser/ny/"
SERGELS_TORG = "Sergels torg/Klara"


def in_jarva(survey_round):
    return Survey.objects.filter(survey_round=survey_round, police_area__name="Järva").order_by("pk")


def position_of(survey):
    """Return a position inside the scene, as somebody writes it."""
    last = Survey.objects.filter(scene=survey.scene, outline__isnull=False).order_by("-survey_round__year").first()
    point = to_wgs84(from_stored(last.outline).representative_point())
    return f"{point.y:.5f}, {point.x:.5f}"


@pytest.fixture
def new_scene(round_2026):
    return {
        "name": "Nya torget",
        "municipality": str(Municipality.objects.get(name="Stockholm").pk),
        "city_district": str(CityDistrict.objects.get(name="Järva").pk),
        "police_area": str(PoliceArea.objects.get(name="Järva").pk),
        "position": "59.45, 17.60",
    }


def confirmed(fields):
    return fields | {"seen": f"{fields['name']} @ {fields['position']}"}


def path(scene, act=""):
    return f"{SCENES}{scene.public_id}/{act}"


# --- The list and the page ------------------------------------------------------------------------
def test_the_list_is_searched_by_former_names_too_and_in_any_case(demonstration, as_persona):
    scene = Scene.objects.get(name=SERGELS_TORG)
    FormerName.objects.create(scene=scene, name="Ånghästens plan", slug="anghastens-plan", used_until=date(2020, 1, 1))
    found = as_persona("reader").get(f"{SCENES}?sok=ÅNGHÄST").context["rows"]
    assert [row.scene for row in found] == [scene]
    assert [row.scene for row in as_persona("reader").get(f"{SCENES}?sok={scene.public_id}").context["rows"]] == [scene]


def test_the_list_is_filtered_by_the_last_finding(demonstration, as_persona):
    rows = as_persona("coordinator").get(f"{SCENES}?status=closed").context["rows"]
    assert rows
    assert {row.last.status for row in rows} == {Status.CLOSED}


def test_the_list_costs_the_same_however_many_scenes_there_are(
    round_2026, as_persona, django_assert_max_num_queries, django_assert_num_queries
):
    client = as_persona("coordinator")
    client.get(SCENES)
    with django_assert_max_num_queries(15) as many:
        client.get(SCENES)
    keep = Survey.objects.filter(survey_round=round_2026).first().scene_id
    Survey.objects.exclude(scene_id=keep).delete()
    with django_assert_num_queries(len(many)):
        client.get(SCENES)


def test_a_page_shows_the_rounds_and_links_to_the_survey_of_the_own_area_alone(round_2026, as_persona):
    scene = in_jarva(round_2026).first().scene
    link = f"/personal/kartlaggning/2026/{scene.public_id}/"
    assert link in as_persona("officer").get(path(scene)).content.decode()
    other = as_persona("other_officer").get(path(scene))
    assert other.status_code == 200
    assert link not in other.content.decode()
    assert "inte påbörjad" not in other.content.decode()


def test_a_scene_that_nothing_is_published_of_is_seen_in_its_own_areas_alone(new_scene, as_persona):
    as_persona("officer").post(NEW, confirmed(new_scene))
    scene = Scene.objects.get(name="Nya torget")
    for name in ("officer", "municipal", "coordinator", "police_coordinator"):
        assert as_persona(name).get(path(scene)).status_code == 200
    for name in ("other_officer", "other_municipal", "reader"):
        assert as_persona(name).get(path(scene)).status_code == 404
        assert "Nya torget" not in as_persona(name).get(SCENES).content.decode()


def test_the_administrator_sees_no_scene(round_2026, as_persona):
    assert as_persona("administrator").get(SCENES).status_code == 403
    assert as_persona("administrator").get(path(in_jarva(round_2026).first().scene)).status_code == 403


def test_an_unknown_scene_is_not_found(demonstration, as_persona):
    assert as_persona("coordinator").get(f"{SCENES}S-9999/").status_code == 404


# --- A new scene ----------------------------------------------------------------------------------
def test_a_new_scene_gets_an_empty_draft_in_the_open_round_once_it_is_confirmed(new_scene, as_persona):
    client = as_persona("officer")
    asked = client.post(NEW, new_scene)
    assert asked.status_code == 200
    assert not Scene.objects.filter(name="Nya torget").exists()
    answer = client.post(NEW, confirmed(new_scene))
    survey = Survey.objects.get(scene__name="Nya torget")
    assert answer["Location"] == f"/personal/kartlaggning/2026/{survey.scene.public_id}/"
    assert (survey.state, survey.content, survey.police_area.name) == (SurveyState.DRAFT, {}, "Järva")
    assert AuditEntry.objects.filter(action="start-survey", actor="Officer").exists()


def test_scenes_within_a_thousand_metres_are_shown_first_closed_ones_too(new_scene, round_2026, as_persona):
    near = in_jarva(round_2026).first()
    Survey.objects.filter(scene=near.scene, survey_round__year=2024).update(
        status=Status.CLOSED, outline=None, area_m2=None, provenance=""
    )
    FormerName.objects.create(scene=near.scene, name="Gamla torget", slug="gamla-torget", used_until=date(2022, 1, 1))
    answer = as_persona("officer").post(NEW, new_scene | {"position": position_of(near)})
    shown = answer.context["near"]
    assert shown[0].row.scene == near.scene
    assert shown[0].distance_m == 0
    assert all(found.distance_m <= 1000 for found in shown)
    text = answer.content.decode()
    assert "upphörd 2024" in text
    assert "tidigare Gamla torget" in text


def test_a_namesake_farther_away_is_shown_too(new_scene, as_persona):
    answer = as_persona("officer").post(NEW, new_scene | {"name": "sergels torg/KLARA"})
    assert [row.scene.name for row in answer.context["alike"]] == [SERGELS_TORG]


def test_another_position_after_the_question_is_asked_about_again(new_scene, as_persona):
    answer = as_persona("officer").post(NEW, confirmed(new_scene) | {"position": "59.41, 17.93"})
    assert answer.status_code == 200
    assert not Scene.objects.filter(name="Nya torget").exists()


def test_a_name_that_points_at_somebody_needs_a_reason(new_scene, as_persona):
    client, fields = as_persona("officer"), new_scene | {"name": "Nya Vasaskolan"}
    answer = client.post(NEW, confirmed(fields))
    assert answer.status_code == 422
    assert "peka ut en skola" in answer.content.decode()
    client.post(NEW, confirmed(fields) | {"name_reason": "Parken heter så."})
    assert Scene.objects.filter(name="Nya Vasaskolan").exists()
    assert AuditEntry.objects.get(action="start-survey").details["name_reason"] == "Parken heter så."


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("name", "", "Skriv platsens namn"),
        ("position", "vid torget", "två tal"),
        ("position", "57.7, 11.97", "utanför Stockholms län"),
        ("city_district", "", "Välj ett stadsdelsområde"),
        ("municipality", "", "Välj en kommun"),
    ],
)
def test_what_is_missing_is_asked_for_and_the_rest_is_kept(new_scene, as_persona, field, value, word):
    answer = as_persona("officer").post(NEW, new_scene | {field: value})
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert field == "name" or "Nya torget" in answer.content.decode()


def test_a_new_scene_takes_the_areas_nil_return_back(new_scene, round_2026, as_persona):
    in_jarva(round_2026).delete()
    NilReturn.objects.create(survey_round=round_2026, police_area=PoliceArea.objects.get(name="Järva"), reported_by="V")
    as_persona("officer").post(NEW, confirmed(new_scene))
    assert not NilReturn.objects.exists()
    assert AuditEntry.objects.filter(action="take-back-nil").exists()


def test_an_officer_adds_scenes_in_the_own_areas_alone(new_scene, as_persona):
    answer = as_persona("other_officer").post(NEW, confirmed(new_scene))
    assert answer.status_code == 422
    assert not Scene.objects.filter(name="Nya torget").exists()


@pytest.mark.parametrize("name", ["municipal", "police_coordinator", "reader", "administrator"])
def test_others_add_no_scene(new_scene, as_persona, name):
    assert as_persona(name).get(NEW).status_code == 403
    assert as_persona(name).post(NEW, confirmed(new_scene)).status_code == 403


def test_without_an_open_round_no_scene_is_added(demonstration, as_persona):
    assert "Ingen omgång pågår" in as_persona("officer").get(NEW).content.decode()


# --- A new name -----------------------------------------------------------------------------------
def test_a_new_name_keeps_the_old_one_searchable_and_reaches_the_public_with_the_next_edition(
    round_2026, as_persona, client
):
    scene = Scene.objects.get(name=SERGELS_TORG)
    as_persona("coordinator").post(path(scene, "namn/"), {"name": "Plattan"})
    found = as_persona("reader").get(f"{SCENES}?sok=sergels").context["rows"]
    assert [row.scene.name for row in found] == ["Plattan"]
    assert SERGELS_TORG in client.get("/drogscener/sergels-torg-klara/").content.decode()
    assert "Plattan" not in {row.name for row in current_atlas().newest.scenes}
    publish_round(scene.surveys.get(survey_round__year=2024).survey_round, demonstration=True, by="test")
    assert "Plattan" in {row.name for row in current_atlas().newest.scenes}
    moved = client.get("/drogscener/sergels-torg-klara/")
    assert moved.status_code == 301
    assert moved["Location"].endswith("/drogscener/plattan/")


def test_the_same_name_is_refused_and_a_company_needs_a_reason(demonstration, as_persona):
    scene, client = Scene.objects.get(name=SERGELS_TORG), as_persona("coordinator")
    assert "detsamma" in client.post(path(scene, "namn/"), {"name": SERGELS_TORG}).content.decode()
    assert client.post(path(scene, "namn/"), {"name": "Torget AB"}).status_code == 422
    scene.refresh_from_db()
    assert scene.name == SERGELS_TORG


# --- Follow-up and notes --------------------------------------------------------------------------
def test_follow_up_of_a_closed_scene_is_turned_on_and_off_with_a_reason(demonstration, as_persona):
    scene = Survey.objects.filter(survey_round__year=2024, status="closed", scene__is_followed_up=False)[0].scene
    client = as_persona("coordinator")
    assert client.post(path(scene, "uppfoljning/"), {"follow_up": "yes", "reason": ""}).status_code == 422
    client.post(path(scene, "uppfoljning/"), {"follow_up": "yes", "reason": "Ny handel i närheten."})
    scene.refresh_from_db()
    assert scene.is_followed_up
    assert AuditEntry.objects.get(action="set-follow-up").details["reason"] == "Ny handel i närheten."
    client.post(path(scene, "uppfoljning/"), {"follow_up": "no", "reason": "Lugnt i två år."})
    scene.refresh_from_db()
    assert not scene.is_followed_up


def test_an_open_scene_is_not_followed_up(demonstration, as_persona):
    scene = Survey.objects.filter(survey_round__year=2024, status="open")[0].scene
    answer = as_persona("coordinator").post(path(scene, "uppfoljning/"), {"follow_up": "yes", "reason": "x"})
    assert "Bara en plats som har upphört" in answer.content.decode()


@pytest.mark.parametrize("name", ["officer", "municipal", "coordinator", "police_coordinator"])
def test_a_note_is_written_by_those_in_whose_areas_the_scene_lies(round_2026, as_persona, name):
    scene = in_jarva(round_2026).first().scene
    as_persona(name).post(path(scene, "anteckning/"), {"made_on": "2026-01-15", "body": "Handeln har flyttat."})
    note = Reassessment.objects.get(scene=scene)
    assert (note.made_on, note.body) == (date(2026, 1, 15), "Handeln har flyttat.")
    assert "Handeln har flyttat." in as_persona("municipal").get(path(scene)).content.decode()


@pytest.mark.parametrize("name", ["other_officer", "other_municipal", "reader"])
def test_others_neither_write_nor_read_notes(round_2026, as_persona, name):
    scene = in_jarva(round_2026).first().scene
    Reassessment.objects.create(scene=scene, made_on=date(2026, 1, 1), body="Hemligt", author="V")
    answer = as_persona(name).post(path(scene, "anteckning/"), {"made_on": "2026-01-15", "body": "x"})
    assert answer.status_code == 403
    assert "Hemligt" not in as_persona(name).get(path(scene)).content.decode()


def test_a_note_with_an_identity_number_is_refused_and_kept_nowhere(round_2026, as_persona):
    scene = in_jarva(round_2026).first().scene
    body = "Säljaren 811218-9876 är tillbaka."
    answer = as_persona("officer").post(path(scene, "anteckning/"), {"made_on": "2026-01-15", "body": body})
    assert answer.status_code == 422
    assert "personnummer" in answer.content.decode()
    assert not Reassessment.objects.exists()
    assert not AuditEntry.objects.filter(action="note-reassessment").exists()


def test_a_note_is_not_dated_in_the_future(round_2026, as_persona):
    scene = in_jarva(round_2026).first().scene
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = as_persona("officer").post(path(scene, "anteckning/"), {"made_on": tomorrow, "body": "x"})
    assert "Datumet har inte varit än" in answer.content.decode()


ACTS = ["namn/", "sla-ihop/", "dela/", "angra/", "oppna-igen/", "uppfoljning/"]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", ["officer", "municipal", "police_coordinator", "reader", "administrator"])
def test_only_the_coordinator_changes_scenes(round_2026, as_persona, name, act):
    scene = in_jarva(round_2026).first().scene
    assert as_persona(name).post(path(scene, act), {"name": "Nytt", "reason": "x"}).status_code == 403
    assert path(scene, act) not in as_persona(name).get(path(scene)).content.decode()
