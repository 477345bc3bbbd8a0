"""The workbook of an edition: the yearly tables, with all that one must know to use them."""

from collections.abc import Iterator, Sequence

from kartlaggning import swedish
from kartlaggning.exports.formats.jsonrows import utc_time
from kartlaggning.exports.formats.workbook import XLSX_TYPE, Book, workbook_bytes
from kartlaggning.exports.source import PackageSource, PublishedFile
from kartlaggning.exports.tables.data_dictionary import dictionary_table
from kartlaggning.exports.tables.table import Table
from kartlaggning.exports.tables.yearly import yearly_tables
from kartlaggning.selectors.editions.atlas import Atlas, Edition
from kartlaggning.selectors.editions.statistics import is_complete

LICENCE = "CC0 1.0, fri att använda utan villkor: https://creativecommons.org/publicdomain/zero/1.0/deed.sv"
DEMONSTRATION = (
    "Exempel. Platser som heter Exempelplats är påhittade för att visa hur webbplatsen fungerar, "
    "och summor som bygger på dem är det också. De får inte återges som fakta."
)
CAVEATS = (
    "En gräns visar var en öppen drogscen har setts. Den säger inget om dem som bor, arbetar eller äger något där.",
    "Ytor räknas i SWEREF 99 TM. En plats med ungefärligt läge är ritad som en cirkel och har ingen yta.",
    "En ändrad yta kan bero på att gränsen har ritats om. Tabellen Förändrade säger vilket det är.",
    "Kommun, stadsdelsområde och lokalpolisområde är de som källan anger. De mäts aldrig på kartan.",
    "Anmälda brott står här bara om de har släppts med utgåvan. Färre upptäcktsbrott är inte bättre.",
    "Platser rangordnas inte.",
)


def edition_facts(atlas: Atlas, edition: Edition, *, publisher: str, site_url: str) -> tuple[tuple[str, str], ...]:
    """Return what is to be known of an edition's tables, as label and value."""
    published = swedish.long_date(edition.published_on) if edition.published_on else edition.published_text
    errata = [f"{erratum.what} Skäl: {erratum.why}" for erratum in edition.errata]
    facts = (
        ("Påhittade uppgifter", DEMONSTRATION if edition.is_demonstration else ""),
        ("Utgåva", f"{edition.title} ({edition.ref})"),
        ("Kontrollsumma", f"SHA-256 {edition.checksum}"),
        ("Diarienummer", edition.registration_number),
        ("Resultatet offentligt", published),
        ("Utgåvan byggd", utc_time(edition.built_at)),
        ("Utgivare", publisher),
        ("Webbplats", site_url),
        ("Licens", LICENCE),
        ("Ofullständigt", _missing(atlas, edition)),
        ("Anmärkning", edition.note),
        *_listed("Rättelser", errata),
        *_listed("Att tänka på", CAVEATS),
        *_listed("Källor", edition.sources),
    )
    return tuple((label, value) for label, value in facts if value)


def _missing(atlas: Atlas, edition: Edition) -> str:
    """Return that the rows are not all there are, by the published total; empty where they are."""
    if is_complete(atlas, edition):
        return ""
    return (
        f"Raderna är inte alla: {len(edition.open_scenes)} öppna platser är kända här, "
        "men det publicerade antalet är ett annat. Tomt antal betyder att det inte är känt."
    )


def _listed(label: str, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((label if number == 0 else "", value) for number, value in enumerate(values))


def edition_book(source: PackageSource, tables: Sequence[Table]) -> Book:
    """Return the workbook of an edition's tables, the data dictionary last."""
    edition = source.edition
    return Book(
        title=f"Öppna drogscener i Stockholms län. {edition.title}",
        facts=edition_facts(source.atlas, edition, publisher=source.publisher, site_url=source.site_url),
        tables=(*tables, dictionary_table(tables)),
        made_at=edition.built_at,
    )


def workbook_file(source: PackageSource) -> Iterator[PublishedFile]:
    """Yield the edition's workbook."""
    tables = yearly_tables(source.atlas, source.edition, source.scene_url)
    content = workbook_bytes(edition_book(source, tables))
    path = f"tabeller-{source.edition.ref}.xlsx"
    yield PublishedFile(path, XLSX_TYPE, "Alla tabeller som arbetsbok för kalkylprogram", content)
