"""How a scene is kin to others, as sentences with links: what it came from, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kartlaggning.choices import LineageKind, Origin
from kartlaggning.selectors.editions import LineageNote, SceneRef, SceneRow


@dataclass(frozen=True, slots=True)
class Kinship:
    """One event of merging, splitting or reopening, as a sentence with links."""

    sentence: SafeString
    is_example: bool


def kinship(note: LineageNote, row: SceneRow) -> Kinship:
    """Return the event as seen from the scene of `row`."""
    sentences = {
        LineageKind.MERGED: _merged,
        LineageKind.SPLIT: _split,
        LineageKind.REOPENED: _reopened,
    }
    return Kinship(sentences[note.kind](note, row), note.origin is Origin.EXAMPLE)


def event(note: LineageNote) -> Kinship:
    """Return an event of merging or splitting as seen from outside, with the scenes before and after it."""
    values = {
        "year": note.happened_on.year,
        "before": _linked(note.from_scenes),
        "after": _linked(note.to_scenes),
    }
    if note.kind is LineageKind.MERGED:
        sentence = format_html(_("{before} slogs {year} ihop till {after}."), **values)
    else:
        sentence = format_html(_("{before} delades {year} i {after}."), **values)
    return Kinship(sentence, note.origin is Origin.EXAMPLE)


def _merged(note: LineageNote, row: SceneRow) -> SafeString:
    year = note.happened_on.year
    if _has(note.to_scenes, row):
        return format_html(_("Slogs {year} ihop av {scenes}."), year=year, scenes=_linked(note.from_scenes, row))
    others = _linked(_others(note.from_scenes, row), row)
    became = _linked(note.to_scenes, row)
    return format_html(_("Slogs {year} ihop med {others} till {scenes}."), year=year, others=others, scenes=became)


def _split(note: LineageNote, row: SceneRow) -> SafeString:
    year = note.happened_on.year
    if _has(note.from_scenes, row):
        return format_html(_("Delades {year} i {scenes}."), year=year, scenes=_linked(note.to_scenes, row))
    return format_html(_("Kom till {year} när {scenes} delades."), year=year, scenes=_linked(note.from_scenes, row))


def _reopened(note: LineageNote, row: SceneRow) -> SafeString:
    year = note.happened_on.year
    before = _others(note.from_scenes, row)
    if before:
        return format_html(_("Öppnade igen {year}, tidigare {scenes}."), year=year, scenes=_linked(before, row))
    return format_html(_("Blev en öppen drogscen igen {year}."), year=year)


def _has(refs: Iterable[SceneRef], row: SceneRow) -> bool:
    return any(ref.public_id == row.public_id for ref in refs)


def _others(refs: Iterable[SceneRef], row: SceneRow) -> tuple[SceneRef, ...]:
    return tuple(ref for ref in refs if ref.public_id != row.public_id)


def _linked(refs: Iterable[SceneRef], row: SceneRow | None = None) -> SafeString:
    """Return the scenes as links, listed as in a sentence; the page's own scene is named without a link."""
    links = [
        format_html("{}", ref.name)
        if row is not None and ref.public_id == row.public_id
        else format_html('<a href="{}">{}</a>', reverse("public:scene", args=[ref.slug]), ref.name)
        for ref in refs
    ]
    if len(links) < 2:
        return format_html_join("", "{}", ((link,) for link in links))
    first = format_html_join(", ", "{}", ((link,) for link in links[:-1]))
    return format_html("{} {} {}", first, _("och"), links[-1])
