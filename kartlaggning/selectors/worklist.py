"""What waits for a person: the surveys of the open round that are theirs to go on with, and those they wait for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kartlaggning import swedish
from kartlaggning.choices import Role, SurveyState
from kartlaggning.conclusion import asks_police_only
from kartlaggning.models import Survey, SurveyRound
from kartlaggning.permissions import Actor
from kartlaggning.selectors import questionnaires, surveys

S = SurveyState
# In which states a survey is a role's to go on with; all other open work waits for somebody else.
TURN = {
    Role.POLICE_OFFICER: (S.NOT_STARTED, S.DRAFT, S.RETURNED),
    Role.MUNICIPAL_OFFICER: (S.WITH_MUNICIPALITY,),
    Role.COORDINATOR: (S.SUBMITTED,),
    Role.POLICE_COORDINATOR: (S.SUBMITTED,),
}
FINISHED = (S.APPROVED, S.PUBLISHED, S.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Work:
    """The surveys of the open round, by whose turn it is; no round means that none is open."""

    survey_round: SurveyRound | None
    mine: tuple[Survey, ...] = ()
    waiting: tuple[Survey, ...] = ()
    finished: tuple[Survey, ...] = ()

    def is_overdue(self, today: date) -> bool:
        """Tell whether the round's last day has passed with something of the person's own left."""
        last_day = self.survey_round.last_day if self.survey_round else None
        return bool(self.mine) and last_day is not None and last_day < today


def work_for(actor: Actor) -> Work:
    """Return what waits for the actor in the open round."""
    survey_round = surveys.open_round()
    if survey_round is None:
        return Work(None)
    rows = sorted(
        surveys.visible_to(actor).filter(survey_round=survey_round),
        key=lambda row: (row.state != S.RETURNED, swedish.sort_key(row.scene.name)),
    )
    turn, guarded = TURN.get(actor.role, ()), asks_police_only(questionnaires.of_round(survey_round))
    mine = [row for row in rows if row.state in turn and _is_next(actor, row, guarded)]
    finished = [row for row in rows if row.state in FINISHED]
    return Work(survey_round, tuple(mine), _others(rows, mine, finished), tuple(finished))


def _is_next(actor: Actor, survey: Survey, is_guarded: bool) -> bool:
    """Tell which of the reviewers is next: where questions are for the police alone, first the police region's."""
    if actor.role is Role.POLICE_COORDINATOR:
        return is_guarded and survey.police_reviewed_at is None
    if actor.role is Role.COORDINATOR:
        return not is_guarded or survey.police_reviewed_at is not None
    return True


def _others(rows: Iterable[Survey], *taken: list[Survey]) -> tuple[Survey, ...]:
    known = {row.pk for group in taken for row in group}
    return tuple(row for row in rows if row.pk not in known)
