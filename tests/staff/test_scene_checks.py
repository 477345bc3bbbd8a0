"""Checks of closed scenes, and the signal that a coordinator answers: by words, or by opening the scene again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kartlaggning.choices import CheckFinding
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import AuditEntry, Notice, Scene, SceneCheck
from kartlaggning.selectors.follow_up import rows
from kartlaggning.selectors.follow_up.scene_checks import check_board
from kartlaggning.services.account_rules import FieldRefused
from kartlaggning.services.follow_up.checks import add_check, answer_signal
from kartlaggning.services.rounds import Placement
from kartlaggning.services.scenes import reopen_scene
from tests.staff.cooperation import check_of, plant_check

pytestmark = pytest.mark.usefixtures("demonstration")
CLOSED = "X-0051"  # Exempelplats Huddinge 1: closed in 2023
NEW = "/personal/kontroller/ny/"
TYPED = {"scene": CLOSED, "checked_on": "2026-01-15", "organisation": "Huddinge kommun", "finding": "calm"}
SIGNAL = {"finding": "reopen", "note": "Handel varje kväll."}


@pytest.fixture
def scene():
    return Scene.objects.get(public_id=CLOSED)


@pytest.fixture
def no_signals(db):
    """No signal of the demonstration's own waits."""
    SceneCheck.objects.all().delete()


@pytest.fixture
def signal(scene, no_signals, personas):
    return add_check(scene, check_of(CheckFinding.REOPEN), by=personas.actor("other_municipal"))


def told():
    return sorted(notice.user.email.partition("@")[0] for notice in Notice.objects.filter(sent_at=None))


def test_a_check_is_written_and_stands_on_the_scenes_page(personas, as_persona):
    client = as_persona("other_municipal")
    answer = client.post(NEW, TYPED | {"note": "Inget att se."}, follow=True)
    assert "Kontrollen är sparad." in answer.content.decode()
    html = client.get(f"/personal/platser/{CLOSED}/").content.decode()
    assert "15 januari 2026: lugnt" in html
    assert "Inget att se." in html
    assert f"{NEW}?plats={CLOSED}" in html
    assert AuditEntry.objects.filter(action="add-scene-check", subject=CLOSED).exists()
    assert told() == []


def test_one_that_says_reassess_is_a_signal_on_the_coordinators_first_page(no_signals, personas, as_persona):
    assert "Se signalerna" not in as_persona("coordinator").get("/personal/").content.decode()
    answer = as_persona("other_municipal").post(NEW, TYPED | SIGNAL, follow=True)
    assert "Samordnaren har fått en signal." in answer.content.decode()
    assert told() == ["coordinator", "second_coordinator"]
    assert "1 upphörd plats bör bedömas på nytt" in as_persona("coordinator").get("/personal/").content.decode()
    assert "Se signalerna" not in as_persona("other_municipal").get("/personal/").content.decode()
    assert "Handel varje kväll." in as_persona("coordinator").get("/personal/kontroller/").content.decode()


def test_it_waits_until_a_coordinator_has_answered_once(signal, personas, as_persona):
    address = f"/personal/kontroller/{signal.pk}/svara/"
    client = as_persona("coordinator")
    assert client.post(address, {"decision": "no", "words": " "}).status_code == 422
    assert client.post(address, {"words": "Nej."}).status_code == 422
    assert rows.unanswered_signals().count() == 1
    client.post(address, {"decision": "no", "words": "Det var en enstaka kväll."})
    signal.refresh_from_db()
    assert signal.answer == "Bedöms inte på nytt. Det var en enstaka kväll."
    assert "Se signalerna" not in client.get("/personal/").content.decode()
    assert "Det var en enstaka kväll." in as_persona("other_municipal").get("/personal/kontroller/").content.decode()
    again = as_persona("second_coordinator").post(address, {"decision": "yes", "words": "Jo."})
    assert again.status_code == 422
    assert "har redan svarat" in again.content.decode()


def test_opening_the_scene_again_answers_it(signal, scene, round_2026, personas):
    last = scene.surveys.order_by("survey_round__year").last()
    reopen_scene(
        scene, Placement(last.municipality, last.police_area), "Handeln är tillbaka.", by=personas.actor("coordinator")
    )
    signal.refresh_from_db()
    assert signal.answer == "Bedöms på nytt. Platsen är öppnad igen i omgången 2026."
    assert signal.answered_by == "Coordinator"


def test_the_page_of_the_answer_leads_to_opening_the_scene(signal, round_2026, as_persona):
    html = as_persona("coordinator").get(f"/personal/kontroller/{signal.pk}/svara/").content.decode()
    assert f"/personal/platser/{CLOSED}/oppna-igen/" in html


@pytest.mark.parametrize("name", ["officer", "municipal", "other_municipal", "police_coordinator", "reader"])
def test_nobody_else_answers(signal, personas, name):
    with pytest.raises(Forbidden):
        answer_signal(signal, False, "Nej.", by=personas.actor(name))


@pytest.mark.parametrize("name", ["officer", "municipal", "reader", "police_coordinator", "administrator"])
def test_only_the_police_and_the_municipality_there_and_coordinators_write_checks(scene, personas, name):
    with pytest.raises(Forbidden):
        add_check(scene, check_of(), by=personas.actor(name))


def test_one_of_calm_is_no_signal_to_answer(scene, personas):
    check = add_check(scene, check_of(), by=personas.actor("coordinator"))
    with pytest.raises(Refused, match="ingen signal"):
        answer_signal(check, True, "Ja.", by=personas.actor("coordinator"))


def test_an_open_scene_is_not_checked(personas):
    open_scene = Scene.objects.filter(is_example=True, surveys__status="open", surveys__survey_round__year=2024).first()
    with pytest.raises(Refused, match="Bara en plats som har upphört"):
        add_check(open_scene, check_of(), by=personas.actor("coordinator"))


def test_nothing_is_made_up_about_a_real_place(personas):
    with pytest.raises(Refused, match="exempelplatser"):
        add_check(Scene.objects.get(name="Dalen"), check_of(), by=personas.actor("coordinator"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"scene": ""}, "Välj en plats."),
        ({"checked_on": "2099-01-01"}, "Dagen har inte varit än."),
        ({"organisation": ""}, "Skriv vem som tittade"),
        ({"finding": "reopen"}, "Skriv vad som tyder på det."),
        ({"note": "Bilen ABC 123 stod där."}, "ser ut som ett registreringsnummer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(no_signals, personas, as_persona, change, words):
    answer = as_persona("other_municipal").post(NEW, TYPED | change)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not SceneCheck.objects.exists()


def test_others_neither_read_it_nor_find_its_page(no_signals, personas, as_persona):
    check = plant_check(shared="MARK-SHARED")
    assert "MARK-SHARED" in as_persona("officer").get("/personal/kontroller/").content.decode()
    assert "MARK-SHARED" in as_persona("reader").get("/personal/kontroller/").content.decode()
    assert "MARK-SHARED" not in as_persona("other_officer").get("/personal/kontroller/").content.decode()
    page = f"/personal/platser/{check.scene.public_id}/"
    assert "MARK-SHARED" not in as_persona("other_officer").get(page).content.decode()


def test_a_followed_up_scene_that_nobody_has_looked_at_for_half_a_year_is_listed(scene, no_signals, personas):
    scene.is_followed_up = True
    scene.save()
    actor, today = personas.actor("other_municipal"), timezone.localdate()
    assert [row.scene for row in check_board(actor).unchecked] == [scene]
    # 182 days is not yet longer than the limit, 183 is.
    check = add_check(scene, check_of(checked_on=today - timedelta(days=182)), by=actor)
    assert check_board(actor).unchecked == ()
    SceneCheck.objects.filter(pk=check.pk).update(checked_on=today - timedelta(days=183))
    assert [row.last for row in check_board(actor).unchecked] == [today - timedelta(days=183)]
    assert check_board(personas.actor("officer")).unchecked == ()


def test_an_identity_number_is_stopped_even_when_it_is_explained(scene, personas):
    with pytest.raises(FieldRefused, match="personnummer"):
        # 811218-9876 is Skatteverket's own example of a number with a right check digit.
        add_check(scene, check_of(note="811218-9876", explanation="Ett exempel"), by=personas.actor("coordinator"))
