"""Withdrawing a published edition, and choosing what counts in its place."""

from django.db import transaction

from kartlaggning.choices import EditionState
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import Edition, SurveyRound
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.services.editions.publication import switch_to, withdraw_edition
from kartlaggning.services.editions.seal import verify_edition
from kartlaggning.services.words import free_text

LONGEST_REASON = 400
NO_REASON = "Skriv varför utgåvan återkallas. Skälet visas för alla som följer en länk till den."


@transaction.atomic
def withdraw(edition: Edition, *, reason: str, instead: Edition | None, by: Actor) -> Edition:
    """Withdraw a published edition; `instead` is an earlier revision of the round that becomes current again.

    Without `instead` the round has no current edition afterwards, if it was this one. Raises Refused without a
    reason, for an edition that is not published, and where `instead` can't take its place.
    """
    if not can(by, Permission.PUBLISH_EDITIONS):
        raise Forbidden
    words = free_text(reason, required=NO_REASON, longest=LONGEST_REASON)
    SurveyRound.objects.select_for_update().get(year=edition.year)
    edition.refresh_from_db()
    was_current = edition.state == EditionState.CURRENT
    withdrawn = withdraw_edition(edition, reason=words, by=by)
    if instead is not None and was_current:
        _make_current(instead, edition, by=by)
    return withdrawn


def _make_current(instead: Edition, edition: Edition, *, by: Actor) -> None:
    instead.refresh_from_db()
    if instead.year != edition.year or instead.state != EditionState.SUPERSEDED:
        raise Refused(f"Utgåvan {instead.ref} kan inte gälla i stället. Välj en annan i listan.")
    problems = verify_edition(instead)
    if problems:
        raise Refused(f"Utgåvan {instead.ref} kan inte gälla igen: {' '.join(problems)}")
    switch_to(instead, by=by)
