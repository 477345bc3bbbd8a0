"""The overview of follow-up: the county against each aim by what the person may read, and what waits for them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from kartlaggning.followup.aim_words import AimTile, words_of
from kartlaggning.followup.aims import AimKey
from kartlaggning.followup.values import FollowUp
from kartlaggning.permissions import Actor
from kartlaggning.selectors.editions import Atlas, current_atlas
from kartlaggning.selectors.editions.aims import aims_of
from kartlaggning.selectors.follow_up.reader import follow_up_for
from kartlaggning.selectors.follow_up.waiting import Waiting, waiting_for
from kartlaggning.services.reading import note_counts

REGISTER = "registret"
SUBJECT = "uppföljningens översikt"  # what the log calls the page
# Where each aim's tile leads, and the words of the link.
LEADS: Mapping[AimKey, tuple[str, str]] = {
    AimKey.NUMBER: ("public:statistics", "Antalen år för år"),
    AimKey.AREA: ("public:change", "Hur platserna har ändrats"),
    AimKey.VIOLENCE: ("staff:figures", "Underlagen med siffror"),
    AimKey.DETECTION: ("staff:figures", "Underlagen med siffror"),
    AimKey.SAFETY: ("staff:figures", "Underlagen med siffror"),
    AimKey.YOUNG: ("staff:measures", "Insatserna på platserna"),
    AimKey.COOPERATION: ("staff:agreements", "Registret över samverkan"),
}


@dataclass(frozen=True, slots=True)
class AimsPage:
    """What the overview shows one person. `crime_scope` says which crimes the tiles count."""

    tiles: tuple[AimTile, ...]
    crime_scope: str
    waiting: Waiting


def aims_page(actor: Actor, today: date) -> AimsPage:
    """Return the overview of what the actor may read, as things stand today; reading counts not public is noted."""
    atlas = current_atlas()
    follow_up, scope = _readable(actor, atlas)
    aims = aims_of(atlas, follow_up, day=today, register=REGISTER)
    tiles = (AimTile(words_of(aim), reverse(LEADS[aim.key][0]), LEADS[aim.key][1]) for aim in aims)
    return AimsPage(tuple(tiles), scope, waiting_for(actor, today))


def _readable(actor: Actor, atlas: Atlas) -> tuple[FollowUp, str]:
    """Return what the actor may read: crimes as counted where they may, else as they are published, and which."""
    own = follow_up_for(actor)
    note_counts(SUBJECT, own.crimes, by=actor)
    if own.crimes:
        return own, "Brotten är räknade på de platser där du får läsa Polisens siffror. De kan vara opublicerade."
    if atlas.follow_up.crimes:
        published = replace(own, crimes=atlas.follow_up.crimes)
        return published, f"Brotten är de som är publicerade i {atlas.newest.title}. Små tal visas inte."
    return own, "Det finns inga brott att visa som du får läsa."
