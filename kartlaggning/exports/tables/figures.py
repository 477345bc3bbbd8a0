"""The tables of released figures: crimes scene by scene, safety by distance, attitudes to places."""

from collections.abc import Iterator
from dataclasses import dataclass

from kartlaggning.exports.columns import LIST_SEPARATOR
from kartlaggning.exports.tables.scope import TableScope
from kartlaggning.exports.tables.table import Field, Table, build, field, hectares, percent, square_metres
from kartlaggning.exports.words.about_scene import PAGE, WHERE, AboutScene, about_scenes, follow_up_of, import_fields
from kartlaggning.followup.intervals import Share, effective_size, safety_share
from kartlaggning.followup.rates import CrimeRate, rates
from kartlaggning.followup.values import AttitudeFigure, CrimeFigure, Limits, SafetyFigure

_TWO_DECIMALS = 2
YES, NO = "ja", "nej"


@dataclass(frozen=True)
class _Band:
    """A band of distance with the share that felt unsafe in it."""

    figure: SafetyFigure
    share: Share

    @property
    def effective(self) -> float | None:
        """Return how many unweighted answers the weighted ones are worth; None where they are not weighted."""
        figure = self.figure
        if figure.weight is None or figure.weight_squares is None:
            return None
        return effective_size(figure.weight, figure.weight_squares)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _TWO_DECIMALS)


CRIME_FIELDS: tuple[Field[AboutScene[CrimeRate]], ...] = (
    *WHERE,
    field("year", "År", "integer", "Kalenderåret som brotten gäller.", lambda about: about.value.figure.year),
    field(
        "category", "Kategorins nyckel", "text", "Brottskategorins nyckel.", lambda about: about.value.figure.category
    ),
    field(
        "category_name", "Kategori", "text", "Brottskategorins namn.", lambda about: about.value.figure.category_name
    ),
    field(
        "group",
        "Slag",
        "text",
        "våldsbrott, övriga brott eller upptäcktsbrott. Färre upptäcktsbrott är inte bättre: de anmäls för att någon "
        "har letat efter dem.",
        lambda about: str(about.value.figure.group.label),
    ),
    field(
        "count",
        "Antal",
        "integer",
        "Antal anmälda brott på årets gräns. Tomt där antalet inte visas.",
        lambda about: about.value.figure.count,
    ),
    field(
        "is_hidden",
        "Visas inte",
        "text",
        "ja där antalet är litet, eller dolt för att ett litet antal inte ska gå att räkna ut. Annars nej.",
        lambda about: YES if about.value.figure.is_hidden else NO,
    ),
    field(
        "outline_year",
        "Årets gräns",
        "integer",
        "Kartläggningen som bedömer året och vars gräns antalet gäller. Tomt där ingen gör det; då finns inget tal "
        "per hektar.",
        lambda about: about.value.figure.outline_year,
    ),
    field(
        "outline_m2",
        "Gränsens yta i m²",
        "integer",
        "Den gränsens yta i hela kvadratmeter.",
        lambda about: square_metres(about.value.figure.outline_m2),
    ),
    field(
        "outline_ha",
        "Gränsens yta i hektar",
        "number",
        "Samma yta i hektar, två decimaler.",
        lambda about: hectares(about.value.figure.outline_m2),
    ),
    field(
        "per_ha",
        "Per hektar",
        "number",
        "Antal per hektar på årets gräns, två decimaler. Kan stiga fast brotten blir färre, om gränsen krymper.",
        lambda about: _rounded(about.value.per_ha),
    ),
    field(
        "outline_change_percent",
        "Gränsens förändring i procent",
        "percent",
        "Gränsens yta mot närmast tidigare år med en gräns, i procent med en decimal. Minus betyder mindre.",
        lambda about: percent(about.value.outline_changed_percent),
    ),
    field(
        "constant_rounds",
        "Konstant gräns av",
        "text",
        "Kartläggningarna vars gränser tillsammans är den konstanta gränsen, åtskilda av semikolon.",
        lambda about: LIST_SEPARATOR.join(map(str, about.value.figure.constant_years)),
    ),
    field(
        "constant_count",
        "Antal på konstant gräns",
        "integer",
        "Antal anmälda brott på den konstanta gränsen, som är densamma alla år.",
        lambda about: about.value.figure.constant_count,
    ),
    field(
        "constant_is_hidden",
        "Visas inte på konstant gräns",
        "text",
        "ja där antalet på den konstanta gränsen finns men inte visas. Annars nej.",
        lambda about: YES if about.value.figure.is_constant_hidden else NO,
    ),
    field(
        "constant_m2",
        "Konstant yta i m²",
        "integer",
        "Den konstanta gränsens yta i hela kvadratmeter.",
        lambda about: square_metres(about.value.figure.constant_m2),
    ),
    field(
        "constant_ha",
        "Konstant yta i hektar",
        "number",
        "Samma yta i hektar, två decimaler.",
        lambda about: hectares(about.value.figure.constant_m2),
    ),
    field(
        "constant_per_ha",
        "Per hektar på konstant gräns",
        "number",
        "Antal per hektar på den konstanta gränsen, två decimaler.",
        lambda about: _rounded(about.value.constant_per_ha),
    ),
    field("note", "Anmärkning", "text", "Vad som måste sägas om talen, eller tomt.", lambda about: about.value.note),
    *import_fields(lambda rate: rate.figure.source),
    PAGE,
)


def crimes_table(scope: TableScope) -> Table:
    """Return the released counts with both rates, a row for each scene, category and year."""
    follow_up = follow_up_of(scope)
    note = (
        "Anmälda brott som har släppts med utgåvan. Antal, yta och antal per hektar hör ihop: läs dem tillsammans. "
        "Färre upptäcktsbrott är inte bättre. Platserna står i bokstavsordning. "
        f"Antal från 1 till {follow_up.limits.small_number - 1} visas inte."
    )
    reckoned = _reckoned(follow_up.crimes, follow_up.limits)
    items = about_scenes(scope, reckoned, lambda rate: rate.figure.public_id)
    return build("crimes", "Anmälda brott", scope.sentence(note), CRIME_FIELDS, items)


def _reckoned(figures: tuple[CrimeFigure, ...], limits: Limits) -> Iterator[CrimeRate]:
    """Yield the rates, one scene and category at a time: what a figure is held against is found among its own."""
    series: dict[tuple[str, str], list[CrimeFigure]] = {}
    for figure in sorted(figures, key=lambda one: (one.group.value, one.category, one.year, one.source.number)):
        series.setdefault((figure.public_id, figure.category), []).append(figure)
    for found in series.values():
        yield from rates(found, limits)


SAFETY_FIELDS: tuple[Field[AboutScene[_Band]], ...] = (
    field("year", "År", "integer", "Undersökningens år.", lambda about: about.value.figure.year),
    field(
        "from_m",
        "Från m",
        "integer",
        "Avstånd från bostaden till närmaste gräns, från och med så många meter. Tomt för hela länet.",
        lambda about: about.value.figure.from_m,
    ),
    field(
        "to_m",
        "Till m",
        "integer",
        "Till men inte med så många meter. Tomt för hela länet, och för alla längre bort.",
        lambda about: about.value.figure.to_m,
    ),
    field(
        "respondents_count",
        "Svarande",
        "integer",
        "Antal som svarade.",
        lambda about: about.value.share.respondents,
    ),
    field(
        "unsafe_percent",
        "Otrygga i procent",
        "percent",
        "Andel som känner sig otrygga, en decimal; viktad där svaren är viktade.",
        lambda about: percent(about.value.share.percent),
    ),
    field(
        "low_percent",
        "Minst i procent",
        "percent",
        "Undre gräns med 95 procents säkerhet (Wilson).",
        lambda about: percent(about.value.share.low),
    ),
    field(
        "high_percent",
        "Högst i procent",
        "percent",
        "Övre gräns med 95 procents säkerhet (Wilson).",
        lambda about: percent(about.value.share.high),
    ),
    field(
        "effective_count",
        "Effektivt antal svar",
        "number",
        "Hur många oviktade svar de viktade motsvarar (Kish), två decimaler. Tomt där svaren inte är viktade.",
        lambda about: _rounded(about.value.effective),
    ),
    *import_fields(lambda band: band.figure.source),
)


def safety_table(scope: TableScope) -> Table:
    """Return the released bands of distance with their intervals; the county's, whatever the area."""
    follow_up = follow_up_of(scope)
    note = (
        "Hela länet. Andelarna beskriver svarande i hela länet, inte en plats. "
        f"Grupper med färre än {follow_up.limits.smallest_group} svarande publiceras inte."
    )
    mark = " Rader märkta exempel är påhittade." if scope.edition.is_demonstration else ""
    ordered = sorted(
        follow_up.safety, key=lambda one: (one.year, one.source.number, one.from_m is None, one.from_m or 0)
    )
    bands = (AboutScene(_Band(figure, safety_share(figure)), None) for figure in ordered)
    return build("safety", "Trygghet", note + mark, SAFETY_FIELDS, bands)


_ATTITUDES: tuple[Field[AboutScene[AttitudeFigure]], ...] = (
    *WHERE,
    field("year", "År", "integer", "Undersökningens år.", lambda about: about.value.year),
    field(
        "group",
        "Grupp",
        "text",
        "boende, besökare eller de som arbetar där. Grupperna läggs aldrig ihop.",
        lambda about: str(about.value.group.label),
    ),
    field("question", "Fråga", "text", "Frågan så som den ställdes.", lambda about: about.value.question),
    field(
        "share_percent",
        "Andel i procent",
        "percent",
        "Andel av gruppen, en decimal.",
        lambda about: percent(about.value.share),
    ),
    field(
        "city_mean_percent",
        "Stadens medel i procent",
        "percent",
        "Samma fråga i hela staden, en decimal. Tomt där den inte är känd.",
        lambda about: percent(about.value.city_mean),
    ),
    field(
        "respondents_count",
        "Svarande",
        "integer",
        "Antal som svarade. Tomt där det inte är känt.",
        lambda about: about.value.respondents,
    ),
    *import_fields(lambda figure: figure.source),
    PAGE,
)


def attitudes_table(scope: TableScope) -> Table:
    """Return the released attitudes to places, each group by itself."""
    ordered = sorted(follow_up_of(scope).attitudes, key=lambda one: (one.question, one.group.value, one.year))
    items = about_scenes(scope, ordered, lambda figure: figure.public_id)
    note = "Hur grupper uppfattar en plats. Ett år utan undersökning har ingen rad."
    return build("attitudes", "Attityder", scope.sentence(note), _ATTITUDES, items)
