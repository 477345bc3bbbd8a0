"""An edition's news as sentences, in the language in force: how many, since when, where, what closed, area, goal.

Each function answers one question, with an empty string where the edition cannot tell. What is counted in made-up
rows begins with the word for example. No place is ranked: lists are in Swedish order.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kartlaggning.choices import AreaKind, Change, LineageKind
from kartlaggning.exports.words.edition_words import judged_period, open_count
from kartlaggning.exports.words.writing import hectares, listed, number, percent
from kartlaggning.selectors.editions.atlas import Atlas, Edition, Figure, LineageNote
from kartlaggning.selectors.editions.compare import Comparison, compare
from kartlaggning.selectors.editions.statistics import GOAL_LAST_YEAR, is_complete, totals

GOAL_FIRST_YEAR = 2022  # the goal came with the cooperation, which the sources date to 2022
FIGURE_LABELS = {
    "scenes": gettext_lazy("Öppna drogscener i länet"),
    "municipalities": gettext_lazy("Kommuner med öppen drogscen"),
    "city_districts": gettext_lazy("Stadsdelsområden med öppen drogscen"),
    "police_areas": gettext_lazy("Lokalpolisområden med öppen drogscen"),
    "closed_since_previous": gettext_lazy("Upphörda sedan kartläggningen före"),
    "new_since_previous": gettext_lazy("Nya sedan kartläggningen före"),
    "surveyed_jointly": gettext_lazy("Kartlagda av polis och kommun tillsammans"),
}
CAME = (Change.NEW, Change.REOPENED)
AREA_FIGURES = {
    AreaKind.MUNICIPALITY: "municipalities",
    AreaKind.CITY_DISTRICT: "city_districts",
    AreaKind.POLICE_AREA: "police_areas",
}


def summary(atlas: Atlas, edition: Edition) -> tuple[str, ...]:
    """Return the edition's news, one sentence or two on each thing that is known."""
    said = (
        f"{counted(atlas, edition)} {difference(atlas, edition)}".rstrip(),
        where(atlas, edition),
        closed(atlas, edition),
        came(atlas, edition),
        followed(atlas, edition),
        grown_and_shrunk(atlas, edition),
        area(atlas, edition),
        joint_work(atlas, edition),
        goal(atlas, edition),
    )
    return tuple(sentence for sentence in said if sentence)


def counted(atlas: Atlas, edition: Edition) -> str:
    """Return how many open drug scenes the round found."""
    count = open_count(atlas, edition)
    text = ngettext(
        "Kartläggningen %(year)s räknar %(count)s öppen drogscen i Stockholms län.",
        "Kartläggningen %(year)s räknar %(count)s öppna drogscener i Stockholms län.",
        count,
    ) % {"year": edition.year, "count": number(count)}
    return _unless_published(atlas, edition, "scenes", text)


def year_before(atlas: Atlas, edition: Edition) -> int | None:
    """Return the nearest earlier year with a known total for the county, or None."""
    return max(known_totals(atlas, edition), default=None)


def difference(atlas: Atlas, edition: Edition) -> str:
    """Return the difference to the nearest earlier year with a known total, and which years lack one."""
    before = year_before(atlas, edition)
    if before is None:
        return ""
    change = open_count(atlas, edition) - known_totals(atlas, edition)[before]
    values = {"count": number(abs(change)), "year": before}
    if change < 0:
        text = ngettext("Det är %(count)s färre än %(year)s.", "Det är %(count)s färre än %(year)s.", -change)
    elif change > 0:
        text = ngettext("Det är %(count)s fler än %(year)s.", "Det är %(count)s fler än %(year)s.", change)
    else:
        text = _("Det är lika många som %(year)s.")
    return f"{text % values} {_between(before, edition.year)}".rstrip()


def _between(before: int, year: int) -> str:
    missing = [str(lacking) for lacking in range(before + 1, year)]
    if not missing:
        return ""
    return _("För %(years)s är inget resultat känt.") % {"years": listed(missing)}


def known_totals(atlas: Atlas, edition: Edition) -> dict[int, int]:
    """Return the county's totals of the years before the edition's: as published, else as counted."""
    totals_by_year = {earlier.year: len(earlier.open_scenes) for earlier in atlas.editions}
    totals_by_year |= {figure.year: int(figure.value) for figure in atlas.figures_of("scenes")}
    return {year: count for year, count in totals_by_year.items() if year < edition.year}


def areas_with_scenes(atlas: Atlas, edition: Edition, kind: AreaKind) -> int | None:
    """Return in how many areas of a kind there is an open scene: as published, else counted where that is a fact."""
    published = atlas.figure(edition.year, AREA_FIGURES[kind])
    if published:
        return int(published.value)
    if edition.is_demonstration or not is_complete(atlas, edition):
        return None
    found = totals(edition.scenes)
    counts = {
        AreaKind.MUNICIPALITY: found.municipality_count,
        AreaKind.CITY_DISTRICT: found.city_district_count,
        AreaKind.POLICE_AREA: found.police_area_count,
    }
    return counts[kind] or None


def where(atlas: Atlas, edition: Edition) -> str:
    """Return in how many municipalities, city districts and police areas the open scenes lie."""
    municipalities, districts, police = (areas_with_scenes(atlas, edition, kind) for kind in AreaKind)
    parts = []
    if municipalities:
        of_all = len(atlas.areas_of(AreaKind.MUNICIPALITY))
        text = ngettext("%(count)s av länets %(all)s kommuner", "%(count)s av länets %(all)s kommuner", municipalities)
        parts.append(text % {"count": municipalities, "all": of_all})
    if districts:
        text = ngettext(
            "%(count)s av Stockholms stadsdelsområden", "%(count)s av Stockholms stadsdelsområden", districts
        )
        parts.append(text % {"count": districts})
    if police:
        text = ngettext("%(count)s lokalpolisområde", "%(count)s lokalpolisområden", police)
        parts.append(text % {"count": police})
    return _("De finns i %(areas)s.") % {"areas": listed(parts)} if parts else ""


def closed_count(atlas: Atlas, edition: Edition) -> int | None:
    """Return how many scenes closed in the round: as published, else as listed; None where that is not known."""
    published = atlas.figure(edition.year, "closed_since_previous")
    if published:
        return int(published.value)
    if edition.closures or _is_known_since(atlas, edition):
        return len(edition.closures)
    return None


def closed(atlas: Atlas, edition: Edition) -> str:
    """Return how many scenes closed, and during which period where that is stated."""
    count = closed_count(atlas, edition)
    if count is None:
        return ""
    period, before = judged_period(edition), year_before(atlas, edition)
    values = {"count": number(count), "period": period, "year": before}
    if not count:
        return _unless_published(atlas, edition, "closed_since_previous", _("Ingen plats har upphört."))
    if period:
        text = ngettext(
            "%(count)s plats upphörde under %(period)s.", "%(count)s platser upphörde under %(period)s.", count
        )
    elif before:
        text = ngettext(
            "%(count)s plats har upphört sedan %(year)s.", "%(count)s platser har upphört sedan %(year)s.", count
        )
    else:
        text = ngettext("%(count)s plats har upphört.", "%(count)s platser har upphört.", count)
    return _unless_published(atlas, edition, "closed_since_previous", text % values)


def came(atlas: Atlas, edition: Edition) -> str:
    """Return how many scenes are new, that none is, and how many are open again."""
    published = atlas.figure(edition.year, "new_since_previous")
    new = int(published.value) if published else _counted_change(atlas, edition, Change.NEW)
    if new is None:
        return ""
    text = ngettext("%(count)s plats är ny.", "%(count)s platser är nya.", new) % {"count": number(new)}
    sentences = [_unless_published(atlas, edition, "new_since_previous", text if new else _("Ingen plats är ny."))]
    again = _counted_change(atlas, edition, Change.REOPENED)
    if again:
        text = ngettext("%(count)s plats är åter öppen.", "%(count)s platser är åter öppna.", again)
        sentences.append(marked(edition, text % {"count": number(again)}))
    return " ".join(sentences)


def _counted_change(atlas: Atlas, edition: Edition, change: Change) -> int | None:
    if not _is_known_since(atlas, edition):
        return None
    return sum(row.change is change for row in edition.scenes)


def _is_known_since(atlas: Atlas, edition: Edition) -> bool:
    """Tell whether the rows of the edition and of the one before are all there are."""
    before = atlas.edition_before(edition)
    return before is not None and is_complete(atlas, before) and is_complete(atlas, edition)


def since_before(atlas: Atlas, edition: Edition) -> Comparison | None:
    """Return the difference to the edition before; None for the first one."""
    before = atlas.edition_before(edition)
    return compare(atlas, before.year, edition.year) if before else None


def followed(atlas: Atlas, edition: Edition) -> str:
    """Return how many scenes were merged and split since the edition before."""
    compared = since_before(atlas, edition)
    if compared is None:
        return ""
    merged = _events(LineageKind.MERGED, compared.merges)
    split = _events(LineageKind.SPLIT, compared.splits)
    text = " ".join(sentence for sentence in (merged, split) if sentence)
    return marked(edition, text) if text else ""


def _events(kind: LineageKind, notes: tuple[LineageNote, ...]) -> str:
    if not notes:
        return ""
    before = len({ref.public_id for note in notes for ref in note.from_scenes})
    values = {"before": before, "after": len({ref.public_id for note in notes for ref in note.to_scenes})}
    if kind is LineageKind.MERGED:
        return _("%(before)s platser har slagits ihop till %(after)s.") % values
    text = ngettext(
        "%(before)s plats har delats i %(after)s.", "%(before)s platser har delats i sammanlagt %(after)s.", before
    )
    return text % values


def grown_and_shrunk(atlas: Atlas, edition: Edition) -> str:
    """Return how many scenes are larger and smaller than in the edition before, of those whose areas are known."""
    compared = since_before(atlas, edition)
    if compared is None:
        return ""
    known = [pair for pair in compared.kept if pair.area_change_percent is not None]
    grown, shrunk, same = len(compared.grown), len(compared.shrunk), len(known)
    if not grown + shrunk + same:
        return ""
    text = _(
        "Av de platser vars yta är känd båda gångerna är %(grown)s större, %(shrunk)s mindre och %(same)s i stort "
        "sett oförändrade."
    )
    return marked(edition, text % {"grown": grown, "shrunk": shrunk, "same": same})


def area(atlas: Atlas, edition: Edition) -> str:
    """Return the open scenes' area together, for how many it is known, and the same of the edition before."""
    now = totals(edition.scenes)
    if not now.measured_count:
        return ""
    values = {"area": hectares(now.area_m2), "known": now.measured_count, "total": now.open_count}
    sentences = [_("Den sammanlagda ytan är %(area)s. Den är känd för %(known)s av %(total)s öppna platser.") % values]
    before = atlas.edition_before(edition)
    then = totals(before.scenes) if before else None
    if before and then and then.measured_count:
        values = {"area": hectares(then.area_m2), "known": then.measured_count, "year": before.year}
        sentences.append(_("%(year)s var den %(area)s, för %(known)s platser.") % values)
    return marked(edition, " ".join(sentences))


def joint_work(atlas: Atlas, edition: Edition) -> str:
    """Return which share of the surveys police and municipality made together."""
    published = atlas.figure(edition.year, "surveyed_jointly")
    if published:
        share = percent(published.value)
        return _("%(share)s av kartläggningarna gjordes av polis och kommun tillsammans.") % {"share": share}
    if edition.joint_surveys is None or not edition.joint_surveys_of:
        return ""
    values = {"count": edition.joint_surveys, "total": edition.joint_surveys_of}
    text = _("%(count)s av %(total)s kartläggningar av öppna platser gjordes av polis och kommun tillsammans.")
    return marked(edition, text % values)


def goal(atlas: Atlas, edition: Edition) -> str:
    """Return the goal and how the round stands against it; empty before there was a goal and after its last year."""
    if not GOAL_FIRST_YEAR <= edition.year <= GOAL_LAST_YEAR:
        return ""
    aim = _("Målet är att antalet ska minska varje år till %(year)s.") % {"year": GOAL_LAST_YEAR}
    then = known_totals(atlas, edition).get(edition.year - 1)
    if then is None:
        verdict = _("Om målet nåddes går inte att bedöma: inget resultat är känt för %(year)s.")
    elif open_count(atlas, edition) < then:
        verdict = _("Mot %(year)s har det minskat.")
    else:
        verdict = _("Mot %(year)s har det inte minskat.")
    return f"{aim} {_unless_published(atlas, edition, 'scenes', verdict % {'year': edition.year - 1})}"


def marked(edition: Edition, sentence: str) -> str:
    """Return a sentence that is counted in the rows; in a demonstration it says that it is an example."""
    return _("Exempel: %(sentence)s") % {"sentence": sentence} if edition.is_demonstration else sentence


def _unless_published(atlas: Atlas, edition: Edition, key: str, sentence: str) -> str:
    """Return the sentence, marked as an example where the number in it is counted and not published."""
    return sentence if atlas.figure(edition.year, key) else marked(edition, sentence)


def figures_behind(atlas: Atlas, edition: Edition) -> tuple[Figure, ...]:
    """Return the published figures of the round that stand for the whole county, in the order of the text."""
    found = (atlas.figure(edition.year, key) for key in FIGURE_LABELS)
    return tuple(figure for figure in found if figure)


def figure_value(figure: Figure) -> str:
    """Return a published figure with its unit, as it stands in a table."""
    return percent(figure.value) if figure.unit == "procent" else number(figure.value)


def sources(atlas: Atlas, edition: Edition) -> tuple[str, ...]:
    """Return the sources of the edition and of its published figures, each once."""
    named = "; ".join([*(figure.source for figure in figures_behind(atlas, edition)), *edition.sources])
    return tuple(dict.fromkeys(source for source in named.split("; ") if source))
