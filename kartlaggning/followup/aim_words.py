"""The aims in words, in the language that is in force: what is aimed at, the figures, the verdict and the caveats."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlaggning.choices import CrimeGroup
from kartlaggning.exports.words.writing import hectares, number, percent
from kartlaggning.followup.aims import Aim, AimKey
from kartlaggning.followup.goal import GOAL_LAST_YEAR, GoalYear
from kartlaggning.followup.indicators import CrimePair, CrimeSum, Indicator, IndicatorKind, Reading
from kartlaggning.followup.verdict_words import verdict_sentence

EMPTY = "–"
UNBROKEN_DASH = "\N{WORD JOINER}–\N{WORD JOINER}"  # an interval stays on one line in a narrow table


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A line of a small table: what it is, the figure before and the newest; either may be a dash."""

    label: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """An indicator as it is shown, or several of which the same is said. `before_year` is None for one year alone."""

    label: str
    lines: tuple[FigureLine, ...]
    year: int | None
    before_year: int | None
    verdict: str
    notes: tuple[str, ...]
    references: tuple[str, ...]
    sources: tuple[str, ...]
    is_example: bool


@dataclass(frozen=True, slots=True)
class AimWords:
    """An aim as it is shown. `nothing` says why there is no indicator; else it is empty.

    `caveats` stand beside the figures and hold for all of them.
    """

    key: AimKey
    title: str
    aim: str
    indicators: tuple[IndicatorWords, ...]
    caveats: tuple[str, ...]
    nothing: str
    said: str
    goal: tuple[GoalYear, ...]


@dataclass(frozen=True, slots=True)
class AimTile:
    """An aim in words, with the page of what it is made of: its address, and the words of the link."""

    words: AimWords
    address: str
    link: str


def words_of(aim: Aim) -> AimWords:
    """Return an aim in words."""
    title, text = _titles()[aim.key]
    return AimWords(
        aim.key,
        title,
        text,
        tuple(_together(_indicator(indicator) for indicator in aim.indicators)),
        tuple(dict.fromkeys(text for indicator in aim.indicators for text in _caveats(indicator))),
        "" if aim.indicators else _nothing(aim),
        _said(aim),
        aim.goal,
    )


def _titles() -> dict[AimKey, tuple[str, str]]:
    return {
        AimKey.NUMBER: (
            _("Färre platser"),
            _("Antalet öppna drogscener ska minska varje år fram till %(year)s.") % {"year": GOAL_LAST_YEAR},
        ),
        AimKey.AREA: (_("Mindre yta"), _("Platserna ska minska inte bara i antal utan också till ytan.")),
        AimKey.VIOLENCE: (_("Mindre våld"), _("De anmälda våldsbrotten på platserna ska bli färre.")),
        AimKey.DETECTION: (_("Fler upptäckta brott"), _("Upptäcktsbrotten på platserna ska bli fler.")),
        AimKey.SAFETY: (_("Tryggare"), _("Fler som bor, besöker och arbetar vid platserna ska känna sig trygga.")),
        AimKey.YOUNG: (
            _("Unga upptäcks tidigt"),
            _("Unga som riskerar missbruk och kriminalitet ska upptäckas tidigt."),
        ),
        AimKey.COOPERATION: (_("Samverkan som håller"), _("De som arbetar med platserna ska samverka långsiktigt.")),
    }


def _nothing(aim: Aim) -> str:
    if aim.has_no_indicator:
        return _("Ingen indikator. Ingen källa säger hur målet kan mätas, och därför står det ingen siffra här.")
    if aim.key is AimKey.AREA:
        return _("Ingen siffra: platsernas gränser är inte publicerade, så ytan går inte att räkna.")
    if aim.key is AimKey.COOPERATION:
        return _("Ingen uppgift om samverkan finns här ännu.")
    return _("Inga siffror finns här ännu.")


def _said(aim: Aim) -> str:
    if aim.said is None:
        return ""
    return _("%(source)s säger att ytan minskade i kartläggningen %(year)s, men anger ingen siffra.") % {
        "source": aim.said.said_smaller_by,
        "year": aim.said.year,
    }


def _together(shown: Iterable[IndicatorWords]) -> Iterator[IndicatorWords]:
    """Yield the indicators, those with the same heading, years, verdict and source as one."""
    alike: dict[IndicatorWords, list[FigureLine]] = {}
    for words in shown:
        alike.setdefault(replace(words, lines=()), []).extend(words.lines)
    for words, lines in alike.items():
        yield replace(words, lines=tuple(lines))


def _indicator(indicator: Indicator) -> IndicatorWords:
    readings = [reading for reading in (indicator.now, indicator.before) if reading is not None]
    return IndicatorWords(
        label=_label(indicator),
        lines=tuple(_lines(indicator)),
        year=indicator.now.year if indicator.now else None,
        before_year=indicator.before.year if indicator.before else None,
        verdict=verdict_sentence(indicator),
        notes=tuple(_notes(indicator)),
        references=tuple(dict.fromkeys(reading.reference for reading in readings if reading.reference)),
        sources=tuple(dict.fromkeys(reading.source for reading in readings if reading.source)),
        is_example=indicator.is_example,
    )


def _label(indicator: Indicator) -> str:
    if indicator.kind is IndicatorKind.CRIMES and indicator.crimes is not None:
        crimes = indicator.crimes
        shown = crimes.scenes if _is_mostly_hidden(crimes) else crimes.scenes - crimes.hidden
        return ngettext("%(name)s på %(count)s plats", "%(name)s på %(count)s platser", shown) % {
            "name": indicator.name,
            "count": number(shown),
        }
    return {
        IndicatorKind.SCENES: _("Öppna drogscener i länet"),
        IndicatorKind.AREA: _("Platsernas sammanlagda yta"),
        IndicatorKind.UNSAFE: _("De som känner sig otrygga"),
        IndicatorKind.JOINT: _("Kartläggningar som polisen har gjort tillsammans med kommunen"),
    }.get(indicator.kind, _("Samverkan som pågår"))


def _lives(band: tuple[int, int | None] | None) -> str:
    if band is None:
        return _("I hela länet")
    start, end = band
    if end is None:
        return _("Minst %(from)s meter från en öppen drogscen") % {"from": number(start)}
    if start == 0:
        return _("Inom %(to)s meter från en öppen drogscen") % {"to": number(end)}
    return _("%(from)s–%(to)s meter från en öppen drogscen") % {"from": number(start), "to": number(end)}


def _lines(indicator: Indicator) -> Iterator[FigureLine]:
    if indicator.now is None:
        return
    if indicator.crimes is not None:
        yield from _crime_lines(indicator.crimes)
        return
    label = {
        IndicatorKind.SCENES: _("Antal"),
        IndicatorKind.AREA: _("Yta"),
        IndicatorKind.UNSAFE: _lives(indicator.band),
        IndicatorKind.LASTING: _("Antal"),
    }.get(indicator.kind, _("Andel"))
    yield FigureLine(label, _value(indicator.kind, indicator.before), _value(indicator.kind, indicator.now))


def _value(kind: IndicatorKind, reading: Reading | None) -> str:
    if reading is None:
        return EMPTY
    if kind is IndicatorKind.AREA:
        return hectares(reading.value)
    if kind not in (IndicatorKind.UNSAFE, IndicatorKind.JOINT):
        return number(reading.value)
    if reading.low is None or reading.high is None:
        return percent(reading.value)
    return f"{percent(reading.value)} ({number(reading.low)}{UNBROKEN_DASH}{number(reading.high)})"


def _is_mostly_hidden(crimes: CrimePair) -> bool:
    """Tell whether the sum of what is left would only show how large the numbers are that may be shown."""
    return crimes.hidden * 2 > crimes.scenes


def _crime_lines(crimes: CrimePair) -> Iterator[FigureLine]:
    if _is_mostly_hidden(crimes):
        return
    before, now = crimes.before, crimes.now
    yield FigureLine(_("Anmälda brott"), _count(before), _count(now))
    yield FigureLine(_("Yta enligt årets gränser"), _area(before), _area(now))
    yield FigureLine(_("Per hektar"), _rate(before.per_ha if before else None), _rate(now.per_ha if now else None))
    if any(found is not None and found.constant_per_ha is not None for found in (before, now)):
        yield FigureLine(_("Brott på samma gränser båda åren"), _constant(before), _constant(now))
        yield FigureLine(
            _("Per hektar på samma gränser"),
            _rate(before.constant_per_ha if before else None),
            _rate(now.constant_per_ha if now else None),
        )


def _count(found: CrimeSum | None) -> str:
    return EMPTY if found is None else number(found.count)


def _constant(found: CrimeSum | None) -> str:
    return EMPTY if found is None or found.constant_count is None else number(found.constant_count)


def _area(found: CrimeSum | None) -> str:
    return EMPTY if found is None or found.outline_m2 is None else hectares(found.outline_m2)


def _rate(per_ha: float | None) -> str:
    return EMPTY if per_ha is None else number(per_ha, 1)


def _notes(indicator: Indicator) -> Iterator[str]:
    """Yield what is to be said of one indicator's own figures."""
    if indicator.crimes is not None:
        yield from _crime_notes(indicator.crimes)
        return
    values = {"known": number(indicator.known or 0), "total": number(indicator.total or 0)}
    if indicator.kind is IndicatorKind.LASTING and indicator.total:
        yield _("Av %(total)s som pågick för ett år sedan pågår %(known)s.") % values
    if indicator.kind is IndicatorKind.AREA:
        yield _("Ytan är räknad på de platser vars gräns är känd: %(known)s av %(total)s.") % values


def _crime_notes(crimes: CrimePair) -> Iterator[str]:
    if _is_mostly_hidden(crimes):
        yield _("Talen är för små för att visas på %(hidden)s av %(scenes)s platser, så ingen summa står här.") % {
            "hidden": number(crimes.hidden),
            "scenes": number(crimes.scenes),
        }
        return
    if crimes.hidden:
        yield ngettext(
            "%(count)s plats till har siffror men är inte med: talet är litet och visas inte.",
            "%(count)s platser till har siffror men är inte med: talen är små och visas inte.",
            crimes.hidden,
        ) % {"count": number(crimes.hidden)}
    now, before = crimes.now, crimes.before
    if now and before and now.per_ha and before.per_ha and now.count <= before.count and now.per_ha > before.per_ha:
        yield _("Brotten blev inte fler, men gränserna krympte: därför steg antalet per hektar.")


def _caveats(indicator: Indicator) -> Iterator[str]:
    """Yield what must always be said beside figures of the kind."""
    if indicator.crimes is not None:
        if indicator.crimes.group is CrimeGroup.DETECTION:
            yield _(
                "Färre upptäcktsbrott betyder oftast att någon har letat mindre, inte att brotten har blivit färre. "
                "Därför jämförs platser aldrig med varandra efter dem."
            )
        yield _("Gäller bara platser som har siffror. Små skillnader mellan två år kan bero på slumpen.")
    elif indicator.kind is IndicatorKind.SCENES:
        yield _("Antalet mäter vad kartläggningarna har bedömt, inte hur mycket narkotika som säljs.")
    elif indicator.kind is IndicatorKind.UNSAFE:
        yield _("Siffrorna beskriver dem som svarade på en enkät i länet. De säger inget om en viss plats.")
        if indicator.now is not None and indicator.now.low is not None:
            yield _("Inom parentes står felmarginalen: där ligger andelen med 95 procents säkerhet.")
    elif indicator.kind is IndicatorKind.LASTING:
        yield _("Gäller det som står i registret. Allt står inte där, och det kan ha ändrats efter källans datum.")
