"""The pages of the register of measures: what they offer whom, and that nothing that was typed is lost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kartlaggning.choices import Precision, Visibility
from kartlaggning.models import Measure, Survey
from kartlaggning.services.follow_up.measures import add_measure, change_measure, set_public, withdraw_measure
from tests.staff.measures import data, guarded

LIST, ADD = "/personal/insatser/", "/personal/insatser/ny/"


@pytest.fixture
def scene(demonstration):
    return Survey.objects.filter(police_area__name="Järva", scene__is_example=True).order_by("pk")[0].scene


@pytest.fixture
def measure(scene, personas):
    return add_measure(scene, data(), by=personas.actor("officer"))


def text(answer):
    return " ".join(answer.content.decode().split())


def filled(**changes):
    return {
        "kind": "ordningsvakter",
        "title": "Vakter vid stationen",
        "actor": "Kommunen",
        "starts_year": "2022",
        "starts_month": "6",
        "starts_day": "",
        "ends_year": "",
        "ends_month": "",
        "ends_day": "",
        "covers": "Torget",
        "aim": "",
        "note": "",
        "sources": "Ett beslut\n\nEtt till",
        "visibility": "shared",
        **changes,
    }


def add_address(scene, kind="ordningsvakter"):
    return f"{ADD}?plats={scene.public_id}&slag={kind}"


def test_a_measure_is_added_in_two_steps_and_has_a_page_with_its_history(scene, as_persona):
    client = as_persona("municipal")
    assert scene.name in text(client.get(ADD))
    answer = client.post(add_address(scene), filled())
    row = Measure.objects.get(title="Vakter vid stationen")
    assert answer["Location"] == f"{LIST}{row.public_id}/"
    assert (row.starts_precision, row.sources) == (Precision.MONTH, ["Ett beslut", "Ett till"])
    page = text(client.get(answer["Location"]))
    assert "sedan juni 2022" in page
    assert "Insats tillagd" in page
    assert "exempel" in page


def test_only_places_in_the_persons_areas_and_made_up_ones_are_offered(demonstration, as_persona):
    page = text(as_persona("other_municipal").get(ADD))
    assert "Exempelplats Huddinge" in page
    assert "Exempelplats Stockholm" not in page
    assert "Vårby C" not in page


def test_a_guarded_kind_is_preset_to_the_police_and_its_warning_stands_by_the_field(scene, as_persona):
    page = text(as_persona("officer").get(add_address(scene, "kameror")))
    assert re.search('value="police_only"[^>]* checked>', page)
    assert "<strong>Kameror:</strong> uppgifter om det är Polisens till att börja med" in page
    assert "till att börja med (offentlighets" not in text(as_persona("officer").get(add_address(scene)))


def test_a_guarded_kind_is_not_offered_to_who_does_not_read_the_polices_part(scene, as_persona):
    client = as_persona("municipal")
    assert "Kameror" not in text(client.get(ADD))
    assert client.get(add_address(scene, "kameror")).status_code == 422
    assert 'value="police_only"' not in text(client.get(add_address(scene)))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Skriv en rubrik."),
        ({"starts_year": ""}, "Skriv vilket år det började."),
        ({"starts_year": "22"}, "Skriv året med fyra siffror"),
        ({"starts_month": "2", "starts_day": "30"}, "Den dagen finns inte i månaden."),
        ({"starts_month": "", "starts_day": "3"}, "Välj också månaden."),
        ({"ends_month": "3"}, "Skriv också året."),
        ({"ends_year": "2021"}, "Slutet ligger före början."),
        ({"visibility": "public"}, "Välj vem som får läsa."),
        ({"note": "Ring 070-174 06 05"}, "ser ut som ett telefonnummer"),
        ({"note": "811228-9874"}, "ser ut att innehålla ett personnummer"),
    ],
)
def test_a_form_with_an_error_adds_nothing_says_what_to_do_and_keeps_what_was_typed(
    scene, as_persona, changes, message
):
    before = Measure.objects.count()
    answer = as_persona("municipal").post(add_address(scene), filled(covers="Hela gångstråket", **changes))
    assert (answer.status_code, Measure.objects.count()) == (422, before)
    page = text(answer)
    assert message in page
    assert "Hela gångstråket" in page


def test_a_number_is_explained_where_it_was_found(scene, as_persona):
    client = as_persona("municipal")
    assert "Varför hör det inte till en person?" not in text(client.get(add_address(scene)))
    sent = filled(note="Ring 08-401 00 00")
    assert "Varför hör det inte till en person?" in text(client.post(add_address(scene), sent))
    assert client.post(add_address(scene), {**sent, "explanation": "Växelns nummer."}).status_code == 302


def test_who_was_second_sees_what_the_first_wrote_beside_their_own_and_can_then_save(measure, personas, as_persona):
    change_measure(measure, data(title="Den förstas rubrik"), version=1, by=personas.actor("municipal"))
    client, address = as_persona("officer"), f"{LIST}{measure.public_id}/andra/"
    answer = client.post(address, filled(title="Min rubrik", version="1"))
    assert answer.status_code == 422
    page = text(answer)
    assert "Municipal har ändrat insatsen" in page
    assert "Den förstas rubrik" in page
    assert 'value="Min rubrik"' in page
    assert '<input type="hidden" name="version" value="2">' in page
    assert Measure.objects.get(pk=measure.pk).title == "Den förstas rubrik"
    assert client.post(address, filled(title="Min rubrik", version="2")).status_code == 302
    assert Measure.objects.get(pk=measure.pk).title == "Min rubrik"


def test_a_measure_is_ended_with_what_is_known(measure, as_persona):
    client, address = as_persona("officer"), f"{LIST}{measure.public_id}/avsluta/"
    assert client.post(address, {"ends_year": "", "version": "1"}).status_code == 422
    assert client.post(address, {"ends_year": "2021", "version": "1"}).status_code == 422
    assert client.post(address, {"ends_year": "2024", "ends_month": "3", "version": "1"}).status_code == 302
    assert "juni 2022 – mars 2024" in text(client.get(f"{LIST}{measure.public_id}/"))


def test_a_coordinator_makes_it_public_and_a_refusal_is_told_on_its_page(measure, as_persona):
    client, address = as_persona("coordinator"), f"{LIST}{measure.public_id}/offentlig/"
    assert client.post(address, {"public": "1", "version": "9"}).status_code == 422
    assert client.post(address, {"public": "1", "version": "1"}).status_code == 302
    assert Measure.objects.get(pk=measure.pk).visibility == Visibility.PUBLIC
    assert "Ta tillbaka från det offentliga" in text(client.get(f"{LIST}{measure.public_id}/"))
    assert "Gör offentlig" not in text(as_persona("officer").get(f"{LIST}{measure.public_id}/"))


def test_cameras_that_the_police_have_opened_are_not_offered_to_be_made_public_by_who_does_not_read_their_part(
    scene, personas, as_persona
):
    officer = personas.actor("officer")
    row = change_measure(
        add_measure(scene, guarded(), by=officer), guarded(visibility=Visibility.SHARED), version=1, by=officer
    )
    client, address = as_persona("coordinator"), f"{LIST}{row.public_id}/"
    page = text(client.get(address))
    assert "Gör offentlig" not in page
    assert "Bara den som läser Polisens uppgifter gör dem offentliga." in page
    answer = client.post(f"{address}offentlig/", {"public": "1", "version": "2"})
    assert answer.status_code == 422
    assert "Uppgifter av det här slaget är Polisens." in text(answer)


def test_ending_and_taking_out_what_is_public_is_offered_to_a_coordinator_alone(measure, personas, as_persona):
    set_public(measure, True, version=1, by=personas.actor("coordinator"))
    address = f"{LIST}{measure.public_id}/"
    for name, is_offered in (("officer", False), ("coordinator", True)):
        page = text(as_persona(name).get(address))
        assert ("/avsluta/" in page, "/ta-bort/" in page) == (is_offered, is_offered)
    answer = as_persona("officer").post(f"{address}ta-bort/", {"reason": "Fel plats.", "version": "2"})
    assert answer.status_code == 422
    assert "Be samordnaren om det." in text(answer)


def test_an_officer_who_changes_what_is_public_is_told_what_it_means(measure, personas, as_persona):
    set_public(measure, True, version=1, by=personas.actor("coordinator"))
    page = text(as_persona("officer").get(f"{LIST}{measure.public_id}/andra/"))
    assert "När du ändrar den blir den delad" in page
    assert "När du ändrar den" not in text(as_persona("coordinator").get(f"{LIST}{measure.public_id}/andra/"))


def test_what_is_taken_out_keeps_its_page_for_those_of_the_place_alone(measure, personas, as_persona):
    client, address = as_persona("officer"), f"{LIST}{measure.public_id}/"
    assert client.post(f"{address}ta-bort/", {"reason": "", "version": "1"}).status_code == 422
    answer = client.post(f"{address}ta-bort/", {"reason": "Inlagd två gånger.", "version": "1"}, follow=True)
    assert measure.public_id not in text(answer)
    page = text(client.get(address))
    assert "Inlagd två gånger." in page
    assert "/andra/" not in page
    assert as_persona("reader").get(address).status_code == 404


def test_a_public_measure_that_is_taken_out_is_not_there_for_others(measure, personas, as_persona):
    set_public(measure, True, version=1, by=personas.actor("coordinator"))
    address = f"{LIST}{measure.public_id}/"
    assert as_persona("other_officer").get(address).status_code == 200
    withdraw_measure(measure, "Fel plats.", version=2, by=personas.actor("coordinator"))
    assert as_persona("other_officer").get(address).status_code == 404


def test_the_list_shows_own_places_first_and_is_narrowed_by_kind_area_place_and_stage(measure, scene, as_persona):
    client = as_persona("officer")
    page = text(client.get(LIST))
    assert page.index(measure.public_id) < page.index("Andra platser i länet")
    for query, is_in in (
        (f"plats={scene.public_id}&slag=ordningsvakter&lage=going_on", True),
        ("omrade=police_area:jarva", True),
        ("omrade=municipality:huddinge", False),
        ("lage=ended", False),
        ("slag=stadning", False),
        ("slag=finns-inte", True),
    ):
        assert (f"{LIST}{measure.public_id}/" in text(client.get(f"{LIST}?{query}"))) is is_in, query


def test_the_list_holds_what_the_person_may_read_and_costs_the_same_however_many(
    scene, personas, as_persona, django_assert_num_queries
):
    officer, client = personas.actor("officer"), as_persona("officer")
    client.get(LIST)
    with CaptureQueriesContext(connection) as before:
        client.get(LIST)
    for number in range(5):
        add_measure(scene, guarded(title=f"Kameror {number}"), by=officer)
    with django_assert_num_queries(len(before)):
        page = text(client.get(LIST))
    assert "Kameror 4" in page
    assert "Kameror 4" not in text(as_persona("municipal").get(LIST))


def test_the_scenes_page_has_a_timeline_of_what_the_person_may_read(scene, measure, personas, as_persona):
    add_measure(scene, guarded(title="Kameror vid spärren"), by=personas.actor("officer"))
    address = f"/personal/platser/{scene.public_id}/"
    assert "Kameror vid spärren" in text(as_persona("officer").get(address))
    page = text(as_persona("municipal").get(address))
    assert "Ordningsvakter på kvällarna" in page
    assert "Kameror vid spärren" not in page
    assert "Den säger inte att det ena berodde på det andra." in page
