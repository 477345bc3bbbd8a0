"""The published columns of a municipality, city district or police area, with its numbers in one round."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kartlaggning.exports.columns import Kind, Scalar
from kartlaggning.selectors.editions.atlas import Area
from kartlaggning.selectors.editions.statistics import Totals


@dataclass(frozen=True, slots=True)
class AreaColumn:
    """A column of an area: its key, what it means and an example."""

    key: str
    description: Promise
    example: Scalar
    kind: Kind = "text"
    is_nullable: bool = False


AREA_COLUMNS = (
    AreaColumn("slug", _("Namnet så som det står i webbadresser och i filtren."), "stockholm"),
    AreaColumn("name", _("Områdets namn."), "Stockholm"),
    AreaColumn("code", _("SCB:s kommunkod, fyra siffror som text. Bara kommuner har en."), "0180", is_nullable=True),
    AreaColumn("police_district", _("Polisområde. Bara lokalpolisområden har ett."), "City", is_nullable=True),
    AreaColumn("covers", _("Vad lokalpolisområdet omfattar, i ord."), "Norrmalm", is_nullable=True),
    AreaColumn("valid_from", _("Första dagen som området finns, eller tomt."), "2023-07-01", is_nullable=True),
    AreaColumn("valid_to", _("Sista dagen som området finns, eller tomt."), "2023-06-30", is_nullable=True),
    AreaColumn("note", _("Vad som är särskilt med området, eller tomt."), "", is_nullable=True),
    AreaColumn("year", _("Kartläggningens år, för antalen och ytan."), 2024, "integer"),
    AreaColumn(
        "open_count",
        _("Antal öppna platser med området som sitt första. Tomt där det inte är känt."),
        26,
        "integer",
        is_nullable=True,
    ),
    AreaColumn(
        "closed_count",
        _("Antal platser som upphörde i kartläggningen. Tomt där det inte är känt."),
        5,
        "integer",
        is_nullable=True,
    ),
    AreaColumn(
        "area_m2",
        _("De öppna platsernas yta i hela kvadratmeter, för dem vars yta är känd. Tomt där ingen är känd."),
        510000,
        "integer",
        is_nullable=True,
    ),
    AreaColumn("measured_count", _("Antal öppna platser vars yta är känd."), 25, "integer"),
    AreaColumn("example_count", _("Antal rader bland platserna som är påhittade exempel."), 20, "integer"),
    AreaColumn("url", _("Adressen till områdets sida."), "https://example.org/kommuner/stockholm/", "url"),
)


@dataclass(frozen=True, slots=True)
class PublishedArea:
    """An area with its numbers in one round. `is_known` says whether a count of none means that there are none."""

    area: Area
    year: int
    totals: Totals
    is_known: bool
    url: str


def area_values(item: PublishedArea) -> dict[str, Scalar]:
    """Return an area's values by column key, in column order."""
    area, totals = item.area, item.totals
    return {
        "slug": area.ref.slug,
        "name": area.ref.name,
        "code": area.ref.code or None,
        "police_district": area.police_district or None,
        "covers": area.covers or None,
        "valid_from": area.valid_from.isoformat() if area.valid_from else None,
        "valid_to": area.valid_to.isoformat() if area.valid_to else None,
        "note": area.note or None,
        "year": item.year,
        "open_count": totals.open_count if totals.open_count or item.is_known else None,
        "closed_count": totals.closed_count if totals.closed_count or item.is_known else None,
        "area_m2": round(totals.area_m2) if totals.measured_count else None,
        "measured_count": totals.measured_count,
        "example_count": totals.example_count,
        "url": item.url,
    }
