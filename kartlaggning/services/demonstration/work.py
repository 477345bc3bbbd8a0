"""The work on the demonstration's round: surveys brought to every state by the verbs that real work goes through."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from django.db import transaction

from kartlaggning import content
from kartlaggning.choices import AreaKind, Role, Section
from kartlaggning.content import REASON
from kartlaggning.demonstration.answers import closed_answers
from kartlaggning.demonstration.placement import scaled
from kartlaggning.models import Municipality, Notice, PoliceArea, Survey, SurveyRound, User
from kartlaggning.models.area import NamedArea
from kartlaggning.permissions import Actor
from kartlaggning.selectors.submission import problems
from kartlaggning.services import change_requests, review, rounds, signing
from kartlaggning.services.audit import By
from kartlaggning.services.demonstration.round import DOMAIN
from kartlaggning.services.surveys import save_content
from kartlaggning.swedish import slugify

# The areas of the demonstration's people come first in the cycle, so that they find something of everything.
SHOWN_FIRST = ("Järva", "Globen", "Huddinge")
# How far the surveys have come, one after the other.
STAGES = (
    *("approved", "with_municipality", "draft", "submitted", "returned", "not_started", "closed", "alone"),
    *("change_requested", "not_started", "reservation", "approved", "withdrawn"),
)
BEYOND_DRAFT = tuple(stage for stage in STAGES if stage not in ("not_started", "draft"))
WHY = "Exempel: påhittat skäl."


@transaction.atomic
def work_on_round(survey_round: SurveyRound, *, by: By) -> None:
    """Bring the round's example surveys to their stages. Real places are left as not started: nothing is made up."""
    del by  # each act is logged under the name of the made-up person who does it
    people = _People()
    rows = survey_round.surveys.select_related("scene", "municipality", "city_district", "police_area")
    examples = sorted(rows.filter(scene__is_example=True), key=_in_turn)
    for number, (survey, stage) in enumerate(zip(examples, cycle(STAGES), strict=False), start=1):
        if stage != "not_started":
            _bring(survey, stage, number, people)
    _report_nothing(survey_round, people)
    Notice.objects.all().delete()  # nobody is to be mailed about what nobody did


def _report_nothing(survey_round: SurveyRound, people: "_People") -> None:
    """Let some of the areas without a place say so; from the others there is no answer yet."""
    for name in ("Norrtälje", "Sollentuna"):
        area = PoliceArea.objects.get(name=name)
        rounds.report_nil(survey_round, AreaKind.POLICE_AREA, area.slug, by=people.police_of(area))
    for name in ("Danderyd", "Lidingö", "Norrtälje", "Nykvarn", "Salem", "Vaxholm"):
        municipality = Municipality.objects.get(name=name)
        rounds.report_nil(
            survey_round, AreaKind.MUNICIPALITY, municipality.slug, by=people.municipality_of(municipality)
        )


def _in_turn(survey: Survey) -> tuple[int, str, int]:
    area = survey.police_area.name
    return (SHOWN_FIRST.index(area) if area in SHOWN_FIRST else len(SHOWN_FIRST), area, survey.pk)


class _People:
    """Makes the accounts that the work is done under: they have no password, and no mail reaches them."""

    def __init__(self) -> None:
        self.known: dict[tuple[Role, str], Actor] = {}

    def police(self, survey: Survey) -> Actor:
        return self.police_of(survey.police_area)

    def police_of(self, area: PoliceArea) -> Actor:
        return self._actor(Role.POLICE_OFFICER, "Polis", area, police_area_ids=frozenset({area.pk}))

    def municipality(self, survey: Survey) -> Actor:
        if survey.city_district is not None:
            ids = frozenset({survey.city_district.pk})
            return self._actor(Role.MUNICIPAL_OFFICER, "Stadsdel", survey.city_district, city_district_ids=ids)
        return self.municipality_of(survey.municipality)

    def municipality_of(self, area: Municipality) -> Actor:
        return self._actor(Role.MUNICIPAL_OFFICER, "Kommun", area, municipality_ids=frozenset({area.pk}))

    def police_reviewer(self) -> Actor:
        return self._actor(Role.POLICE_COORDINATOR, "Polisregionen")

    def coordinator(self) -> Actor:
        return self._actor(Role.COORDINATOR, "SSR")

    def _actor(self, role: Role, title: str, area: NamedArea | None = None, **bounds: Any) -> Actor:
        name = f"Exempel: {title} {area.name}" if area else f"Exempel: {title}"
        if (role, name) not in self.known:
            user = User.objects.create_user(f"{slugify(name)}{DOMAIN}", name, role, is_active=False)
            self.known[role, name] = Actor(user.pk, name, role, **bounds)
        return self.known[role, name]


@dataclass(frozen=True, slots=True)
class _Case:
    survey: Survey
    people: _People

    @property
    def now(self) -> Survey:
        """Return the survey as it stands after what has been done so far."""
        return Survey.objects.select_related("scene", "survey_round__questionnaire").get(pk=self.survey.pk)

    @property
    def version(self) -> int:
        return self.now.version


def _bring(survey: Survey, stage: str, number: int, people: _People) -> None:
    case = _Case(survey, people)
    _fill(case, _changes(survey, stage, number), is_whole=stage in BEYOND_DRAFT)
    if stage == "draft":
        return
    police, coordinator = people.police(survey), people.coordinator()
    if stage == "alone":
        signing.submit_alone(survey, version=case.version, reason=f"{WHY} Ingen från kommunen kunde delta.", by=police)
        _review_for_police(case)
        return
    signing.send_to_municipality(survey, version=case.version, by=police)
    if stage == "with_municipality":
        return
    reservation = "Exempel: vi bedömer att gränsen är för vid." if stage == "reservation" else ""
    signing.sign_for_municipality(survey, version=case.version, reservation=reservation, by=people.municipality(survey))
    if stage == "reservation":
        _review_for_police(case)
    if stage == "returned":
        words = {Section.ASSESSMENT: "Exempel: skriv vad bedömningen bygger på.", Section.PLACE: "Exempel: se gränsen."}
        review.return_survey(survey, version=case.version, words=words, by=coordinator)
    if stage in ("approved", "closed", "change_requested", "withdrawn"):
        _approve(case, coordinator)
    if stage == "change_requested":
        change_requests.request_change(survey, version=case.version, reason=f"{WHY} Fel svar om platsen.", by=police)
    if stage == "withdrawn":
        review.withdraw(survey, version=case.version, reason=f"{WHY} Samma plats som en annan.", by=coordinator)


def _changes(survey: Survey, stage: str, number: int) -> dict[str, Any]:
    """Return what differs from last round: in two of three places something does."""
    if stage == "closed":
        return dict(closed_answers({}))
    if number % 3 == 0:
        return {}
    changes: dict[str, Any] = {"mobilisation": "large", "priority": "high"}
    outline = content.outline_of(survey.content)
    if number % 3 == 1 and outline is not None:
        factor = 1.3 if number % 2 else 0.7
        changes[content.OUTLINE] = content.outline_value(scaled(outline, factor))
    return changes


def _fill(case: _Case, changes: Mapping[str, Any], *, is_whole: bool) -> None:
    sections = tuple(Section) if is_whole else (Section.PLACE, Section.SYMPTOMS, Section.PEOPLE)
    police = case.people.police(case.survey)
    save_content(case.survey, changes, base_version=case.version, confirmed=sections, by=police)
    if is_whole:
        reasons = dict(_reasons(case.now, police))
        save_content(case.survey, reasons, base_version=case.version, by=police)


def _reasons(survey: Survey, by: Actor) -> Iterator[tuple[str, str]]:
    """Yield a made-up reason for each warning: example places lie where they lie."""
    for problem in problems(survey, by):
        if problem.key.startswith(REASON):
            yield problem.key, WHY


def _review_for_police(case: _Case) -> None:
    reviewer = case.people.police_reviewer()
    review.open_review(case.now, by=reviewer)
    review.review_police_only(case.survey, version=case.version, by=reviewer)


def _approve(case: _Case, coordinator: Actor) -> None:
    _review_for_police(case)
    review.open_review(case.now, by=coordinator)
    review.approve(case.survey, version=case.version, by=coordinator)
