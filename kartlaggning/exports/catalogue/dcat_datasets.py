"""The data catalogue's data sets: a round with its files, its place in the series, and its earlier revisions."""

from datetime import date

from django.utils.timezone import localdate
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import XSD

from kartlaggning.exports.catalogue import dcat_words as words
from kartlaggning.exports.catalogue.dcat_scope import Scope
from kartlaggning.exports.catalogue.rdf import ADMS, DCAT, DCATAP, DCTERMS, SPDX, day, describe, in_two_languages
from kartlaggning.exports.periods import judged_days
from kartlaggning.selectors.editions.atlas import Atlas
from kartlaggning.selectors.editions.register import ManifestFile, Registered

GEOJSON = "application/geo+json"


def issued_on(entry: Registered) -> date:
    """Return the day on which a round was published: as its source tells, or the day it became current here."""
    return entry.published_on or modified_on(entry)


def modified_on(entry: Registered) -> date:
    """Return the day on which the edition became current here."""
    return localdate(entry.published_at or entry.built_at)


def identity(scope: Scope, entry: Registered) -> URIRef:
    """Return the identity of a round's data set, whatever its revision."""
    return scope.thing(f"kartlaggning-{entry.year}")


def add_dataset(graph: Graph, scope: Scope, atlas: Atlas, entry: Registered, current: list[Registered]) -> URIRef:
    """Add a round's data set as its current edition has it; `current` are all rounds' editions, oldest first."""
    place = current.index(entry)
    dataset = identity(scope, entry)
    page = _page(scope, entry)
    described = words.dataset_description(entry.year, entry.title, entry.ref, is_demonstration=entry.is_demonstration)
    describe(
        graph,
        dataset,
        DCAT.Dataset,
        *in_two_languages(DCTERMS.title, *words.dataset_title(entry.year)),
        *in_two_languages(DCTERMS.description, *described),
        *scope.responsible,
        *scope.subject(is_demonstration=entry.is_demonstration),
        *((DCTERMS.spatial, county) for county in words.COUNTY),
        (DCTERMS.identifier, Literal(str(dataset))),
        (DCTERMS.language, words.SWEDISH_LANGUAGE),
        (DCTERMS.issued, day(issued_on(entry))),
        (DCTERMS.modified, day(modified_on(entry))),
        (DCTERMS.temporal, _period(graph, dataset, entry)),
        (DCTERMS.accrualPeriodicity, words.IRREGULAR),
        (DCTERMS.accessRights, words.PUBLIC_ACCESS),
        (DCAT.landingPage, page),
        (DCAT.version, Literal(entry.ref)),
        *((ADMS.versionNotes, Literal(erratum.what, lang="sv")) for erratum in entry.errata),
        (DCAT.inSeries, scope.series),
        (DCAT.prev, identity(scope, current[place - 1]) if place else None),
        (DCAT.next, identity(scope, current[place + 1]) if place + 1 < len(current) else None),
        *((DCAT.distribution, _file(graph, scope, entry, file)) for file in entry.files if _is_data(file)),
        (DCAT.distribution, _through_the_api(graph, scope, dataset, entry)),
    )
    _add_earlier_revisions(graph, scope, atlas, entry)
    return dataset


def _page(scope: Scope, entry: Registered) -> URIRef:
    return URIRef(f"{scope.site}/utgavor/{entry.ref}/")


def _period(graph: Graph, dataset: URIRef, entry: Registered) -> URIRef | None:
    judged = judged_days(entry)
    if judged is None:
        return None
    return describe(
        graph,
        URIRef(f"{dataset}-period"),
        DCTERMS.PeriodOfTime,
        (DCAT.startDate, day(judged.first)),
        (DCAT.endDate, day(judged.last)),
    )


def _is_data(file: ManifestFile) -> bool:
    """Tell whether a file holds the data in one form or another; a picture of them does not."""
    return not file.media_type.startswith("image/")


def _file(graph: Graph, scope: Scope, entry: Registered, file: ManifestFile) -> URIRef:
    address = URIRef(f"{_page(scope, entry)}{file.path}")
    media_type = file.media_type.partition(";")[0]
    checksum = describe(
        graph,
        scope.thing(f"sha256-{file.path}"),
        SPDX.Checksum,
        (SPDX.algorithm, words.SHA256),
        (SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)),
    )
    return describe(
        graph,
        scope.thing(f"fil-{file.path}"),
        DCAT.Distribution,
        (DCTERMS.title, Literal(file.title, lang="sv")),
        (DCAT.accessURL, _page(scope, entry)),
        (DCAT.downloadURL, address),
        (DCTERMS.format, Literal(media_type)),
        (DCAT.mediaType, URIRef(words.IANA + media_type)),
        (DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger)),
        (SPDX.checksum, checksum),
        (DCTERMS.issued, day(modified_on(entry))),
        (DCTERMS.language, words.SWEDISH_LANGUAGE),
        *_terms(scope),
    )


def _through_the_api(graph: Graph, scope: Scope, dataset: URIRef, entry: Registered) -> URIRef:
    return describe(
        graph,
        URIRef(f"{dataset}-api"),
        DCAT.Distribution,
        *in_two_languages(DCTERMS.title, "Genom API", "Through the API"),
        (DCAT.accessURL, URIRef(f"{scope.site}/api/v1/scenes?year={entry.year}&f=geojson")),
        (DCAT.accessService, scope.api),
        (DCTERMS.format, Literal(GEOJSON)),
        (DCAT.mediaType, URIRef(words.IANA + GEOJSON)),
        *_terms(scope),
    )


def _terms(scope: Scope) -> tuple[tuple[URIRef, URIRef], ...]:
    """Return licence and planned availability: long-term once an authority has promised it, before that short-term."""
    availability = words.STABLE if scope.publisher.name else words.SHORT_TERM
    return (DCTERMS.license, words.CC0), (DCATAP.availability, availability)


def _add_earlier_revisions(graph: Graph, scope: Scope, atlas: Atlas, entry: Registered) -> None:
    """Describe what can still be read of the round as versions; they are not in the catalogue's list of data sets."""
    dataset = identity(scope, entry)
    for other in atlas.register:
        if other.year != entry.year or other.ref == entry.ref or other.is_withdrawn:
            continue
        described = words.version_description(other.title, other.ref, is_demonstration=other.is_demonstration)
        version = describe(
            graph,
            _page(scope, other),
            DCAT.Dataset,
            (DCTERMS.title, Literal(other.title, lang="sv")),
            *in_two_languages(DCTERMS.description, *described),
            *scope.responsible,
            (DCTERMS.accessRights, words.PUBLIC_ACCESS),
            (DCAT.landingPage, _page(scope, other)),
            (DCAT.version, Literal(other.ref)),
            (DCAT.isVersionOf, dataset),
        )
        graph.add((dataset, DCAT.hasVersion, version))
        if other.ref == entry.replaces:
            graph.add((dataset, DCAT.previousVersion, version))
