"""An answer as PDF/UA-1, in Swedish: its parts as the blocks of a report, and who took it out on every page."""

from collections.abc import Iterator
from dataclasses import dataclass

from kartlaggning.exports.answer.document import Answer, Cell, DataTable, Listing, Part, Points, Section, Text
from kartlaggning.exports.drawings import chart_svg
from kartlaggning.exports.report import blocks, sections
from kartlaggning.exports.report.blocks import Block
from kartlaggning.exports.report.document import Report, joined, set_report
from kartlaggning.selectors.editions.atlas import Edition

_ROLES = {"text": blocks.paragraph, "note": blocks.note, "source": blocks.source}


@dataclass(frozen=True, slots=True)
class Taken:
    """Who took an internal answer out, when and for what: `banner` for every page, `facts` for the first."""

    banner: str
    facts: tuple[tuple[str, str], ...]


def answer_pdf(answer: Answer, edition: Edition, *, publisher: str, taken: Taken | None = None) -> bytes:
    """Return the answer as PDF; the same answer gives the same bytes. Raises CannotBeSet."""
    return set_report(printed(answer, edition, publisher, taken), edition, publisher)


def printed(answer: Answer, edition: Edition, publisher: str, taken: Taken | None = None) -> Report:
    """Return what is printed."""
    front: list[Block] = [blocks.lead(answer.opening)]
    if taken is not None:
        front.append(blocks.facts(taken.facts))
    return Report(
        title=answer.title,
        subtitle=answer.subtitle,
        description=answer.opening,
        blocks=joined((front, sections.front(edition, publisher), *(_section(one) for one in answer.sections))),
        banner=taken.banner if taken else "",
    )


def _section(section: Section) -> Iterator[Block]:
    yield blocks.heading(section.title)
    yield from (_block(part) for part in section.parts)


def _block(part: Part) -> Block:
    match part:
        case Text():
            return _ROLES[part.role](part.text)
        case Listing():
            return blocks.bullets(_text(item) for item in part.items)
        case Points():
            caption = f"{part.title}. Fält utan punkt är år utan resultat."
            return blocks.picture(chart_svg.points(part.chart, part.title), caption, 68)
        case DataTable():
            columns = [(column.header, column.is_numeric, column.width) for column in part.columns]
            return blocks.table(part.caption, columns, ([_text(cell) for cell in row] for row in part.rows))


def _text(cell: Cell) -> str:
    return f"{cell.text} (exempel)" if cell.is_example else cell.text
