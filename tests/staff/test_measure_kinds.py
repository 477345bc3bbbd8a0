"""The coordinators' list of kinds of measures: added, renamed, guarded, ordered and no longer used."""

from dataclasses import replace
from datetime import date

import pytest

from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import AuditEntry, Measure, MeasureKind, User
from kartlaggning.selectors.follow_up.measures import kind_rows
from kartlaggning.services.account_rules import FieldRefused
from kartlaggning.services.follow_up.measure_kinds import (
    KindData,
    add_kind,
    change_kind,
    move_kind,
    seen_of,
    set_kind_active,
)

LIST = "/personal/insatser/slag/"


@pytest.fixture
def coordinator(demonstration, personas):
    return personas.actor("coordinator")


def kind(key):
    return MeasureKind.objects.get(key=key)


def change(key, content, by):
    """Change a kind as it stands."""
    return change_kind(kind(key), content, seen=seen_of(kind(key)), by=by)


def names():
    return list(MeasureKind.objects.order_by("position", "pk").values_list("name", flat=True))


def test_a_kind_is_added_last_with_a_key_of_its_own_and_logged(coordinator):
    first = add_kind(KindData("Grannsamverkan", "Grannar som ser till platsen."), by=coordinator)
    assert (names()[-1], first.key) == ("Grannsamverkan", "grannsamverkan")
    assert AuditEntry.objects.filter(action="add-measure-kind", subject="Grannsamverkan", actor="Coordinator").exists()
    assert add_kind(KindData("Ny"), by=coordinator).key == "ny-2"  # the address of the form is "ny"


@pytest.mark.parametrize("name", ["officer", "municipal", "police_coordinator", "reader", "administrator"])
def test_nobody_else_touches_the_list(demonstration, personas, name):
    by = personas.actor(name)
    for act in (
        lambda: add_kind(KindData("Grannsamverkan"), by=by),
        lambda: change("stadning", KindData("Städ"), by),
        lambda: move_kind(kind("stadning"), up=True, by=by),
        lambda: set_kind_active(kind("stadning"), False, by=by),
    ):
        with pytest.raises(Forbidden):
            act()


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "kameror", "KAMEROR"])
def test_a_name_that_is_missing_too_long_or_taken_is_refused(coordinator, name):
    with pytest.raises(FieldRefused) as refused:
        add_kind(KindData(name), by=coordinator)
    assert refused.value.field == "name"


def test_a_kind_that_is_renamed_keeps_its_key_and_its_measures(coordinator):
    used = Measure.objects.filter(kind__key="ordningsvakter").count()
    change("ordningsvakter", KindData("Ordnings- och trygghetsvakter"), coordinator)
    assert used == Measure.objects.filter(kind__name="Ordnings- och trygghetsvakter").count() > 0


def test_a_kind_is_guarded_by_any_coordinator_and_opened_by_one_who_reads_the_polices_part(coordinator, personas):
    change("stadning", KindData("Städning", is_guarded=True), coordinator)
    assert kind("stadning").is_guarded
    with pytest.raises(FieldRefused, match="Bara den som läser Polisens"):
        change("kameror", KindData("Kameror"), coordinator)
    User.objects.filter(pk=personas.coordinator.pk).update(may_read_police_only=True)
    personas.coordinator.refresh_from_db()
    change("kameror", KindData("Kameror"), personas.actor("coordinator"))
    assert not kind("kameror").is_guarded


def test_a_stale_form_overwrites_nothing_and_shows_what_the_other_saved(coordinator, as_persona):
    seen = seen_of(kind("stadning"))
    change("stadning", KindData("Städning", "Det nya.", is_guarded=True), coordinator)
    with pytest.raises(Refused, match="Någon har ändrat slaget"):
        change_kind(kind("stadning"), KindData("Städning"), seen=seen, by=coordinator)
    answer = as_persona("coordinator").post(f"{LIST}stadning/", {"name": "Mitt namn", "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(words in page for words in ("Så står det nu", "Det nya.", 'value="Mitt namn"'))
    assert f'name="seen" value="{seen_of(kind("stadning"))}"' in page
    assert (kind("stadning").name, kind("stadning").is_guarded) == ("Städning", True)


def test_kinds_are_moved_up_and_down_and_stay_at_the_ends(coordinator):
    before = names()
    move_kind(kind("kameror"), up=True, by=coordinator)
    assert names()[:2] == [before[1], before[0]]
    move_kind(kind("kameror"), up=True, by=coordinator)
    move_kind(kind("kameror"), up=False, by=coordinator)
    assert names() == before


def test_a_kind_that_is_no_longer_used_is_not_offered_and_can_come_back(coordinator, as_persona):
    client = as_persona("coordinator")
    assert client.post(f"{LIST}stadning/anvands/", {"is_active": "0"})["Location"] == LIST
    offered = '<option value="stadning">'
    assert offered not in client.get("/personal/insatser/ny/").content.decode()
    client.post(f"{LIST}stadning/anvands/", {"is_active": "1"})
    assert offered in client.get("/personal/insatser/ny/").content.decode()


def test_the_list_counts_what_the_person_may_read_and_tells_nothing_of_the_rest(coordinator, personas):
    trusted = replace(coordinator, may_read_police_only=True)
    counts = [{row.key: used for row, used in kind_rows(actor, date(2026, 1, 1))} for actor in (coordinator, trusted)]
    assert counts[0]["kameror"] == 1  # Klara's, which are documented in public
    assert counts[1]["kameror"] > 1


def test_the_pages_add_change_and_move(coordinator, as_persona):
    client = as_persona("coordinator")
    assert client.post(f"{LIST}ny/", {"name": "kameror"}).status_code == 422
    assert client.post(f"{LIST}ny/", {"name": "Grannsamverkan", "is_guarded": "on"})["Location"] == LIST
    assert kind("grannsamverkan").is_guarded
    sent = {"name": "Städ", "description": "Sopor.", "seen": seen_of(kind("stadning"))}
    assert client.post(f"{LIST}stadning/", sent)["Location"] == LIST
    assert kind("stadning").description == "Sopor."
    client.post(f"{LIST}grannsamverkan/flytta/", {"way": "up"})
    assert names()[-2] == "Grannsamverkan"
    assert client.get(f"{LIST}finns-inte/").status_code == 404
