"""Reminders of cooperation that is to be looked over: who is told, once for each review, by the daily mail."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from kartlaggning.models import Agreement, Notice, Scene
from kartlaggning.services.follow_up.agreements import add_agreement, change_agreement
from kartlaggning.services.follow_up.reviews import remind_of_reviews
from kartlaggning.services.notices import TO_LOOK_OVER
from tests.staff.cooperation import agreement_of

pytestmark = pytest.mark.usefixtures("demonstration")
TODAY = date(2026, 3, 1)


@pytest.fixture
def scene():
    """A made-up place in Järva; nothing of the demonstration's own is to be looked over."""
    Agreement.objects.update(next_review=None)
    return Scene.objects.filter(is_example=True, surveys__police_area__name="Järva").order_by("public_id").first()


def reviewed_on(day, scene, personas, **more):
    return add_agreement(agreement_of(scene, next_review=day, **more), by=personas.actor("officer"))


def told():
    return sorted(notice.user.email.partition("@")[0] for notice in Notice.objects.filter(text=TO_LOOK_OVER))


@pytest.mark.parametrize(("days", "number"), [(-100, 1), (0, 1), (30, 1), (31, 0)])
def test_a_review_within_30_days_or_past_is_reminded_of(scene, personas, days, number):
    reviewed_on(TODAY + timedelta(days=days), scene, personas)
    assert remind_of_reviews(by="test", today=TODAY) == number


def test_the_coordinators_the_police_and_the_municipality_there_are_told(scene, personas):
    reviewed_on(TODAY, scene, personas)
    remind_of_reviews(by="test", today=TODAY)
    assert told() == ["colleague", "coordinator", "municipal", "officer", "second_coordinator"]


def test_of_what_is_the_polices_alone_only_who_reads_it_is_told(scene, personas):
    reviewed_on(TODAY, scene, personas, visibility="police_only")
    remind_of_reviews(by="test", today=TODAY)
    assert told() == ["colleague", "officer"]


def test_once_for_each_review(scene, personas):
    agreement = reviewed_on(TODAY, scene, personas)
    assert remind_of_reviews(by="test", today=TODAY) == 1
    assert remind_of_reviews(by="test", today=TODAY + timedelta(days=1)) == 0
    moved = agreement_of(scene, next_review=TODAY + timedelta(days=20))
    change_agreement(agreement, 1, moved, by=personas.actor("officer"))
    assert remind_of_reviews(by="test", today=TODAY + timedelta(days=1)) == 1


def test_what_has_ended_or_is_taken_out_is_not_reminded_of(scene, personas):
    agreement = reviewed_on(TODAY, scene, personas)
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=date(2026, 2, 1), ends_precision="month")
    assert remind_of_reviews(by="test", today=TODAY) == 0
    # A year that is known and no more goes on until it is over.
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=date(2026, 1, 1), starts_on=date(2024, 1, 1))
    Agreement.objects.filter(pk=agreement.pk).update(ends_precision="year")
    assert remind_of_reviews(by="test", today=TODAY) == 1


def test_the_command_is_a_dry_run_and_the_mail_names_nothing(
    scene, personas, capsys, django_capture_on_commit_callbacks
):
    reviewed_on(date(2026, 1, 1), scene, personas, title="MARK-TITLE")
    call_command("remind_of_reviews")
    assert "Torrkörning: Antal genomgångar att påminna om: 1." in capsys.readouterr().out
    assert told() == []
    call_command("remind_of_reviews", "--commit")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_digests", "--commit")
    bodies = [message.body for message in mail.outbox]
    assert any("En form av samverkan ska ses över." in body for body in bodies)
    assert not any("MARK-TITLE" in body for body in bodies)
