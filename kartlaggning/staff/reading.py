"""What every page that shows a survey's answers calls: opening police-only material leaves a trace."""

from django.http import HttpRequest

from kartlaggning.models import Survey
from kartlaggning.services.reading import note_reading
from kartlaggning.staff.access import signed_in


def survey_opened(request: HttpRequest, survey: Survey) -> None:
    """Note that the person who is signed in has the survey in sight; does nothing where nothing in it is guarded."""
    note_reading(survey, by=signed_in(request))
