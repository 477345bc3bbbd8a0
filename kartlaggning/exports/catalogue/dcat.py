"""The data catalogue by DCAT-AP-SE 3: a series with a data set for each round, their files, and the services.

A round's data set keeps its identity from revision to revision; what it holds is the edition that is current, and the
earlier revisions are described beside it as versions. Nothing is a blank node: the same editions give the same bytes.
"""

from rdflib import Graph, Literal, URIRef

from kartlaggning.exports.catalogue import dcat_words as words
from kartlaggning.exports.catalogue.dcat_datasets import add_dataset, issued_on, modified_on
from kartlaggning.exports.catalogue.dcat_scope import Scope
from kartlaggning.exports.catalogue.publisher import Publisher
from kartlaggning.exports.catalogue.rdf import DCAT, DCTERMS, FOAF, VCARD, day, describe, in_two_languages, new_graph
from kartlaggning.exports.catalogue.rdf import rdf_xml as rdf_xml
from kartlaggning.exports.catalogue.rdf import turtle as turtle
from kartlaggning.selectors.editions.atlas import Atlas
from kartlaggning.selectors.editions.register import Registered


def catalogue(atlas: Atlas, publisher: Publisher) -> Graph:
    """Return the catalogue of the current editions."""
    graph = new_graph()
    scope = Scope(publisher)
    shown = {edition.ref for edition in atlas.editions}
    current = [entry for entry in reversed(atlas.register) if entry.ref in shown]  # oldest first
    _add_agents(graph, scope)
    datasets = [add_dataset(graph, scope, atlas, entry, current) for entry in current]
    _add_series(graph, scope, current, datasets)
    _add_services(graph, scope, datasets)
    _add_catalogue(graph, scope, current, datasets)
    return graph


def _add_agents(graph: Graph, scope: Scope) -> None:
    publisher = scope.publisher
    describe(
        graph,
        scope.agent,
        FOAF.Agent,
        (FOAF.name, Literal(publisher.shown_name, lang="sv")),
        (FOAF.homepage, URIRef(publisher.homepage)),
    )
    describe(
        graph,
        scope.contact,
        VCARD.Organization,
        (VCARD.fn, Literal(publisher.shown_name, lang="sv")),
        (VCARD.hasEmail, URIRef(f"mailto:{publisher.email}") if publisher.email else None),
        (VCARD.hasURL, URIRef(f"{publisher.site_url}/om/")),
    )


def _add_series(graph: Graph, scope: Scope, current: list[Registered], datasets: list[URIRef]) -> None:
    if not datasets:
        return
    describe(
        graph,
        scope.series,
        DCAT.DatasetSeries,
        *in_two_languages(DCTERMS.title, *words.SERIES_TITLE),
        *in_two_languages(DCTERMS.description, *words.SERIES_DESCRIPTION),
        *scope.responsible,
        *scope.subject(is_demonstration=any(entry.is_demonstration for entry in current)),
        (DCTERMS.issued, day(min(issued_on(entry) for entry in current))),
        (DCTERMS.modified, day(max(modified_on(entry) for entry in current))),
        (DCTERMS.accrualPeriodicity, words.ANNUAL),
        *((DCTERMS.spatial, county) for county in words.COUNTY),
        (DCAT.landingPage, URIRef(f"{scope.site}/utgavor/")),
        (DCAT.first, datasets[0]),
        (DCAT.last, datasets[-1]),
        *((DCAT.seriesMember, dataset) for dataset in datasets),
    )


def _add_services(graph: Graph, scope: Scope, datasets: list[URIRef]) -> None:
    services = (
        (scope.api, words.API_TITLE, words.API_DESCRIPTION, "/api/v1", "/api/v1/openapi.json", "/api/v1/docs"),
        (scope.ogc, words.OGC_TITLE, words.OGC_DESCRIPTION, "/ogc", "/ogc/api", "/ogc"),
    )
    standards = {scope.api: words.OPENAPI, scope.ogc: words.OGC_FEATURES}
    for service, title, description, endpoint, described_at, page in services:
        describe(
            graph,
            service,
            DCAT.DataService,
            *in_two_languages(DCTERMS.title, *title),
            *in_two_languages(DCTERMS.description, *description),
            *scope.responsible,
            *scope.subject(is_demonstration=False),
            (DCAT.endpointURL, URIRef(scope.site + endpoint)),
            (DCAT.endpointDescription, URIRef(scope.site + described_at)),
            (DCAT.landingPage, URIRef(scope.site + page)),
            (DCTERMS.conformsTo, standards[service]),
            (DCTERMS.license, words.CC0),
            (DCTERMS.accessRights, words.PUBLIC_ACCESS),
            *((DCAT.servesDataset, dataset) for dataset in datasets),
        )
    describe(graph, words.OPENAPI, DCTERMS.Standard, *in_two_languages(DCTERMS.title, "OpenAPI", "OpenAPI"))
    describe(
        graph,
        words.OGC_FEATURES,
        DCTERMS.Standard,
        *in_two_languages(DCTERMS.title, "OGC API Features, del 1", "OGC API Features, part 1"),
    )


def _add_catalogue(graph: Graph, scope: Scope, current: list[Registered], datasets: list[URIRef]) -> None:
    days = [modified_on(entry) for entry in current]
    describe(
        graph,
        scope.catalogue,
        DCAT.Catalog,
        *in_two_languages(DCTERMS.title, *words.CATALOGUE_TITLE),
        *in_two_languages(DCTERMS.description, *words.CATALOGUE_DESCRIPTION),
        (DCTERMS.publisher, scope.agent),
        (DCTERMS.license, words.CC0),
        (DCTERMS.language, words.SWEDISH_LANGUAGE),
        (DCTERMS.language, words.ENGLISH_LANGUAGE),
        (DCTERMS.issued, day(min(days)) if days else None),
        (DCTERMS.modified, day(max(days)) if days else None),
        (FOAF.homepage, URIRef(f"{scope.site}/oppna-data/")),
        (DCAT.themeTaxonomy, words.THEME_TAXONOMY),
        *((DCTERMS.spatial, place) for place in words.COUNTY),
        *((DCAT.dataset, resource) for resource in (*([scope.series] if datasets else []), *datasets)),
        *((DCAT.service, service) for service in (scope.api, scope.ogc)),
    )
