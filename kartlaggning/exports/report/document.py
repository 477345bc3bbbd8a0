"""A report as a document: its frame, its blocks, and the PDF that Typst sets of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kartlaggning.exports.formats import typesetting
from kartlaggning.exports.report.blocks import Block
from kartlaggning.exports.words.edition_words import publication
from kartlaggning.selectors.editions.atlas import Edition

MARK = "Exempel: platser som heter Exempelplats är påhittade, och det som räknas ur dem."
_TEMPLATE = Path(__file__).with_name("template.typ")


@dataclass(frozen=True, slots=True)
class Report:
    """What is set: the title, the line below it, what it is about in a sentence, and its blocks.

    `banner` stands on every page: who may read what is not for everybody, and who took it out.
    """

    title: str
    subtitle: str
    description: str
    blocks: tuple[Block, ...]
    banner: str = ""


def set_report(report: Report, edition: Edition, publisher: str) -> bytes:
    """Return the report as PDF/UA-1, in Swedish; the same edition gives the same bytes."""
    day = edition.built_at.date()
    values = {
        "title": report.title,
        "subtitle": report.subtitle,
        "description": report.description,
        "author": publisher or "Drogscener i Stockholms län",
        "date": [day.year, day.month, day.day],
        "banner": report.banner,
        "mark": MARK if edition.is_demonstration else "",
        "running": f"{report.title}, {edition.title}",
        "footer": _footer(edition),
        "blocks": list(report.blocks),
    }
    return typesetting.pdf(_template(), values)


def joined(parts: Iterable[Iterable[Block]]) -> tuple[Block, ...]:
    """Return the sections' blocks in one line."""
    return tuple(block for part in parts for block in part)


def _footer(edition: Edition) -> str:
    day = publication(edition)
    return f"{edition.title} ({edition.ref}){f', publicerad {day}' if day and not edition.is_demonstration else ''}"


@cache
def _template() -> str:
    return _TEMPLATE.read_text(encoding="utf-8")
