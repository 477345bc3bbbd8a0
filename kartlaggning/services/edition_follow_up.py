"""What an edition takes along besides the surveys: released figures, and what the registers mark as public."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from kartlaggning.choices import FollowUpKind, Origin, Visibility
from kartlaggning.followup.payload import to_json
from kartlaggning.followup.suppression import suppress
from kartlaggning.models import Edition, EditionFollowUp, SurveyRound
from kartlaggning.selectors.follow_up import rows, values


def follow_up_rows(edition: Edition, survey_round: SurveyRound, public_ids: Collection[str]) -> list[EditionFollowUp]:
    """Return the edition's rows of follow-up, unsaved; `public_ids` are the scenes that stand in it.

    Made-up figures and register rows go into demonstration editions only. Small counts are suppressed here, before
    anything is stored, and groups that are too small left out.
    """
    found = [
        row
        for row in (_row(edition, kind, value) for kind, value in _values(edition, survey_round))
        if not row.public_id or row.public_id in public_ids
    ]
    return sorted(found, key=lambda row: (row.kind, row.key))


def _row(edition: Edition, kind: FollowUpKind, value: Any) -> EditionFollowUp:
    return EditionFollowUp(
        edition=edition,
        kind=kind,
        key=getattr(value, "key", kind.value),
        public_id=getattr(value, "public_id", ""),
        content=to_json(value),
    )


def _values(edition: Edition, survey_round: SurveyRound) -> Iterator[tuple[FollowUpKind, Any]]:
    limits = values.limits_value()
    released = list(_allowed(edition, rows.released_for(survey_round)))
    yield FollowUpKind.LIMITS, limits
    crimes = [values.crime_figure(row) for row in rows.crimes().filter(figure_import__in=released)]
    for crime in suppress(crimes, limits.small_number):
        yield FollowUpKind.CRIME, crime
    for band in rows.bands().filter(figure_import__in=released, respondents__gte=limits.smallest_group):
        yield FollowUpKind.SAFETY, values.safety_figure(band)
    for share in rows.attitudes().filter(figure_import__in=released):
        if share.respondents is None or share.respondents >= limits.smallest_group:
            yield FollowUpKind.ATTITUDE, values.attitude_figure(share)
    public = {"visibility": Visibility.PUBLIC}
    for measure in _allowed(edition, rows.measures().filter(**public)):
        yield FollowUpKind.MEASURE, values.measure_note(measure)
    for agreement in _allowed(edition, rows.agreements().filter(**public)):
        yield FollowUpKind.AGREEMENT, values.agreement_note(agreement)
    for study in _allowed(edition, rows.studies().filter(**public)):
        yield FollowUpKind.STUDY, values.study_note(study)
    for contact in _allowed(edition, rows.contacts().filter(**public)):
        yield FollowUpKind.CONTACT, values.contact_note(contact)


def _allowed(edition: Edition, found: Iterable[Any]) -> Iterator[Any]:
    return (row for row in found if edition.is_demonstration or row.origin != Origin.EXAMPLE)
