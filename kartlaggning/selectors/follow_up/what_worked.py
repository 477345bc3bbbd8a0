"""What has been done on places of a kind, and what became of them after that: a search across the county's scenes."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kartlaggning import swedish
from kartlaggning.choices import AreaKind, Visibility
from kartlaggning.exports.words.writing import hectares
from kartlaggning.followup.outcomes import WORDS, Outcome, outcome, since
from kartlaggning.followup.values import ContactNote, FollowUp, MeasureNote, StudyNote
from kartlaggning.permissions import Actor
from kartlaggning.selectors.editions.atlas import Atlas, SceneRow
from kartlaggning.selectors.follow_up.place_answers import PlaceAnswers, place_answers
from kartlaggning.selectors.follow_up.reader import follow_up_for


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked for: keys of a kind of place and of measure, an outcome, a municipality, and words; or empty."""

    place_kind: str = ""
    measure_kind: str = ""
    outcome: str = ""
    municipality: str = ""
    words: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether everything is asked for."""
        return not any((self.place_kind, self.measure_kind, self.outcome, self.municipality, self.words))


@dataclass(frozen=True, slots=True)
class RoundNote:
    """What one published round found, in words."""

    year: int
    words: str


@dataclass(frozen=True, slots=True)
class WorkedScene:
    """A scene where something is done that the reader may know of, and what the published rounds found after that.

    `place_kinds` are empty where the survey may not be read. `from_year` is the round that the outcome starts from.
    """

    row: SceneRow
    place_kinds: tuple[str, ...]
    place_words: str
    measures: tuple[MeasureNote, ...]
    from_year: int
    outcome: Outcome
    rounds: tuple[RoundNote, ...]
    contacts: tuple[ContactNote, ...]
    studies: tuple[StudyNote, ...]

    @property
    def outcome_words(self) -> str:
        """Return the outcome in words."""
        return WORDS[self.outcome]

    @property
    def is_example(self) -> bool:
        """Tell whether the scene, and so all that is said of it, is made up."""
        return self.row.is_example


@dataclass(frozen=True, slots=True)
class WhatWorked:
    """All scenes with measures that one person may know of, by name; `studies` are those that they may read."""

    scenes: tuple[WorkedScene, ...]
    studies: tuple[StudyNote, ...]
    place_kinds: tuple[tuple[str, str], ...]
    measure_kinds: tuple[tuple[str, str], ...]
    municipalities: tuple[tuple[str, str], ...]

    def found(self, search: Search) -> tuple[WorkedScene, ...]:
        """Return the scenes that the search finds."""
        return tuple(scene for scene in self.scenes if _answers(scene, search))

    def fitting(self, search: Search) -> tuple[StudyNote, ...]:
        """Return the studies of the kind of place and the kind of measure that are asked for; all where none is."""
        return tuple(
            study
            for study in self.studies
            if search.place_kind in ("", *study.place_kinds) and search.measure_kind in ("", *study.measure_kinds)
        )


def what_worked(actor: Actor, atlas: Atlas, *, levels: Collection[Visibility] = tuple(Visibility)) -> WhatWorked:
    """Return what the actor may know of: published scenes with a measure in their sight, and kinds of place, of
    these levels.

    Costs a fixed number of queries.
    """
    follow_up, places = follow_up_for(actor), place_answers(actor, levels)
    measures: dict[str, list[MeasureNote]] = {}
    for note in follow_up.measures:
        if note.visibility in levels:
            measures.setdefault(note.public_id, []).append(note)
    known = [public_id for public_id in measures if public_id in atlas.history]
    scenes = [_scene(atlas, public_id, measures[public_id], follow_up, places) for public_id in known]
    notes = [note for public_id in known for note in measures[public_id]]
    return WhatWorked(
        tuple(sorted(scenes, key=lambda scene: swedish.sort_key(scene.row.name))),
        follow_up.studies,
        _sorted(places.words.items()),
        _sorted((note.kind, note.kind_name) for note in notes),
        _sorted((scene.row.municipality.slug, scene.row.municipality.name) for scene in scenes),
    )


def _sorted(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(set(pairs), key=lambda pair: swedish.sort_key(pair[1])))


def _scene(
    atlas: Atlas, public_id: str, measures: Sequence[MeasureNote], follow_up: FollowUp, places: PlaceAnswers
) -> WorkedScene:
    history = atlas.history[public_id]
    row = history[-1]
    referred = {edition.year: edition.reference_date for edition in atlas.editions}
    from_year = since(history, _first_day(measures), referred)
    kinds = places.of(row.public_id)
    return WorkedScene(
        row=row,
        place_kinds=kinds,
        place_words=places.in_words(row.public_id),
        measures=tuple(measures),
        from_year=from_year,
        outcome=outcome(history, from_year),
        rounds=tuple(_round(found) for found in history),
        contacts=tuple(note for note in follow_up.contacts if _is_of(note, row)),
        studies=tuple(_fitting(follow_up.studies, row.public_id, kinds, measures)),
    )


def _first_day(measures: Sequence[MeasureNote]) -> date:
    return min(note.spell.starts_on for note in measures)


def _round(found: SceneRow) -> RoundNote:
    words = [str(found.change.label) if found.change.value != "unknown" else str(found.status.label)]
    if found.area_m2 is not None:
        words.append(hectares(found.area_m2))
    return RoundNote(found.year, ", ".join(words))


def _is_of(note: ContactNote, row: SceneRow) -> bool:
    """Tell whether a contact is that of the scene's municipality, or of its district there."""
    here = {(area.kind, area.slug) for area in (row.municipality, row.city_district) if area is not None}
    return any((area.kind, area.slug) in here for area in note.areas if area.kind is not AreaKind.POLICE_AREA)


def _fitting(
    studies: Iterable[StudyNote], public_id: str, kinds: Sequence[str], measures: Sequence[MeasureNote]
) -> Iterator[StudyNote]:
    """Yield the studies of the scene itself, and those of a measure used here that name no other kind of place."""
    done = {note.kind for note in measures}
    for study in studies:
        is_of_place = not study.place_kinds or not kinds or bool(set(kinds) & set(study.place_kinds))
        if public_id in study.public_ids or (done & set(study.measure_kinds) and is_of_place):
            yield study


def _answers(scene: WorkedScene, search: Search) -> bool:
    return (
        search.place_kind in ("", *scene.place_kinds)
        and search.measure_kind in ("", *(note.kind for note in scene.measures))
        and search.outcome in ("", scene.outcome.value)
        and search.municipality in ("", scene.row.municipality.slug)
        and all(word in _text(scene) for word in swedish.search_key(search.words).split())
    )


def _text(scene: WorkedScene) -> str:
    """Return all that free words are looked for in: nothing that the reader is not shown."""
    row = scene.row
    parts = [row.name, *row.former_names, *(area.name for area in row.areas), scene.place_words]
    for note in scene.measures:
        parts += [note.kind_name, note.title, note.actor, note.covers, note.aim, note.note]
    return swedish.search_key(" ".join(parts))
