"""The register of cooperation: what may be written, by whom, property owners' consent, and who reads what."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kartlaggning.choices import Precision, Visibility
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import Agreement, AgreementParty, AuditEntry, PoliceArea, Scene
from kartlaggning.services.account_rules import FieldRefused
from kartlaggning.services.follow_up.agreements import (
    Where,
    add_agreement,
    change_agreement,
    end_agreement,
    withdraw_agreement,
)
from tests.staff.cooperation import agreement_of

pytestmark = pytest.mark.usefixtures("demonstration")
NEW = "/personal/samverkan/ny/"
TYPED = {
    "kind": "forum",
    "title": "Forum i Järva",
    "parties": "Kommunen\nLokalpolisområdet",
    "goals": "Färre våldsbrott till 2027.",
    "starts_year": "2024",
    "visibility": "shared",
}


@pytest.fixture
def scene():
    return Scene.objects.filter(is_example=True, surveys__police_area__name="Järva").order_by("public_id").first()


@pytest.fixture
def agreement(scene, personas):
    return add_agreement(agreement_of(scene), by=personas.actor("officer"))


def typed_in_jarva(**more):
    return TYPED | {"police_area": PoliceArea.objects.get(name="Järva").pk} | more


def test_it_is_written_by_hand_and_found_in_the_list(personas, as_persona):
    client = as_persona("officer")
    answer = client.post(NEW, typed_in_jarva(), follow=True)
    written = Agreement.objects.get(title="Forum i Järva")
    assert "Samverkan är tillagd" in answer.content.decode()
    assert written.public_id in client.get("/personal/samverkan/").content.decode()
    assert sorted(written.parties.values_list("name", flat=True)) == ["Kommunen", "Lokalpolisområdet"]
    assert (written.goals, written.version, written.origin) == (["Färre våldsbrott till 2027."], 1, "example")
    assert AuditEntry.objects.filter(action="add-agreement", subject=written.public_id).exists()


def test_on_a_scene_it_takes_the_scenes_areas(agreement):
    assert agreement.police_area.name == "Järva"
    assert agreement.municipality.name == "Stockholm"


def test_a_property_owner_that_has_not_agreed_is_refused_and_nothing_typed_is_lost(personas, as_persona):
    answer = as_persona("officer").post(NEW, typed_in_jarva(owners="Storhus AB", title="Med ägare"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "bara om den har sagt ja till det" in html
    assert "Storhus AB" in html
    assert "Färre våldsbrott till 2027." in html
    assert not Agreement.objects.filter(title="Med ägare").exists()


def test_one_that_has_agreed_stands_there(personas, as_persona):
    as_persona("officer").post(NEW, typed_in_jarva(owners="Storhus AB", owners_agreed="on"))
    party = AgreementParty.objects.get(name="Storhus AB")
    assert (party.is_property_owner, party.has_agreed) == (True, True)


def test_one_among_the_others_is_sent_to_the_owners(personas, as_persona):
    answer = as_persona("officer").post(NEW, typed_in_jarva(parties="Kommunen\nCentrum Fastigheter"))
    assert answer.status_code == 422
    assert "”Centrum Fastigheter” ser ut att äga fastigheter" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Avtal med Storhus AB"),
        ("goals", ("Trappan lagas av Centrum Fastigheter till 2027.",)),
        ("note", "Enligt fastighetsägaren Storhus är det klart."),
    ],
)
def test_nor_is_one_named_in_the_texts_where_the_function_may_stand(scene, personas, field, value):
    with pytest.raises(FieldRefused, match="Skriv funktionen i stället") as refused:
        add_agreement(agreement_of(scene, **{field: value}), by=personas.actor("officer"))
    assert refused.value.field == field
    plain = "Fastighetsägare lagar trappan."
    ok = {field: (plain,) if isinstance(value, tuple) else plain}
    assert add_agreement(agreement_of(scene, **ok), by=personas.actor("officer")).pk


def test_of_what_is_the_polices_alone_the_log_tells_no_day_and_no_explanation(scene, personas):
    officer, ended = personas.actor("officer"), date(2026, 3, 1)
    data = agreement_of(scene, note="Ring 08-401 00 00", explanation="Växelns nummer.")
    for level in (Visibility.POLICE_ONLY, Visibility.SHARED):
        made = add_agreement(replace(data, visibility=level), by=officer)
        end_agreement(made, 1, ended, Precision.DAY, by=officer)
        logged = str(list(AuditEntry.objects.filter(subject=made.public_id).values_list("details")))
        for text in ("Växelns", "2026-03-01"):
            assert (text in logged) is (level is Visibility.SHARED)


def test_the_database_refuses_an_owner_without_consent_too(agreement):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementParty.objects.create(agreement=agreement, name="Storhus AB", is_property_owner=True, has_agreed=False)


def test_the_database_refuses_made_up_cooperation_on_a_real_place(agreement):
    real = Scene.objects.get(name="Dalen")
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(scene=real)


def test_so_does_the_service_with_words(personas):
    with pytest.raises(FieldRefused, match="exempelplatser"):
        add_agreement(agreement_of(Scene.objects.get(name="Dragörgränd")), by=personas.actor("officer"))


@pytest.mark.parametrize("name", ["officer", "municipal", "coordinator"])
def test_those_whose_area_it_is_change_it(agreement, personas, name):
    changed = change_agreement(agreement, 1, agreement_of(agreement.scene, title="Ny rubrik"), by=personas.actor(name))
    assert (changed.title, changed.version) == ("Ny rubrik", 2)


@pytest.mark.parametrize("name", ["other_officer", "other_municipal", "reader", "police_coordinator", "administrator"])
def test_others_do_not(agreement, personas, name):
    with pytest.raises(Forbidden):
        change_agreement(agreement, 1, agreement_of(agreement.scene), by=personas.actor(name))


def test_an_officer_writes_in_their_own_areas_only(personas, as_persona):
    globen = PoliceArea.objects.get(name="Globen")
    with pytest.raises(FieldRefused, match="egna områden"):
        add_agreement(agreement_of(where=Where(police_area=globen)), by=personas.actor("officer"))
    answer = as_persona("officer").post(NEW, TYPED)
    assert answer.status_code == 422
    assert "Samverkan i hela länet ändras av samordnaren" in answer.content.decode()


def test_what_somebody_else_has_changed_is_not_overwritten_and_is_shown(agreement, personas, as_persona):
    change_agreement(agreement, 1, agreement_of(agreement.scene, title="Annans rubrik"), by=personas.actor("municipal"))
    answer = as_persona("officer").post(
        f"/personal/samverkan/{agreement.public_id}/andra/", typed_in_jarva(title="Min rubrik", version="1")
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Municipal har ändrat raden sedan du öppnade den" in html
    assert "Annans rubrik" in html
    assert "Min rubrik" in html
    assert Agreement.objects.get(pk=agreement.pk).title == "Annans rubrik"


def test_only_a_coordinator_makes_it_public_and_only_with_a_source(agreement, personas):
    public = {"visibility": Visibility.PUBLIC, "sources": ("Beslut",)}
    with pytest.raises(FieldRefused, match="Bara en samordnare"):
        change_agreement(agreement, 1, agreement_of(agreement.scene, **public), by=personas.actor("officer"))
    data = agreement_of(agreement.scene, visibility=Visibility.PUBLIC)
    with pytest.raises(FieldRefused, match="Skriv en källa"):
        change_agreement(agreement, 1, data, by=personas.actor("coordinator"))
    made = change_agreement(agreement, 1, agreement_of(agreement.scene, **public), by=personas.actor("coordinator"))
    assert made.visibility == Visibility.PUBLIC
    with pytest.raises(FieldRefused, match="Bara en samordnare"):
        change_agreement(made, 2, agreement_of(agreement.scene), by=personas.actor("officer"))


def test_only_the_police_make_it_the_polices_alone(agreement, personas):
    guarded = agreement_of(agreement.scene, visibility=Visibility.POLICE_ONLY)
    with pytest.raises(FieldRefused, match="endast Polisen"):
        change_agreement(agreement, 1, guarded, by=personas.actor("municipal"))
    change_agreement(agreement, 1, guarded, by=personas.actor("officer"))
    with pytest.raises(Forbidden):
        change_agreement(agreement, 2, agreement_of(agreement.scene), by=personas.actor("municipal"))


def test_a_documented_one_is_left_alone_in_a_demonstration(personas, as_persona):
    documented = Agreement.objects.get(title="Vision Klara, strategiskt samverkansforum")
    with pytest.raises(Refused, match="ändras inte det som har en källa"):
        withdraw_agreement(documented, documented.version, "Prov.", by=personas.actor("coordinator"))
    html = as_persona("coordinator").get(f"/personal/samverkan/{documented.public_id}/").content.decode()
    assert "/andra/" not in html


def test_it_ends_on_a_day_and_is_then_looked_over_no_more(scene, personas):
    near = timezone.localdate() + timedelta(days=3)
    made = add_agreement(agreement_of(scene, next_review=near), by=personas.actor("officer"))
    ended = end_agreement(made, 1, date(2026, 3, 1), Precision.MONTH, by=personas.actor("officer"))
    assert (ended.ends_on, ended.ends_precision, ended.next_review) == (date(2026, 3, 1), "month", None)
    with pytest.raises(FieldRefused, match="före början"):
        end_agreement(ended, 2, date(2020, 1, 1), Precision.DAY, by=personas.actor("officer"))


def test_it_is_taken_out_with_why_and_stays_for_those_who_could_change_it(agreement, personas, as_persona):
    page = f"/personal/samverkan/{agreement.public_id}/"
    answer = as_persona("officer").post(
        f"{page}ta-bort/", {"reason": "Inlagd två gånger.", "version": "1"}, follow=True
    )
    assert "borttagen ur registret" in answer.content.decode()
    assert agreement.public_id not in as_persona("officer").get("/personal/samverkan/").content.decode()
    assert "Inlagd två gånger." in as_persona("municipal").get(page).content.decode()
    assert as_persona("reader").get(page).status_code == 404
    with pytest.raises(Refused, match="borttagen ur registret"):
        withdraw_agreement(agreement, 2, "Igen.", by=personas.actor("officer"))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Skriv en rubrik."),
        ("kind", "", "Välj ett slag."),
        ("starts_year", "", "Skriv vilket år det började."),
        ("next_review", "i maj", "Skriv datumet som år-månad-dag"),
        ("note", "Ring 070-174 06 05", "Det här ser ut som ett telefonnummer"),
        ("parties", "Kommunen\nKommunen", "Kommunen står två gånger"),
        ("goals", "m" * 301, "Korta texten till högst 300 tecken"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(personas, as_persona, field, value, words):
    answer = as_persona("officer").post(NEW, typed_in_jarva(**{field: value}))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Agreement.objects.filter(title="Forum i Järva").exists()


def test_the_list_puts_first_what_is_to_be_looked_over(as_persona):
    html = as_persona("coordinator").get("/personal/samverkan/").content.decode()
    overdue, due, other = (html.index(text) for text in ("i Järva</a>", "platser i Huddinge", "länets forum"))
    assert max(overdue, due) < other
    assert "försenad" in html
