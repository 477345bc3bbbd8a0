"""The steps of a survey: one table of which step leads from where to where, and who may take it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from kartlaggning.choices import SurveyState
from kartlaggning.permissions import Actor, Located, Permission, can

S = SurveyState


class Step(Enum):
    """A step, by the name that stands in forms and in the log."""

    SEND = "send-to-municipality"  # the police sign and hand over
    SIGN = "sign-for-municipality"  # the municipality signs: with both names it is submitted
    HAND_BACK = "hand-back"  # the municipality returns it to the police
    SUBMIT_ALONE = "submit-alone"  # without the municipality, with a reason
    RETURN = "return"
    APPROVE = "approve"
    REVIEW_POLICE_ONLY = "review-police-only"  # the police region's coordinator has gone through the police's part
    REQUEST_CHANGE = "request-change"  # the police ask for what is approved to be opened again
    REFUSE_CHANGE = "refuse-change"
    REOPEN = "reopen"  # grants a request for change
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a step may start, where it leads, the permission it takes, and whether it must come with words.

    A step that leads to None leaves the state as it is. `also` is a second permission that is enough for the step.
    """

    starts: frozenset[SurveyState]
    leads_to: SurveyState | None
    permission: Permission
    needs_reason: bool = False
    also: Permission | None = None


EDITABLE = frozenset((S.NOT_STARTED, S.DRAFT, S.RETURNED))
OPEN_WORK = frozenset((*EDITABLE, S.WITH_MUNICIPALITY, S.SUBMITTED))

TABLE: Mapping[Step, Rule] = {
    Step.SEND: Rule(frozenset((S.DRAFT, S.RETURNED)), S.WITH_MUNICIPALITY, Permission.SIGN_FOR_POLICE),
    Step.SIGN: Rule(frozenset((S.WITH_MUNICIPALITY,)), S.SUBMITTED, Permission.SIGN_FOR_MUNICIPALITY),
    Step.HAND_BACK: Rule(
        frozenset((S.WITH_MUNICIPALITY,)), S.RETURNED, Permission.SIGN_FOR_MUNICIPALITY, needs_reason=True
    ),
    Step.SUBMIT_ALONE: Rule(
        frozenset((S.DRAFT, S.RETURNED, S.WITH_MUNICIPALITY)),
        S.SUBMITTED,
        Permission.SIGN_FOR_POLICE,
        needs_reason=True,
    ),
    Step.RETURN: Rule(
        frozenset((S.SUBMITTED,)),
        S.RETURNED,
        Permission.REVIEW_SURVEY,
        needs_reason=True,
        also=Permission.REVIEW_POLICE_ONLY,
    ),
    Step.APPROVE: Rule(frozenset((S.SUBMITTED,)), S.APPROVED, Permission.REVIEW_SURVEY),
    Step.REVIEW_POLICE_ONLY: Rule(frozenset((S.SUBMITTED,)), None, Permission.REVIEW_POLICE_ONLY),
    Step.REQUEST_CHANGE: Rule(frozenset((S.APPROVED,)), None, Permission.SIGN_FOR_POLICE, needs_reason=True),
    Step.REFUSE_CHANGE: Rule(frozenset((S.APPROVED,)), None, Permission.REVIEW_SURVEY, needs_reason=True),
    Step.REOPEN: Rule(frozenset((S.APPROVED,)), S.RETURNED, Permission.REVIEW_SURVEY),
    Step.PUBLISH: Rule(frozenset((S.APPROVED,)), S.PUBLISHED, Permission.RUN_ROUNDS),
    Step.WITHDRAW: Rule(frozenset((*OPEN_WORK, S.APPROVED)), S.WITHDRAWN, Permission.REVIEW_SURVEY, needs_reason=True),
}


def allows(step: Step, state: SurveyState) -> bool:
    """Tell whether the step may be taken from the state."""
    return state in TABLE[step].starts


def may_take(step: Step, actor: Actor | None, survey: Located) -> bool:
    """Tell whether the step is the actor's to take with this survey, whatever its state."""
    rule = TABLE[step]
    return any(can(actor, permission, survey) for permission in (rule.permission, rule.also) if permission is not None)
