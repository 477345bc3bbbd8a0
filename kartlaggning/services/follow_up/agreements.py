"""The register of cooperation: agreements, forums and joint briefings written, changed, ended and taken out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kartlaggning import swedish
from kartlaggning.choices import AgreementKind, Origin, Precision, Visibility
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.followup.values import Spell
from kartlaggning.models import Agreement, AgreementParty, CityDistrict, Municipality, PoliceArea, Scene
from kartlaggning.permissions import Actor, Located, Permission, Place, can, reads
from kartlaggning.scene_names import warnings_about
from kartlaggning.selectors.follow_up.rows import is_kept
from kartlaggning.selectors.scenes import place_of
from kartlaggning.services import audit
from kartlaggning.services.account_rules import FieldRefused
from kartlaggning.services.audit import By
from kartlaggning.services.follow_up import registers
from kartlaggning.services.follow_up.numbers import next_number
from kartlaggning.services.follow_up.texts import check_no_owners, checked_explanation

LETTERS = "SV"
LONGEST = {"title": 160, "rhythm": 120, "note": registers.LONGEST_NOTE}
LONGEST_PARTY, LONGEST_GOAL, MOST_LINES = 120, 300, 40
NOT_HERE = "Du får bara ändra samverkan i dina egna områden. Samverkan i hela länet ändras av samordnaren."
NO_CONSENT = (
    "En fastighetsägare får stå här bara om den har sagt ja till det. Ta bort den, eller bekräfta att den har sagt ja."
)


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation that takes part. A property owner stands only where it has agreed to be named."""

    name: str
    is_property_owner: bool = False
    has_agreed: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """What cooperation is about: a scene, or areas; with neither it is the whole county's."""

    scene: Scene | None = None
    municipality: Municipality | None = None
    city_district: CityDistrict | None = None
    police_area: PoliceArea | None = None

    @property
    def place(self) -> Located:
        """Return it as the permissions ask for it: the scene's own place where there is a scene."""
        if self.scene is not None:
            return place_of(self.scene)
        areas = (self.police_area, self.municipality, self.city_district)
        return Place(*(area.pk if area else None for area in areas))


@dataclass(frozen=True, slots=True)
class AgreementData:
    """What is written of a form of cooperation. `goals` and `sources` are lines, a goal with its date as a sentence."""

    kind: AgreementKind
    title: str
    where: Where
    spell: Spell
    parties: tuple[Party, ...] = ()
    goals: tuple[str, ...] = ()
    rhythm: str = ""
    next_review: date | None = None
    note: str = ""
    sources: tuple[str, ...] = ()
    visibility: Visibility = Visibility.SHARED
    explanation: str = ""


@transaction.atomic
def add_agreement(data: AgreementData, *, by: By, origin: Origin | None = None) -> Agreement:
    """Write a new form of cooperation; `origin` is set by what loads documented or made-up rows, never by a person.

    Raises Forbidden outside the person's areas, FieldRefused for what can't stand, a property owner without consent
    among it.
    """
    origin = origin or registers.origin_of_new()
    _allow_where(data.where, by)
    row = Agreement(public_id=next_number(Agreement, LETTERS, origin), origin=origin)
    explained = _write(row, data, by=by, before=None)
    _log("add-agreement", row, {"visibility": row.visibility, "explanation": explained}, by=by)
    return row


@transaction.atomic
def change_agreement(agreement: Agreement, version: int, data: AgreementData, *, by: By) -> Agreement:
    """Change a form of cooperation as it was seen at `version`; raises Refused where somebody has changed it since."""
    row = registers.locked(agreement, version, by=by)
    _allow_row(row, by)
    _allow_where(data.where, by)
    explained = _write(row, data, by=by, before=row.visibility)
    _log("change-agreement", row, {"visibility": row.visibility, "explanation": explained}, by=by)
    return row


@transaction.atomic
def end_agreement(agreement: Agreement, version: int, ended: date, precision: Precision, *, by: By) -> Agreement:
    """Say when it ended, as exactly as that is known; it stays in the register, with no further review."""
    row = registers.locked(agreement, version, by=by)
    _allow_row(row, by)
    registers.check_level(row.visibility, by=by, before=row.visibility)
    _set_spell(row, Spell(row.starts_on, Precision(row.starts_precision), ended, precision))
    _set_review(row, None)
    registers.stamp(row, by=by)
    row.save()
    _log("end-agreement", row, {"fields": ["tid"], "ends": f"{ended.isoformat()} ({precision.label})"}, by=by)
    return row


@transaction.atomic
def withdraw_agreement(agreement: Agreement, version: int, reason: str, *, by: By) -> Agreement:
    """Take a form of cooperation that should not have stood there out of the register, with why."""
    _allow_row(agreement, by)
    return registers.take_out(agreement, version, reason, action="withdraw-agreement", by=by)


def may_change(row: Agreement, actor: Actor) -> bool:
    """Tell whether the person may change it as things stand. Costs a query where it concerns a scene."""
    place = _place(row)
    is_theirs = can(actor, Permission.EDIT_FOLLOW_UP, place) and reads(actor, row.visibility, place)
    is_open = row.visibility != Visibility.PUBLIC or can(actor, Permission.RUN_FOLLOW_UP)
    return is_theirs and is_open and not is_kept(row) and row.withdrawn_at is None


def _place(row: Agreement) -> Located:
    return place_of(row.scene) if row.scene else row


def _allow_where(where: Where, by: By) -> None:
    """Refuse what lies outside the person's areas: at the field where they chose it, so that they can choose again."""
    registers.allow(by, Permission.EDIT_FOLLOW_UP)
    if isinstance(by, Actor) and not can(by, Permission.EDIT_FOLLOW_UP, where.place):
        raise FieldRefused(NOT_HERE, "scene")


def _allow_row(row: Agreement, by: By) -> None:
    place = _place(row)
    if not isinstance(by, Actor):
        return
    if not can(by, Permission.EDIT_FOLLOW_UP, place) or not reads(by, row.visibility, place):
        raise Forbidden(NOT_HERE)


def _write(row: Agreement, data: AgreementData, *, by: By, before: str | None) -> str:
    registers.check_level(data.visibility, by=by, before=before)
    texts = {"title": data.title, "rhythm": data.rhythm, "note": data.note}
    for name, words in registers.checked_texts(texts, LONGEST, {"title": "Skriv en rubrik."}).items():
        setattr(row, name, words)
    row.goals = registers.checked_lines("goals", data.goals, LONGEST_GOAL)
    row.sources = registers.checked_lines("sources", data.sources, registers.LONGEST_SOURCE)
    registers.check_sources(data.visibility, row.sources)
    parties = _checked_parties(data.parties)
    everything = {**texts, "goals": "\n".join(row.goals), "sources": "\n".join(row.sources)}
    everything["parties"] = "\n".join(party.name for party in parties)
    explained = checked_explanation(everything, data.explanation)
    check_no_owners({**texts, "goals": everything["goals"]})
    _set_where(row, data.where)
    row.kind, row.visibility = data.kind, data.visibility
    _set_spell(row, data.spell)
    _set_review(row, data.next_review)
    registers.stamp(row, by=by)
    row.save()
    row.parties.all().delete()
    AgreementParty.objects.bulk_create(
        AgreementParty(
            agreement=row, name=party.name, is_property_owner=party.is_property_owner, has_agreed=party.has_agreed
        )
        for party in parties
    )
    return explained


def _set_where(row: Agreement, where: Where) -> None:
    row.scene, row.municipality = where.scene, where.municipality
    row.city_district, row.police_area = where.city_district, where.police_area
    if where.scene is not None:
        registers.check_scenes(row.origin, (where.scene,), field="scene")
        place = place_of(where.scene)
        row.municipality_id, row.city_district_id = place.municipality_id, place.city_district_id
        row.police_area_id = place.police_area_id


def _set_spell(row: Agreement, spell: Spell) -> None:
    if spell.ends_on is not None and spell.ends_on < spell.starts_on:
        raise FieldRefused(
            "Slutet ligger före början. Är det samma år eller månad, skriv slutet lika noga som början.", "ends_year"
        )
    row.starts_on, row.starts_precision = spell.starts_on, spell.starts_precision.value
    row.ends_on = spell.ends_on
    row.ends_precision = spell.ends_precision.value if spell.ends_precision else ""


def _set_review(row: Agreement, day: date | None) -> None:
    """Set the next review; another day is another review, which is reminded of anew."""
    if row.next_review != day:
        row.reminded_on = None
    row.next_review = day


def _checked_parties(parties: Iterable[Party]) -> list[Party]:
    """Return the parties with something in their names; each once, and no property owner that has not agreed."""
    found: dict[str, Party] = {}
    for party in parties:
        field = "owners" if party.is_property_owner else "parties"
        name = " ".join(registers.checked_texts({field: party.name}, {field: LONGEST_PARTY}, {})[field].split())
        if not name:
            continue
        if party.is_property_owner and not party.has_agreed:
            raise FieldRefused(NO_CONSENT, "owners_agreed")
        if not party.is_property_owner and _names_property(name):
            raise FieldRefused(f"”{name}” ser ut att äga fastigheter. Skriv den bland fastighetsägarna.", field)
        if swedish.search_key(name) in found:
            raise FieldRefused(f"{name} står två gånger. Ta bort den ena.", field)
        found[swedish.search_key(name)] = Party(name, party.is_property_owner, party.has_agreed)
    if len(found) > MOST_LINES:
        raise Refused(f"Skriv högst {MOST_LINES} parter.")
    return list(found.values())


def _names_property(name: str) -> bool:
    return any(warning.kind == "en fastighet" for warning in warnings_about(name))


def _log(action: str, row: Agreement, details: Mapping[str, object], *, by: By) -> None:
    told = {key: value for key, value in details.items() if value}
    if row.visibility == Visibility.POLICE_ONLY:  # the administrator reads the log, and not the police's part
        told = {key: value for key, value in told.items() if key in ("fields", "visibility")}
    audit.record(by=by, action=action, subject=row.public_id, details=told)
