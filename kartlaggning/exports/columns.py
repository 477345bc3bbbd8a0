"""The published columns of a scene row, each named once; every format, the API's schema and the page follow from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kartlaggning.choices import Change, Origin, Provenance, Status
from kartlaggning.exports.rows import PublishedRow
from kartlaggning.selectors.editions.atlas import AreaRef

Scalar = str | int | float | None
Kind = Literal["text", "integer", "number", "url"]
LIST_SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in files and JSON, its Swedish header, what it means, and where its value comes from.

    `choices` are the only values there can be. Only public columns leave by a public door.
    """

    key: str
    header: Promise
    description: Promise
    value: Callable[[PublishedRow], Scalar]
    example: Scalar
    kind: Kind = "text"
    choices: type[TextChoices] | None = None
    is_nullable: bool = False
    is_public: bool = True


def _rounded(value: float | None) -> int | None:
    return None if value is None else round(value)


def _percent(value: float | None) -> float | None:
    return None if value is None else round(value, 1) + 0.0  # never −0,0


def _name(area: AreaRef | None) -> str | None:
    return area.name if area else None


def _slug(area: AreaRef | None) -> str | None:
    return area.slug if area else None


_SCENE = (
    Column(
        "id",
        _("Nummer"),
        _("Platsens beständiga nummer. Det är detsamma i alla kartläggningar, även om platsen byter namn."),
        lambda item: item.row.public_id,
        "S-0001",
    ),
    Column(
        "name",
        _("Namn"),
        _("Platsens namn i den här kartläggningen."),
        lambda item: item.row.name,
        "Sergels torg/Klara",
    ),
    Column(
        "slug",
        _("Adressdel"),
        _("Platsens namn så som det står i webbadressen. Kan ändras om platsen byter namn."),
        lambda item: item.row.slug,
        "sergels-torg-klara",
    ),
    Column(
        "year",
        _("År"),
        _("Kartläggningens år. Kartläggningen 2024 bedömer vad som hände under 2023."),
        lambda item: item.row.year,
        2024,
        "integer",
    ),
    Column(
        "status",
        _("Status"),
        _("Vad kartläggningen kom fram till: open är öppen, closed upphörd, replaced delad eller sammanslagen."),
        lambda item: item.row.status.value,
        Status.OPEN.value,
        choices=Status,
    ),
    Column(
        "change",
        _("Förändring"),
        _(
            "Hur platsen står sig mot kartläggningen före: new ny, reopened åter öppen, kept oförändrad, grown minst "
            "10 procent större, shrunk minst 10 procent mindre, merged sammanslagen av flera, split del av en delad "
            "plats, closed upphörd sedan dess, still_closed fortsatt upphörd, replaced ersatt av andra, "
            "unknown uppgift saknas. Gränsen 10 procent är projektets egen."
        ),
        lambda item: item.row.change.value,
        Change.KEPT.value,
        choices=Change,
    ),
)
_AREA = (
    Column(
        "area_m2",
        _("Yta i m²"),
        _("Ytan i hela kvadratmeter, räknad i SWEREF 99 TM. Tomt för upphörda platser och för ungefärliga lägen."),
        lambda item: _rounded(item.row.area_m2),
        42000,
        "integer",
        is_nullable=True,
    ),
    Column(
        "previous_year",
        _("Föregående år"),
        _("Året för den närmast tidigare kartläggning där platsen finns med."),
        lambda item: item.row.previous_year,
        2023,
        "integer",
        is_nullable=True,
    ),
    Column(
        "previous_area_m2",
        _("Föregående yta i m²"),
        _("Ytan i den kartläggning som previous_year anger, i hela kvadratmeter."),
        lambda item: _rounded(item.row.previous_area_m2),
        45000,
        "integer",
        is_nullable=True,
    ),
    Column(
        "area_change_percent",
        _("Ytans förändring i procent"),
        _("Ytans förändring sedan previous_year i procent av ytan då, med en decimal. Minus betyder mindre."),
        lambda item: _percent(item.row.area_change_percent),
        -6.7,
        "number",
        is_nullable=True,
    ),
)
_PLACE = (
    Column(
        "municipality_code",
        _("Kommunkod"),
        _("SCB:s kod för kommunen, fyra siffror som text med inledande nolla."),
        lambda item: item.row.municipality.code,
        "0180",
    ),
    Column("municipality", _("Kommun"), _("Kommunens namn."), lambda item: item.row.municipality.name, "Stockholm"),
    Column(
        "municipality_slug",
        _("Kommunens adressdel"),
        _("Kommunens namn så som det står i webbadresser och i filtret municipality."),
        lambda item: item.row.municipality.slug,
        "stockholm",
    ),
    Column(
        "city_district",
        _("Stadsdelsområde"),
        _("Stadsdelsområde när kartläggningen gjordes. Finns bara i Stockholms stad."),
        lambda item: _name(item.row.city_district),
        "Norra innerstaden",
        is_nullable=True,
    ),
    Column(
        "city_district_slug",
        _("Stadsdelsområdets adressdel"),
        _("Stadsdelsområdets namn så som det står i webbadresser och i filtret city-district."),
        lambda item: _slug(item.row.city_district),
        "norra-innerstaden",
        is_nullable=True,
    ),
    Column(
        "police_area",
        _("Lokalpolisområde"),
        _("Lokalpolisområde när kartläggningen gjordes."),
        lambda item: item.row.police_area.name,
        "Norrmalm",
    ),
    Column(
        "police_area_slug",
        _("Lokalpolisområdets adressdel"),
        _("Lokalpolisområdets namn så som det står i webbadresser och i filtret police-area."),
        lambda item: item.row.police_area.slug,
        "norrmalm",
    ),
    Column(
        "further_areas",
        _("Fler områden"),
        _("Fler kommuner, stadsdelsområden och lokalpolisområden som platsen berör, åtskilda av semikolon."),
        lambda item: LIST_SEPARATOR.join(area.name for area in item.row.further_areas),
        "",
    ),
)
_ORIGIN = (
    Column(
        "provenance",
        _("Gränsens ursprung"),
        _(
            "Varifrån gränsen kommer: surveyed kartlagd, digitised ritad efter publicerad karta, schematic bara ett "
            "ungefärligt läge: en cirkel med 300 meters radie, inte platsens gräns."
        ),
        lambda item: item.drawn.provenance.value if item.drawn and item.drawn.provenance else None,
        Provenance.SCHEMATIC.value,
        choices=Provenance,
        is_nullable=True,
    ),
    Column(
        "origin",
        _("Radens ursprung"),
        _("documented: uppgiften har en källa. example: hela raden är påhittad för att visa hur webbplatsen fungerar."),
        lambda item: item.row.origin.value,
        Origin.DOCUMENTED.value,
        choices=Origin,
    ),
    Column(
        "last_open_year",
        _("Senast öppen"),
        _("Året för den senaste kartläggning där platsen var öppen, till och med den här."),
        lambda item: item.row.last_open_year,
        2024,
        "integer",
        is_nullable=True,
    ),
    Column(
        "outline_year",
        _("Gränsens år"),
        _(
            "Året för den kartläggning som den ritade gränsen kommer från. En upphörd plats har ingen gräns; då visas "
            "den senaste från när den var öppen."
        ),
        lambda item: item.outline_year,
        2024,
        "integer",
        is_nullable=True,
    ),
    Column(
        "period",
        _("Upphörde under"),
        _(
            "När platsen upphörde, som ISO 8601-intervall av dagar. "
            "Tomt för öppna platser och där källan inte säger när."
        ),
        lambda item: item.period,
        "2023-01-01/2023-12-31",
        is_nullable=True,
    ),
    Column(
        "period_text",
        _("Upphörde, i ord"),
        _("När platsen upphörde, i ord. Finns för alla platser som upphörde i kartläggningen."),
        lambda item: item.period_text,
        "2023",
        is_nullable=True,
    ),
    Column(
        "note",
        _("Anmärkning"),
        _("Vad som är särskilt med raden, eller tomt."),
        lambda item: item.row.note,
        "",
    ),
    Column(
        "sources",
        _("Källor"),
        _("Källorna till raden, åtskilda av semikolon. Tomt för påhittade rader."),
        lambda item: LIST_SEPARATOR.join(item.row.sources),
        "Länsstyrelsen Stockholm 2024-02-20",
    ),
    Column(
        "edition",
        _("Utgåva"),
        _("Beteckningen på den utgåva som raden hör till. En rättad kartläggning får en ny utgåva."),
        lambda item: item.edition.ref,
        "2024-r1",
    ),
    Column(
        "url",
        _("Webbadress"),
        _("Adressen till platsens sida."),
        lambda item: item.url,
        "https://example.org/drogscener/sergels-torg-klara/",
        "url",
    ),
)

COLUMNS: tuple[Column, ...] = (*_SCENE, *_AREA, *_PLACE, *_ORIGIN)
PUBLIC_COLUMNS: tuple[Column, ...] = tuple(column for column in COLUMNS if column.is_public)


def public_values(item: PublishedRow) -> dict[str, Scalar]:
    """Return a row's public values by column key, in column order."""
    return {column.key: column.value(item) for column in PUBLIC_COLUMNS}
