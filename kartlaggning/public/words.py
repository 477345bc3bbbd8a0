"""Sentences built from figures, in the page's language: headlines, counts, periods and what is not known."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlaggning.choices import AreaKind, Change, Status
from kartlaggning.exports.words.edition_words import examples_sentence, publication
from kartlaggning.exports.words.writing import listed, long_date, number
from kartlaggning.public.forms import SceneQuery
from kartlaggning.selectors.editions import Edition, SceneRow

STALE_AFTER_MONTHS = 18


def list_sentence(query: SceneQuery, rows: tuple[SceneRow, ...]) -> str:
    """Return what a filtered list shows, `26 platser i Nacka, öppna i kartläggningen 2024.`, and what is made up."""
    return f"{_listed_rows(query, rows)} {examples_sentence(rows)}".rstrip()


def _listed_rows(query: SceneQuery, rows: tuple[SceneRow, ...]) -> str:
    count = ngettext("%(count)s plats", "%(count)s platser", len(rows)) % {"count": number(len(rows))}
    areas = [query.chosen_areas[kind].ref.name for kind in AreaKind if kind in query.chosen_areas]
    place = _(" i %(areas)s") % {"areas": listed(areas)} if areas else ""
    name = _(" vars namn innehåller ”%(text)s”") % {"text": query.values["q"]} if query.values["q"] else ""
    values = {"subject": count + place + name, "year": query.edition.year}
    if query.status_shown == Status.OPEN.value:
        return (
            ngettext(
                "%(subject)s, öppen i kartläggningen %(year)s.",
                "%(subject)s, öppna i kartläggningen %(year)s.",
                len(rows),
            )
            % values
        )
    if query.status_shown == Status.CLOSED.value:
        return (
            ngettext(
                "%(subject)s, upphörd i kartläggningen %(year)s.",
                "%(subject)s, upphörda i kartläggningen %(year)s.",
                len(rows),
            )
            % values
        )
    open_rows = sum(row.is_open for row in rows)
    counts = values | {"open": open_rows, "closed": len(rows) - open_rows}
    return _("%(subject)s i kartläggningen %(year)s: %(open)s öppna och %(closed)s upphörda.") % counts


def closed_sentence(rows: tuple[SceneRow, ...]) -> str:
    """Return how many places a closed list has, and how many of them are made up."""
    count = ngettext("%(count)s upphörd plats.", "%(count)s upphörda platser.", len(rows)) % {
        "count": number(len(rows))
    }
    return f"{count} {examples_sentence(rows)}".rstrip()


def status_words(row: SceneRow) -> str:
    """Return whether a scene is open and, where that says more, how it has changed: `öppen, mindre än 2023`."""
    if row.change is Change.GROWN:
        return _("öppen, större än %(year)s") % {"year": row.previous_year}
    if row.change is Change.SHRUNK:
        return _("öppen, mindre än %(year)s") % {"year": row.previous_year}
    if not row.is_open or row.change in (Change.KEPT, Change.UNKNOWN):
        return str(row.status.label)
    return f"{row.status.label}, {row.change.label}"


def edition_sentences(edition: Edition) -> str:
    """Return which edition is shown and when the survey was published; one with made-up rows is called what it is."""
    values = {"year": edition.year, "revision": edition.revision, "day": publication(edition)}
    if edition.is_demonstration:
        shown = _("Du ser exempelutgåva %(revision)s av kartläggning %(year)s.") % values
        published = _("Den verkliga kartläggningen publicerades %(day)s.") % values
    else:
        shown = _("Du ser kartläggning %(year)s, utgåva %(revision)s.") % values
        published = _("Publicerat: %(day)s.") % values
    return f"{shown} {published}" if values["day"] else shown


def sources_label(edition: Edition) -> str:
    """Return the words before the edition's sources, which tell nothing of made-up rows."""
    if not edition.is_demonstration:
        return _("Källor:")
    if all(row.is_example for row in edition.scenes):
        return _("Källor (för den verkliga kartläggningen):")
    return _("Källor (för de dokumenterade platserna):")


def stale_sentence(edition: Edition, today: date) -> str:
    """Return the sentence that says how old `edition`, the newest, is once it is over 18 months, else an empty string.

    Where the source gives no day of publication the round's reference date counts.
    """
    since = edition.published_on or edition.reference_date
    months = (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
    if months < STALE_AFTER_MONTHS or (months == STALE_AFTER_MONTHS and today.day == since.day):
        return ""
    return _(
        "Den senaste kartläggningen är från %(day)s, för %(months)s månader sedan. Läget kan ha ändrats sedan dess."
    ) % {
        "day": long_date(since),
        "months": months,
    }


def kind_label(kind: AreaKind, count: int) -> str:
    """Return the kind's name for one or several areas: `stadsdelsområde`, `stadsdelsområden`."""
    if kind is AreaKind.MUNICIPALITY:
        return ngettext("kommun", "kommuner", count)
    if kind is AreaKind.CITY_DISTRICT:
        return ngettext("stadsdelsområde", "stadsdelsområden", count)
    return ngettext("lokalpolisområde", "lokalpolisområden", count)
