"""The demonstration's round 2026: opened like a real one on what 2024 is made to say, and taken away whole."""

from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from kartlaggning import content
from kartlaggning.choices import Origin, Status
from kartlaggning.demonstration.answers import example_answers
from kartlaggning.geometry.stored import from_stored
from kartlaggning.models import (
    ChangeRequest,
    Municipality,
    PoliceArea,
    Questionnaire,
    Reassessment,
    Signature,
    Survey,
    SurveyRound,
    User,
)
from kartlaggning.selectors import questionnaires
from kartlaggning.services import audit
from kartlaggning.services.audit import By
from kartlaggning.services.questionnaires import load_first_version
from kartlaggning.services.rounds import Opening, Placement, open_round

YEAR, LAST_YEAR = 2026, 2024
DOMAIN = "@demonstration.invalid"  # RFC 6761: no mail ever reaches it
# Where the scenes of the former police area Norrmalm belong since 2025, by city district.
SUCCESSORS = {"Norra innerstaden": "Norra innerstaden", "Kungsholmen": "Lidingö-Kungsholmen"}


@transaction.atomic
def open_example_round(folder: Path, *, by: By) -> SurveyRound:
    """Give last round's example places made-up answers, and open the round on them with every survey still to do."""
    today = timezone.localdate()
    version = Questionnaire.objects.order_by("pk").first() or load_first_version(folder, by=by)
    answer_last_round(version)
    opening = Opening(
        year=YEAR,
        judged_from=date(2025, 1, 1),
        judged_to=date(2025, 12, 31),
        reference_date=date(2026, 1, 1),
        # Whenever the demonstration is started, the round is in its second week of four.
        first_day=today - timedelta(days=9),
        last_day=today + timedelta(days=18),
        questionnaire=version,
        registration_number="Exempel 2026/14",
    )
    return open_round(opening, placements=_placements(), by=by)


def answer_last_round(version: Questionnaire) -> None:
    """Give last round's example places made-up answers to these questions; nothing is made up about a real place."""
    questions = questionnaires.value_of(version)
    SurveyRound.objects.filter(year=LAST_YEAR).update(questionnaire=version)
    rows = list(Survey.objects.filter(survey_round__year=LAST_YEAR, origin=Origin.EXAMPLE, status=Status.OPEN))
    for number, survey in enumerate(rows):
        answers = example_answers(questions, number)
        answers.pop("joint_when", None)  # a day of this year
        outline = content.outline_value(from_stored(survey.outline)) if survey.outline else None
        survey.content = {**answers, content.OUTLINE: outline}
    Survey.objects.bulk_update(rows, ["content"])


def _placements() -> dict[int, Placement]:
    stockholm = Municipality.objects.get(code="0180")
    areas = {area.name: area for area in PoliceArea.objects.filter(name__in=SUCCESSORS.values())}
    last = Survey.objects.select_related("city_district").filter(
        survey_round__year=LAST_YEAR, police_area__name="Norrmalm"
    )
    return {
        row.scene_id: Placement(stockholm, areas[SUCCESSORS[row.city_district.name]], row.city_district)
        for row in last
        if row.city_district is not None
    }


@transaction.atomic
def remove_round(*, by: By) -> None:
    """Take away the example round, what belongs to it, and the accounts that worked in it."""
    made_up = Survey.objects.filter(origin=Origin.EXAMPLE)
    Signature.objects.filter(survey__in=made_up).delete()
    ChangeRequest.objects.filter(survey__in=made_up).delete()
    made_up.delete()
    Reassessment.objects.all().delete()  # also those on real places: nothing noted in a demonstration is true
    SurveyRound.objects.filter(year=LAST_YEAR).update(questionnaire=None)
    SurveyRound.objects.filter(year=YEAR).delete()
    User.objects.filter(email__endswith=DOMAIN).delete()
    audit.record(by=by, action="remove-round", subject=f"Kartläggning {YEAR}")
