"""The documented record alone: only what has a source, and whole without the demonstration."""

from datetime import date

import pytest

from kartlaggning.choices import Change, Origin, Provenance, Status
from kartlaggning.errors import ImportProblem, Refused
from kartlaggning.imports import fixtures
from kartlaggning.management.change import FIXTURES
from kartlaggning.models import CityDistrict, Municipality, PoliceArea, Scene, Survey
from kartlaggning.selectors.editions.statistics import county_years, reconcile
from kartlaggning.services.documented import SCHEMATIC_RADIUS_M, load_record


def test_the_ten_closed_during_2023_are_those_of_the_published_list(record):
    listed = {row.name for row in fixtures.read_closures(FIXTURES / "closed_during_2023.csv")}
    closures = record.edition(2024).closures
    assert {row.name for row in closures} == listed
    assert len(listed) == 10


def test_klara_is_open_and_odenplan_closed(record):
    assert [row.name for row in record.newest.open_scenes] == ["Sergels torg/Klara"]
    odenplan = record.scene_history("observatorielunden-odenplan")
    assert [row.change for row in odenplan] == [Change.CLOSED, Change.STILL_CLOSED]


def test_a_followed_up_closed_scene_is_not_counted_as_closing_again(record):
    assert "Observatorielunden/Odenplan" not in {row.name for row in record.edition(2024).closures}


def test_nothing_is_made_up(record):
    assert set(Survey.objects.values_list("origin", flat=True)) == {Origin.DOCUMENTED}
    assert Scene.objects.count() == 12
    assert record.years == (2023, 2024)
    assert all(row.sources for edition in record.editions for row in edition.scenes)


def test_positions_are_circles_of_300_metres_without_an_area(record):
    klara = record.newest.open_scenes[0]
    assert klara.provenance is Provenance.SCHEMATIC
    assert klara.area_m2 is None
    assert klara.outline.bounds[2] - klara.outline.bounds[0] == pytest.approx(2 * SCHEMATIC_RADIUS_M)


def test_county_totals_have_their_source_and_no_year_is_filled_in(record):
    years = {year.year: year for year in county_years(record)}
    assert {year: known.published for year, known in years.items()} == {2017: 48, 2021: 64, 2023: 63, 2024: 53}
    assert 2022 not in years
    assert all(known.source for known in years.values())
    assert years[2024].difference == -10
    assert years[2024].counted == 1


def test_an_incomplete_record_is_not_reconciled(record):
    assert reconcile(record, record.edition(2024)) is None


def test_the_areas_are_those_of_the_county(record):
    assert Municipality.objects.count() == 26
    assert not Municipality.objects.filter(outline=None).exists()
    known = ((date(2021, 12, 31), 13, 17), (date(2024, 2, 20), 11, 17), (date(2025, 6, 1), 11, 18))
    for day, districts, police_areas in known:
        assert sum(area.applies_on(day) for area in CityDistrict.objects.all()) == districts
        assert sum(area.applies_on(day) for area in PoliceArea.objects.all()) == police_areas


def test_the_record_is_refused_where_there_is_one(record):
    with pytest.raises(Refused, match="redan"):
        load_record(FIXTURES, by="test")


def test_a_wrong_file_changes_nothing_and_is_named_with_its_line(empty, tmp_path):
    for path in FIXTURES.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    wrong = tmp_path / "documented_scenes.csv"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("59.2436", "17.2436"), encoding="utf-8")
    with pytest.raises(ImportProblem, match=r"documented_scenes\.csv, rad 2"):
        load_record(tmp_path, by="test")
    assert not Municipality.objects.exists()


def test_open_scenes_have_an_outline_and_closed_ones_the_year_they_were_last_open(record):
    for row in record.newest.scenes:
        assert (row.outline is not None) is (row.status is Status.OPEN)
    assert {row.last_open_year for row in record.newest.closures} == {2023}
