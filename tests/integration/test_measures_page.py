"""Public measures: on the scene's page and on the page of all, with source, and none that is not public."""

import pytest

from kartlaggning.choices import Origin, Visibility
from kartlaggning.models import Measure, MeasureKind, Scene, SurveyRound
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.editions.publication import publish_round
from kartlaggning.services.follow_up.measures import record_measure, withdraw_measure
from kartlaggning.services.static_copy.routes import page_addresses
from tests.staff.measures import data, guarded

PAGE = "/uppfoljning/insatser/"
SOURCE = "Tjänsteutlåtande, Norra innerstadens stadsdelsförvaltning"


def text(answer):
    return " ".join(answer.content.decode().split())


def published(scene, *contents):
    rows = [record_measure(scene, content, origin=Origin.EXAMPLE, by="test") for content in contents]
    publish_round(SurveyRound.objects.get(year=2024), demonstration=True, by="test")
    return rows


@pytest.fixture
def scene(demonstration):
    """An example scene that is open and has no measure."""
    return Scene.objects.get(public_id="X-0010")


def test_a_public_measure_stands_on_the_scenes_page_from_the_next_edition_on(scene, client):
    address = f"/drogscener/{scene.slug}/"
    assert "Vakter vid spärren" not in text(client.get(address))
    published(scene, data(title="Vakter vid spärren", visibility=Visibility.PUBLIC))
    for path in (address, PAGE, f"/en{address}", f"/en{PAGE}"):
        page = text(client.get(path))
        assert "Vakter vid spärren" in page
        assert "Beslut i nämnden" in page


def test_what_is_shared_or_the_polices_is_nowhere_in_public(scene, client):
    published(scene, data(title="Delade vakter"), guarded(title="Hemliga kameror"))
    for path in (f"/drogscener/{scene.slug}/", PAGE):
        page = text(client.get(path))
        assert "Delade vakter" not in page
        assert "Hemliga kameror" not in page


def test_what_is_taken_out_is_gone_with_the_next_edition_and_the_old_one_is_not_touched(scene, client, personas):
    row = published(scene, data(title="Vakter vid spärren", visibility=Visibility.PUBLIC))[0]
    withdraw_measure(row, "Fel plats.", version=1, by=personas.actor("coordinator"))
    assert "Vakter vid spärren" in text(client.get(PAGE))
    publish_round(SurveyRound.objects.get(year=2024), demonstration=True, by="test")
    assert "Vakter vid spärren" not in text(client.get(PAGE))


def test_made_up_measures_are_marked_and_no_page_claims_a_cause(demonstration, client):
    page = text(client.get(PAGE))
    assert "Insatser märkta exempel är påhittade" in page
    assert "visar inte att det ena berodde på det andra" in page
    scene_page = text(client.get("/drogscener/exempelplats-stockholm-1/"))
    assert "Den säger inte att det ena berodde på det andra." in scene_page
    assert "Tidslinjen innehåller påhittade exempel." in scene_page


def test_the_page_is_narrowed_by_area_and_place_and_refuses_what_does_not_exist(demonstration, client):
    page = text(client.get(f"{PAGE}?kommun=huddinge"))
    assert "/drogscener/exempelplats-huddinge" in page
    assert '<a href="/drogscener/exempelplats-stockholm-1/">' not in page
    assert '<a href="/drogscener/sergels-torg-klara/">' in text(client.get(f"{PAGE}?plats=sergels-torg-klara"))
    assert client.get(f"{PAGE}?kommun=atlantis").status_code == 404
    assert client.get(f"{PAGE}?farg=blå").status_code == 400


def test_a_scene_that_nothing_follows_up_shows_nothing_extra(record, client):
    assert "Insatser och utveckling" not in text(client.get("/drogscener/dalen/"))
    assert "Insatser och utveckling" in text(client.get("/drogscener/sergels-torg-klara/"))


def test_klaras_measures_are_documented_public_and_name_their_source(record):
    rows = Measure.objects.filter(scene__name="Sergels torg/Klara")
    assert {row.kind.key for row in rows} == {"ordningsvakter", "kameror", "platsaktivering", "socialt-arbete"}
    assert {(row.origin, row.visibility) for row in rows} == {(Origin.DOCUMENTED, Visibility.PUBLIC)}
    assert all(row.sources == [SOURCE] for row in rows)
    cameras = rows.get(kind__key="kameror")
    assert (cameras.starts_on.year, cameras.starts_precision, cameras.ends_on) == (2019, "year", None)
    assert "offentlig handling" in cameras.note


OWNERS = ("AMF", "Vasakronan", "Galo", "Afa ", "Axfast", "Stena", "Jernhusen", "Gallerian", "Åhléns")
PERSONS = ("Gardos", "Ackinger", "Härenstam", "Magnusson", "Wingren", "Jungmark", "Wiberg", "Andersson")


def test_no_person_and_no_property_owner_of_the_source_is_loaded(record):
    for row in Measure.objects.all():
        written = " ".join((row.title, row.actor, row.covers, row.aim, row.note, *row.sources))
        assert not [name for name in (*OWNERS, *PERSONS) if name in written], row


def test_without_the_demonstration_only_what_is_documented_is_left(record, client):
    assert set(Measure.objects.values_list("origin", flat=True)) == {Origin.DOCUMENTED}
    assert "exempel är påhittade" not in text(client.get(PAGE))


def test_the_demonstration_has_measures_of_every_level_in_most_municipalities(demonstration):
    rows = Measure.objects.filter(origin=Origin.EXAMPLE)
    assert set(rows.values_list("visibility", flat=True)) == set(Visibility.values)
    assert rows.filter(is_findable=True).exists()
    kinds = set(rows.values_list("kind__key", flat=True))
    assert len(kinds) > MeasureKind.objects.count() / 2
    assert {note.visibility for note in current_atlas().follow_up.measures} == {Visibility.PUBLIC}


def test_a_static_copy_carries_the_page_in_both_languages(demonstration):
    assert {PAGE, f"/en{PAGE}"} <= set(page_addresses(demonstration, has_register=True))
