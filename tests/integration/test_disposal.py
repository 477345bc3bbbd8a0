"""Disposal: nothing goes without a recorded decision, just what it covers goes, and the protocol tells no content."""

import io
import os
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from kartlaggning.choices import MessageKind
from kartlaggning.errors import Refused
from kartlaggning.models import AuditEntry, DisposalDecision, Notice, PublicMessage, Signature, User
from kartlaggning.retention import KINDS
from kartlaggning.services import disposal

DAY = date(2026, 1, 1)
SECRET = "Texten som inte får stå i protokollet"


def decision(kind, before=DAY, **changes):
    values = {"registration_number": "KS 2026/17", "decided_by": "Arkivchefen", "decided_on": DAY, "note": "Skäl."}
    return disposal.Decision(kind=kind, before=before, **(values | changes))


def message(receipt, day):
    created = disposal.day_begins(day)
    return PublicMessage.objects.create(
        receipt=receipt, kind=MessageKind.ACCESSIBILITY, body=SECRET, language="sv", created_at=created
    )


def gallra(kind, **options):
    said = io.StringIO()
    call_command("gallra", kind, stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def old_and_new(db):
    message("AAAA-AAAA-AAAA", date(2025, 12, 31))
    message("BBBB-BBBB-BBBB", DAY)


def test_without_a_decision_nothing_goes(old_and_new):
    with pytest.raises(CommandError, match="Inget gallringsbeslut om Meddelanden från allmänheten väntar"):
        gallra("messages", commit=True)
    assert PublicMessage.objects.count() == 2


def test_a_dry_run_says_what_would_go_and_takes_nothing(old_and_new):
    disposal.record_decision(decision("messages"), by="test")
    assert gallra("messages").startswith("Torrkörning: Meddelanden från allmänheten: 1 från före 2026-01-01 gallrade")
    assert PublicMessage.objects.count() == 2
    assert DisposalDecision.objects.get().done_at is None


def test_just_what_is_older_goes_and_the_protocol_says_which_but_not_what(old_and_new):
    disposal.record_decision(decision("messages"), by="test")
    gallra("messages", commit=True)
    assert [row.receipt for row in PublicMessage.objects.all()] == ["BBBB-BBBB-BBBB"]
    done = DisposalDecision.objects.get()
    assert done.done_by == "manage.py gallra"
    assert (done.protocol["count"], done.protocol["identifiers"]) == (1, ["AAAA-AAAA-AAAA"])
    entry = AuditEntry.objects.get(action="dispose")
    assert entry.details == {"before": "2026-01-01", "number": "KS 2026/17", "count": 1}
    assert SECRET not in str(done.protocol)


def test_a_decision_is_carried_out_once(old_and_new):
    disposal.record_decision(decision("messages"), by="test")
    gallra("messages", commit=True)
    with pytest.raises(CommandError, match="Inget gallringsbeslut"):
        gallra("messages", commit=True)


def test_a_decision_can_not_be_rewritten_or_deleted(old_and_new):
    recorded = disposal.record_decision(decision("messages"), by="test")
    with pytest.raises(DatabaseError), transaction.atomic():
        DisposalDecision.objects.filter(pk=recorded.pk).update(before=date(2026, 6, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        recorded.delete()


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if not kind.is_disposable])
def test_what_is_kept_is_refused_with_the_reason(db, key):
    with pytest.raises(Refused, match="gallras inte"):
        disposal.record_decision(decision(key), by="test")
    with pytest.raises(CommandError, match="gallras inte"):
        gallra(key, commit=True)


def test_a_kind_that_there_is_none_of_is_refused_with_those_there_are(db):
    with pytest.raises(CommandError, match=r"heter ”allt”.*messages"):
        gallra("allt", commit=True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"before": date(2099, 1, 1)}, "framåt i tiden"),
        ({"decided_on": date(2099, 1, 1)}, "framåt i tiden"),
        ({"note": " "}, "Skriv skälet"),
        ({"note": "Gäller 19121212-1212."}, "personnumret"),
    ],
)
def test_a_decision_that_can_not_be_right_is_refused(db, changes, words):
    with pytest.raises(Refused, match=words):
        disposal.record_decision(decision("messages", **changes), by="test")


def test_an_account_that_is_switched_off_loses_its_person_and_keeps_its_row(round_2026, personas):
    long_ago = timezone.now() - timedelta(days=1000)
    off, active = personas.reader, personas.officer
    for user in (off, active):
        user.last_login = long_ago
        user.save(update_fields=["last_login"])
    off.is_active = False
    off.save(update_fields=["is_active"])
    name, email = off.name, off.email
    Notice.objects.create(user=off, text="En avisering")
    disposal.record_decision(decision("accounts"), by="test")
    gallra("accounts", commit=True)
    off.refresh_from_db()
    active.refresh_from_db()
    assert (off.name, off.email, off.organisation) == (f"Gallrat konto {off.pk}", f"{off.pk}@gallrat.invalid", "")
    assert not off.has_usable_password()
    assert not off.notices.exists()
    assert not active.email.endswith("gallrat.invalid")
    protocol = str(DisposalDecision.objects.get().protocol)
    assert name not in protocol
    assert email not in protocol
    assert disposal.found_before("accounts", DAY).count == 0


def test_signatures_outlive_the_account(round_2026, personas):
    before = list(Signature.objects.values_list("name", flat=True))
    User.objects.filter(pk=personas.officer.pk).update(
        is_active=False, last_login=timezone.now() - timedelta(days=1000)
    )
    disposal.record_decision(decision("accounts"), by="test")
    gallra("accounts", commit=True)
    assert list(Signature.objects.values_list("name", flat=True)) == before


def test_a_session_that_is_not_over_stays_and_its_key_is_in_no_protocol(db):
    now = timezone.now()
    Session.objects.create(session_key="gammal", session_data="x", expire_date=now - timedelta(days=400))
    Session.objects.create(session_key="aktuell", session_data="x", expire_date=now + timedelta(days=1))
    disposal.record_decision(decision("sessions"), by="test")
    gallra("sessions", commit=True)
    assert [row.session_key for row in Session.objects.all()] == ["aktuell"]
    assert DisposalDecision.objects.get().protocol["identifiers"] == ["nr 1"]


def test_files_go_only_when_it_is_committed(db, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.DATA_DIR = tmp_path
    (tmp_path / "mail").mkdir()
    old, new = tmp_path / "mail" / "gammalt.log", tmp_path / "mail" / "nytt.log"
    for path in (old, new):
        path.write_text(SECRET)
    os.utime(old, (0, 0))
    disposal.record_decision(decision("mail"), by="test")
    with django_capture_on_commit_callbacks(execute=True):
        gallra("mail")
    assert old.exists()
    with django_capture_on_commit_callbacks(execute=True):
        gallra("mail", commit=True)
    assert not old.exists()
    assert new.exists()
    assert DisposalDecision.objects.get().protocol["identifiers"] == ["gammalt.log"]


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if kind.is_disposable])
def test_every_kind_that_may_go_can_be_disposed_of(demonstration, key, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    disposal.record_decision(decision(key, before=timezone.localdate()), by="test")
    gallra(key, commit=True)
    assert disposal.found_before(key, timezone.localdate()).count == 0
