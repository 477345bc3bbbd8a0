"""What is said of an edition, in the language in force: the same on pages, in the report and in the press text."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlaggning.choices import Status
from kartlaggning.exports.periods import judged_days
from kartlaggning.exports.words.writing import listed, long_date, number
from kartlaggning.selectors.editions.atlas import Atlas, Edition, SceneRow
from kartlaggning.selectors.editions.register import Registered
from kartlaggning.selectors.editions.statistics import is_complete, totals

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
    shown = [row for row in edition.open_scenes if row.has_outline]
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
    return examples_among(sum(row.is_example for row in rows), len(rows))


def examples_among(examples: int, count: int) -> str:
    """Return how many of so many are made up, as a sentence to put after their number; empty where none is."""
    if not examples:
        return ""
    if examples == count:
        return ngettext("Den är ett påhittat exempel.", "Alla är påhittade exempel.", examples)
    return ngettext("%(count)s av dem är ett påhittat exempel.", "%(count)s av dem är påhittade exempel.", examples) % {
        "count": examples
    }


def closures_heading(atlas: Atlas, edition: Edition) -> str:
    """Return the heading of a round's closed list, with the period that the round judged where it is known."""
    period = judged_period(edition)
    if period:
        return _("Upphörda under %(period)s (kartläggning %(year)s)") % {"period": period, "year": edition.year}
    before = atlas.edition_before(edition)
    if before is None:
        return _("Upphörda före kartläggningen %(year)s") % {"year": edition.year}
    return _("Upphörda mellan kartläggningarna %(before)s och %(year)s") % {"before": before.year, "year": edition.year}


def judged_period(edition: Edition | Registered) -> str:
    """Return the period that the round judged: `2023` for a whole year, else its days; empty where not known."""
    period = judged_days(edition)
    if period is None:
        return ""
    return str(period.whole_year or f"{long_date(period.first)}–{long_date(period.last)}")


def printed_municipality(row: SceneRow) -> str:
    """Return municipality and city district as the county's own list prints them: `Stockholms stad/Farsta`."""
    name = _("Stockholms stad") if row.municipality.code == CITY_WITH_DISTRICTS else row.municipality.name
    return f"{name}/{row.city_district.name}" if row.city_district else name


def publication(edition: Edition | Registered) -> str:
    """Return when the edition was published, as exactly as the source tells."""
    if edition.published_on is not None:
        return long_date(edition.published_on)
    return edition.published_text
