"""Sentences built from figures, in the page's language: headlines, counts, periods and what is not known."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlaggning.choices import AreaKind, Change, Status
from kartlaggning.exports.periods import judged_days
from kartlaggning.public.forms import SceneQuery
from kartlaggning.selectors.editions import Area, Atlas, Edition, SceneRow
from kartlaggning.selectors.editions.statistics import is_complete, totals
from kartlaggning.templatetags.swedish import listed, long_date, number

STALE_AFTER_MONTHS = 18
CITY_WITH_DISTRICTS = "0180"  # SCB's code of Stockholm, the one municipality divided into city districts


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer in words. `source` is empty where the number is counted from the edition's own rows."""

    sentence: str
    source: str
    on_map: str


def headline(atlas: Atlas, edition: Edition) -> Headline:
    """Return how many open drug scenes the round found, against the result before, and how many the map can show."""
    published = atlas.figure(edition.year, "scenes")
    sentence = _open_in_municipalities(atlas, edition) + _against_before(atlas, edition) + "."
    return Headline(sentence, published.source if published else "", on_map(edition))


def open_count(atlas: Atlas, edition: Edition) -> int:
    """Return the published number of open scenes, or the number of rows where nothing is published."""
    published = atlas.figure(edition.year, "scenes")
    return int(published.value) if published else len(edition.open_scenes)


def _open_in_municipalities(atlas: Atlas, edition: Edition) -> str:
    count = open_count(atlas, edition)
    scenes = ngettext("%(count)s öppen drogscen", "%(count)s öppna drogscener", count) % {"count": number(count)}
    published = atlas.figure(edition.year, "municipalities")
    if published:
        municipalities = int(published.value)
    elif is_complete(atlas, edition) and not edition.is_demonstration:  # a number of made-up rows is no fact
        municipalities = totals(edition.scenes).municipality_count
    else:
        return _("%(scenes)s (kartläggning %(year)s)") % {"scenes": scenes, "year": edition.year}
    return ngettext(
        "%(scenes)s i %(count)s kommun (kartläggning %(year)s)",
        "%(scenes)s i %(count)s kommuner (kartläggning %(year)s)",
        municipalities,
    ) % {"scenes": scenes, "count": municipalities, "year": edition.year}


def _against_before(atlas: Atlas, edition: Edition) -> str:
    """Return `, 10 färre än 2023`: against the nearest earlier year with a known total, or nothing."""
    known = {earlier.year: len(earlier.open_scenes) for earlier in atlas.editions}
    known |= {figure.year: int(figure.value) for figure in atlas.figures_of("scenes")}
    before = max((year for year in known if year < edition.year), default=None)
    if before is None:
        return ""
    difference = open_count(atlas, edition) - known[before]
    values = {"count": abs(difference), "year": before}
    if difference < 0:
        return _(", %(count)s färre än %(year)s") % values
    if difference > 0:
        return _(", %(count)s fler än %(year)s") % values
    return _(", lika många som %(year)s") % values


def on_map(edition: Edition) -> str:
    """Return how many open scenes the map can show, and of what kind they are."""
    shown = [row for row in edition.open_scenes if row.outline is not None]
    examples = sum(row.is_example for row in shown)
    if examples:
        return _made_up_on_map(len(shown), examples)
    if not shown:
        return _("Ingen av dem kan visas på kartan.")
    if all(row.is_schematic for row in shown):
        return _("%(count)s av dem visas på kartan, med ungefärligt läge.") % {"count": len(shown)}
    return _("%(count)s av dem visas på kartan.") % {"count": len(shown)}


def _made_up_on_map(shown: int, examples: int) -> str:
    if shown == examples:
        return ngettext(
            "Kartan visar %(count)s plats. Den är ett påhittat exempel.",
            "Kartan visar %(count)s platser. Alla är påhittade exempel.",
            shown,
        ) % {"count": shown}
    documented = shown - examples
    kinds = [
        ngettext("%(count)s dokumenterad", "%(count)s dokumenterade", documented) % {"count": documented},
        ngettext("%(count)s påhittat exempel", "%(count)s påhittade exempel", examples) % {"count": examples},
    ]
    return _("Kartan visar %(count)s platser: %(kinds)s.") % {"count": shown, "kinds": listed(kinds)}


def missing_sentence(atlas: Atlas, edition: Edition, status: str = Status.OPEN.value) -> str:
    """Return that the rows are not all there are, by the published totals; an empty string where they are."""
    if status == Status.CLOSED.value:
        figure = atlas.figure(edition.year, "closed_since_previous")
        known, total = len(edition.closures), int(figure.value) if figure else 0
        text = ngettext(
            "Listan är inte fullständig: bara %(known)s av %(total)s upphörda platser är känd här.",
            "Listan är inte fullständig: bara %(known)s av %(total)s upphörda platser är kända här.",
            known,
        )
    else:
        known, total = len(edition.open_scenes), open_count(atlas, edition)
        text = ngettext(
            "Listan är inte fullständig: bara %(known)s av %(total)s öppna platser är känd här.",
            "Listan är inte fullständig: bara %(known)s av %(total)s öppna platser är kända här.",
            known,
        )
    return text % {"known": known, "total": total} if known < total else ""


def examples_sentence(rows: tuple[SceneRow, ...]) -> str:
    """Return how many of the rows are made up, as a sentence to put after their number; empty where none is."""
    examples = sum(row.is_example for row in rows)
    if not examples:
        return ""
    if examples == len(rows):
        return ngettext("Den är ett påhittat exempel.", "Alla är påhittade exempel.", examples)
    return ngettext("%(count)s av dem är ett påhittat exempel.", "%(count)s av dem är påhittade exempel.", examples) % {
        "count": examples
    }


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


def closures_heading(atlas: Atlas, edition: Edition) -> str:
    """Return the heading of a round's closed list, with the period that the round judged where it is known."""
    period = judged_period(edition)
    if period:
        return _("Upphörda under %(period)s (kartläggning %(year)s)") % {"period": period, "year": edition.year}
    before = atlas.edition_before(edition)
    if before is None:
        return _("Upphörda före kartläggningen %(year)s") % {"year": edition.year}
    return _("Upphörda mellan kartläggningarna %(before)s och %(year)s") % {"before": before.year, "year": edition.year}


def judged_period(edition: Edition) -> str:
    """Return the period that the round judged: `2023` for a whole year, else its days; empty where not known."""
    period = judged_days(edition)
    if period is None:
        return ""
    return str(period.whole_year or f"{long_date(period.first)}–{long_date(period.last)}")


def printed_municipality(row: SceneRow) -> str:
    """Return municipality and city district as the county's own list prints them: `Stockholms stad/Farsta`."""
    name = _("Stockholms stad") if row.municipality.code == CITY_WITH_DISTRICTS else row.municipality.name
    return f"{name}/{row.city_district.name}" if row.city_district else name


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


def publication(edition: Edition) -> str:
    """Return when the edition was published, as exactly as the source tells."""
    if edition.published_on is not None:
        return long_date(edition.published_on)
    return edition.published_text


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


def area_sentence(atlas: Atlas, area: Area, open_rows: tuple[SceneRow, ...], *, had_result: bool) -> str:
    """Return what the newest round says about an area, or why it says nothing."""
    edition = atlas.newest
    values = {"count": len(open_rows), "area": area.ref.name, "year": edition.year}
    if not had_result:
        if area.valid_from is not None and area.valid_from > edition.reference_date:
            return _("Området bildades efter kartläggningen %(year)s och har ännu inget resultat.") % values
        return _("Området fanns inte när kartläggningen %(year)s gjordes.") % values
    if not is_complete(atlas, edition):
        return _known_in_area(len(open_rows), area.ref.name, edition.year)
    if not open_rows and edition.is_demonstration:
        return _("Ingen öppen drogscen i %(area)s finns i kartläggningen %(year)s. Uppgiften är ett exempel.") % values
    if not open_rows:
        return _("Kartläggningen %(year)s fann ingen öppen drogscen i %(area)s.") % values
    text = ngettext(
        "Kartläggningen %(year)s fann %(count)s öppen drogscen i %(area)s.",
        "Kartläggningen %(year)s fann %(count)s öppna drogscener i %(area)s.",
        len(open_rows),
    )
    return f"{text % values} {examples_sentence(open_rows)}".rstrip()


def _known_in_area(count: int, area: str, year: int) -> str:
    """Say only what is known here: a round whose rows are not complete can't tell that an area has none."""
    values = {"count": count, "area": area, "year": year}
    if not count:
        return _("Ingen öppen drogscen i %(area)s är känd här för %(year)s.") % values
    text = ngettext(
        "%(count)s öppen drogscen i %(area)s är känd här för %(year)s.",
        "%(count)s öppna drogscener i %(area)s är kända här för %(year)s.",
        count,
    )
    return text % values
