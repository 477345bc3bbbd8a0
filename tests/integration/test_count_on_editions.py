"""Published editions as the offline commands read them: every format gives the same outlines and judged period."""

import json
from datetime import date

import pytest
from django.core.management.base import CommandError
from shapely.geometry import shape

from kartlaggning.imports.edition_file import read_editions
from kartlaggning.models import Edition
from kartlaggning.selectors.editions.files import folder_of
from tests.point_files import point_csv, run

DEGREES = ("--lon-column", "lon", "--lat-column", "lat")
COLUMNS = ("--category-column", "typ", "--date-column", "dag")
GEOJSON, IN_METRES, PACKAGE = ".geojson", "-sweref99tm.geojson", "-sweref99tm.gpkg"


def published(edition, ending):
    stored = Edition.objects.get(ref=edition.ref)
    return folder_of(stored.pk, stored.ref, 0) / f"drogscener-{stored.ref}{ending}"


def outlined(edition):
    return [row for row in edition.scenes if row.is_open and row.area_m2 is not None]


@pytest.mark.parametrize("ending", [GEOJSON, IN_METRES])
def test_the_geojson_states_its_round_and_what_it_judged(demonstration, ending):
    members = json.loads(published(demonstration.newest, ending).read_text(encoding="utf-8"))
    assert (members["year"], members["judged_from"], members["judged_to"]) == (2024, "2023-01-01", "2023-12-31")


def test_a_round_whose_period_no_source_states_says_none(demonstration):
    members = json.loads(published(demonstration.editions[0], GEOJSON).read_text(encoding="utf-8"))
    assert (members["year"], members["judged_from"], members["judged_to"]) == (2021, None, None)


def test_every_format_gives_the_open_scenes_with_an_outline_and_the_judged_period(demonstration):
    edition = demonstration.newest
    expected = {row.public_id: row.area_m2 for row in outlined(edition)}
    for ending in (GEOJSON, IN_METRES, ".gpkg", PACKAGE):
        found = next(each for each in read_editions(published(edition, ending)) if each.outlines.year == 2024)
        areas = {public_id: outline.area for public_id, outline in found.outlines.outlines.items()}
        assert areas == pytest.approx(expected, rel=0.02)  # degrees have five decimals
        assert found.outlines.judged == (date(2023, 1, 1), date(2023, 12, 31))
        assert (found.ref, found.has_examples) == (edition.ref, True)
        assert found.approximate == sum(row.is_open and row.area_m2 is None for row in edition.scenes)


def test_a_geopackage_holds_all_the_rounds(demonstration):
    found = read_editions(published(demonstration.newest, PACKAGE))
    judged = {each.outlines.year: each.outlines.judged for each in found}
    assert sorted(judged) == [edition.year for edition in demonstration.editions]
    assert [year for year, period in judged.items() if period] == [2024]


def test_a_crime_in_the_middle_of_each_place_is_counted_there_once_in_every_format(demonstration, tmp_path):
    edition = demonstration.newest
    lines = []
    for row in outlined(edition):
        place = shape({"type": "MultiPolygon", "coordinates": row.outline_wgs84}).representative_point()
        lines.append(f"2023-06-01;vald;{place.x};{place.y}")
    points = point_csv(tmp_path / "brott.csv", ["dag;typ;lon;lat", *lines])
    for ending in (GEOJSON, IN_METRES, PACKAGE):
        out = tmp_path / "antal.csv"
        run("count_crimes", points, "--edition", published(edition, ending), *DEGREES, *COLUMNS, "--out", out)
        cells = [line.split(";") for line in out.read_text(encoding="utf-8-sig").splitlines()[1:]]
        on_2024 = {cell[0]: int(cell[3]) for cell in cells if cell[4] == "2024"}
        assert sorted(on_2024) == sorted(row.public_id for row in outlined(edition))
        assert all(on_2024.values())


def test_the_documented_record_alone_has_no_outline_to_count_on(record, tmp_path):
    points = point_csv(tmp_path / "brott.csv", ["dag;typ;lon;lat", "2023-06-01;vald;18,06;59,33"])
    file = published(record.newest, GEOJSON)
    with pytest.raises(CommandError, match="har ingen öppen plats med en gräns att räkna på"):
        run("count_crimes", points, "--edition", file, *DEGREES, *COLUMNS)
