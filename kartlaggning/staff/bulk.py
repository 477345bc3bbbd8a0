"""Approving many at once: which surveys were ticked, and what became of them in words."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, QueryDict

from kartlaggning.errors import NotFound
from kartlaggning.models import Survey
from kartlaggning.permissions import Actor
from kartlaggning.selectors import surveys
from kartlaggning.services.review import BulkOutcome

TICKED = "survey"  # year/public id/version


def chosen_surveys(data: QueryDict, actor: Actor) -> Iterator[tuple[Survey, int]]:
    """Yield the ticked surveys with the versions that were seen. Raises NotFound for what can't be read."""
    for value in dict.fromkeys(data.getlist(TICKED)):
        year, _, rest = value.partition("/")
        public_id, _, version = rest.partition("/")
        if not (_is_number(year) and _is_number(version)):
            raise NotFound("Kartläggningen finns inte.")
        yield surveys.find(actor, int(year), public_id), int(version)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def tell_outcomes(request: HttpRequest, outcomes: tuple[BulkOutcome, ...]) -> None:
    """Say how many were approved, and why each of the others was not."""
    approved = sum(not outcome.problem for outcome in outcomes)
    if not outcomes:
        messages.warning(request, "Kryssa för minst en kartläggning.")
    elif approved:
        word = "kartläggning är godkänd" if approved == 1 else "kartläggningar är godkända"
        messages.success(request, f"{approved} {word}.")
    for outcome in outcomes:
        if outcome.problem:
            messages.warning(request, f"{outcome.survey.scene.name} är inte godkänd. {outcome.problem}")
