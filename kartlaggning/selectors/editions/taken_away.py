"""What the removals in force take out of an edition's rows: one rule, for what is read and for what is rewritten."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kartlaggning.choices import Change, FollowUpKind, LineageKind, RemovalKind
from kartlaggning.models import Edition, EditionFollowUp, EditionScene, Erratum, Removal
from kartlaggning.removable import REMOVABLE

OUTLINE = "outline"
IN_PLACE_OF_A_NAME = "[…]"
_BY_AREA = (Change.KEPT, Change.GROWN, Change.SHRUNK)


@dataclass(frozen=True)
class TakenAway:
    """What is taken out of one edition, scenes by permanent id.

    `scenes` have no row in it, `unmentioned` stand in no other row or erratum, and of `fields` the row is emptied.
    `earlier_rows` and `earlier_areas` name the earlier rounds whose row, or area alone, nothing may be set against.
    `names` are what the unmentioned scenes are called in free text.
    """

    scenes: frozenset[str] = frozenset()
    unmentioned: frozenset[str] = frozenset()
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    earlier_rows: Mapping[str, frozenset[int]] = field(default_factory=dict)
    earlier_areas: Mapping[str, frozenset[int]] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def keeps(self, row: EditionScene) -> bool:
        """Tell whether a row stays, and clean one that does where it stands; nothing is saved."""
        if row.public_id in self.scenes:
            return False
        if self.unmentioned or self.fields or self.earlier_rows or self.earlier_areas:
            self.clean(row)
        return True

    def clean(self, row: EditionScene) -> bool:
        """Empty what is taken away of a row that stays, and tell whether anything changed; nothing is saved."""
        values = self._fields(row) | self._earlier(row)
        values["lineage"] = [note for note in map(self._lineage, row.lineage) if note is not None]
        values["note"] = self._without_names(values.get("note", row.note))
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        for name, value in changed.items():
            setattr(row, name, value)
        return bool(changed)

    def clean_erratum(self, erratum: Erratum) -> bool:
        """Take the unmentioned scenes out of an erratum, and tell whether anything changed; nothing is saved."""
        before = (erratum.scenes, erratum.what, erratum.why)
        erratum.scenes = [public_id for public_id in erratum.scenes if public_id not in self.unmentioned]
        erratum.what, erratum.why = self._without_names(erratum.what), self._without_names(erratum.why)
        return before != (erratum.scenes, erratum.what, erratum.why)

    def keeps_follow_up(self, row: EditionFollowUp) -> bool:
        """Tell whether a row of follow-up stays, and clean one that does where it stands; nothing is saved."""
        if row.public_id in self.scenes or row.public_id in self.unmentioned:
            return False
        self.clean_follow_up(row)
        return True

    def clean_follow_up(self, row: EditionFollowUp) -> bool:
        """Take unmentioned scenes and areas that are gone out of a row; tell whether it changed. Nothing is saved."""
        before = row.content
        if self.unmentioned:
            row.content = self._unmentioning(row.content)
        if row.kind == FollowUpKind.CRIME:
            row.content = {**row.content, **self._without_areas(row.public_id, row.content)}
        return bool(before != row.content)

    def _without_areas(self, public_id: str, crime: Mapping[str, Any]) -> dict[str, None]:
        """Return what is emptied of a count: the area of an outline that is gone, its own or in the constant one."""
        is_gone = OUTLINE in self.fields.get(public_id, ())
        years = self.earlier_areas.get(public_id, frozenset()) | self.earlier_rows.get(public_id, frozenset())
        emptied = ["outline_m2"] if is_gone or crime["outline_year"] in years else []
        if is_gone or years & set(crime["constant_years"]):
            emptied += ["constant_count", "constant_m2"]
        return dict.fromkeys(emptied)

    def _unmentioning(self, content: Any) -> Any:
        """Return nested JSON without the ids of the unmentioned scenes, and without their names in free text."""
        if isinstance(content, dict):
            return {key: self._unmentioning(value) for key, value in content.items()}
        if isinstance(content, list):
            kept = (part for part in content if not (isinstance(part, str) and part in self.unmentioned))
            return [self._unmentioning(part) for part in kept]
        return self._without_names(content) if isinstance(content, str) else content

    def _fields(self, row: EditionScene) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key in self.fields.get(row.public_id, ()):
            values |= REMOVABLE[key].emptied
            if key == OUTLINE and row.change in _BY_AREA:
                values["change"] = Change.UNKNOWN
        return values

    def _earlier(self, row: EditionScene) -> dict[str, Any]:
        values: dict[str, Any] = {}
        without_row = self.earlier_rows.get(row.public_id, frozenset())
        without_area = self.earlier_areas.get(row.public_id, frozenset()) | without_row
        if row.previous_year in without_area:
            values["previous_area_m2"] = None
            values |= {"change": Change.UNKNOWN} if row.change in _BY_AREA else {}
        if row.previous_year in without_row:
            values["previous_year"] = None
        if row.last_open_year in without_row:
            values["last_open_year"] = None
        return values

    def _lineage(self, note: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Return an event without the scenes that nothing may point to; None where it then says nothing."""
        kept = {
            side: [ref for ref in note[side] if ref["public_id"] not in self.unmentioned] for side in ("from", "to")
        }
        if all(len(kept[side]) == len(note[side]) for side in kept):
            return note
        fewest = {
            "from": 2 if note["kind"] == LineageKind.MERGED else 1,
            "to": 2 if note["kind"] == LineageKind.SPLIT else 1,
        }
        return {**note, **kept} if all(len(kept[side]) >= fewest[side] for side in kept) else None

    def _without_names(self, text: str) -> str:
        for name in self.names:
            text = text.replace(name, IN_PLACE_OF_A_NAME)
        return text


def taken_from(header: Edition, removals: Iterable[Removal], *, by_year: Collection[RemovalKind] = ()) -> TakenAway:
    """Return what the removals take out of one edition; they come with their editions prefetched.

    For kinds in `by_year` a removal from any edition of the same round holds, and what was removed of an earlier round
    is not set against: that is how an edition that is not published yet is made and read.
    """
    scenes, unmentioned = set[str](), set[str]()
    fields: defaultdict[str, set[str]] = defaultdict(set)
    earlier_rows: defaultdict[str, set[int]] = defaultdict(set)
    earlier_areas: defaultdict[str, set[int]] = defaultdict(set)
    for removal in removals:
        kind, whose, follows_year = RemovalKind(removal.kind), removal.public_id, removal.kind in by_year
        editions = removal.editions.all()
        holds = any(e.pk == header.pk or (follows_year and e.year == header.year) for e in editions)
        before = {e.year for e in editions if e.ref in header.based_on or (follows_year and e.year < header.year)}
        if kind is RemovalKind.SCENE:
            scenes |= {whose} if holds else set()
            unmentioned |= {whose} if holds or (follows_year and before) else set()
            earlier_rows[whose] |= before
        elif kind is RemovalKind.FIELD:
            fields[whose] |= {removal.field} if holds else set()
            earlier_areas[whose] |= before if removal.field == OUTLINE else set()
    return TakenAway(
        frozenset(scenes), frozenset(unmentioned), _filled(fields), _filled(earlier_rows), _filled(earlier_areas)
    )


def _filled(values: Mapping[str, set[Any]]) -> dict[str, frozenset[Any]]:
    return {key: frozenset(value) for key, value in values.items() if value}


def names_of(rows: Iterable[EditionScene]) -> tuple[str, ...]:
    """Return every name that the rows' scenes have or have had, the longest first."""
    names = {name for row in rows for name in (row.name, *row.former_names)}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))
