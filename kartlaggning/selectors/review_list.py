"""Reading what waits for review: each submitted survey, whether it is as last round, and whether it has been opened."""

from dataclasses import dataclass

from kartlaggning import swedish
from kartlaggning.choices import Party, SurveyState
from kartlaggning.models import ReviewVisit, Survey
from kartlaggning.permissions import Actor, levels_for
from kartlaggning.selectors import review, surveys
from kartlaggning.workflow import Step, may_take


@dataclass(frozen=True, slots=True)
class Waiting:
    """One submitted survey as a reviewer's list shows it. `hindrances` stand in the way of the reviewer's approval.

    `municipality` says in Swedish how the municipality took part; `is_plain` that it signed and had nothing to add.
    """

    survey: Survey
    is_unchanged: bool
    municipality: str
    is_plain: bool
    is_opened: bool
    awaits_police: bool
    hindrances: tuple[str, ...]

    @property
    def may_be_approved_in_bulk(self) -> bool:
        """Tell whether it is among those that may be approved many at once."""
        return self.is_unchanged and self.is_plain and self.is_opened and not self.hindrances


def waiting_for_review(actor: Actor) -> tuple[Waiting, ...]:
    """Return the submitted surveys that the actor may read, in Swedish order of the places' names."""
    rows = surveys.visible_to(actor).filter(state=SurveyState.SUBMITTED)
    seen = set(ReviewVisit.objects.filter(user=actor.user_id, survey__in=rows).values_list("survey_id", "version"))
    found = (_waiting(survey, actor, (survey.pk, survey.version) in seen) for survey in rows)
    return tuple(sorted(found, key=lambda row: swedish.sort_key(row.survey.scene.name)))


def _waiting(survey: Survey, actor: Actor, is_opened: bool) -> Waiting:
    approves = may_take(Step.APPROVE, actor, survey)
    municipal = review.valid_signature(survey, Party.MUNICIPALITY)
    took_part = "nej" if municipal is None else "med reservation" if municipal.reservation else "ja"
    return Waiting(
        survey=survey,
        is_unchanged=review.is_unchanged(survey, surveys.previous_of(survey), levels_for(actor, survey)),
        municipality=took_part,
        is_plain=review.is_signed_without_reservation(survey),
        is_opened=is_opened,
        awaits_police=review.needs_police_review(survey),
        hindrances=review.hindrances(Step.APPROVE, survey, actor) if approves else (),
    )
