"""Writing down that somebody has read what is for the police alone."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kartlaggning.audit_words import READ_POLICE_ONLY
from kartlaggning.choices import Visibility
from kartlaggning.content import visibility_of
from kartlaggning.followup.values import CrimeFigure
from kartlaggning.models import Survey
from kartlaggning.permissions import Actor, levels_for
from kartlaggning.selectors import audit as log
from kartlaggning.selectors import questionnaires
from kartlaggning.selectors.follow_up.published import are_public
from kartlaggning.services import audit

ONE_READING = timedelta(hours=1)  # a form that saves itself is opened many times in an hour


@transaction.atomic
def note_reading(survey: Survey, *, by: Actor) -> bool:
    """Note that the person has the survey's police-only fields in sight, once an hour; tell whether a row was written.

    Nothing is written where the person may not read them, or where the survey has none.
    """
    if Visibility.POLICE_ONLY not in levels_for(by, survey):
        return False
    asked = questionnaires.of_round(survey.survey_round)
    if not any(visibility_of(key, asked) is Visibility.POLICE_ONLY for key in survey.content):
        return False
    return note_once_an_hour(audit.survey_subject(survey), by=by)


@transaction.atomic
def note_counts(subject: str, shown: Iterable[CrimeFigure], *, by: Actor) -> bool:
    """Note that the person has these counts of crimes in sight, once an hour; tell whether a row was written.

    Nothing is written where the public has them all.
    """
    return not are_public(shown) and note_once_an_hour(subject, by=by)


def note_once_an_hour(subject: str, *, by: Actor, action: str = READ_POLICE_ONLY) -> bool:
    """Note a reading in the caller's transaction, unless it was within the hour; tell whether a row was written."""
    if log.has_noted(action, subject, by.user_id, timezone.now() - ONE_READING):
        return False
    audit.record(by=by, action=action, subject=subject, details={"user": by.user_id})
    return True
