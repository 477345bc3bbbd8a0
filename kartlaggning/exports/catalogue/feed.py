"""The Atom feed of what happens to the editions: published, corrected, withdrawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from kartlaggning.choices import EditionState
from kartlaggning.exports.catalogue.publisher import Publisher
from kartlaggning.selectors.editions.atlas import Atlas
from kartlaggning.selectors.editions.register import Registered

MEDIA_TYPE = Atom1Feed.content_type
PATH = "/utgavor/flode.atom"
_MADE_UP = " Utgåvan innehåller påhittade uppgifter (exempel)."


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an edition. `identity` never changes; it is the address where it can be read."""

    identity: str
    title: str
    text: str
    happened_at: datetime
    is_demonstration: bool


def feed(atlas: Atlas, publisher: Publisher) -> bytes:
    """Return the feed of all editions, errata and withdrawals, the latest first."""
    made = Atom1Feed(
        title="Öppna drogscener i Stockholms län: utgåvor och rättelser",
        link=f"{publisher.site_url}/utgavor/",
        description="",
        subtitle="När en kartläggning publiceras, rättas eller återkallas.",
        language="sv",
        author_name=publisher.shown_name,
        author_link=publisher.homepage,
        feed_url=publisher.site_url + PATH,
        feed_guid=publisher.site_url + PATH,
    )
    found = (event for entry in atlas.register for event in events(entry, publisher.site_url))
    for event in sorted(found, key=lambda event: (event.happened_at, event.identity), reverse=True):
        made.add_item(
            title=event.title,
            link=event.identity,
            description=escape(event.text),  # a summary is read as HTML
            unique_id=event.identity,
            pubdate=event.happened_at,
            updateddate=event.happened_at,
            categories=["exempel"] if event.is_demonstration else [],
        )
    return made.writeString("utf-8").encode()


def events(entry: Registered, site_url: str) -> Iterator[Event]:
    """Yield what has happened to an edition: it was published, with errata perhaps, and perhaps withdrawn."""
    address = f"{site_url}/utgavor/{entry.ref}/"
    published_at = entry.published_at or entry.built_at
    note = _MADE_UP if entry.is_demonstration else ""
    yield Event(address, entry.title, f"{entry.title} är publicerad.{note}", published_at, entry.is_demonstration)
    is_withdrawn = entry.state is EditionState.WITHDRAWN
    for number, erratum in enumerate(() if is_withdrawn else entry.errata, 1):
        places = f" Platser: {', '.join(erratum.scenes)}." if erratum.scenes else ""
        yield Event(
            f"{address}#rattelse-{number}",
            f"Rättelse i {entry.title}",
            f"{erratum.what} Varför: {erratum.why} Beslutat av {erratum.decided_by} "
            f"{erratum.decided_on.isoformat()}.{places}{note}",
            published_at,
            entry.is_demonstration,
        )
    if is_withdrawn:
        yield Event(
            f"{address}#aterkallad",
            f"{entry.title} är återkallad",
            entry.state_reason + note,
            entry.state_changed_at,
            entry.is_demonstration,
        )
