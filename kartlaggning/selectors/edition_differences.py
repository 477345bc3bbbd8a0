"""What an edition changes against the one before it: scenes added, removed and changed field by field, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kartlaggning import swedish
from kartlaggning.choices import UNPUBLISHED_STATES
from kartlaggning.followup.payload import KINDS
from kartlaggning.models import Edition as EditionTable
from kartlaggning.selectors.editions import AreaRef, Atlas, Edition, LineageNote, SceneRow, atlas_as_it_was
from kartlaggning.selectors.editions.statistics import totals

NOTHING = "inget"
M2_PER_HECTARE = 10_000


@dataclass(frozen=True, slots=True)
class Changed:
    """One detail with what it was and is, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedScene:
    """A scene that both editions have, with the details that differ."""

    public_id: str
    name: str
    is_example: bool
    fields: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs. `is_same_round` tells whether the one before is a revision of the same round; `counts` always
    holds all that is counted, the rest only what differs.
    """

    before_title: str
    is_same_round: bool
    counts: tuple[Changed, ...]
    header: tuple[Changed, ...]
    added: tuple[SceneRow, ...]
    removed: tuple[SceneRow, ...]
    changed: tuple[ChangedScene, ...]
    surroundings: tuple[Changed, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing differs but the edition's own name and time."""
        return not (self.header or self.added or self.removed or self.changed or self.surroundings)


def differences(edition: EditionTable) -> Differences | None:
    """Return what differs from the revision it replaces, for a round's first one from the round before it.

    None where there is nothing to compare with. A withdrawn edition is compared with what it replaced as well.
    """
    ref_before = edition.replaces or _last_revision(edition) or next(reversed(edition.based_on), "")
    if not ref_before:
        return None
    before, after = atlas_as_it_was(ref_before), atlas_as_it_was(edition.ref)
    return compare(before, after)


def _last_revision(edition: EditionTable) -> str:
    """Return the revision before it: after a withdrawal nothing was current, and it replaces none."""
    earlier = EditionTable.objects.filter(
        year=edition.year, is_demonstration=edition.is_demonstration, revision__lt=edition.revision
    ).exclude(state__in=UNPUBLISHED_STATES)
    return earlier.order_by("-revision").values_list("ref", flat=True).first() or ""


def compare(before_atlas: Atlas, after_atlas: Atlas) -> Differences:
    """Return what differs between the newest editions of two atlases."""
    before, after = before_atlas.newest, after_atlas.newest
    is_same_round = before.year == after.year
    fields = FIELDS if is_same_round else {label: FIELDS[label] for label in BETWEEN_ROUNDS}
    old = {row.public_id: row for row in before.scenes}
    new = {row.public_id: row for row in after.scenes}
    both = [(old[key], row) for key, row in new.items() if key in old]
    changed = [_changed_scene(*pair, fields) for pair in both]
    return Differences(
        before_title=f"{before.title} ({before.ref})",
        is_same_round=is_same_round,
        counts=_counts(before, after),
        header=_header(before, after) if is_same_round else (),
        added=tuple(row for key, row in new.items() if key not in old),
        removed=tuple(row for key, row in old.items() if key not in new),
        changed=tuple(scene for scene in changed if scene.fields),
        surroundings=_surroundings(before_atlas, after_atlas),
    )


def _changed_scene(before: SceneRow, after: SceneRow, fields: Mapping[str, Callable[[SceneRow], str]]) -> ChangedScene:
    found = [Changed(label, words(before) or NOTHING, words(after) or NOTHING) for label, words in fields.items()]
    differing = [change for change in found if change.before != change.after]
    if "Gräns" in fields and _outline_key(before) != _outline_key(after):
        differing = [change for change in differing if change.label != "Gräns"]
        differing.append(Changed("Gräns", _outline(before) or NOTHING, f"{_outline(after) or NOTHING} (ändrad)"))
    return ChangedScene(after.public_id, after.name, after.is_example, tuple(differing))


def _hectares(area_m2: float | None) -> str:
    return "" if area_m2 is None else f"{swedish.number(area_m2 / M2_PER_HECTARE, 2)} ha"


def _area(area: AreaRef | None) -> str:
    return area.name if area else ""


def _outline_key(row: SceneRow) -> tuple[bytes, bytes] | None:
    return (row.packed.wkb, row.packed.wgs84_json) if row.packed else None


def _outline(row: SceneRow) -> str:
    if row.outline is None:
        return ""
    corners = sum(len(part.exterior.coords) - 1 for part in row.outline.geoms)
    parts = len(row.outline.geoms)
    return f"{corners} hörn" + (f" i {parts} delar" if parts > 1 else "")


def _lineage(note: LineageNote) -> str:
    from_names = swedish.enumerate_words([ref.name for ref in note.from_scenes])
    to_names = swedish.enumerate_words([ref.name for ref in note.to_scenes])
    return f"{note.kind.label} {note.happened_on.isoformat()}: {from_names} → {to_names}"


FIELDS: Mapping[str, Callable[[SceneRow], str]] = {
    "Namn": lambda row: row.name,
    "Adressdel": lambda row: row.slug,
    "Tidigare namn": lambda row: ", ".join(row.former_names),
    "Tidigare adressdelar": lambda row: ", ".join(row.former_slugs),
    "Status": lambda row: str(row.status.label),
    "Förändring": lambda row: str(row.change.label),
    "Yta": lambda row: _hectares(row.area_m2),
    "Föregående yta": lambda row: _hectares(row.previous_area_m2),
    "Föregående kartläggning": lambda row: str(row.previous_year or ""),
    "Kommun": lambda row: _area(row.municipality),
    "Stadsdelsområde": lambda row: _area(row.city_district),
    "Lokalpolisområde": lambda row: _area(row.police_area),
    "Fler områden": lambda row: ", ".join(area.name for area in row.further_areas),
    "Gräns": _outline,
    "Gränsens ursprung": lambda row: str(row.provenance.label) if row.provenance else "",
    "Radens ursprung": lambda row: str(row.origin.label),
    "Senast öppen": lambda row: str(row.last_open_year or ""),
    "Källor": lambda row: "; ".join(row.sources),
    "Anmärkning": lambda row: row.note,
    "Samband": lambda row: "; ".join(_lineage(note) for note in row.lineage),
}
# What says something of a scene from one round to the next; the rest differs as a matter of course.
BETWEEN_ROUNDS = ("Namn", "Status", "Yta", "Kommun", "Stadsdelsområde", "Lokalpolisområde")


def _counts(before: Edition, after: Edition) -> tuple[Changed, ...]:
    was, now = totals(before.scenes), totals(after.scenes)
    rows: tuple[tuple[str, object, object], ...] = (
        ("Öppna platser", was.open_count, now.open_count),
        ("Upphörda i omgången", was.closed_count, now.closed_count),
        ("Kommuner med öppna platser", was.municipality_count, now.municipality_count),
        ("Lokalpolisområden med öppna platser", was.police_area_count, now.police_area_count),
        ("Sammanlagd yta", _measured(before), _measured(after)),
        ("Gjorda med kommunen", _joint(before), _joint(after)),
    )
    return tuple(Changed(label, str(old), str(new)) for label, old, new in rows)


def _measured(edition: Edition) -> str:
    counted = totals(edition.scenes)
    if not counted.measured_count:
        return "inte känd"
    return f"{_hectares(counted.area_m2)} ({counted.measured_count} platser)"


def _joint(edition: Edition) -> str:
    return "inte känt" if edition.joint_surveys is None else f"{edition.joint_surveys} av {edition.joint_surveys_of}"


def _header(before: Edition, after: Edition) -> tuple[Changed, ...]:
    rows = (
        ("Diarienummer", before.registration_number, after.registration_number),
        ("Publicerad", _published(before), _published(after)),
        ("Bedömer", _period(before), _period(after)),
        ("Referensdatum", before.reference_date.isoformat(), after.reference_date.isoformat()),
        ("Utgåvans källor", "; ".join(before.sources), "; ".join(after.sources)),
        ("Utgåvans anmärkning", before.note, after.note),
    )
    return tuple(Changed(label, old or NOTHING, new or NOTHING) for label, old, new in rows if old != new)


def _published(edition: Edition) -> str:
    return edition.published_on.isoformat() if edition.published_on else edition.published_text


def _period(edition: Edition) -> str:
    if edition.judged_from is None or edition.judged_to is None:
        return ""
    return f"{edition.judged_from.isoformat()} till {edition.judged_to.isoformat()}"


def _surroundings(before: Atlas, after: Atlas) -> tuple[Changed, ...]:
    """Return the areas, published figures and follow-up that differ: they are copied into every edition."""
    return (*_areas(before, after), *_figures(before, after), *_follow_up(before, after))


def _follow_up(before: Atlas, after: Atlas) -> list[Changed]:
    """Return by kind how many things follow the scenes up, where any of them differs."""
    found = []
    for kind, (_type, part) in KINDS.items():
        old, new = (_by_key(getattr(atlas.follow_up, part)) for atlas in (before, after))
        changed = sum(1 for key in old.keys() & new.keys() if old[key] != new[key])
        if changed or old.keys() != new.keys():
            words = f"{len(new)} ({changed} ändrade)" if changed else str(len(new))
            found.append(Changed(f"Uppföljning, {kind.label}", str(len(old)), words))
    return found


def _by_key(part: Any) -> dict[str, Any]:
    return {getattr(value, "key", ""): value for value in (part if isinstance(part, tuple) else (part,))}


def _areas(before: Atlas, after: Atlas) -> list[Changed]:
    old = {(area.ref.kind, area.ref.slug): area for area in before.areas}
    new = {(area.ref.kind, area.ref.slug): area for area in after.areas}
    found = []
    for key, area in {**old, **new}.items():
        if old.get(key) != new.get(key):
            words = [NOTHING if key not in areas else "finns" for areas in (old, new)]
            if key in old and key in new:
                words = ["som tidigare", "gräns eller uppgifter ändrade"]
            found.append(Changed(f"{area.ref.kind.label.capitalize()} {area.ref.name}", *words))
    return found


def _figures(before: Atlas, after: Atlas) -> list[Changed]:
    old = {(figure.year, figure.key): figure.value for figure in before.figures}
    new = {(figure.year, figure.key): figure.value for figure in after.figures}
    return [
        Changed(f"Publicerad uppgift {key} {year}", _figure(old.get((year, key))), _figure(new.get((year, key))))
        for year, key in sorted({*old, *new})
        if old.get((year, key)) != new.get((year, key))
    ]


def _figure(value: float | None) -> str:
    return NOTHING if value is None else swedish.number(value, 0 if value == int(value) else 1)
