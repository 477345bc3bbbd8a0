"""The answer in one paragraph, in the language in force: scenes, since when, what is done, closed and not known."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlaggning import swedish
from kartlaggning.choices import Change, Origin, Visibility
from kartlaggning.exports.answer.scope import Scope, open_since
from kartlaggning.exports.words.area_words import area_sentence
from kartlaggning.exports.words.edition_words import examples_among, examples_sentence, missing_sentence
from kartlaggning.exports.words.writing import listed, long_date
from kartlaggning.followup.values import MeasureNote
from kartlaggning.selectors.editions.atlas import SceneRow

MOST_NAMES = 5  # more make the paragraph a list; the table below has them all
BEGAN = (Change.NEW, Change.REOPENED, Change.MERGED, Change.SPLIT)


def opening(scope: Scope) -> str:
    """Return the paragraph that answers the question by itself."""
    said = (former(scope), _now(scope), _since(scope), _done(scope), _closed(scope), not_known(scope))
    return " ".join(sentence for sentence in said if sentence)


def former(scope: Scope) -> str:
    """Return that the area no longer exists and what came after it; empty for one that has no last day."""
    last = scope.area.valid_to
    if last is None:
        return ""
    sentence = _("%(area)s fanns som område till och med %(day)s.") % {"area": scope.name, "day": long_date(last)}
    if not scope.successors:
        return sentence
    after = _("Därefter hör platserna till %(areas)s.") % {
        "areas": listed([area.ref.name for area in scope.successors])
    }
    return f"{sentence} {after}"


def _now(scope: Scope) -> str:
    rows = scope.open_rows
    before = [area.ref.name for area in scope.predecessors]
    formed = _("Platserna hörde då till %(areas)s.") % {"areas": listed(before)} if before else ""
    sentence = area_sentence(scope.atlas, scope.area, rows, had_result=scope.existed)
    missing = missing_sentence(scope.atlas, scope.edition) if scope.existed else ""
    names = _("Här ligger %(names)s.") % {"names": named(rows)} if 0 < len(rows) <= MOST_NAMES else ""
    return " ".join(part for part in (sentence, formed, names, missing) if part)


def named(rows: tuple[SceneRow, ...]) -> str:
    """Return the scenes' names as a list in words, made-up ones marked."""
    return listed([name_of(row) for row in rows])


def name_of(row: SceneRow) -> str:
    """Return a scene's name; a made-up one says so."""
    return _("%(name)s (exempel)") % {"name": row.name} if row.is_example else row.name


def since_words(scope: Scope, row: SceneRow) -> str:
    """Return since which round a scene is open: `2024`, or `2021 eller tidigare` where it was not new then."""
    first = open_since(scope.atlas, row)
    year = str(first.year)
    return year if first.change in BEGAN else _("%(year)s eller tidigare") % {"year": year}


def _since(scope: Scope) -> str:
    rows = scope.open_rows
    if not rows:
        return ""
    counts = Counter(since_words(scope, row) for row in rows)
    if len(counts) == 1:
        text = ngettext("Den har funnits sedan %(year)s.", "Alla har funnits sedan %(year)s.", len(rows))
        return text % {"year": next(iter(counts))}
    parts = [_("%(count)s sedan %(year)s") % {"count": counts[year], "year": year} for year in sorted(counts)]
    return _("Så länge har de funnits: %(parts)s.") % {"parts": listed(parts)}


def _done(scope: Scope) -> str:
    measures = scope.of_scenes.measures
    if not measures:
        return _nothing_noted(scope)
    kinds = Counter(note.kind_name for note in measures)
    parts = [f"{kind.lower()} ({kinds[kind]})" for kind in sorted(kinds, key=swedish.sort_key)]
    text = ngettext(
        "%(count)s insats på platserna är antecknad: %(kinds)s.",
        "%(count)s insatser på platserna är antecknade: %(kinds)s.",
        len(measures),
    ) % {"count": len(measures), "kinds": listed(parts)}
    made_up = examples_among(sum(note.origin is Origin.EXAMPLE for note in measures), len(measures))
    return " ".join(part for part in (text, _going_on(measures), made_up) if part)


def _going_on(measures: tuple[MeasureNote, ...]) -> str:
    count = sum(note.spell.ends_on is None for note in measures)
    if len(measures) == 1:
        return _("Den pågår, så långt det är antecknat.") if count else _("Den är avslutad.")
    if not count:
        return _("Alla är avslutade.")
    text = ngettext(
        "%(count)s av dem pågår, så långt det är antecknat.",
        "%(count)s av dem pågår, så långt det är antecknat.",
        count,
    )
    return text % {"count": count}


def _nothing_noted(scope: Scope) -> str:
    if not scope.rows:
        return ""
    if scope.level is Visibility.PUBLIC:
        return _("Ingen insats på platserna är publicerad här. Det betyder inte att inget görs.")
    return _("Ingen insats på platserna är antecknad. Det betyder inte att inget görs.")


def _closed(scope: Scope) -> str:
    rows = scope.closed_rows
    if not rows:
        return ""
    if len(rows) > MOST_NAMES:
        years = Counter(row.year for row in rows)
        parts = [_("%(count)s i kartläggningen %(year)s") % {"count": years[year], "year": year} for year in years]
        text = _("%(count)s platser har upphört: %(parts)s.") % {"count": len(rows), "parts": listed(parts)}
        return f"{text} {examples_sentence(rows)}".rstrip()
    parts = [_("%(name)s (kartläggningen %(year)s)") % {"name": row.name, "year": row.year} for row in rows]
    return f"{_('Upphört har %(names)s.') % {'names': listed(parts)}} {examples_sentence(rows)}".rstrip()


def not_known(scope: Scope) -> str:
    """Return what the answer cannot tell, as a sentence."""
    return _("Inte känt här: %(things)s.") % {"things": listed(list(_unknown(scope)))}


def _unknown(scope: Scope) -> Iterator[str]:
    yield _("vad som har hänt efter kartläggningen %(year)s") % {"year": scope.edition.year}
    years = scope.atlas.years
    missing = [str(year) for year in range(years[0] + 1, years[-1]) if year not in years]
    if missing:
        yield _("resultatet för %(years)s") % {"years": listed(missing)}
    if scope.rows and not scope.of_scenes.crimes:
        yield _("antalet anmälda brott på platserna")
    yield _("hur trygga de som bor just här känner sig")
