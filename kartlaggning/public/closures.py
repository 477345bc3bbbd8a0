"""The closed lists: one per round, with the heading that names its period."""

from dataclasses import dataclass

from kartlaggning.choices import Status
from kartlaggning.exports.words import edition_words
from kartlaggning.public import words
from kartlaggning.selectors.editions import Atlas, Edition, SceneRow


@dataclass(frozen=True, slots=True)
class ClosureRound:
    """What closed in one round. `missing` says what is not known and may be empty."""

    edition: Edition
    heading: str
    missing: str
    caption: str
    rows: tuple[SceneRow, ...]


def closures_by_round(atlas: Atlas) -> tuple[ClosureRound, ...]:
    """Return the rounds in which at least one scene closed, newest first; rows in Swedish order of name."""
    return tuple(
        ClosureRound(
            edition=edition,
            heading=edition_words.closures_heading(atlas, edition),
            missing=edition_words.missing_sentence(atlas, edition, Status.CLOSED.value),
            caption=words.closed_sentence(edition.closures),
            rows=edition.closures,
        )
        for edition in reversed(atlas.editions)
        if edition.closures
    )
