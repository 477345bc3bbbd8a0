"""The register of recipients: adding, changing and ending, and sending again from the edition's page."""

import pytest

from kartlaggning.models import AuditEntry, Delivery, Edition, Recipient
from tests.staff.edition_rows import recipient

LIST, ADD = "/personal/utgavor/mottagare/", "/personal/utgavor/mottagare/ny/"


@pytest.fixture
def coordinator(demonstration, settings, as_persona):
    settings.DEMONSTRATION = True
    return as_persona("coordinator")


def text(answer):
    return " ".join(answer.content.decode().split())


def filled(**changes):
    return {
        "name": "Exempelkommunen",
        "mailbox": "registrator@exempelkommunen.example",
        "formats": ["csv", "pdf"],
        "municipality": ["municipality:solna"],
        **changes,
    }


def test_a_recipient_is_added_with_areas_and_formats_and_stands_in_the_list(coordinator):
    assert coordinator.post(ADD, filled(city_district="city_district:jarva"))["Location"] == LIST
    added = Recipient.objects.get()
    assert added.areas == [{"kind": "municipality", "slug": "solna"}, {"kind": "city_district", "slug": "jarva"}]
    assert (added.formats, added.is_active) == (["csv", "pdf"], True)
    page = text(coordinator.get(LIST))
    assert "Solna (kommun), Järva (stadsdelsområde)" in page
    assert AuditEntry.objects.filter(action="add-recipient", subject="Exempelkommunen", actor="Coordinator").exists()


def test_no_area_is_the_whole_county(coordinator):
    coordinator.post(ADD, filled(municipality=[]))
    assert Recipient.objects.get().areas == []
    assert "hela länet" in text(coordinator.get(LIST))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Skriv aktörens namn."),
        ({"mailbox": "registrator"}, "Skriv en e-postadress, till exempel"),
        ({"mailbox": ""}, "Skriv e-postadressen."),
        ({"formats": []}, "Välj minst ett format."),
        ({"formats": ["docx"]}, "Välj format i listan."),
        ({"municipality": ["municipality:atlantis"]}, "Välj områden i listan."),
        ({"name": "Exempelregionen"}, "Det finns redan en mottagare som heter Exempelregionen."),
    ],
)
def test_a_form_with_an_error_adds_nothing_and_keeps_what_was_typed(coordinator, changes, message):
    recipient("Exempelregionen")
    sent = filled(**changes)
    answer = coordinator.post(ADD, sent)
    assert answer.status_code == 422
    assert message in text(answer)
    for name in ("name", "mailbox"):
        assert not sent[name] or f'value="{sent[name]}"' in text(answer)
    if "municipality" not in changes:
        assert 'value="municipality:solna" id="id_municipality_20" checked' in text(answer) or "checked" in text(answer)
    assert Recipient.objects.count() == 1


def test_a_recipient_is_changed_and_the_form_starts_from_what_it_was(coordinator):
    page = f"{LIST}{recipient(areas=[{'kind': 'municipality', 'slug': 'solna'}]).pk}/"
    assert 'value="registrator@exempelkommunen.example"' in text(coordinator.get(page))
    assert text(coordinator.get(page)).count(" checked") == 3
    coordinator.post(page, filled(name="Exempelstaden", formats=["xlsx"]))
    changed = Recipient.objects.get()
    assert (changed.name, changed.formats) == ("Exempelstaden", ["xlsx"])
    answer = coordinator.post(page, filled(name=""))
    assert answer.status_code == 422
    assert Recipient.objects.get().name == "Exempelstaden"


def test_a_recipient_can_be_told_no_more_and_again(coordinator):
    page = f"{LIST}{recipient().pk}/"
    assert "får inga fler brev" in text(coordinator.post(f"{page}brev/", {"is_active": "0"}, follow=True))
    assert not Recipient.objects.get().is_active
    assert "redan gjort" in text(coordinator.post(f"{page}brev/", {"is_active": "0"}, follow=True))
    assert "får brev igen" in text(coordinator.post(f"{page}brev/", {"is_active": "1"}, follow=True))
    assert Recipient.objects.get().is_active


def test_the_edition_s_page_lists_the_letters_and_sends_what_failed_again(coordinator, mailoutbox):
    edition = Edition.objects.get(ref="2024-exempel-r1")
    told = recipient()
    Delivery.objects.create(recipient=told, edition=edition, mailbox=told.mailbox, error="Connection refused")
    page = text(coordinator.get("/personal/utgavor/2024-exempel-r1/"))
    assert "Gick inte fram till e-postservern: Connection refused" in page
    assert "Har inte fått brevet: Exempelkommunen." in page
    answer = text(coordinator.post("/personal/utgavor/2024-exempel-r1/brev/", follow=True))
    assert "Skickade brev: 1. Misslyckade: 0." in answer
    assert "Har inte fått brevet" not in answer
    assert [message.to for message in mailoutbox] == [[told.mailbox]]
    assert Delivery.objects.filter(error="").count() == 1


def test_letters_about_an_edition_that_does_not_count_are_not_sent(coordinator, mailoutbox):
    recipient()
    answer = text(coordinator.post("/personal/utgavor/2024-r1/brev/", follow=True))
    assert "Brev skickas bara om den som gäller." in answer
    assert mailoutbox == []


@pytest.mark.parametrize("persona", ["officer", "municipal", "police_coordinator", "reader", "administrator"])
def test_nobody_but_a_coordinator_gets_in(demonstration, as_persona, persona):
    client, pk = as_persona(persona), recipient().pk
    for path in (LIST, ADD, f"{LIST}{pk}/"):
        assert client.get(path).status_code == 403
    assert client.post(ADD, filled(name="Annan")).status_code == 403
    assert client.post(f"{LIST}{pk}/brev/", {"is_active": "0"}).status_code == 403
    assert Recipient.objects.get().is_active
