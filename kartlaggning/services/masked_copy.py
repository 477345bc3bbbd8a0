"""Making a masked copy of a survey for a request for public records: the file, and the trace of what was masked."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from kartlaggning.errors import Forbidden
from kartlaggning.exports import masked_copy as document
from kartlaggning.exports.masked_copy import Choice
from kartlaggning.models import Survey
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors import masked_copy
from kartlaggning.services import audit


@transaction.atomic
def make_masked_copy(
    survey: Survey, *, choices: Mapping[str, Choice], registration_number: str, recipient: str, by: Actor
) -> bytes:
    """Return the copy as PDF, and log which fields were shown and masked, on what ground, for whom; never a value."""
    if not can(by, Permission.DISPOSE):
        raise Forbidden("Bara samordnaren gör maskade kopior.")
    guarded = [row.key for row in masked_copy.maskable(survey, by)]
    shown = [key for key in guarded if key in choices and choices[key].is_shown]
    copy = masked_copy.masked_copy(
        survey, by, choices, registration_number=registration_number, made_on=timezone.localdate()
    )
    details = {
        "number": registration_number,
        "recipient": recipient,
        "shown": shown,
        "masked": [key for key in guarded if key not in shown],
        "grounds": {key: choices[key].ground for key in guarded if key in choices},
    }
    audit.record(by=by, action="make-masked-copy", subject=audit.survey_subject(survey), details=details)
    return document.pdf(copy)
