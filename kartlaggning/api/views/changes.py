"""What differs between two rounds, scene by scene, and how the numbers add up."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from drf_spectacular.utils import extend_schema_view

from kartlaggning.api import change_shapes as shapes
from kartlaggning.api.answers import Document
from kartlaggning.api.description import described
from kartlaggning.api.formats import Format
from kartlaggning.api.members import common_members, edition_summary, lineage_event
from kartlaggning.api.query import ChangesQuery
from kartlaggning.api.question import Question, published
from kartlaggning.api.views.base import ResourceView
from kartlaggning.errors import NotFoundInEdition
from kartlaggning.exports.columns import public_values
from kartlaggning.exports.rows import publish
from kartlaggning.selectors.editions import Atlas, Edition, SceneRow, atlas_as_it_was
from kartlaggning.selectors.editions.compare import Comparison, Pair, compare
from kartlaggning.selectors.editions.statistics import is_complete


@extend_schema_view(
    get=described(
        "changes",
        "Skillnaden mellan två kartläggningar",
        "Vad som upphörde, tillkom, växte, krympte, slogs ihop och delades mellan två kartläggningar. Varje plats "
        "står i en av listorna. I summary går talen ihop: opening − closed − replaced + new + reopened + successors "
        "= closing.",
        ChangesQuery,
        {Format.JSON: shapes.ChangeList},
    )
)
class ChangeList(ResourceView):
    """The difference between an earlier and a later round."""

    query = ChangesQuery

    def document(self, question: Question) -> Document:
        """Return the difference; raises NotFoundInEdition and GoneFromEdition."""
        later_atlas, later = _edition(question.atlas, question.values.get("to"))
        wanted = question.values.get("from") or _before(question.atlas, later)
        earlier_atlas, earlier = _edition(question.atlas, wanted)
        if earlier.year == later.year:
            raise NotFoundInEdition("Inom ett år finns inget att jämföra. Vad en revision rättar står i /errata.")
        both = sorted((earlier, later), key=lambda edition: edition.year)
        between = (e for e in later_atlas.editions if both[0].year < e.year < both[1].year)
        before = (e for e in earlier_atlas.editions if e.year < both[0].year)
        atlas = replace(question.atlas, editions=(*before, both[0], *between, both[1]))
        difference = compare(atlas, both[0].year, both[1].year)
        members = common_members(question, self.formats, is_demonstration=any(e.is_demonstration for e in both))
        return Document({**members, **_content(question, atlas, difference)})


def _edition(atlas: Atlas, wanted: str | None) -> tuple[Atlas, Edition]:
    """Return the edition of a year or a reference, the newest without one, and the atlas that it stands in."""
    if wanted is None:
        return atlas, atlas.newest
    if wanted.isdecimal():
        return atlas, atlas.edition(int(wanted))
    entry = published(atlas, wanted)
    shown = atlas if entry.is_current else atlas_as_it_was(entry.ref)
    return shown, shown.edition(entry.year)


def _before(atlas: Atlas, later: Edition) -> str:
    earlier = [edition.year for edition in atlas.editions if edition.year < later.year]
    if not earlier:
        raise NotFoundInEdition(f"Det finns ingen kartläggning före {later.year}.")
    return str(earlier[-1])


def _content(question: Question, atlas: Atlas, difference: Comparison) -> dict[str, Any]:
    earlier, later = difference.earlier, difference.later

    def row(edition: Edition, scene: SceneRow) -> dict[str, Any]:
        [item] = publish(atlas, edition, [scene], question.scene_page)
        return public_values(item)

    def rows(edition: Edition, scenes: Iterable[SceneRow]) -> list[dict[str, Any]]:
        return [row(edition, scene) for scene in scenes]

    def pairs(found: Iterable[Pair]) -> list[dict[str, Any]]:
        return [
            {
                "before": row(earlier, pair.before),
                "after": row(later, pair.after),
                "area_change_percent": _percent(pair.area_change_percent),
            }
            for pair in found
        ]

    return {
        "from_edition": edition_summary(earlier),
        "to_edition": edition_summary(later),
        "is_complete": is_complete(atlas, earlier) and is_complete(atlas, later),
        "summary": _summary(difference),
        "closed": rows(earlier, difference.closed),
        "replaced": rows(earlier, difference.replaced),
        "new": rows(later, difference.new),
        "reopened": rows(later, difference.reopened),
        "successors": rows(later, difference.successors),
        "grown": pairs(difference.grown),
        "shrunk": pairs(difference.shrunk),
        "kept": pairs(difference.kept),
        "merges": [lineage_event(note) for note in difference.merges],
        "splits": [lineage_event(note) for note in difference.splits],
    }


def _percent(value: float | None) -> float | None:
    return None if value is None else round(value, 1) + 0.0  # never −0.0


def _summary(difference: Comparison) -> dict[str, int]:
    return {
        "opening": len(difference.earlier.open_scenes),
        "closed": len(difference.closed),
        "replaced": len(difference.replaced),
        "new": len(difference.new),
        "reopened": len(difference.reopened),
        "successors": len(difference.successors),
        "closing": len(difference.later.open_scenes),
        "grown": len(difference.grown),
        "shrunk": len(difference.shrunk),
        "kept": len(difference.kept),
    }
