"""The coordinators' pages for hiding and redacting: who may decide, what is told, what is to be purged."""

import pytest
from django.core import mail

from kartlaggning.models import Edition, EditionScene, Removal
from kartlaggning.services.removals import decisions as removals

WHY = {"reason": "Gränsen går genom en gård.", "public_reason": "Gränsen var fel.", "registration_number": "SSR 2026/9"}
PAGES = "/personal/borttagningar/"


@pytest.fixture
def scene(record):
    return EditionScene.objects.filter(edition__ref="2024-r1", status="open").first()


@pytest.fixture
def hidden(scene, personas):
    reasons = removals.Reasons("Gränsen går genom en gård.", "Gränsen var fel.")
    return removals.hide_scene(scene.public_id, reasons=reasons, by=personas.actor("coordinator"))


@pytest.mark.parametrize("typed", ["{0.public_id}", "{0.name}", "{0.public_id} {0.name}", "{0.slug}"])
def test_a_scene_is_hidden_at_once_by_number_name_or_address(scene, as_persona, client, typed):
    answer = as_persona("coordinator").post(f"{PAGES}dolj/", WHY | {"scene": typed.format(scene)}, follow=True)
    assert "Dold, väntar på en andra person" in answer.content.decode()
    assert client.get(f"/drogscener/{scene.slug}/").status_code == 410
    assert client.get(f"/api/v1/scenes/{scene.public_id}").status_code == 410


def test_the_other_coordinators_are_mailed_at_once_and_no_place_stands_in_the_mail(
    scene, as_persona, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        as_persona("coordinator").post(f"{PAGES}dolj/", WHY | {"scene": scene.public_id})
    [sent] = mail.outbox
    assert sent.to == ["second_coordinator@example.org"]
    assert scene.name not in sent.body + sent.subject
    assert scene.public_id not in sent.body + sent.subject
    assert f"{PAGES}{Removal.objects.get().pk}/" in sent.body


def test_what_is_typed_is_kept_where_the_scene_is_not_known(scene, as_persona):
    answer = as_persona("coordinator").post(f"{PAGES}dolj/", WHY | {"scene": "Finns inte"})
    assert answer.status_code == 422
    assert "Ingen publicerad utgåva har en plats som heter ”Finns inte”" in answer.content.decode()
    assert "Gränsen går genom en gård." in answer.content.decode()


def test_a_scene_is_not_hidden_twice(hidden, as_persona):
    answer = as_persona("second_coordinator").post(f"{PAGES}dolj/", WHY | {"scene": hidden.public_id})
    assert answer.status_code == 422
    assert "är redan dold" in answer.content.decode()


def test_who_asked_sees_why_they_can_not_confirm_and_is_refused(hidden, as_persona):
    page = as_persona("coordinator").get(f"{PAGES}{hidden.pk}/").content.decode()
    assert "En annan samordnare måste bekräfta" in page
    assert "Bekräfta borttagningen</button>" not in page
    answer = as_persona("coordinator").post(f"{PAGES}{hidden.pk}/bekrafta/")
    assert answer.status_code == 422
    assert "Du har själv begärt" in answer.content.decode()


def test_the_second_coordinator_finds_it_among_what_there_is_to_do_and_confirms(hidden, as_persona):
    second = as_persona("second_coordinator")
    assert "1 borttagning väntar" in second.get("/personal/").content.decode()
    assert "väntar på att du" not in as_persona("coordinator").get("/personal/").content.decode()
    page = second.post(f"{PAGES}{hidden.pk}/bekrafta/", follow=True).content.decode()
    assert "Borttagningen är bekräftad och utförd." in page
    assert not EditionScene.objects.filter(public_id=hidden.public_id).exists()
    assert "borttagning väntar" not in second.get("/personal/").content.decode()


def test_the_first_may_not_undo_alone(hidden, scene, as_persona, client):
    assert as_persona("coordinator").post(f"{PAGES}{hidden.pk}/upphav/").status_code == 422
    assert client.get(f"/drogscener/{scene.slug}/").status_code == 410


def test_the_second_may_undo_and_the_scene_is_back(hidden, scene, as_persona, client):
    as_persona("second_coordinator").post(f"{PAGES}{hidden.pk}/upphav/")
    assert client.get(f"/drogscener/{scene.slug}/").status_code == 200
    answer = as_persona("second_coordinator").post(f"{PAGES}{hidden.pk}/bekrafta/")
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("sent", "missing"),
    [
        ({}, "Välj vad som ska tas bort."),
        ({"kind": "field", "scene": "S-0001"}, "Välj vilken uppgift som ska tas bort."),
        ({"kind": "file"}, "Välj vilken fil som ska tas bort."),
    ],
)
def test_the_form_says_what_is_missing(scene, as_persona, sent, missing):
    answer = as_persona("coordinator").post(f"{PAGES}begar/", WHY | sent)
    assert answer.status_code == 422
    assert missing in answer.content.decode()


def test_a_field_is_asked_for_in_every_edition_that_holds_the_scene_unless_some_are_chosen(scene, as_persona):
    client = as_persona("coordinator")
    sent = WHY | {"kind": "field", "field": "note", "scene": scene.public_id}
    client.post(f"{PAGES}begar/", sent)
    everywhere = Removal.objects.latest("pk")
    assert set(everywhere.editions.all()) == set(removals.editions_with_scene(scene.public_id))
    client.post(f"{PAGES}begar/", sent | {"editions": [scene.edition_id]})
    assert list(Removal.objects.latest("pk").editions.all()) == [scene.edition]


def test_a_file_is_asked_for_by_its_edition(record, as_persona):
    path = "drogscener-2024-r1.geojson"
    as_persona("coordinator").post(f"{PAGES}begar/", WHY | {"kind": "file", "file": f"2024-r1/{path}"})
    asked = Removal.objects.get()
    assert (asked.file_path, [edition.ref for edition in asked.editions.all()]) == (path, ["2024-r1"])


def test_every_address_to_purge_is_listed_in_both_languages(hidden, scene, as_persona, settings):
    page = as_persona("coordinator").get(f"{PAGES}{hidden.pk}/adresser/").content.decode()
    ref = Edition.objects.get(pk=scene.edition_id).ref
    for path in (
        *(f"/drogscener/{scene.slug}/", f"/en/drogscener/{scene.slug}/", f"/drogscener/{scene.public_id}/"),
        *(f"/api/v1/scenes/{scene.public_id}", "/api/v1/scenes", "/drogscener/", "/en/statistik/", "/sitemap.xml"),
        *(f"/utgavor/{ref}/las/drogscener/{scene.slug}/", f"/utgavor/{ref}/drogscener-{ref}.geojson"),
        "/kommuner/stockholm/",
    ):
        assert f"{settings.SITE_URL}{path}\n" in page
