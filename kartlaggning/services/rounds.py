"""Running a round: opening it with a survey to do for each scene, nil returns, and closing it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kartlaggning import content
from kartlaggning.choices import AreaKind, Origin, RoundState, SurveyState
from kartlaggning.errors import Forbidden, NotFound, Refused
from kartlaggning.models import CityDistrict, Municipality, NilReturn, PoliceArea, Questionnaire, Survey, SurveyRound
from kartlaggning.models.area import NamedArea
from kartlaggning.permissions import Actor, Located, Permission, can
from kartlaggning.questionnaire import Questionnaire as Questions
from kartlaggning.selectors import questionnaires
from kartlaggning.selectors.board import find_area, leftovers, place_of
from kartlaggning.selectors.reconciliation import counts_of
from kartlaggning.selectors.rounds import last_surveys
from kartlaggning.selectors.surveys import finding_as_content
from kartlaggning.services import audit
from kartlaggning.services.audit import By
from kartlaggning.services.questionnaires import freeze
from kartlaggning.services.words import free_text

LONGEST_REASON = 190  # two of them share SurveyRound.closing_reason


@dataclass(frozen=True, slots=True)
class Opening:
    """What a round is opened with; see SurveyRound for the meaning of each."""

    year: int
    judged_from: date
    judged_to: date
    reference_date: date
    first_day: date
    last_day: date
    questionnaire: Questionnaire
    registration_number: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """The areas that a scene is counted in from this round on."""

    municipality: Municipality
    police_area: PoliceArea
    city_district: CityDistrict | None = None


@transaction.atomic
def open_round(opening: Opening, *, placements: Mapping[int, Placement], by: By) -> SurveyRound:
    """Open a round with a survey to do for each open scene and each closed one that is followed up.

    `placements` maps the pk of a scene whose district or police area no longer exists on the reference date to its
    new areas. Raises Refused where a scene is left unmapped, the year exists or another round is open.
    """
    if SurveyRound.objects.filter(year=opening.year).exists():
        raise Refused(f"Det finns redan en omgång {opening.year}.")
    if SurveyRound.objects.filter(state=RoundState.OPEN).exists():
        raise Refused("En annan omgång pågår. Avsluta den först.")
    survey_round = SurveyRound.objects.create(
        year=opening.year,
        state=RoundState.OPEN,
        judged_from=opening.judged_from,
        judged_to=opening.judged_to,
        reference_date=opening.reference_date,
        first_day=opening.first_day,
        last_day=opening.last_day,
        questionnaire=opening.questionnaire,
        registration_number=opening.registration_number,
    )
    freeze(opening.questionnaire, by=by)
    questions = questionnaires.value_of(opening.questionnaire)
    last = last_surveys(survey_round)
    surveys = [_survey_to_do(survey_round, row, questions, placements) for row in last]
    Survey.objects.bulk_create(surveys)
    _carry_further_areas(survey_round, last)
    details = {"surveys": len(surveys), "questionnaire": opening.questionnaire.name}
    audit.record(by=by, action="open-round", subject=str(survey_round), details=details)
    return survey_round


def _survey_to_do(
    survey_round: SurveyRound, last: Survey, questions: Questions, placements: Mapping[int, Placement]
) -> Survey:
    """Return the survey of a scene, unsaved, filled with what the last one found."""
    place = placements.get(last.scene_id) or Placement(last.municipality, last.police_area, last.city_district)
    check_applies(place, survey_round.reference_date, last.scene.name)
    before = finding_as_content(last, questions)
    return Survey(
        scene=last.scene,
        survey_round=survey_round,
        state=SurveyState.NOT_STARTED,
        # In a demonstration a round is made up, also where the place is a real one.
        origin=Origin.EXAMPLE if settings.DEMONSTRATION or last.scene.is_example else Origin.DOCUMENTED,
        municipality=place.municipality,
        city_district=place.city_district,
        police_area=place.police_area,
        content=content.prefilled(before, questions),
    )


def check_applies(place: Placement, day: date, name: str) -> None:
    """Refuse a placement in an area that does not exist on the day, or in a district of another municipality."""
    district = place.city_district
    if district is not None and district.municipality_id != place.municipality.pk:
        raise Refused(f"{name}: {district} ligger inte i {place.municipality}. Välj ett annat stadsdelsområde.")
    gone = [area for area in (place.city_district, place.police_area) if area is not None and not area.applies_on(day)]
    if gone:
        raise Refused(f"{name}: {gone[0]} finns inte {day.isoformat()}. Välj platsens nya område.")


def _carry_further_areas(survey_round: SurveyRound, last: Iterable[Survey]) -> None:
    """Let a scene that reaches into more areas go on doing so, as far as they still exist."""
    fields = ("further_municipalities", "further_city_districts", "further_police_areas")
    with_areas = Survey.objects.filter(pk__in=[row.pk for row in last]).prefetch_related(*fields)
    made = {row.scene_id: row for row in survey_round.surveys.all()}
    for row in with_areas:
        for field in fields:
            areas: list[NamedArea] = list(getattr(row, field).all())
            kept = [area for area in areas if _still_applies(area, survey_round.reference_date)]
            if kept:
                getattr(made[row.scene_id], field).set(kept)


def _still_applies(area: NamedArea, day: date) -> bool:
    return not isinstance(area, (CityDistrict, PoliceArea)) or area.applies_on(day)


@transaction.atomic
def report_nil(survey_round: SurveyRound, kind: AreaKind, slug: str, *, by: Actor, note: str = "") -> NilReturn:
    """Write that an area (police area or municipality) has no scene in the round.

    Raises NotFound for an area that the round does not have, Forbidden where it is not the actor's, Refused where it
    has a survey, has answered already, or the round is over.
    """
    area = _area_to_report(survey_round, kind, slug, by)
    if _has_survey(survey_round, kind, area):
        raise Refused(f"{area} har en plats i omgången och kan inte anmäla att det inte finns någon.")
    made, is_new = NilReturn.objects.get_or_create(
        survey_round=survey_round,
        **{kind.value: area},
        defaults={"reported_by": by.name[:120], "note": free_text(note)[:300]},
    )
    if not is_new:
        raise Refused(f"{area} har redan svarat att det inte finns någon plats.")
    audit.record(by=by, action="report-nil", subject=f"{survey_round}: {area}"[:200], details={"kind": kind.value})
    return made


@transaction.atomic
def take_back_nil(survey_round: SurveyRound, kind: AreaKind, slug: str, *, by: Actor) -> None:
    """Take a nil return back while the round is open. Raises as report_nil, and Refused where there is none."""
    area = _area_to_report(survey_round, kind, slug, by)
    if not _delete_nil(survey_round, kind, area, by=by):
        raise Refused(f"{area} har inte svarat än, så det finns inget att ta tillbaka.")


@transaction.atomic
def lift_nil_returns(survey: Survey, *, by: By) -> None:
    """Take back the nil returns of the areas that a survey lies in: the area has a scene after all."""
    _delete_nil(survey.survey_round, AreaKind.POLICE_AREA, survey.police_area, by=by)
    _delete_nil(survey.survey_round, AreaKind.MUNICIPALITY, survey.municipality, by=by)


def _delete_nil(survey_round: SurveyRound, kind: AreaKind, area: NamedArea, *, by: By) -> bool:
    deleted, _ = NilReturn.objects.filter(survey_round=survey_round, **{kind.value: area}).delete()
    if deleted:
        subject = f"{survey_round}: {area}"[:200]
        audit.record(by=by, action="take-back-nil", subject=subject, details={"kind": kind.value})
    return bool(deleted)


def _area_to_report(survey_round: SurveyRound, kind: AreaKind, slug: str, by: Actor) -> NamedArea:
    if kind is AreaKind.CITY_DISTRICT:
        raise NotFound("Ett stadsdelsområde svarar inte för sig.")
    area = find_area(survey_round, kind, slug)
    if area is None:
        raise NotFound("Området finns inte i omgången.")
    place: Located = place_of(kind, area.pk)
    if not can(by, Permission.REPORT_NIL, place):
        raise Forbidden("Området är inte ditt.")
    _check_open(survey_round)
    return area


def _has_survey(survey_round: SurveyRound, kind: AreaKind, area: NamedArea) -> bool:
    rows = Survey.objects.filter(survey_round=survey_round, **{kind.value: area})
    return rows.exclude(state=SurveyState.WITHDRAWN).exists()


def _check_open(survey_round: SurveyRound) -> None:
    if survey_round.state != RoundState.OPEN:
        raise Refused(f"Omgången {survey_round.year} är avslutad.")


@dataclass(frozen=True, slots=True)
class Closing:
    """Why a round is closed with work left (`reason`), and why its counts do not add up (`explanation`)."""

    reason: str = ""
    explanation: str = ""


class ClosingRefused(Refused):
    """The round can't be closed yet; `field` is the explanation that is missing or too long."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def close_round(survey_round: SurveyRound, closing: Closing, *, by: Actor) -> SurveyRound:
    """Close a round. What is still open must be explained, and so must counts that do not add up, each by itself.

    Raises Forbidden for who does not run rounds, ClosingRefused where an explanation is missing, Refused where the
    round is not open.
    """
    if not can(by, Permission.RUN_ROUNDS):
        raise Forbidden("Bara samordnaren avslutar en omgång.")
    survey_round = SurveyRound.objects.select_for_update().get(pk=survey_round.pk)
    _check_open(survey_round)
    left, counts = leftovers(survey_round), counts_of(survey_round)
    reason = _explained("reason", closing.reason, bool(left), "Allt är inte klart. Skriv varför du avslutar ändå.")
    explanation = _explained(
        "explanation", closing.explanation, not counts.found.holds, "Antalen går inte ihop. Skriv vad det beror på."
    )
    survey_round.state, survey_round.closed_at = RoundState.CLOSED, timezone.now()
    survey_round.closing_reason = " ".join(filter(None, (reason, explanation and f"Antalen: {explanation}")))
    survey_round.save(update_fields=["state", "closed_at", "closing_reason"])
    details = {
        "reason": reason,
        "explanation": explanation,
        "open": [survey.scene.public_id for survey in left.surveys],
        "silent": list(left.silent),
        "difference": counts.found.difference,
        "problems": [f"{problem.scene}: {problem.message}" for problem in counts.found.problems],
    }
    audit.record(by=by, action="close-round", subject=str(survey_round), details=details)
    return survey_round


def _explained(field: str, text: str, is_needed: bool, missing: str) -> str:
    words = free_text(text)
    if not is_needed:
        return ""
    if not words:
        raise ClosingRefused(field, missing)
    if len(words) > LONGEST_REASON:
        raise ClosingRefused(field, f"Korta texten till högst {LONGEST_REASON} tecken. Den är {len(words)}.")
    return words
