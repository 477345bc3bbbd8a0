"""The county against its aims, by the published editions and by what one reader may see of the follow-up."""

from collections.abc import Iterator
from datetime import date

from kartlaggning.followup.aims import Aim, CountyResult, county_aims
from kartlaggning.followup.values import FollowUp, ImportRef, SafetyFigure
from kartlaggning.selectors.editions.atlas import Atlas, Edition
from kartlaggning.selectors.editions.statistics import is_complete, totals

# Said of the survey, without a figure: the scenes had all in all become smaller.
SAID_SMALLER = {2024: "Länsstyrelsen Stockholm 2024-02-20"}
# The published shares, and the band of distance (m) that each is of; None is the whole county.
SHARES: tuple[tuple[str, int | None, int | None], ...] = (
    ("unsafe_county", None, None),
    ("unsafe_within_500_m", 0, 500),
)


def aims_of(atlas: Atlas, follow_up: FollowUp, *, day: date, register: str) -> tuple[Aim, ...]:
    """Return the aims as they stand on `day`; `register` names where the forms of cooperation in `follow_up` stand."""
    county = tuple(_county_results(atlas))
    return county_aims(county, tuple(published_safety(atlas)), follow_up, day=day, register=register)


def numbers_by_year(atlas: Atlas) -> dict[int, int]:
    """Return the number of open scenes by survey year: what has been published, else what a real edition counts."""
    counted = {edition.year: len(edition.open_scenes) for edition in atlas.editions if not _has_examples(edition)}
    published = {figure.year: int(figure.value) for figure in atlas.figures_of("scenes")}
    return {**counted, **published}


def published_safety(atlas: Atlas) -> Iterator[SafetyFigure]:
    """Yield the shares that have been published, as figures of a survey whose counts are not known."""
    for key, from_m, to_m in SHARES:
        for figure in atlas.figures_of(key):
            source = ImportRef("", "", figure.source)
            nothing = (None, None, None, None, None)
            yield SafetyFigure(f"{key}-{figure.year}", figure.year, from_m, to_m, *nothing, source, figure.value)


def _county_results(atlas: Atlas) -> Iterator[CountyResult]:
    numbers = numbers_by_year(atlas)
    editions = {edition.year: edition for edition in atlas.editions}
    for year in sorted({*numbers, *editions}):
        edition = editions.get(year)
        figure, joint = atlas.figure(year, "scenes"), atlas.figure(year, "surveyed_jointly")
        counted = totals(edition.scenes) if edition else None
        yield CountyResult(
            year=year,
            reference=edition.title if edition else "",
            scenes=numbers.get(year),
            scenes_source=figure.source if figure else "",
            area_m2=counted.area_m2 if counted and counted.measured_count else None,
            measured=counted.measured_count if counted else 0,
            open_rows=counted.open_count if counted else 0,
            rows_complete=edition is not None and is_complete(atlas, edition),
            has_examples=edition is not None and _has_examples(edition),
            joint=joint.value if joint else None,
            joint_source=joint.source if joint else "",
            said_smaller_by=SAID_SMALLER.get(year, ""),
        )


def _has_examples(edition: Edition) -> bool:
    return edition.is_demonstration or any(row.is_example for row in edition.scenes)
