"""Writing down that somebody has read what is for the police alone."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kartlaggning.audit_words import READ_POLICE_ONLY
from kartlaggning.choices import Visibility
from kartlaggning.content import visibility_of
from kartlaggning.models import Survey
from kartlaggning.permissions import Actor, levels_for
from kartlaggning.selectors import audit as log
from kartlaggning.selectors import questionnaires
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
    if log.has_noted_reading(audit.survey_subject(survey), by.user_id, timezone.now() - ONE_READING):
        return False
    audit.record(by=by, action=READ_POLICE_ONLY, subject=audit.survey_subject(survey), details={"user": by.user_id})
    return True
