"""The coordinators' list of crime categories and their limits, by the pages."""

import pytest

from kartlaggning.models import AuditEntry, CrimeCategory, FollowUpLimits

LIST, LIMITS = "/personal/underlag/brottskategorier/", "/personal/underlag/granser/"
THEFT = {"name": "Stöld", "group": "other"}
pytestmark = pytest.mark.usefixtures("demonstration")


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content.decode()
    return " ".join(answer.content.decode().split())


def was(key):
    row = CrimeCategory.objects.get(key=key)
    return {"was_name": row.name, "was_group": row.group, "was_description": row.description}


def test_a_category_is_added_last_with_a_key_of_its_name(as_persona):
    sent = {"name": "Häleri och bedrägeri", "group": "other", "description": "Anmälda."}
    assert "Kategorin är tillagd." in text_of(as_persona("coordinator").post(LIST, sent, follow=True))
    made = CrimeCategory.objects.order_by("position").last()
    assert (made.key, made.name, made.is_active) == ("haleri-och-bedrageri", "Häleri och bedrägeri", True)
    assert AuditEntry.objects.get(action="add-crime-category").details["name"] == "Häleri och bedrägeri"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"name": "", "group": "other"}, "Skriv kategorins namn."),
        ({"name": "STÖLD", "group": "other"}, "Det finns redan en kategori som heter STÖLD."),
        ({"name": "Häleri", "group": "annat"}, "Välj i listan."),
        ({"name": "Om 811218-9876", "group": "other"}, "personnummer"),
    ],
)
def test_a_category_that_can_not_be_is_refused_and_what_was_typed_stays(as_persona, sent, words):
    text = text_of(as_persona("coordinator").post(LIST, sent), 422)
    assert words in text
    assert f'value="{sent["name"]}"' in text or not sent["name"]


def test_a_category_is_renamed_and_its_key_and_counts_stay(as_persona):
    sent = {"name": "Våld", "group": "violence", "description": "Allt våld.", **was("vald")}
    as_persona("coordinator").post(f"{LIST}vald/", sent)
    row = CrimeCategory.objects.get(key="vald")
    assert (row.name, row.description) == ("Våld", "Allt våld.")
    entry = AuditEntry.objects.get(action="change-crime-category")
    assert (entry.details["before"]["name"], entry.details["after"]["name"]) == ("Våldsbrott", "Våld")


def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(as_persona):
    seen = was("stold")
    CrimeCategory.objects.filter(key="stold").update(name="Stölder")
    text = text_of(as_persona("coordinator").post(f"{LIST}stold/", {**THEFT, "name": "Tillgrepp", **seen}), 422)
    assert "Någon annan har ändrat kategorin." in text
    assert 'value="Tillgrepp"' in text
    assert CrimeCategory.objects.get(key="stold").name == "Stölder"


def test_categories_change_places(as_persona):
    def keys():
        return list(CrimeCategory.objects.order_by("position").values_list("key", flat=True))

    client, before = as_persona("coordinator"), keys()
    client.post(f"{LIST}{before[1]}/flytta/", {"up": "1"})
    assert keys()[:2] == [before[1], before[0]]
    client.post(f"{LIST}{before[1]}/flytta/")
    assert keys() == before
    client.post(f"{LIST}{before[0]}/flytta/", {"up": "1"})
    assert keys() == before


def test_a_used_category_is_never_deleted_but_it_may_end_and_an_unused_one_may_go(as_persona):
    client = as_persona("coordinator")
    refused = text_of(client.post(f"{LIST}vald/ta-bort/", follow=True))
    assert "används i ett underlag och kan inte tas bort" in refused
    assert "Ta bort den" not in text_of(client.get(f"{LIST}vald/"))
    assert "används inte längre" in text_of(client.post(f"{LIST}vald/anvands/", {"is_active": "0"}, follow=True))
    assert "redan gjort" in text_of(client.post(f"{LIST}vald/anvands/", {"is_active": "0"}, follow=True))
    client.post(f"{LIST}stold/ta-bort/")
    assert set(CrimeCategory.objects.filter(key__in=("vald", "stold")).values_list("key", "is_active")) == {
        ("vald", False)
    }
    assert client.get(f"{LIST}stold/").status_code == 404


def test_the_limits_are_set_and_logged(as_persona):
    client = as_persona("coordinator")
    assert 'value="5 20 30"' in text_of(client.get(LIMITS))
    sent = {"small_number": "10", "outline_percent": "15", "smallest_group": "50", "was": "5 20 30"}
    client.post(LIMITS, sent)
    row = FollowUpLimits.objects.get()
    assert (row.small_number, row.outline_percent, row.smallest_group) == (10, 15, 50)
    entry = AuditEntry.objects.get(action="set-follow-up-limits")
    assert entry.details["before"]["small_number"] == 5
    text = text_of(client.post(LIMITS, {**sent, "small_number": "7"}), 422)
    assert "Någon annan har ändrat gränserna." in text


@pytest.mark.parametrize("small", ["1", "", "fem", "-3", "99999"])
def test_a_limit_that_would_hide_nothing_is_refused(as_persona, small):
    sent = {"small_number": small, "outline_percent": "15", "smallest_group": "50", "was": "5 20 30"}
    text = text_of(as_persona("coordinator").post(LIMITS, sent), 422)
    assert "Skriv ett helt tal från 2 till 1000." in text
    assert FollowUpLimits.objects.get().small_number == 5


@pytest.mark.parametrize("persona", ["police_coordinator", "officer", "municipal", "reader", "administrator"])
def test_lists_and_limits_are_the_coordinators(as_persona, persona):
    client = as_persona(persona)
    for address in (LIST, LIMITS, f"{LIST}vald/"):
        assert client.get(address).status_code == 403
    assert client.post(f"{LIST}stold/ta-bort/").status_code == 403
    assert CrimeCategory.objects.filter(key="stold").exists()
