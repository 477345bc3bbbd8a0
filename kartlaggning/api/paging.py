"""Pages of a collection: `limit` and `page` from 1, with links in the answer and in the Link header (RFC 8288)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kartlaggning.api.query import MAX_LIMIT
from kartlaggning.api.question import Link, Question
from kartlaggning.errors import NotFoundInEdition

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """The items of one page, how many there are in all, and the links to the other pages."""

    items: Sequence[Item]
    number_matched: int
    links: tuple[Link, ...]

    @property
    def headers(self) -> dict[str, str]:
        """Return the Link header, if there is anything to link to."""
        links = ", ".join(f'<{link["href"]}>; rel="{link["rel"]}"' for link in self.links)
        return {"Link": links} if links else {}

    @property
    def counts(self) -> dict[str, int]:
        """Return how many items matched and how many stand on this page."""
        return {"number_matched": self.number_matched, "number_returned": len(self.items)}


def page_of(question: Question, items: Sequence[Item]) -> Page[Item]:
    """Return the page asked for; all items in one where neither limit nor page is given; raises NotFoundInEdition."""
    if "limit" not in question.values and "page" not in question.values:
        return Page(items, len(items), ())
    limit, number = question.values.get("limit", MAX_LIMIT), question.values.get("page", 1)
    last = max(1, -(-len(items) // limit))
    if number > last:
        raise NotFoundInEdition(f"Sidan {number} finns inte. Den sista är {last}.")
    targets = {"first": 1, "prev": number - 1, "next": number + 1, "last": last}
    links = tuple(
        question.link(rel, question.address(limit=limit, page=target), question.format.media_type)
        for rel, target in targets.items()
        if 1 <= target <= last
    )
    return Page(items[(number - 1) * limit : number * limit], len(items), links)
