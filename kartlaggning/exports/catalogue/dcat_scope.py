"""What the parts of the data catalogue share: the addresses of its things, who is responsible, and what it is about."""

from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.term import Node

from kartlaggning.exports.catalogue import dcat_words as words
from kartlaggning.exports.catalogue.publisher import Publisher
from kartlaggning.exports.catalogue.rdf import DCAT, DCTERMS, ENGLISH, SWEDISH

Properties = tuple[tuple[URIRef, Node], ...]


@dataclass(frozen=True)
class Scope:
    """The catalogue of one publisher; every thing in it has an address below the catalogue's own."""

    publisher: Publisher

    @property
    def site(self) -> str:
        """Return the site's address, without a slash at its end."""
        return self.publisher.site_url

    def thing(self, name: str) -> URIRef:
        """Return the identity of a thing that the catalogue describes."""
        return URIRef(f"{self.site}/datasets/dcat#{name}")

    @property
    def catalogue(self) -> URIRef:
        """Return the catalogue itself."""
        return self.thing("katalog")

    @property
    def series(self) -> URIRef:
        """Return the series that every round's data set is in."""
        return self.thing("serie")

    @property
    def agent(self) -> URIRef:
        """Return the publisher."""
        return self.thing("utgivare")

    @property
    def contact(self) -> URIRef:
        """Return where questions are answered."""
        return self.thing("kontakt")

    @property
    def api(self) -> URIRef:
        """Return the project's own API."""
        return self.thing("api")

    @property
    def ogc(self) -> URIRef:
        """Return the API for geographic programs."""
        return self.thing("ogc-api")

    @property
    def responsible(self) -> Properties:
        """Return who publishes a thing and who answers questions about it."""
        return (DCTERMS.publisher, self.agent), (DCAT.contactPoint, self.contact)

    def subject(self, *, is_demonstration: bool) -> Properties:
        """Return what a thing is about: key words in two languages, and themes."""
        keywords = (*words.KEYWORDS, *([words.MADE_UP_KEYWORD] if is_demonstration else []))
        return (
            *((DCAT.keyword, Literal(swedish, lang=SWEDISH)) for swedish, _english in keywords),
            *((DCAT.keyword, Literal(english, lang=ENGLISH)) for _swedish, english in keywords),
            *((DCAT.theme, theme) for theme in words.THEMES),
        )
