"""Where a series over the survey rounds is broken: what changed, from which round, and who says so."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kartlaggning.choices import AreaKind


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """A break: figures of rounds before `year` cannot simply be laid beside those of `year` and later.

    `mark` is what stands at the mark itself, `text` the note. `kind` is the division whose series alone it concerns,
    None for every series. `is_gap` says that the break is a year without a result, which charts draw as a gap.
    """

    key: str
    year: int
    mark: str | Promise
    text: str | Promise
    source: str
    kind: AreaKind | None = None
    is_gap: bool = False


# The sources themselves are in Swedish.
BREAKS = (
    SeriesBreak(
        "other_survey",
        2021,
        _("annat underlag"),
        _("Siffran för 2017 kommer från en avhandling, de senare från länets gemensamma kartläggning."),
        "Magnusson, avhandling Malmö universitet 2022 (pressrapportering)",
    ),
    SeriesBreak(
        "no_result_2022",
        2023,
        _("2022 saknas"),
        _("För 2022 är inget resultat för länet känt. Vad som hände det året går inte att säga."),
        "Inget resultat har hittats hos Länsstyrelsen, SSR eller Polisen",
        is_gap=True,
    ),
    SeriesBreak(
        "joint_method",
        2023,
        _("ny metod"),
        _("Från 2023 gör polisen kartläggningen tillsammans med kommunerna. Det kan i sig ha ändrat resultatet."),
        "SSR:s frågor och svar om öppna drogscener",
    ),
    SeriesBreak(
        "city_districts",
        2023,
        _("nya områden"),
        _("1 juli 2023 blev Stockholms 13 stadsdelsområden 11: Järva och Norra innerstaden bildades av fyra andra."),
        "Stockholms stad",
        AreaKind.CITY_DISTRICT,
    ),
    SeriesBreak(
        "police_areas",
        2025,
        _("nya områden"),
        _("1 januari 2025 delades lokalpolisområdet Norrmalm i Norra innerstaden och Lidingö-Kungsholmen."),
        "Polisregion Stockholm",
        AreaKind.POLICE_AREA,
    ),
)


def breaks_after(first_year: int, kind: AreaKind | None = None) -> tuple[SeriesBreak, ...]:
    """Return the breaks in a series that begins with the round of `first_year`, the earliest first.

    `kind` is the division that the series is counted by, None for the county, a municipality or a single place. A
    break later than the last round is among them: the series will be broken there.
    """
    return tuple(one for one in BREAKS if one.year > first_year and one.kind in (None, kind))


def breaks_at(year: int, breaks: tuple[SeriesBreak, ...]) -> tuple[SeriesBreak, ...]:
    """Return those of the breaks that lie just before the round of `year`."""
    return tuple(one for one in breaks if one.year == year)
