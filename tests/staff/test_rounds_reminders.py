"""Reminders: to those who have work left, with how many and until when, without places' names, one a day."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from kartlaggning.choices import SurveyState
from kartlaggning.models import AuditEntry, Notice, Survey, User

REMIND = "/personal/omgangar/2026/paminn/"


@pytest.fixture
def under_way(round_2026, personas):
    """The round in the midst of its days."""
    today = timezone.localdate()
    round_2026.first_day, round_2026.last_day = today - timedelta(days=5), today + timedelta(days=5)
    round_2026.save()
    return round_2026


@pytest.fixture
def remind(as_persona, mailoutbox, django_capture_on_commit_callbacks):
    def send(name="coordinator"):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            answer = as_persona(name).post(REMIND, follow=True)
        return answer, {mail.to[0]: mail for mail in mailoutbox}

    return send


def test_police_officers_with_work_left_are_mailed_how_many_until_when_and_where(under_way, remind):
    left = Survey.objects.filter(survey_round=under_way, police_area__name="Järva").count()
    answer, mails = remind()
    mail = mails["officer@example.org"]
    assert f"Du har {left} kartläggningar kvar" in mail.body
    assert "http://testserver/personal/" in mail.body
    assert f"Sista dag är {under_way.last_day.day} " in mail.body
    assert "Antal påminnelser: 3." in answer.content.decode()
    assert set(mails) == {"officer@example.org", "colleague@example.org", "other_officer@example.org"}


def test_no_place_is_named(under_way, remind):
    _, mails = remind()
    names = list(Survey.objects.filter(survey_round=under_way).values_list("scene__name", flat=True))
    assert not [name for mail in mails.values() for name in names if name in mail.body + mail.subject]


def test_the_municipality_is_reminded_of_what_lies_with_it_alone(under_way, remind):
    Survey.objects.filter(survey_round=under_way).update(state=SurveyState.SUBMITTED)
    first = Survey.objects.filter(survey_round=under_way, city_district__name="Järva").first()
    Survey.objects.filter(pk=first.pk).update(state=SurveyState.WITH_MUNICIPALITY)
    _, mails = remind()
    assert list(mails) == ["municipal@example.org"]
    assert "1 kartläggning kvar" in mails["municipal@example.org"].body


def test_nobody_is_reminded_twice_a_day(under_way, remind):
    remind()
    answer, mails = remind()
    assert mails == {}
    assert "3 hade redan påmints i dag" in answer.content.decode()
    Notice.objects.update(sent_at=timezone.now() - timedelta(days=1))
    assert len(remind()[1]) == 3


def test_a_deputy_is_reminded_only_where_nobody_else_is(under_way, remind, personas):
    User.objects.filter(pk__in=[personas.colleague.pk, personas.other_officer.pk]).update(is_deputy=True)
    assert set(remind()[1]) == {"officer@example.org", "other_officer@example.org"}


def test_closed_accounts_are_not_mailed(under_way, remind, personas):
    User.objects.filter(pk=personas.officer.pk).update(is_active=False)
    assert "officer@example.org" not in remind()[1]


def test_before_the_first_day_nobody_is_reminded(under_way, remind):
    under_way.first_day = timezone.localdate() + timedelta(days=1)
    under_way.save()
    answer, mails = remind()
    assert mails == {}
    assert "Innan dess påminns ingen" in answer.content.decode()


def test_that_reminders_were_sent_is_logged(under_way, remind):
    remind()
    assert AuditEntry.objects.get(action="send-reminders").details["sent"] == 3


@pytest.mark.parametrize("name", ["officer", "municipal", "police_coordinator", "reader", "administrator"])
def test_only_the_coordinator_reminds(under_way, remind, name):
    answer, mails = remind(name)
    assert answer.status_code == 403
    assert mails == {}


def test_the_command_is_a_dry_run_unless_it_commits(
    under_way, settings, mailoutbox, capsys, django_capture_on_commit_callbacks
):
    settings.SITE_URL = "https://kartlaggning.example"
    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_reminders")
    assert mailoutbox == []
    assert "Torrkörning: Antal påminnelser: 3." in capsys.readouterr().out
    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_reminders", commit=True)
    assert len(mailoutbox) == 3
    assert "https://kartlaggning.example/personal/" in mailoutbox[0].body


def test_the_command_does_nothing_where_no_round_is_open(demonstration, personas, mailoutbox, capsys):
    call_command("send_reminders", commit=True)
    assert mailoutbox == []
    assert "Ingen omgång pågår" in capsys.readouterr().out
