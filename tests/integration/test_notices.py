"""The daily mail: who gets it, at most one a day, and nothing in it but how much waits."""

import smtplib
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from kartlaggning.choices import Section, SurveyState
from kartlaggning.models import Notice, User
from kartlaggning.services import notices
from kartlaggning.services.change_requests import refuse_change, request_change
from kartlaggning.services.notices import send_digests
from kartlaggning.services.review import return_survey
from kartlaggning.services.signing import hand_back, send_to_municipality, sign_for_municipality
from kartlaggning.services.surveys import save_content
from tests.surveys_at import fill_in, of_jarva, put_in

pytestmark = pytest.mark.usefixtures("demonstration")
S = SurveyState


@pytest.fixture
def surveys(round_2026):
    return of_jarva(round_2026)[:3]


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Send the day's mails, `days` from now, and return them by recipient."""

    def sent(days=0):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            send_digests(by="test", now=timezone.now() + timedelta(days=days))
        return {message.to[0].partition("@")[0]: message for message in mail.outbox}

    return sent


def told():
    return sorted({notice.user.email.partition("@")[0] for notice in Notice.objects.filter(sent_at=None)})


def test_at_each_hand_over_those_whose_turn_it_is_are_told(surveys, personas):
    survey = fill_in(surveys[0])
    send_to_municipality(survey, version=3, by=personas.actor("officer"))
    assert told() == ["municipal"]
    Notice.objects.all().delete()
    hand_back(survey, version=3, words={Section.PLACE: "Rätta."}, by=personas.actor("municipal"))
    assert told() == ["colleague", "officer"]
    Notice.objects.all().delete()
    save_content(survey, {}, base_version=3, confirmed=tuple(Section), by=personas.actor("officer"))
    send_to_municipality(survey, version=4, by=personas.actor("officer"))
    sign_for_municipality(survey, version=4, by=personas.actor("municipal"))
    assert told() == ["coordinator", "municipal", "police_coordinator", "second_coordinator"]
    Notice.objects.all().delete()
    return_survey(survey, version=4, words={Section.PLACE: "Rätta."}, by=personas.actor("coordinator"))
    assert told() == ["colleague", "officer"]


def test_a_request_goes_to_the_coordinators_and_the_answer_to_who_asked(surveys, personas):
    survey = put_in(surveys[0], S.APPROVED, personas)
    request_change(survey, version=3, reason="Fel.", by=personas.actor("officer"))
    assert told() == ["coordinator", "second_coordinator"]
    Notice.objects.all().delete()
    refuse_change(survey, version=3, answer="Nej.", by=personas.actor("coordinator"))
    assert told() == ["officer"]


def test_several_become_one_line_in_one_mail(surveys, personas, send):
    for survey in surveys:
        send_to_municipality(fill_in(survey), version=3, by=personas.actor("officer"))
    message = send()["municipal"]
    assert "Tre kartläggningar väntar på din underskrift." in message.body


def test_the_mail_names_no_place_and_holds_no_answer(surveys, personas, send):
    secret = "MARKÖR-I-SVARET"
    survey = fill_in(surveys[0], grounds=secret, people_comment=secret)
    send_to_municipality(survey, version=3, by=personas.actor("officer"))
    hand_back(survey, version=3, words={Section.PLACE: secret}, by=personas.actor("municipal"))
    put_in(surveys[1], S.APPROVED, personas)
    request_change(surveys[1], version=3, reason=secret, by=personas.actor("officer"))
    sent = send()
    assert set(sent) == {"officer", "colleague", "coordinator", "second_coordinator"}
    names = {row.scene.name for row in surveys} | {row.scene.public_id for row in surveys}
    for message in sent.values():
        whole = message.subject + message.body
        assert secret not in whole
        assert not any(name in whole for name in names)


def test_nobody_gets_two_mails_on_one_day(surveys, personas, send):
    send_to_municipality(fill_in(surveys[0]), version=3, by=personas.actor("officer"))
    assert set(send()) == {"municipal"}
    send_to_municipality(fill_in(surveys[1]), version=3, by=personas.actor("officer"))
    assert send() == {}
    assert "Två kartläggningar" in send(days=1)["municipal"].body
    assert send(days=2) == {}


def test_what_has_been_seen_to_meanwhile_is_not_told(surveys, personas, send):
    survey = fill_in(surveys[0])
    send_to_municipality(survey, version=3, by=personas.actor("officer"))
    sign_for_municipality(survey, version=3, by=personas.actor("municipal"))
    assert "municipal" not in send()
    assert not Notice.objects.filter(user=personas.municipal).exists()


def test_a_closed_account_gets_none(surveys, personas, send):
    send_to_municipality(fill_in(surveys[0]), version=3, by=personas.actor("officer"))
    User.objects.filter(pk=personas.municipal.pk).update(is_active=False)
    assert send() == {}


def test_a_mail_that_could_not_be_sent_is_tried_again(surveys, personas, send):
    send_to_municipality(fill_in(surveys[0]), version=3, by=personas.actor("officer"))
    with patch.object(notices, "send_mail", side_effect=smtplib.SMTPServerDisconnected):  # a mail server that is down
        assert send() == {}
    assert set(send()) == {"municipal"}


def test_without_commit_the_command_sends_nothing(surveys, personas, capsys, django_capture_on_commit_callbacks):
    send_to_municipality(fill_in(surveys[0]), version=3, by=personas.actor("officer"))
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_digests")
    assert "Torrkörning: Antal brev: 1." in capsys.readouterr().out
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_digests", "--commit")
    assert len(mail.outbox) == 1
