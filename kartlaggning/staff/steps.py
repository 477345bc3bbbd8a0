"""The steps that a person can take with a survey now, as forms; and how a posted form becomes a step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse

from kartlaggning.choices import Party, Role, Section
from kartlaggning.errors import Refused
from kartlaggning.models import ChangeRequest, SectionComment, Signature, Survey
from kartlaggning.permissions import Actor, levels_for
from kartlaggning.selectors import questionnaires, review
from kartlaggning.selectors.review_page import comments_of
from kartlaggning.services import change_requests, comments, signing
from kartlaggning.services import review as reviewing
from kartlaggning.services.steps import Hindered
from kartlaggning.staff.step_words import WORDS, StepWords
from kartlaggning.workflow import EDITABLE, Step

REASON, VERSION, SECTION = "reason", "version", "section-"
LEFT_TO_DO = "Det är mer att göra först. Det står överst på sidan."
# These may be tried at any time: what is left to do can be filled in while the page lies open.
ALWAYS_OPEN = (Step.SEND, Step.SUBMIT_ALONE)


@dataclass(frozen=True, slots=True)
class SectionBox:
    """The box for a comment on one section."""

    section: Section
    name: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class StepForm:
    """One step as a form of its own. `hindrances` and `error` are Swedish; `text` is what was typed as a reason."""

    step: Step
    words: StepWords
    address: str
    version: int
    hindrances: tuple[str, ...]
    boxes: tuple[SectionBox, ...] = ()
    text: str = ""
    error: str = ""

    @property
    def id(self) -> str:
        """Return what the ids in the form begin with."""
        return f"step-{self.step.value}"

    @property
    def is_filled_in_here(self) -> bool:
        """Tell whether what hinders the step is filled in on the survey's own page."""
        return self.step in ALWAYS_OPEN

    @property
    def is_open(self) -> bool:
        """Tell whether the button is shown."""
        return not self.hindrances or self.is_filled_in_here

    @property
    def focus_id(self) -> str:
        """Return the id that an error summary links to."""
        if self.boxes:
            return self.boxes[0].id
        return f"{self.id}-reason" if self.words.label else self.id


@dataclass(frozen=True, slots=True)
class StepPanel:
    """How a survey stands, and what the person can do with it. `review_address` is where both rounds stand together.

    `shows_work` is whether the person may see how it came about: reservations, reasons, what no longer holds.
    """

    survey: Survey
    forms: tuple[StepForm, ...]
    signatures: tuple[Signature, ...]
    lapsed: tuple[Signature, ...]
    comments: tuple[SectionComment, ...]
    request: ChangeRequest | None
    last_answer: ChangeRequest | None
    awaits_police: bool
    shows_work: bool
    review_address: str

    @property
    def is_editable(self) -> bool:
        """Tell whether the survey's content may be changed in its state."""
        return self.survey.state in EDITABLE

    @property
    def main(self) -> tuple[StepForm, ...]:
        """Return the steps that lead on."""
        return tuple(form for form in self.forms if form.words.is_main)

    @property
    def others(self) -> tuple[StepForm, ...]:
        """Return the steps that lead back or aside."""
        return tuple(form for form in self.forms if not form.words.is_main)

    @property
    def errors(self) -> tuple[StepForm, ...]:
        """Return the forms that were refused."""
        return tuple(form for form in self.forms if form.error)


def steps_for(actor: Actor, survey: Survey) -> StepPanel:
    """Return the panel for templates/staff/includes/steps.html, given to it as `steps`."""
    signatures = review.signatures_of(survey)
    requests = _requests_for(actor, survey)
    shows_work = actor.role is not Role.READER
    return StepPanel(
        survey=survey,
        forms=tuple(_form(step, survey, actor) for step in review.steps_for(survey, actor)),
        signatures=tuple(reversed([one for one in signatures if one.lapsed_at is None])),
        lapsed=tuple(one for one in signatures if one.lapsed_at is not None and shows_work),
        comments=tuple(one for one in comments_of(survey, levels_for(actor, survey)) if one.settled_at is None),
        request=next((one for one in requests if one.decided_at is None), None),
        last_answer=next((one for one in requests if one.decided_at is not None), None),
        awaits_police=review.needs_police_review(survey),
        shows_work=shows_work,
        review_address=_address("staff:review", survey),
    )


def _requests_for(actor: Actor, survey: Survey) -> tuple[ChangeRequest, ...]:
    """A request is between the police and the reviewers: it may speak of what the municipality does not see."""
    if actor.party is Party.MUNICIPALITY or actor.role is Role.READER:
        return ()
    return review.requests_of(survey)


def _form(step: Step, survey: Survey, actor: Actor) -> StepForm:
    return StepForm(
        step=step,
        words=WORDS[step],
        address=_address("staff:survey_step", survey, step.value),
        version=survey.version,
        hindrances=review.hindrances(step, survey, actor),
        boxes=_boxes(step, survey, actor) if step in (Step.HAND_BACK, Step.RETURN) else (),
    )


def _boxes(step: Step, survey: Survey, actor: Actor) -> tuple[SectionBox, ...]:
    questions = questionnaires.of_round(survey.survey_round)
    return tuple(
        SectionBox(section, SECTION + section.value, f"step-{step.value}-{section.value}", "")
        for section in comments.sections_for(survey, questions, actor)
    )


def _address(route: str, survey: Survey, *more: str) -> str:
    return reverse(route, args=[survey.survey_round.year, survey.scene.public_id, *more])


def refused(panel: StepPanel, step: Step, data: QueryDict, error: Refused) -> StepPanel:
    """Return the panel with the refused form as it was filled in, and why it was refused."""
    return replace(panel, forms=tuple(_refilled(f, data, error) if f.step is step else f for f in panel.forms))


def _refilled(form: StepForm, data: QueryDict, error: Refused) -> StepForm:
    boxes = tuple(replace(box, text=data.get(box.name, "")) for box in form.boxes)
    words = LEFT_TO_DO if isinstance(error, Hindered) else str(error)
    return replace(form, boxes=boxes, text=data.get(REASON, ""), error=words)


def take(step: Step, survey: Survey, data: QueryDict, by: Actor) -> Survey:
    """Take the step as the posted form says. Raises what the services raise."""
    return _TAKE[step](survey, data, by)


def _version(data: QueryDict) -> int:
    typed = data.get(VERSION, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


def _by_section(data: QueryDict) -> dict[Section, str]:
    return {section: data.get(SECTION + section.value, "") for section in Section}


_Take = Callable[[Survey, QueryDict, Actor], Survey]
_TAKE: Mapping[Step, _Take] = {
    Step.SEND: lambda survey, data, by: signing.send_to_municipality(survey, version=_version(data), by=by),
    Step.SIGN: lambda survey, data, by: signing.sign_for_municipality(
        survey, version=_version(data), reservation=data.get(REASON, ""), by=by
    ),
    Step.HAND_BACK: lambda survey, data, by: signing.hand_back(
        survey, version=_version(data), words=_by_section(data), by=by
    ),
    Step.SUBMIT_ALONE: lambda survey, data, by: signing.submit_alone(
        survey, version=_version(data), reason=data.get(REASON, ""), by=by
    ),
    Step.RETURN: lambda survey, data, by: reviewing.return_survey(
        survey, version=_version(data), words=_by_section(data), by=by
    ),
    Step.APPROVE: lambda survey, data, by: reviewing.approve(survey, version=_version(data), by=by),
    Step.REVIEW_POLICE_ONLY: lambda survey, data, by: reviewing.review_police_only(
        survey, version=_version(data), by=by
    ),
    Step.WITHDRAW: lambda survey, data, by: reviewing.withdraw(
        survey, version=_version(data), reason=data.get(REASON, ""), by=by
    ),
    Step.REQUEST_CHANGE: lambda survey, data, by: change_requests.request_change(
        survey, version=_version(data), reason=data.get(REASON, ""), by=by
    ),
    Step.REOPEN: lambda survey, data, by: change_requests.grant_change(
        survey, version=_version(data), answer=data.get(REASON, ""), by=by
    ),
    Step.REFUSE_CHANGE: lambda survey, data, by: change_requests.refuse_change(
        survey, version=_version(data), answer=data.get(REASON, ""), by=by
    ),
}
TAKEN_HERE = frozenset(_TAKE)
