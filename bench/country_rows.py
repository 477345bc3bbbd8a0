"""A country that does not exist: 10,000 scenes in five rounds, made up to measure with and for nothing else."""

import math
from collections.abc import Iterator
from datetime import date
from random import Random

from django.db import transaction
from shapely.geometry import MultiPolygon, Polygon

from kartlaggning.choices import EditionState, Origin, Provenance, RoundState, Status, SurveyState
from kartlaggning.geometry.stored import to_stored
from kartlaggning.models import (
    EditionArea,
    EditionFigure,
    EditionScene,
    Municipality,
    PoliceArea,
    Scene,
    Survey,
    SurveyRound,
)
from kartlaggning.services.editions import publication
from kartlaggning.services.editions import rows as edition_rows
from kartlaggning.services.editions.seal import edition_checksum
from kartlaggning.swedish import slugify

YEARS = (2021, 2022, 2023, 2024, 2025)
WEST, SOUTH, EAST, NORTH = 300_000, 6_150_000, 800_000, 7_450_000  # metres in EPSG:3006
CORNERS = 24  # of an outline
CLOSED_A_ROUND = 0.04  # how many of the open ones close in a round


def write_country(scenes: int = 10_000) -> SurveyRound:
    """Write the live rows of every round, and an edition of every round but the last; return the last, to be built."""
    random = Random(20260101)  # noqa: S311 - the same country every time
    with transaction.atomic():
        municipalities = Municipality.objects.bulk_create(
            Municipality(code=f"{9000 + n}", name=f"Exempelkommun {n}", slug=f"exempelkommun-{n}") for n in range(290)
        )
        police_areas = PoliceArea.objects.bulk_create(
            PoliceArea(
                name=f"Exempelområde {n}", slug=f"exempelomrade-{n}", police_district="Exempel", covers="exempel"
            )
            for n in range(95)
        )
        rounds = SurveyRound.objects.bulk_create(
            SurveyRound(year=year, state=RoundState.CLOSED, reference_date=date(year, 3, 1), sources=["Påhittat"])
            for year in YEARS
        )
        places = Scene.objects.bulk_create(
            Scene(public_id=f"X-{n:04}", name=name, slug=slugify(name), is_example=True)
            for n, name in ((n, f"Exempelplats {n}") for n in range(scenes))
        )
        surveys = (
            survey
            for n, place in enumerate(places)
            for survey in _surveys(random, place, rounds, municipalities[n % 290], police_areas[n % 95])
        )
        Survey.objects.bulk_create(surveys, batch_size=2_000)
    sources = edition_rows.collect(demonstration=True)
    for survey_round in rounds[:-1]:
        _publish_rows(survey_round, sources)
    return rounds[-1]


def _surveys(
    random: Random,
    scene: Scene,
    rounds: list[SurveyRound],
    municipality: Municipality,
    police_area: PoliceArea,
) -> Iterator[Survey]:
    centre = random.uniform(WEST, EAST), random.uniform(SOUTH, NORTH)
    is_open = True
    for survey_round in rounds:
        is_open = is_open and (survey_round is rounds[0] or random.random() > CLOSED_A_ROUND)
        outline = _outline(random, centre) if is_open else None
        yield Survey(
            scene=scene,
            survey_round=survey_round,
            state=SurveyState.PUBLISHED,
            status=Status.OPEN if is_open else Status.CLOSED,
            outline=to_stored(outline) if outline else None,
            area_m2=outline.area if outline else None,
            provenance=Provenance.SURVEYED if is_open else "",
            origin=Origin.EXAMPLE,
            municipality=municipality,
            police_area=police_area,
            surveyed_jointly=random.random() < 0.9,
            sources=["Påhittat"],
        )


def _outline(random: Random, centre: tuple[float, float]) -> MultiPolygon:
    reach = random.uniform(60, 180)
    turns = (2 * math.pi * n / CORNERS for n in range(CORNERS))
    reaches = ((turn, reach * random.uniform(0.8, 1.2)) for turn in turns)
    ring = [(round(centre[0] + r * math.cos(t), 2), round(centre[1] + r * math.sin(t), 2)) for t, r in reaches]
    return MultiPolygon([Polygon(ring)])


@transaction.atomic
def _publish_rows(survey_round: SurveyRound, sources: edition_rows.Sources) -> None:
    """Write a current edition without files: the last round's is the one whose building is measured."""
    edition = publication.header(survey_round, demonstration=True)
    scenes = edition_rows.scene_rows(edition, survey_round, sources)
    edition.save()
    EditionScene.objects.bulk_create(scenes, batch_size=2_000)
    EditionArea.objects.bulk_create(edition_rows.area_rows(edition))
    EditionFigure.objects.bulk_create(edition_rows.figure_rows(edition))
    edition.checksum = edition_checksum(edition)
    edition.state = EditionState.READY
    edition.save()
    publication.switch_to(edition, by="mätningen")
