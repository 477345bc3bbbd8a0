"""What the pages of cooperation and of studies show: the public registers, with scenes as the editions know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kartlaggning.choices import AgreementKind, Origin
from kartlaggning.followup.place_kinds import place_kind
from kartlaggning.followup.spells import Stage, spell_words, stage
from kartlaggning.followup.values import AgreementNote, StudyNote
from kartlaggning.selectors.editions import Atlas, SceneRow


@dataclass(frozen=True, slots=True)
class Cooperation:
    """One form of cooperation; `row` is the scene's newest, None where it is about areas. It stands without figures."""

    note: AgreementNote
    row: SceneRow | None
    stage: Stage
    next_review: date | None

    @property
    def is_example(self) -> bool:
        """Tell whether it is made up."""
        return self.note.origin is Origin.EXAMPLE

    @property
    def spell_words(self) -> str:
        """Return from when to when, in words."""
        return spell_words(self.note.spell)

    @property
    def has_ended(self) -> bool:
        """Tell whether it is over."""
        return self.stage is Stage.ENDED


@dataclass(frozen=True, slots=True)
class CooperationGroup:
    """The cooperation of one kind: what goes on first, then what is over."""

    kind: AgreementKind
    heading: str
    entries: tuple[Cooperation, ...]


@dataclass(frozen=True, slots=True)
class StudyEntry:
    """One study with its kinds in words and its scenes as the newest editions know them."""

    note: StudyNote
    rows: tuple[SceneRow, ...]

    @property
    def is_example(self) -> bool:
        """Tell whether it is made up."""
        return self.note.origin is Origin.EXAMPLE

    @property
    def place_kinds(self) -> tuple[str, ...]:
        """Return the kinds of place in words."""
        return tuple(place_kind(key) for key in self.note.place_kinds)


def cooperation_groups(atlas: Atlas, today: date) -> tuple[CooperationGroup, ...]:
    """Return what the public may read of cooperation, by kind; kinds without any are left out."""
    entries = [_cooperation(atlas, note, today) for note in atlas.follow_up.agreements]
    headings = {
        AgreementKind.AGREEMENT: _("Överenskommelser"),
        AgreementKind.FORUM: _("Samverkansforum"),
        AgreementKind.BRIEFING: _("Gemensamma utsättningar"),
    }
    groups = (
        CooperationGroup(kind, heading, tuple(_in_order(entry for entry in entries if entry.note.kind is kind)))
        for kind, heading in headings.items()
    )
    return tuple(group for group in groups if group.entries)


def study_entries(atlas: Atlas) -> tuple[StudyEntry, ...]:
    """Return the studies that the public may read, the newest first."""
    found = sorted(atlas.follow_up.studies, key=lambda note: (-note.year, note.key))
    return tuple(
        StudyEntry(
            note, tuple(atlas.history[public_id][-1] for public_id in note.public_ids if public_id in atlas.history)
        )
        for note in found
    )


def _cooperation(atlas: Atlas, note: AgreementNote, today: date) -> Cooperation:
    history = atlas.history.get(note.public_id, ())
    is_ahead = note.next_review is not None and note.next_review >= today
    return Cooperation(
        note=note,
        row=history[-1] if history else None,
        stage=stage(note.spell, today),
        next_review=note.next_review if is_ahead else None,
    )


def _in_order(entries: Iterable[Cooperation]) -> list[Cooperation]:
    return sorted(entries, key=lambda entry: (entry.has_ended, -entry.note.spell.starts_on.toordinal(), entry.note.key))
