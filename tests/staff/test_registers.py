"""The registers of studies and contacts: what may stand in them, who writes, and what is to be checked again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kartlaggning.choices import Visibility
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.followup.addresses import looks_personal
from kartlaggning.models import AuditEntry, Contact, Municipality, Scene, Study
from kartlaggning.services.account_rules import FieldRefused
from kartlaggning.services.follow_up.contacts import ContactData, add_contact, change_contact, confirm_contact
from kartlaggning.services.follow_up.studies import StudyData, add_study, change_study, withdraw_study

pytestmark = pytest.mark.usefixtures("demonstration")
OTHERS = ["officer", "municipal", "police_coordinator", "reader", "administrator"]
STUDY = {
    "title": "En studie",
    "organisation": "Högskolan",
    "year": "2024",
    "findings": "Fler kände sig trygga.",
    "place_kinds": ["square"],
    "measure_kinds": ["belysning"],
    "visibility": "shared",
}
CONTACT = {
    "function": "Brottsförebyggande samordning",
    "organisation": "Kommunen",
    "email": "trygghet@kommunen.example",
    "checked_on": "2026-01-15",
    "visibility": "shared",
}


def study_of(**more):
    return StudyData(**({"title": "En studie", "organisation": "Högskolan", "year": 2024, "findings": "Något."} | more))


def contact_of(**more):
    plain = {
        "function": "Samordning",
        "organisation": "Kommunen",
        "checked_on": date(2026, 1, 15),
        "phone": "08-123 00",
    }
    return ContactData(**(plain | more))


def test_a_study_is_written_changed_and_read_by_all_who_follow_up(personas, as_persona):
    client = as_persona("coordinator")
    client.post("/personal/studier/ny/", STUDY)
    study = Study.objects.get(title="En studie")
    assert (study.place_kinds, study.measure_kinds, study.visibility) == (["square"], ["belysning"], "shared")
    page = f"/personal/studier/{study.public_id}/"
    client.post(page, STUDY | {"findings": "Färre.", "version": "1"})
    assert Study.objects.get(pk=study.pk).findings == "Färre."
    assert "Färre." in as_persona("officer").get("/personal/studier/").content.decode()
    stale = client.post(page, STUDY | {"findings": "Min text.", "version": "1"})
    assert stale.status_code == 422
    assert "har ändrat raden sedan du öppnade den" in stale.content.decode()
    assert "Min text." in stale.content.decode()
    assert Study.objects.get(pk=study.pk).version == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "Skriv studiens titel."),
        ({"year": "1850"}, "Skriv ett år mellan 1980 och i år."),
        ({"year": "i år"}, "Skriv året med fyra siffror"),
        ({"url": "javascript:alert(1)"}, "Skriv en webbadress som börjar med https://."),
        ({"findings": "Skriv till anna@example.org"}, "ser ut som en e-postadress"),
        ({"visibility": "public"}, "Skriv en källa."),
    ],
)
def test_a_study_that_is_wrong_is_said_to_be(personas, as_persona, change, words):
    answer = as_persona("coordinator").post("/personal/studier/ny/", STUDY | change)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Study.objects.filter(organisation="Högskolan").exists()


def test_a_made_up_study_is_not_about_a_real_place(personas):
    with pytest.raises(FieldRefused, match="exempelplatser"):
        add_study(study_of(scenes=(Scene.objects.get(name="Dalen"),)), by=personas.actor("coordinator"))


def test_a_study_that_is_taken_out_is_listed_no_more(personas, as_persona):
    by = personas.actor("coordinator")
    study = add_study(study_of(), by=by)
    withdraw_study(study, 1, "Fel studie.", by=by)
    assert "En studie" not in as_persona("coordinator").get("/personal/studier/").content.decode()
    with pytest.raises(Refused, match="borttagen"):
        change_study(study, 2, study_of(), by=by)


@pytest.mark.parametrize("name", OTHERS)
def test_only_coordinators_write_studies_and_contacts(personas, name):
    by = personas.actor(name)
    with pytest.raises(Forbidden):
        add_study(study_of(), by=by)
    with pytest.raises(Forbidden):
        add_contact(contact_of(), by=by)


@pytest.mark.parametrize(
    ("address", "personal"),
    [
        ("anna.andersson@kommunen.example", True),
        ("åsa-maria_öberg@kommunen.example", True),
        ("registrator@kommunen.example", False),
        ("lpo.huddinge@polisen.example", False),
        ("trygg.stad@kommunen.example", False),
        ("norra.innerstaden@kommunen.example", False),
        ("08-123@kommunen.example", False),
    ],
)
def test_what_an_address_that_looks_like_a_persons_looks_like(address, personal):
    assert looks_personal(address) is personal


def test_a_persons_address_is_warned_of_and_stands_only_when_it_is_confirmed(personas, as_persona):
    client, typed = as_persona("coordinator"), CONTACT | {"email": "anna.andersson@kommunen.example"}
    assert 'name="is_function"' not in client.get("/personal/kontakter/ny/").content.decode()
    answer = client.post("/personal/kontakter/ny/", typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "ser ut att vara en persons" in html
    assert 'name="is_function"' in html
    client.post("/personal/kontakter/ny/", typed | {"is_function": "on"})
    assert Contact.objects.filter(email="anna.andersson@kommunen.example").exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"function": ""}, "Skriv vilken funktion det är"),
        ({"email": ""}, "Skriv minst ett sätt att nå funktionen"),
        ({"email": "kommunen"}, "Skriv en e-postadress"),
        ({"url": "kommunen.example"}, "Skriv en webbadress som börjar med https://."),
        ({"checked_on": "2099-01-01"}, "Dagen har inte varit än."),
    ],
)
def test_a_contact_that_is_wrong_is_said_to_be(personas, as_persona, change, words):
    answer = as_persona("coordinator").post("/personal/kontakter/ny/", CONTACT | change)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Contact.objects.filter(organisation="Kommunen").exists()


def test_one_that_nobody_has_checked_for_a_year_comes_first_and_is_confirmed_with_a_button(personas, as_persona):
    by, today = personas.actor("coordinator"), timezone.localdate()
    # 365 days is not yet longer than the limit, 366 is.
    fresh = add_contact(contact_of(checked_on=today - timedelta(days=365), function="Nyss"), by=by)
    old = add_contact(contact_of(checked_on=today - timedelta(days=366), function="Länge sedan"), by=by)
    html = as_persona("coordinator").get("/personal/kontakter/").content.decode()
    assert html.index("Länge sedan") < html.index("Nyss")
    assert f"/personal/kontakter/{old.public_id}/kontrollerad/" in html
    assert f"/personal/kontakter/{fresh.public_id}/kontrollerad/" not in html
    as_persona("coordinator").post(f"/personal/kontakter/{old.public_id}/kontrollerad/", {"version": "1"})
    old.refresh_from_db()
    assert old.checked_on == today
    assert AuditEntry.objects.filter(action="confirm-contact", subject=old.public_id).exists()
    with pytest.raises(Refused, match="redan kontrollerad i dag"):
        confirm_contact(old, 2, by=by)


def test_a_contact_belongs_to_an_area_and_is_public_only_with_a_source(personas):
    by, huddinge = personas.actor("coordinator"), Municipality.objects.get(name="Huddinge")
    contact = add_contact(contact_of(municipality=huddinge), by=by)
    with pytest.raises(FieldRefused, match="Skriv en källa"):
        change_contact(contact, 1, contact_of(visibility=Visibility.PUBLIC), by=by)
    changed = change_contact(contact, 1, contact_of(visibility=Visibility.PUBLIC, sources=("Webbplatsen",)), by=by)
    assert (changed.visibility, changed.municipality) == (Visibility.PUBLIC, None)
