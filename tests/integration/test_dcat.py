"""The data catalogue by DCAT-AP-SE 3: what it says, held to shapes, and the same bytes for the same editions."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from defusedxml import ElementTree
from pyshacl import validate
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, RDF

from kartlaggning.exports.catalogue import dcat
from kartlaggning.exports.catalogue.publisher import Publisher
from kartlaggning.exports.catalogue.rdf import DCAT, DCATAP, SPDX, VCARD
from kartlaggning.selectors.editions import current_atlas
from tests.editions_at import corrected, entry

SHAPES = Path(__file__).resolve().parent.parent / "shapes" / "dcat_ap_se.ttl"
SITE = "http://localhost:8000"
ROUND = URIRef(f"{SITE}/datasets/dcat#kartlaggning-2024")


def held_to_shapes(graph):
    """Return whether the graph conforms, and the report."""
    conforms, _graph, text = validate(graph, shacl_graph=Graph().parse(SHAPES), advanced=True, meta_shacl=False)
    return conforms, text


def catalogue(client, form="turtle"):
    path, name = ("/datasets/dcat.ttl", "turtle") if form == "turtle" else ("/datasets/dcat", "xml")
    return Graph().parse(data=client.get(path).content, format=name)


def test_both_forms_are_served_as_what_they_are_and_say_the_same(demonstration, client):
    assert client.get("/datasets/dcat")["Content-Type"] == "application/rdf+xml"
    assert client.get("/datasets/dcat.ttl")["Content-Type"].startswith("text/turtle")
    ElementTree.fromstring(client.get("/datasets/dcat").content)
    as_xml, as_turtle = catalogue(client, "xml"), catalogue(client)
    assert len(as_turtle) > 400
    assert isomorphic(as_xml, as_turtle)


@pytest.mark.parametrize("state", ["demonstration", "record"])
def test_the_catalogue_conforms_to_the_profiles_shapes(state, client, request):
    request.getfixturevalue(state)
    conforms, report = held_to_shapes(catalogue(client))
    assert conforms, report


def test_with_an_earlier_revision_it_conforms_too_and_tells_the_versions(record, client):
    corrected()
    graph = catalogue(client)
    conforms, report = held_to_shapes(graph)
    assert conforms, report
    earlier = URIRef(f"{SITE}/utgavor/2024-r1/")
    assert graph.value(ROUND, DCAT.version) == Literal("2024-r2")
    assert graph.value(ROUND, DCAT.previousVersion) == earlier
    assert graph.value(earlier, DCAT.isVersionOf) == ROUND
    listed = set(graph.objects(None, DCAT.dataset))
    assert ROUND in listed
    assert earlier not in listed


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        (ROUND, DCTERMS.publisher),
        (ROUND, DCTERMS.description),
        (URIRef(f"{SITE}/datasets/dcat#katalog"), DCTERMS.license),
        (URIRef(f"{SITE}/datasets/dcat#api"), DCAT.endpointURL),
        (URIRef(f"{SITE}/datasets/dcat#fil-drogscener-2024-r1.csv"), DCTERMS["format"]),
        (URIRef(f"{SITE}/datasets/dcat#fil-drogscener-2024-r1.csv"), SPDX.checksum),
        (URIRef(f"{SITE}/datasets/dcat#utgivare"), FOAF.name),
    ],
)
def test_the_shapes_find_what_is_missing(record, client, subject, predicate):
    graph = catalogue(client)
    assert (subject, predicate, None) in graph
    graph.remove((subject, predicate, None))
    assert not held_to_shapes(graph)[0]


def test_rounds_follow_each_other_in_one_series(demonstration, client):
    graph = catalogue(client)
    series = graph.value(None, RDF.type, DCAT.DatasetSeries)
    rounds = [URIRef(f"{SITE}/datasets/dcat#kartlaggning-{year}") for year in (2021, 2023, 2024)]
    assert set(graph.subjects(DCAT.inSeries, series)) == set(rounds)
    assert [graph.value(each, DCAT.prev) for each in rounds] == [None, *rounds[:2]]
    assert [graph.value(each, DCAT.next) for each in rounds] == [*rounds[1:], None]
    assert (graph.value(series, DCAT.first), graph.value(series, DCAT.last)) == (rounds[0], rounds[-1])
    issued = [graph.value(each, DCTERMS.issued) for each in rounds]
    assert graph.value(series, DCTERMS.issued) == min(issued, key=str)


def test_every_file_but_the_pictures_is_a_distribution_with_the_manifests_size_and_checksum(record, client):
    graph = catalogue(client)
    for file in entry("2024-r1").files:
        found = list(graph.subjects(DCAT.downloadURL, URIRef(f"{SITE}/utgavor/2024-r1/{file.path}")))
        assert len(found) == (0 if file.media_type.startswith("image/") else 1), file.path
        for distribution in found:
            assert int(graph.value(distribution, DCAT.byteSize)) == file.size
            checksum = graph.value(distribution, SPDX.checksum)
            assert str(graph.value(checksum, SPDX.checksumValue)) == file.sha256
            assert str(graph.value(distribution, DCTERMS["format"])) == file.media_type.partition(";")[0]


def test_real_data_are_not_called_made_up(record, client):
    assert "påhittade" not in client.get("/datasets/dcat.ttl").content.decode()


def test_a_demonstrations_data_sets_say_that_they_are_made_up(demonstration, client):
    graph = catalogue(client)
    assert any("påhittade" in text for text in graph.objects(ROUND, DCTERMS.description))
    assert Literal("exempel", lang="sv") in set(graph.objects(ROUND, DCAT.keyword))


def test_without_a_publisher_the_project_says_that_it_is_no_authority_and_promises_less(record):
    graph = dcat.catalogue(record, Publisher(SITE))
    agent = URIRef(f"{SITE}/datasets/dcat#utgivare")
    assert "inte en myndighet" in graph.value(agent, FOAF.name)
    assert {str(value)[-12:] for value in graph.objects(None, DCATAP.availability)} == {"EXPERIMENTAL"}
    assert (None, VCARD.hasEmail, None) not in graph


def test_a_publisher_is_named_with_its_address_and_mailbox(record):
    named = Publisher(SITE, "Länsstyrelsen", "https://lst.example/", "karta@lst.example")
    graph = dcat.catalogue(record, named)
    agent = URIRef(f"{SITE}/datasets/dcat#utgivare")
    assert str(graph.value(agent, FOAF.name)) == "Länsstyrelsen"
    assert list(graph.objects(None, VCARD.hasEmail)) == [URIRef("mailto:karta@lst.example")]
    assert held_to_shapes(graph)[0]


def test_before_the_first_publication_it_is_an_empty_catalogue(empty, client):
    graph = catalogue(client)
    assert list(graph.subjects(RDF.type, DCAT.Dataset)) == []
    assert len(list(graph.subjects(RDF.type, DCAT.Catalog))) == 1


WRITTEN_ELSEWHERE = """
import sys
from kartlaggning.exports.catalogue import rdf
graph = rdf.new_graph()
graph.parse(data=sys.stdin.buffer.read(), format="turtle")
sys.stdout.buffer.write(rdf.rdf_xml(graph) + rdf.turtle(graph))
"""


def test_the_bytes_do_not_depend_on_the_order_in_which_a_process_keeps_its_sets(record):
    graph = dcat.catalogue(current_atlas(), Publisher(SITE))
    made = {
        subprocess.run(
            [sys.executable, "-c", WRITTEN_ELSEWHERE],
            input=dcat.turtle(graph),
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert made == {dcat.rdf_xml(graph) + dcat.turtle(graph)}


def test_every_address_of_this_site_that_the_catalogue_gives_answers(record, client):
    graph = catalogue(client)
    predicates = (DCAT.accessURL, DCAT.downloadURL, DCAT.endpointURL, DCAT.endpointDescription, DCAT.landingPage)
    addresses = {str(address) for predicate in predicates for address in graph.objects(None, predicate)}
    assert len(addresses) > 20
    for address in addresses:
        assert address.startswith(SITE), address
        assert client.get(address.removeprefix(SITE), follow=True).status_code == 200, address
