"""A draft of the press text, in Swedish: from an edition's figures alone, to be read, changed and signed by somebody.

A sentence whose figure is not known is left out. A list that is not complete says so.
"""

from collections.abc import Iterable

from django.utils import translation

from kartlaggning.choices import AreaKind, Status
from kartlaggning.exports.words import story
from kartlaggning.exports.words.area_news import area_news
from kartlaggning.exports.words.caveats import caveats
from kartlaggning.exports.words.edition_words import (
    closures_heading,
    missing_sentence,
    open_count,
    printed_municipality,
)
from kartlaggning.exports.words.writing import hectares, number
from kartlaggning.selectors.editions.atlas import Atlas, Edition, SceneRow

DEFINITION = (
    "En öppen drogscen är en avgränsad plats som finns kvar över tid, där narkotika säljs och används öppet och där "
    "myndigheter eller allmänheten ser det som ett problem."
)


def press_text(atlas: Atlas, edition: Edition, *, address: str, contact: str) -> str:
    """Return the draft as plain text; `address` is the edition's page, `contact` whom to ask (a function)."""
    with translation.override("sv"):
        blocks = (
            _warning(edition),
            _heading(atlas, edition),
            _opening(atlas, edition),
            _errata(edition),
            _closed(atlas, edition),
            _came(atlas, edition),
            _sizes(atlas, edition),
            story.joint_work(atlas, edition),
            story.goal(atlas, edition),
            _areas(atlas, edition),
            _list("Tänk på det här när du läser siffrorna", caveats(atlas, edition)),
            _facts(atlas, edition, address, contact),
        )
    return "\n\n".join(block for block in blocks if block) + "\n"


def _warning(edition: Edition) -> str:
    draft = "UTKAST, skrivet ur siffrorna. Läs igenom, ändra och ta bort den här raden."
    if not edition.is_demonstration:
        return draft
    return f"{draft}\nEXEMPEL: utgåvan innehåller påhittade platser. Texten får inte spridas som nyhet."


def _heading(atlas: Atlas, edition: Edition) -> str:
    count, before = open_count(atlas, edition), story.year_before(atlas, edition)
    scenes = f"{number(count)} öppna drogscener i länet" if count != 1 else "1 öppen drogscen i länet"
    if before is None:
        return scenes
    change = count - story.known_totals(atlas, edition)[before]
    if not change:
        return f"{scenes}, lika många som {before}"
    return f"{scenes}, {number(abs(change))} {'fler' if change > 0 else 'färre'} än {before}"


def _opening(atlas: Atlas, edition: Edition) -> str:
    parts = (story.counted(atlas, edition), story.difference(atlas, edition), story.where(atlas, edition), DEFINITION)
    return " ".join(part for part in parts if part)


def _errata(edition: Edition) -> str:
    return _list(f"Rättat i revision {edition.revision}", [f"{one.what} {one.why}" for one in edition.errata])


def _closed(atlas: Atlas, edition: Edition) -> str:
    sentence = story.closed(atlas, edition)
    if not edition.closures:
        return sentence
    missing = missing_sentence(atlas, edition, Status.CLOSED.value)
    heading = f"{closures_heading(atlas, edition)}:"
    lines = [f"– {_place(row)}" for row in edition.closures]
    return "\n".join(part for part in (sentence, missing, heading, *lines) if part)


def _came(atlas: Atlas, edition: Edition) -> str:
    sentences = " ".join(part for part in (story.came(atlas, edition), story.followed(atlas, edition)) if part)
    rows = [row for row in edition.scenes if row.change in story.CAME]
    return "\n".join([sentences, *(f"– {_place(row)}" for row in rows)]).strip()


def _sizes(atlas: Atlas, edition: Edition) -> str:
    sentences = (story.area(atlas, edition), story.grown_and_shrunk(atlas, edition))
    return " ".join(sentence for sentence in sentences if sentence)


def _areas(atlas: Atlas, edition: Edition) -> str:
    missing = missing_sentence(atlas, edition)
    lines = [f"{news.area.name}: {news.sentence}" for news in area_news(atlas, edition, AreaKind.MUNICIPALITY)]
    mark = " (exempel)" if edition.is_demonstration else ""
    return _list(f"Kommun för kommun{mark}", [missing, *lines] if missing else lines)


def _facts(atlas: Atlas, edition: Edition, address: str, contact: str) -> str:
    number_of_case = f", diarienummer {edition.registration_number}" if edition.registration_number else ""
    sources = story.sources(atlas, edition)
    lines = [
        f"Utgåva: {edition.title}{number_of_case}",
        f"Källor: {'; '.join(sources)}" if sources else "",
        f"Karta, tabeller och rapport: {address}",
        f"Frågor: {contact}",
    ]
    return _list("Fakta", [line for line in lines if line])


def _list(heading: str, lines: Iterable[str]) -> str:
    lines = list(lines)
    return "\n".join([heading, *(f"– {line}" for line in lines)]) if lines else ""


def _place(row: SceneRow) -> str:
    where = printed_municipality(row)
    size = f", {hectares(row.area_m2)}" if row.is_open and row.area_m2 is not None else ""
    return f"{row.name} ({where}{size}){' – exempel' if row.is_example else ''}"
