"""The register of evaluations and studies, kept by the coordinators."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from kartlaggning.choices import Origin, Visibility
from kartlaggning.followup.place_kinds import PLACE_KINDS
from kartlaggning.models import MeasureKind, Scene, Study
from kartlaggning.permissions import Permission
from kartlaggning.services import audit
from kartlaggning.services.account_rules import FieldRefused
from kartlaggning.services.audit import By
from kartlaggning.services.follow_up import registers
from kartlaggning.services.follow_up.numbers import next_number
from kartlaggning.services.follow_up.texts import checked_explanation

LETTERS = "ST"
LONGEST = {"title": 240, "organisation": 160, "findings": 2000, "url": 400}
REQUIRED = {
    "title": "Skriv studiens titel.",
    "organisation": "Skriv vem som har gett ut studien: en organisation, inte en person.",
    "findings": "Skriv i några rader vad studien fann, eller att resultatet inte är känt.",
}
FIRST_YEAR = 1980


@dataclass(frozen=True, slots=True)
class StudyData:
    """What is written of a study; kinds by their keys. `checked_on` is when somebody last saw that the link works."""

    title: str
    organisation: str
    year: int
    findings: str
    url: str = ""
    checked_on: date | None = None
    place_kinds: tuple[str, ...] = ()
    measure_kinds: tuple[str, ...] = ()
    scenes: tuple[Scene, ...] = ()
    sources: tuple[str, ...] = ()
    visibility: Visibility = Visibility.SHARED
    explanation: str = ""


@transaction.atomic
def add_study(data: StudyData, *, by: By, origin: Origin | None = None) -> Study:
    """Add a study; raises FieldRefused for what can't stand. A coordinator's act."""
    registers.allow(by, Permission.RUN_FOLLOW_UP)
    origin = origin or registers.origin_of_new()
    row = Study(public_id=next_number(Study, LETTERS, origin), origin=origin)
    _write(row, data, before=None, by=by)
    audit.record(by=by, action="add-study", subject=row.public_id)
    return row


@transaction.atomic
def change_study(study: Study, version: int, data: StudyData, *, by: By) -> Study:
    """Change a study as it was seen at `version`; raises Refused where somebody has changed it since."""
    registers.allow(by, Permission.RUN_FOLLOW_UP)
    row = registers.locked(study, version, by=by)
    _write(row, data, before=row.visibility, by=by)
    audit.record(by=by, action="change-study", subject=row.public_id)
    return row


@transaction.atomic
def withdraw_study(study: Study, version: int, reason: str, *, by: By) -> Study:
    """Take a study out of the register, with why."""
    registers.allow(by, Permission.RUN_FOLLOW_UP)
    return registers.take_out(study, version, reason, action="withdraw-study", by=by)


def _write(row: Study, data: StudyData, *, before: str | None, by: By) -> None:
    registers.check_level(data.visibility, by=by, before=before)
    texts = {name: getattr(data, name) for name in LONGEST}
    for name, words in registers.checked_texts(texts, LONGEST, REQUIRED).items():
        setattr(row, name, words)
    check_url(row.url)
    row.sources = registers.checked_lines("sources", data.sources, registers.LONGEST_SOURCE)
    if not row.url:
        registers.check_sources(data.visibility, row.sources)
    told = {name: words for name, words in texts.items() if name != "url"}
    checked_explanation({**told, "sources": "\n".join(row.sources)}, data.explanation)
    if not FIRST_YEAR <= data.year <= timezone.localdate().year:
        raise FieldRefused(f"Skriv ett år mellan {FIRST_YEAR} och i år.", "year")
    row.year, row.checked_on, row.visibility = data.year, data.checked_on, data.visibility
    row.place_kinds = [key for key in data.place_kinds if key in PLACE_KINDS]
    row.measure_kinds = list(
        MeasureKind.objects.filter(key__in=data.measure_kinds).order_by("position").values_list("key", flat=True)
    )
    registers.check_scenes(row.origin, data.scenes, field="scenes")
    registers.stamp(row, by=by)
    row.save()
    row.scenes.set(data.scenes)


def check_url(url: str) -> None:
    """Refuse what is no address of the web; an empty one may stand."""
    try:
        if url:
            URLValidator(schemes=["http", "https"])(url)
    except ValidationError as error:
        raise FieldRefused("Skriv en webbadress som börjar med https://.", "url") from error
