"""RDF as bytes in an order that is always the same, and the vocabularies that the data catalogue is written in."""

from collections.abc import Iterable
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS as DCTERMS
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

ADMS = Namespace("http://www.w3.org/ns/adms#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PREFIXES = {
    "adms": ADMS,
    "dcat": DCAT,
    "dcatap": DCATAP,
    "dcterms": Namespace(str(DCTERMS)),
    "foaf": FOAF,
    "rdf": Namespace(str(RDF)),
    "spdx": SPDX,
    "vcard": VCARD,
    "xsd": Namespace(str(XSD)),
}
SWEDISH, ENGLISH = "sv", "en"


def new_graph() -> Graph:
    """Return an empty graph that knows the prefixes and no others."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def describe(graph: Graph, subject: URIRef, kind: URIRef, *values: tuple[URIRef, Node | None]) -> URIRef:
    """Add what a subject is and its properties, those that are None left out; return the subject."""
    graph.add((subject, RDF.type, kind))
    for predicate, value in values:
        if value is not None:
            graph.add((subject, predicate, value))
    return subject


def in_two_languages(predicate: URIRef, swedish: str, english: str) -> tuple[tuple[URIRef, Node], ...]:
    """Return a text as properties in Swedish and English."""
    return (predicate, Literal(swedish, lang=SWEDISH)), (predicate, Literal(english, lang=ENGLISH))


def day(value: date | datetime | None) -> Literal | None:
    """Return a date as xsd:date, None where there is none."""
    if value is None:
        return None
    return Literal(value.isoformat()[:10], datatype=XSD.date)


def turtle(graph: Graph) -> bytes:
    """Return the graph as Turtle."""
    return graph.serialize(format="turtle", encoding="utf-8")


def rdf_xml(graph: Graph) -> bytes:
    """Return the graph as RDF/XML, sorted, which rdflib's own writer is not. It must have no blank node."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<rdf:RDF"]
    lines += [f"  xmlns:{prefix}={quoteattr(str(namespace))}" for prefix, namespace in sorted(PREFIXES.items())]
    lines[-1] += ">"
    for subject in sorted(set(graph.subjects()), key=str):
        lines.append(f"  <rdf:Description rdf:about={quoteattr(str(subject))}>")
        lines += _properties(graph, sorted(graph.predicate_objects(subject), key=_order))
        lines.append("  </rdf:Description>")
    return "\n".join([*lines, "</rdf:RDF>", ""]).encode()


def _order(pair: tuple[Node, Node]) -> tuple[str, str]:
    return str(pair[0]), pair[1].n3() if isinstance(pair[1], Literal) else str(pair[1])


def _properties(graph: Graph, pairs: Iterable[tuple[Node, Node]]) -> list[str]:
    lines = []
    for predicate, value in pairs:
        name = graph.namespace_manager.qname(str(predicate))
        if not isinstance(value, Literal):
            lines.append(f"    <{name} rdf:resource={quoteattr(str(value))}/>")
            continue
        kind = f" xml:lang={quoteattr(value.language)}" if value.language else ""
        kind = f" rdf:datatype={quoteattr(str(value.datatype))}" if value.datatype else kind
        lines.append(f"    <{name}{kind}>{escape(str(value))}</{name}>")
    return lines
