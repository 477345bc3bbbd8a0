"""The texts and codes of the data catalogue: titles and descriptions in two languages, and the EU's authority lists."""

from rdflib import URIRef

_AUTHORITY = "http://publications.europa.eu/resource/authority/"
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
SWEDISH_LANGUAGE = URIRef(f"{_AUTHORITY}language/SWE")
ENGLISH_LANGUAGE = URIRef(f"{_AUTHORITY}language/ENG")
THEME_TAXONOMY = URIRef(f"{_AUTHORITY}data-theme")
THEMES = tuple(URIRef(f"{_AUTHORITY}data-theme/{theme}") for theme in ("JUST", "SOCI"))
PUBLIC_ACCESS = URIRef(f"{_AUTHORITY}access-right/PUBLIC")
ANNUAL = URIRef(f"{_AUTHORITY}frequency/ANNUAL")
IRREGULAR = URIRef(f"{_AUTHORITY}frequency/IRREG")
STABLE = URIRef(f"{_AUTHORITY}planned-availability/STABLE")
SHORT_TERM = URIRef(f"{_AUTHORITY}planned-availability/EXPERIMENTAL")
COUNTY = (URIRef("http://sws.geonames.org/2673722/"), URIRef("http://data.europa.eu/nuts/code/SE110"))
SHA256 = URIRef("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")
OPENAPI = URIRef("https://spec.openapis.org/oas/v3.0.3")
OGC_FEATURES = URIRef("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core")
IANA = "https://www.iana.org/assignments/media-types/"

CATALOGUE_TITLE = ("Drogscener i Stockholms län", "Drug scenes in Stockholm County")
CATALOGUE_DESCRIPTION = (
    "Öppna data om öppna drogscener i Stockholms län: en datamängd för varje års kartläggning, och ett API.",
    "Open data on open drug scenes in Stockholm County: a data set for each year's survey, and an API.",
)
SERIES_TITLE = ("Öppna drogscener", "Open drug scenes")
SERIES_DESCRIPTION = (
    "Kartläggningen av öppna drogscener, omgång för omgång: platsernas gräns, status, förändring, yta och område.",
    "The survey of open drug scenes, round by round: the places' outline, status, change, size and area.",
)
KEYWORDS = (
    ("drogscener", "drug scenes"),
    ("narkotika", "narcotics"),
    ("trygghet", "public safety"),
    ("brottsförebyggande", "crime prevention"),
)
MADE_UP_KEYWORD = ("exempel", "example")
MADE_UP = (" Datamängden innehåller påhittade uppgifter.", " The data set contains made-up data.")
API_TITLE = ("API för öppna drogscener", "API for open drug scenes")
API_DESCRIPTION = (
    "Platser, upphörda platser, områden, statistik och utgåvor som GeoJSON och JSON, med urval på år, område och läge.",
    "Places, closed places, areas, statistics and editions as GeoJSON and JSON, filtered by year, area and position.",
)
OGC_TITLE = ("OGC API Features för öppna drogscener", "OGC API Features for open drug scenes")
OGC_DESCRIPTION = (
    "Samma platser för geografiska program, enligt OGC API Features.",
    "The same places for geographic programs, by OGC API Features.",
)


def dataset_title(year: int) -> tuple[str, str]:
    """Return a round's data set's title."""
    return f"Öppna drogscener, kartläggning {year}", f"Open drug scenes, survey {year}"


def dataset_description(year: int, title: str, ref: str, *, is_demonstration: bool) -> tuple[str, str]:
    """Return a round's data set's description; `title` is the citable name of the edition that it now holds."""
    made_up = MADE_UP if is_demonstration else ("", "")
    return (
        f"Kartläggningen {year} av öppna drogscener i Stockholms län, som den gäller nu: {title}.{made_up[0]}",
        f"The {year} survey of open drug scenes in Stockholm County, as it stands now: edition {ref}.{made_up[1]}",
    )


def version_description(title: str, ref: str, *, is_demonstration: bool) -> tuple[str, str]:
    """Return the description of an earlier revision, by its citable name."""
    made_up = MADE_UP if is_demonstration else ("", "")
    return (
        f"{title}, som är ersatt men går att läsa.{made_up[0]}",
        f"Edition {ref}, superseded but readable.{made_up[1]}",
    )
