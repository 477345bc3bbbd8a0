"""The staff page about disposal: the table, a decision in two steps, and the protocol."""

from datetime import date

import pytest

from kartlaggning.choices import MessageKind
from kartlaggning.models import AuditEntry, DisposalDecision, PublicMessage
from kartlaggning.services import disposal

PAGE, FORM = "/personal/gallring/", "/personal/gallring/beslut/"
TYPED = {
    "kind": "messages",
    "before": "2026-01-01",
    "registration_number": "KS 2026/17",
    "decided_by": "Arkivchefen",
    "decided_on": "2026-01-02",
    "note": "Gallringstiden är ute.",
}


@pytest.fixture
def old_message(personas):
    created = disposal.day_begins(date(2020, 1, 1))
    return PublicMessage.objects.create(
        receipt="AAAA-AAAA-AAAA", kind=MessageKind.ACCESSIBILITY, body="Hemlig text", language="sv", created_at=created
    )


def test_the_page_says_what_is_older_than_its_time(old_message, as_persona):
    html = as_persona("coordinator").get(PAGE).content.decode()
    assert "Meddelanden från allmänheten" in html
    assert "Inget beslut är registrerat." in html


def test_a_decision_is_shown_before_it_is_recorded(old_message, as_persona):
    client = as_persona("coordinator")
    first = client.post(FORM, TYPED)
    assert first.status_code == 200
    assert "<strong>1 uppgifter</strong> omfattas" in first.content.decode()
    assert not DisposalDecision.objects.exists()
    assert client.post(FORM, TYPED | {"confirmed": "1"})["Location"] == PAGE
    recorded = DisposalDecision.objects.get()
    assert (recorded.kind, recorded.before, recorded.done_at) == ("messages", date(2026, 1, 1), None)
    assert AuditEntry.objects.filter(action="record-disposal-decision", subject="messages").exists()
    assert PublicMessage.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("note", "", "Skriv skälet till beslutet."),
        ("kind", "log", "Välj i listan."),
        ("before", "i går", "Skriv dagen som år-månad-dag"),
        ("before", "2099-01-01", "Dagen ligger framåt i tiden."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(personas, as_persona, field, value, words):
    answer = as_persona("coordinator").post(FORM, TYPED | {field: value, "confirmed": "1"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "KS 2026/17" in answer.content.decode()
    assert not DisposalDecision.objects.exists()


def test_the_protocol_is_a_file_without_content(old_message, as_persona):
    client = as_persona("coordinator")
    client.post(FORM, TYPED | {"confirmed": "1"})
    pk = DisposalDecision.objects.get().pk
    assert client.get(f"{PAGE}{pk}/protokoll.csv").status_code == 404
    disposal.carry_out("messages", by="manage.py gallra")
    written = b"".join(client.get(f"{PAGE}{pk}/protokoll.csv").streaming_content).decode("utf-8-sig")
    assert "Antal;1" in written
    assert "Gallrad uppgift;AAAA-AAAA-AAAA" in written
    assert "Hemlig text" not in written


@pytest.mark.parametrize("person", ["officer", "municipal", "reader", "administrator", "police_coordinator"])
def test_nobody_else_decides(personas, as_persona, person):
    assert as_persona(person).post(FORM, TYPED | {"confirmed": "1"}).status_code == 403
    assert not DisposalDecision.objects.exists()
