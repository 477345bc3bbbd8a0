"""Statistics and published figures."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema_view

from kartlaggning import swedish
from kartlaggning.api import register_shapes as shapes
from kartlaggning.api.answers import Document
from kartlaggning.api.description import described
from kartlaggning.api.formats import Format
from kartlaggning.api.members import common_members
from kartlaggning.api.query import FiguresQuery, Query
from kartlaggning.api.question import Question
from kartlaggning.api.views.base import ResourceView
from kartlaggning.choices import AreaKind, Change
from kartlaggning.errors import NotFoundInEdition
from kartlaggning.selectors.editions import Atlas, Edition
from kartlaggning.selectors.editions.statistics import (
    GOAL_LAST_YEAR,
    AreaSeries,
    Totals,
    county_years,
    is_complete,
    per_area,
    reconcile,
    totals,
)


@extend_schema_view(
    get=described(
        "statistics",
        "Statistik",
        "Länets publicerade antal år för år, och för varje kartläggning vad raderna ger: antal, yta, förändring och "
        "avstämning mot kartläggningen före, samt antal och yta per kommun, stadsdelsområde och lokalpolisområde. "
        "För år utan kartläggning finns inga tal.",
        Query,
        {Format.JSON: shapes.Statistics},
    )
)
class Statistics(ResourceView):
    """Counts over all editions."""

    def document(self, question: Question) -> Document:
        """Return the county's numbers and the areas' numbers, round by round."""
        atlas = question.atlas
        return Document(
            {
                **common_members(question, self.formats, is_demonstration=atlas.has_demonstration),
                "goal_last_year": GOAL_LAST_YEAR,
                "county_years": [_whole_area(asdict(year)) for year in county_years(atlas)],
                "rounds": [_round(atlas, edition) for edition in atlas.editions],
                "municipalities": _series(atlas, AreaKind.MUNICIPALITY),
                "city_districts": _series(atlas, AreaKind.CITY_DISTRICT),
                "police_areas": _series(atlas, AreaKind.POLICE_AREA),
            }
        )


@extend_schema_view(
    get=described(
        "published-figures",
        "Publicerade tal",
        "Tal som myndigheter har publicerat, med källa. Utan year alla år.",
        FiguresQuery,
        {Format.JSON: shapes.FigureList},
    )
)
class PublishedFigures(ResourceView):
    """Figures with their sources; none of them is made up."""

    query = FiguresQuery

    def document(self, question: Question) -> Document:
        """Return the figures of the year asked for, or all; raises NotFoundInEdition."""
        figures = question.atlas.figures
        year = question.values.get("year")
        years = sorted({figure.year for figure in figures})
        if year is not None and year not in years:
            known = swedish.enumerate_words([str(known) for known in years])
            raise NotFoundInEdition(f"Det finns inga publicerade tal för {year}. Det finns för {known}.")
        members = common_members(question, self.formats, is_demonstration=False)
        chosen = [asdict(figure) for figure in figures if year in (None, figure.year)]
        return Document({**members, "published_figures": chosen})


def _round(atlas: Atlas, edition: Edition) -> dict[str, Any]:
    counted: Totals = totals(edition.scenes)
    reconciliation = reconcile(atlas, edition)
    values = asdict(counted)
    del values["by_change"]
    return {
        "year": edition.year,
        "edition": edition.ref,
        "is_complete": is_complete(atlas, edition),
        **_whole_area(values),
        "changes": {change.value: counted.by_change.get(change, 0) for change in Change},
        "reconciliation": asdict(reconciliation) if reconciliation else None,
    }


def _series(atlas: Atlas, kind: AreaKind) -> list[dict[str, Any]]:
    return [_area_series(series) for series in per_area(atlas, kind)]


def _area_series(series: AreaSeries) -> dict[str, Any]:
    rounds = [_whole_area(asdict(area_round)) for area_round in series.rounds]
    return {"slug": series.area.slug, "name": series.area.name, "rounds": rounds}


def _whole_area(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with the area in whole m²."""
    area = values["area_m2"]
    return {**values, "area_m2": None if area is None else round(area)}
