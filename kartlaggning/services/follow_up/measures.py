"""The register of measures: adding, changing, ending, making public and taking out, each with the version seen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kartlaggning.choices import Origin, Precision, Visibility
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.followup.values import Spell
from kartlaggning.models import Measure, MeasureKind, Scene
from kartlaggning.permissions import Actor, Permission, can, reads, reads_police_only
from kartlaggning.selectors.scenes import place_of
from kartlaggning.services import audit
from kartlaggning.services.account_rules import FieldRefused
from kartlaggning.services.audit import By
from kartlaggning.services.follow_up import registers
from kartlaggning.services.follow_up.numbers import next_number
from kartlaggning.services.follow_up.texts import check_no_owners, checked_explanation
from kartlaggning.services.scenes import origin_of
from kartlaggning.services.words import free_text

LONGEST = {"title": 160, "actor": 160, "covers": 300, "aim": 400, "note": 2000, "sources": 1000, "reason": 400}
REQUIRED = {"title": "Skriv en rubrik.", "actor": "Skriv vem som gör det."}
# What the log calls the fields; it tells which of them were changed and never what stands in them.
FIELDS: Mapping[str, str] = {
    "kind": "slag",
    "title": "rubrik",
    "actor": "vem som gör det",
    "covers": "omfattar",
    "aim": "syfte",
    "note": "anmärkning",
    "sources": "källor",
    "spell": "tid",
    "visibility": "vem som får läsa",
    "is_findable": "får hittas av andra kommuner",
}
NOT_HERE = "Du får inte ändra insatser på den här platsen."
GUARDED = (
    "Uppgifter av det här slaget är Polisens. Bara den som läser Polisens uppgifter gör dem offentliga eller låter "
    "andra kommuner hitta dem."
)
REAL_PLACE = (
    "I demonstrationen står bara dokumenterade uppgifter på verkliga platser, och de ändras inte. "
    "Välj en plats som är märkt exempel."
)


@dataclass(frozen=True, slots=True)
class MeasureData:
    """What is written of a measure. `kind` is its key; `sources` are lines; `explanation` answers the text check."""

    kind: str
    title: str
    actor: str
    spell: Spell
    covers: str = ""
    aim: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    visibility: Visibility = Visibility.SHARED
    is_findable: bool = False
    explanation: str = ""


@transaction.atomic
def add_measure(scene: Scene, data: MeasureData, *, by: Actor) -> Measure:
    """Add a measure; raises Forbidden outside the actor's areas, FieldRefused or Refused for what can't stand."""
    _allow(scene, by)
    return record_measure(scene, data, origin=origin_of(scene), by=by)


@transaction.atomic
def record_measure(scene: Scene, data: MeasureData, *, origin: Origin, by: By) -> Measure:
    """Write a measure that a person adds or a source tells of."""
    number = next_number(Measure, "I", origin)
    measure = Measure(public_id=number, scene=scene, origin=origin, visibility=Visibility.SHARED)
    fields, explanation = _write(measure, data, by=by)
    measure.save()
    _log("add-measure", measure, {"fields": fields, "explanation": explanation}, by=by)
    return measure


@transaction.atomic
def change_measure(measure: Measure, data: MeasureData, *, version: int, by: Actor) -> Measure:
    """Change a measure. One that is public and is changed by somebody who may not publish is shared again."""
    row = _locked(measure, version, by)
    fields, explanation = _write(row, data, by=by)
    if fields:
        _save(row, by)
        _log("change-measure", row, {"fields": fields, "explanation": explanation}, by=by)
    return row


@transaction.atomic
def end_measure(measure: Measure, ends_on: date, precision: Precision, *, version: int, by: Actor) -> Measure:
    """Say when a measure ended; all else stays as it is. A coordinator's act where it is public."""
    row = _locked(measure, version, by)
    registers.check_level(row.visibility, by=by)
    _set_spell(row, Spell(row.starts_on, Precision(row.starts_precision), ends_on, precision))
    _save(row, by)
    _log("end-measure", row, {"fields": [FIELDS["spell"]], "ends": f"{ends_on.isoformat()} ({precision.label})"}, by=by)
    return row


@transaction.atomic
def set_public(measure: Measure, is_public: bool, *, version: int, by: Actor) -> Measure:
    """Make a measure public from the next edition on, or shared again. A coordinator's act.

    Of a guarded kind, only by one who reads the police's part too.
    """
    if not can(by, Permission.RUN_FOLLOW_UP):
        raise Forbidden("Bara en samordnare gör insatser offentliga.")
    row = _locked(measure, version, by)
    if (row.visibility == Visibility.PUBLIC) == is_public:
        raise Refused("Det är redan gjort.")
    if is_public and not row.sources:
        raise Refused("Skriv en källa först. Det som är offentligt ska gå att kontrollera.")
    if is_public and row.visibility == Visibility.POLICE_ONLY and not reads_police_only(by):
        raise Forbidden
    if is_public and row.kind.is_guarded and not reads_police_only(by):
        raise Refused(GUARDED)
    row.visibility = Visibility.PUBLIC if is_public else Visibility.SHARED
    _save(row, by)
    _log("publish-measure" if is_public else "take-back-measure", row, {}, by=by)
    return row


@transaction.atomic
def withdraw_measure(measure: Measure, reason: str, *, version: int, by: Actor) -> Measure:
    """Take a measure out of the register, with the reason. The row stays; the next edition does not have it.

    A coordinator's act where it is public.
    """
    row = _locked(measure, version, by)
    registers.check_level(row.visibility, by=by)
    words = free_text(reason, required="Skriv varför insatsen tas bort.", longest=LONGEST["reason"])
    checked_explanation({"reason": words}, "")
    row.withdrawn_at, row.withdrawn_reason = timezone.now(), words
    _save(row, by)
    _log("withdraw-measure", row, {}, by=by)
    return row


def may_edit(measure: Measure, actor: Actor) -> bool:
    """Tell whether the actor may change the measure as things stand: read it, in their areas, and not documented
    where everything else is made up."""
    place = place_of(measure.scene)
    is_kept = settings.DEMONSTRATION and measure.origin == Origin.DOCUMENTED
    is_theirs = can(actor, Permission.EDIT_FOLLOW_UP, place) and reads(actor, measure.visibility, place)
    return is_theirs and not is_kept and measure.withdrawn_at is None


def may_close(measure: Measure, actor: Actor) -> bool:
    """Tell whether the actor may end the measure and take it out: what is public, a coordinator alone."""
    is_open = measure.visibility != Visibility.PUBLIC or can(actor, Permission.RUN_FOLLOW_UP)
    return is_open and may_edit(measure, actor)


def may_publish(measure: Measure, actor: Actor) -> bool:
    """Tell whether the actor may make it public: a coordinator, of a guarded kind one who reads the police's part."""
    is_theirs = not measure.kind.is_guarded or reads_police_only(actor)
    return is_theirs and can(actor, Permission.RUN_FOLLOW_UP) and may_edit(measure, actor)


def kinds_for(actor: Actor) -> list[MeasureKind]:
    """Return the kinds that the actor may choose, in the list's order: guarded ones for who reads the police's part."""
    rows = MeasureKind.objects.filter(is_active=True).order_by("position", "pk")
    return [row for row in rows if not row.is_guarded or reads_police_only(actor)]


def _allow(scene: Scene, by: Actor) -> None:
    if not can(by, Permission.EDIT_FOLLOW_UP, place_of(scene)):
        raise Forbidden(NOT_HERE)
    if settings.DEMONSTRATION and not scene.is_example:
        raise Refused(REAL_PLACE)


def _locked(measure: Measure, version: int, by: Actor) -> Measure:
    """Return the row as it stands, for this transaction alone; raises Refused where somebody has changed it since."""
    row = Measure.objects.select_for_update().get(pk=measure.pk)
    place = place_of(row.scene)
    if not can(by, Permission.EDIT_FOLLOW_UP, place) or not reads(by, row.visibility, place):
        raise Forbidden(NOT_HERE)
    if settings.DEMONSTRATION and row.origin == Origin.DOCUMENTED:
        raise Refused(REAL_PLACE)
    if row.withdrawn_at is not None:
        raise Refused("Insatsen är borttagen ur registret och kan inte ändras.")
    if row.version != version:
        raise Refused(
            f"{row.changed_by} har ändrat insatsen sedan du öppnade den. Inget av ditt är sparat. "
            "Jämför med hur den ser ut nu, och spara igen om ditt ska gälla."
        )
    return row


def _write(measure: Measure, data: MeasureData, *, by: By) -> tuple[list[str], str]:
    """Put what is written into the row; returns what changed, as the log calls it, and what was explained."""
    before = dict(_values(measure)) if measure.pk else {}
    texts = {name: _text(name, getattr(data, name)) for name in ("title", "actor", "covers", "aim", "note")}
    sources = tuple(line for line in (source.strip() for source in data.sources) if line)
    joined = _text("sources", "\n".join(sources))
    explanation = checked_explanation({**texts, "sources": joined}, data.explanation)
    check_no_owners(texts, who="actor")
    for name, text in texts.items():
        setattr(measure, name, text)
    measure.sources = joined.split("\n") if joined else []
    kind = _kind(measure, data.kind, by)
    _set_spell(measure, data.spell)
    measure.visibility = _visibility(measure, kind, data.visibility, by)
    measure.kind = kind
    if data.is_findable and not measure.is_findable and kind.is_guarded and not _reads_all(by):
        raise FieldRefused(GUARDED, "is_findable")
    is_guarded = measure.visibility == Visibility.POLICE_ONLY
    if data.is_findable and is_guarded and data.visibility is Visibility.POLICE_ONLY:
        raise FieldRefused("Det som bara Polisen får läsa kan inte hittas av andra kommuner.", "is_findable")
    measure.is_findable = data.is_findable and not is_guarded
    if measure.visibility == Visibility.PUBLIC and not measure.sources:
        raise FieldRefused("Skriv en källa. Det som är offentligt ska gå att kontrollera.", "sources")
    measure.changed_by = str(by)[:120]
    return [FIELDS[name] for name, value in _values(measure) if before.get(name, "") != value], explanation


def _values(measure: Measure) -> Iterator[tuple[str, object]]:
    yield "kind", measure.kind_id
    for name in ("title", "actor", "covers", "aim", "note", "sources", "visibility"):
        yield name, getattr(measure, name) or ""
    yield "is_findable", measure.is_findable or ""
    ends = (measure.ends_on, measure.ends_precision)
    yield "spell", (measure.starts_on, measure.starts_precision, *ends)


def _text(name: str, text: str) -> str:
    try:
        return free_text(text, required=REQUIRED.get(name, ""), longest=LONGEST[name])
    except Refused as refusal:
        raise FieldRefused(str(refusal), name) from refusal


def _kind(measure: Measure, key: str, by: By) -> MeasureKind:
    """Return the kind by its key; a guarded one is chosen, or left for another, by who reads the police's part."""
    kind = MeasureKind.objects.filter(key=key).first()
    if kind is None or (not kind.is_active and kind.pk != measure.kind_id):
        raise FieldRefused("Välj ett slag i listan.", "kind")
    if kind.is_guarded and kind.pk != measure.kind_id and not _reads_all(by):
        raise FieldRefused(f"{kind.name} lägger Polisen själv in. Välj ett annat slag.", "kind")
    if measure.pk and measure.kind.is_guarded and kind.pk != measure.kind_id and not _reads_all(by):
        raise FieldRefused(f"Bara den som läser Polisens uppgifter byter slag från {measure.kind.name}.", "kind")
    return kind


def _visibility(measure: Measure, kind: MeasureKind, wanted: Visibility, by: By) -> Visibility:
    """Return the level the measure gets: what is the police's alone is set and lowered by who reads it, what is public
    by a coordinator; a kind that has become guarded brings its own level."""
    now = Visibility(measure.visibility)
    if measure.pk and kind.is_guarded and kind.pk != measure.kind_id:
        return Visibility.POLICE_ONLY
    if wanted is now and (wanted is not Visibility.PUBLIC or _publishes(by)):
        return now
    if Visibility.POLICE_ONLY in (wanted, now) and not _reads_all(by):
        raise FieldRefused("Bara den som läser Polisens uppgifter väljer ”endast Polisen”.", "visibility")
    if wanted is Visibility.PUBLIC and not _publishes(by):
        if now is Visibility.PUBLIC:
            return Visibility.SHARED
        raise FieldRefused("Bara en samordnare gör insatser offentliga.", "visibility")
    if wanted is Visibility.PUBLIC and kind.is_guarded and not _reads_all(by):
        raise FieldRefused(GUARDED, "visibility")
    return wanted


def _reads_all(by: By) -> bool:
    return not isinstance(by, Actor) or reads_police_only(by)


def _publishes(by: By) -> bool:
    return not isinstance(by, Actor) or can(by, Permission.RUN_FOLLOW_UP)


def _set_spell(measure: Measure, spell: Spell) -> None:
    if spell.ends_on is not None and spell.ends_on < spell.starts_on:
        raise FieldRefused(
            "Slutet ligger före början. Är det samma år eller månad, skriv slutet lika noga som början.", "ends_year"
        )
    measure.starts_on, measure.starts_precision = spell.starts_on, spell.starts_precision.value
    measure.ends_on = spell.ends_on
    measure.ends_precision = spell.ends_precision.value if spell.ends_on and spell.ends_precision else ""


def _save(measure: Measure, by: By) -> None:
    measure.version += 1
    measure.changed_by = str(by)[:120]
    measure.save()


def _log(action: str, measure: Measure, details: Mapping[str, object], *, by: By) -> None:
    told = {key: value for key, value in details.items() if value}
    if measure.visibility == Visibility.POLICE_ONLY:  # the administrator reads the log, and not the police's part
        told = {key: value for key, value in told.items() if key == "fields"}
    audit.record(by=by, action=action, subject=measure.public_id, details=told)
