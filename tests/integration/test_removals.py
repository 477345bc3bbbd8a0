"""Taking away what is published: hidden at once by one, decided by two, gone from rows, files, pages and API."""

import json

import pytest
from django.db import DatabaseError, transaction

from kartlaggning.errors import Refused
from kartlaggning.models import AuditEntry, Edition, EditionScene, SurveyRound
from kartlaggning.selectors.accounts import actor_for
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.selectors.editions.files import folder_of
from kartlaggning.services.editions.publication import build_edition, publish_round
from kartlaggning.services.editions.seal import verify_edition
from kartlaggning.services.removals import decisions as removals
from kartlaggning.services.removals.decisions import Reasons
from kartlaggning.services.removals.work import finish, unfinished

WHY = Reasons("Gränsen går genom en bostad, se tjänsteanteckning.", "Gränsen var fel ritad.", "SSR 2026/99")
KLARA = "Sergels torg/Klara"


@pytest.fixture
def first(personas):
    return actor_for(personas.coordinator, None)


@pytest.fixture
def second(personas):
    return actor_for(personas.second_coordinator, None)


@pytest.fixture
def klara(record):
    return EditionScene.objects.get(edition__ref="2024-r1", name=KLARA)


@pytest.fixture
def hidden(klara, first):
    return removals.hide_scene(klara.public_id, reasons=WHY, by=first)


PATHS = [
    "/drogscener/sergels-torg-klara/",
    "/en/drogscener/sergels-torg-klara/",
    "/api/v1/scenes/sergels-torg-klara",
    "/utgavor/2024-r1/las/drogscener/sergels-torg-klara/",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_hidden_scene_answers_410_with_the_public_reason_at_the_next_request(klara, first, client, path):
    assert client.get(path).status_code == 200
    removals.hide_scene(klara.public_id, reasons=WHY, by=first)
    answer = client.get(path)
    assert answer.status_code == 410
    assert "Gränsen var fel ritad." in answer.content.decode()
    assert "bostad" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/drogscener/", "/api/v1/scenes", "/statistik/", "/kommuner/stockholm/"])
def test_nothing_else_that_the_public_reads_names_it(hidden, client, path):
    assert KLARA not in client.get(path).content.decode()


def test_no_file_is_given_out_that_still_holds_it(hidden, client):
    for ref in ("2023-r1", "2024-r1"):
        assert client.get(f"/utgavor/{ref}/drogscener-{ref}.geojson").status_code == 410


def test_nobody_keeps_an_answer_for_more_than_a_minute(record, client):
    for path in ("/drogscener/sergels-torg-klara/", "/api/v1/scenes", "/utgavor/2024-r1/drogscener-2024-r1.geojson"):
        assert client.get(path)["Cache-Control"] == "public, max-age=60"


def test_what_is_hidden_is_not_shown_again_by_the_one_who_hid_it(hidden, first, client):
    with pytest.raises(Refused, match="En annan samordnare måste bekräfta eller upphäva"):
        removals.undo(hidden, by=first)
    assert client.get("/drogscener/sergels-torg-klara/").status_code == 410


def test_what_is_only_asked_for_may_be_taken_back_by_the_one_who_asked(klara, first):
    asked = removals.ask_to_redact_scene(klara.public_id, [klara.edition], reasons=WHY, by=first)
    assert removals.undo(asked, by=first).undone_at is not None


def test_an_edition_built_while_it_was_hidden_is_named_when_it_is_shown_again(hidden, second):
    edition = publish_round(SurveyRound.objects.get(year=2024), demonstration=False, by="test")
    removals.undo(hidden, by=second)
    assert removals.lacking(hidden) == [edition.ref]


def test_undone_it_is_back_everywhere(hidden, second, client):
    removals.undo(hidden, by=second)
    assert client.get("/drogscener/sergels-torg-klara/").status_code == 200
    assert client.get("/utgavor/2024-r1/drogscener-2024-r1.geojson").status_code == 200
    assert Edition.objects.get(ref="2024-r1").scenes.filter(name=KLARA).exists()


def test_who_asked_can_not_confirm(hidden, first, second):
    with pytest.raises(Refused, match="En annan samordnare"):
        removals.confirm(hidden, by=first)
    assert removals.confirm(hidden, by=second).done_at is not None


def test_confirmed_it_is_gone_from_rows_and_files_and_the_trace_stays(hidden, second, client):
    removals.confirm(hidden, by=second)
    edition = Edition.objects.get(ref="2024-r1")
    assert not edition.scenes.filter(public_id=hidden.public_id).exists()
    assert not any(hidden.public_id in json.dumps(row.lineage) for row in edition.scenes.all())
    numbers = list(edition.manifests.order_by("number").values_list("number", flat=True))
    assert numbers == [0, 1]
    folder = folder_of(edition.pk, edition.ref, 1)
    for path in folder.iterdir():
        assert KLARA.encode() not in path.read_bytes()
    answer = client.get("/utgavor/2024-r1/drogscener-2024-r1.geojson")
    assert answer.status_code == 200
    assert KLARA not in answer.content.decode()
    assert verify_edition(edition) == []
    actions = AuditEntry.objects.filter(subject__contains=hidden.public_id).values_list("action", flat=True)
    assert {"hide-scene", "confirm-removal", "finish-removal"} <= set(actions)


def test_the_old_files_are_deleted_once_the_removal_is_committed(hidden, second, django_capture_on_commit_callbacks):
    edition = Edition.objects.get(ref="2024-r1")
    old = folder_of(edition.pk, edition.ref, 0)
    assert old.is_dir()
    with django_capture_on_commit_callbacks(execute=True):
        removals.confirm(hidden, by=second)
    assert not old.exists()


def test_a_redacted_scene_does_not_come_back_with_the_next_revision(hidden, second):
    removals.confirm(hidden, by=second)
    edition = publish_round(SurveyRound.objects.get(year=2024), demonstration=False, by="test")
    assert not edition.scenes.filter(public_id=hidden.public_id).exists()


def test_an_outline_can_be_taken_away_by_itself(klara, first, second, client):
    edition = klara.edition
    asked = removals.ask_to_redact_field(klara.public_id, "outline", [edition], reasons=WHY, by=first)
    assert client.get("/api/v1/scenes/sergels-torg-klara").status_code == 200
    removals.confirm(asked, by=second)
    row = edition.scenes.get(public_id=klara.public_id)
    assert (row.outline, row.outline_wgs84, row.area_m2) == (None, None, None)
    assert verify_edition(edition) == []
    assert [row.name for row in current_atlas().newest.scenes if row.name == KLARA] == [KLARA]


def test_an_area_does_not_stay_behind_as_next_rounds_earlier_area(demonstration, first, second):
    later = EditionScene.objects.filter(edition__ref="2024-exempel-r1", previous_area_m2__isnull=False).first()
    earlier = Edition.objects.get(ref=f"{later.previous_year}-exempel-r1")
    asked = removals.ask_to_redact_field(later.public_id, "outline", [earlier], reasons=WHY, by=first)
    removals.confirm(asked, by=second)
    later.refresh_from_db()
    assert later.previous_area_m2 is None
    assert verify_edition(Edition.objects.get(ref="2024-exempel-r1")) == []


def test_a_file_can_be_taken_away_by_itself(record, first, second, client):
    edition = Edition.objects.get(ref="2024-r1")
    name = "drogscener-2024-r1.csv"
    removals.confirm(removals.ask_to_redact_file(name, edition, reasons=WHY, by=first), by=second)
    assert client.get(f"/utgavor/2024-r1/{name}").status_code == 410
    assert client.get("/utgavor/2024-r1/drogscener-2024-r1.geojson").status_code == 200
    assert name not in {file["path"] for file in edition.manifests.get(number=1).files}


def test_stopped_after_the_decision_it_is_in_force_and_the_rest_can_be_done_later(hidden, second, client):
    hidden.confirmed_by, hidden.confirmed_at = str(second), hidden.asked_at
    hidden.save(update_fields=["confirmed_by", "confirmed_at"])
    assert client.get("/drogscener/sergels-torg-klara/").status_code == 410
    assert client.get("/utgavor/2024-r1/drogscener-2024-r1.geojson").status_code == 410
    [left] = unfinished()
    finish(left, by="test")
    assert not unfinished()
    assert client.get("/utgavor/2024-r1/drogscener-2024-r1.geojson").status_code == 200


def test_frozen_rows_open_only_while_a_decided_removal_is_not_carried_out(hidden, second):
    rows = EditionScene.objects.filter(edition__ref="2024-r1")

    def can_change():
        try:
            with transaction.atomic():
                rows.update(note="x")
        except DatabaseError:
            return False
        return True

    assert not can_change()
    removals.confirm(hidden, by=second)
    assert not can_change()


def test_a_removal_is_decided_once(hidden, second):
    removals.confirm(hidden, by=second)
    with pytest.raises(Refused, match="redan avgjord"):
        removals.undo(hidden, by=second)


def test_it_takes_reasons_for_the_log_and_for_the_public(klara, first):
    with pytest.raises(Refused, match="Skriv varför"):
        removals.hide_scene(klara.public_id, reasons=Reasons("Skäl", " "), by=first)
    with pytest.raises(Refused, match="Ingen utgåva"):
        removals.hide_scene("S-9999", reasons=WHY, by=first)
    with pytest.raises(Refused, match="innehåller inte"):
        removals.ask_to_redact_scene("S-9999", [klara.edition], reasons=WHY, by=first)


def test_what_is_not_published_is_not_redacted_but_thrown_away(klara, first):
    built = build_edition(SurveyRound.objects.get(year=2024), demonstration=False, by="test")
    with pytest.raises(Refused, match="inte publicerad"):
        removals.ask_to_redact_scene(klara.public_id, [built], reasons=WHY, by=first)


def test_what_is_only_hidden_stays_in_files_that_are_made_anew_meanwhile(klara, first, second, client):
    other = klara.edition.scenes.exclude(public_id=klara.public_id).first()
    hidden = removals.hide_scene(klara.public_id, reasons=WHY, by=first)
    removals.confirm(removals.ask_to_redact_scene(other.public_id, [klara.edition], reasons=WHY, by=first), by=second)
    assert client.get("/utgavor/2024-r1/drogscener-2024-r1.geojson").status_code == 410
    removals.undo(hidden, by=second)
    features = client.get("/utgavor/2024-r1/drogscener-2024-r1.geojson").json()["features"]
    ids = {feature["id"] for feature in features}
    assert klara.public_id in ids
    assert other.public_id not in ids
    assert verify_edition(klara.edition) == []


def test_files_of_an_edition_published_while_a_place_is_hidden_wait_too(demonstration, first, client):
    row = EditionScene.objects.filter(edition__ref="2023-exempel-r1", status="open").first()
    removals.hide_scene(row.public_id, reasons=WHY, by=first)
    published = publish_round(SurveyRound.objects.get(year=2024), demonstration=True, by="test")
    assert published.ref == "2024-exempel-r2"
    assert client.get("/utgavor/2024-exempel-r2/drogscener-2024-exempel-r2.gpkg").status_code == 410


def test_a_field_goes_from_what_was_published_while_its_removal_waited(klara, first, second):
    asked = removals.ask_to_redact_field(klara.public_id, "note", [klara.edition], reasons=WHY, by=first)
    survey_round = SurveyRound.objects.get(year=2024)
    survey_round.surveys.filter(scene__public_id=klara.public_id).update(note="Står kvar")
    published = publish_round(survey_round, demonstration=False, by="test")
    removals.confirm(asked, by=second)
    assert published.scenes.get(public_id=klara.public_id).note == ""
