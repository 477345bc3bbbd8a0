"""Reading who saved which field of a survey last, and when: the audit log knows it by version."""

from dataclasses import dataclass
from datetime import datetime

from kartlaggning.models import AuditEntry, Survey


@dataclass(frozen=True, slots=True)
class Save:
    """Who saved, and when."""

    name: str
    at: datetime | None


def last_save_of(survey: Survey, key: str) -> Save:
    """Return who last changed a field, and when; where the log does not tell, who last saved the survey."""
    version = survey.field_versions.get(key, 0)
    subject = f"{survey.scene.public_id} {survey.survey_round.year}"  # as services.audit.survey_subject writes it
    entry = (
        AuditEntry.objects.filter(subject=subject, action="save-draft", details__version=version)
        .order_by("-pk")
        .first()
    )
    return Save(entry.actor, entry.created_at) if entry else Save(survey.saved_by, survey.saved_at)
