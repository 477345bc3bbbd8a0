"""The demonstration county: every published figure counted from the rows, marked, repeatable, removable."""

from collections import Counter

import pytest

from kartlaggning.choices import Change, Origin, Provenance, Status
from kartlaggning.errors import Refused
from kartlaggning.exports.rows import publish
from kartlaggning.imports import fixtures
from kartlaggning.management.change import FIXTURES
from kartlaggning.models import AuditEntry, Edition, Lineage, PublishedFigure, Scene, Survey
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.selectors.editions.statistics import reconcile, totals
from kartlaggning.services.demonstration.county import load_demonstration, remove_demonstration
from kartlaggning.services.documented import load_record

TO_REPRODUCE = [figure for figure in fixtures.read_figures(FIXTURES / "published_figures.csv") if figure.reproduce]


def in_sodertalje(edition):
    return [row for row in edition.open_scenes if row.municipality.name == "Södertälje"]


def share_of_area(edition):
    part = sum(row.area_m2 for row in in_sodertalje(edition))
    return 100 * part / totals(edition.scenes).area_m2


# How each published figure is counted from an edition's rows.
COUNTED = {
    "scenes": lambda edition: len(edition.open_scenes),
    "municipalities": lambda edition: totals(edition.scenes).municipality_count,
    "police_areas": lambda edition: totals(edition.scenes).police_area_count,
    "city_districts": lambda edition: totals(edition.scenes).city_district_count,
    "closed_since_previous": lambda edition: len(edition.closures),
    "new_since_previous": lambda edition: sum(row.change == "new" for row in edition.scenes),
    "scenes_sodertalje": lambda edition: len(in_sodertalje(edition)),
    "share_sodertalje_scenes": lambda edition: round(100 * len(in_sodertalje(edition)) / len(edition.open_scenes)),
    "share_sodertalje_area": lambda edition: round(share_of_area(edition)),
    "surveyed_jointly": lambda edition: round(100 * edition.joint_surveys / edition.joint_surveys_of),
    "closed_in_stockholm_city": lambda edition: sum(row.municipality.name == "Stockholm" for row in edition.closures),
}


@pytest.mark.parametrize("figure", TO_REPRODUCE, ids=lambda figure: f"{figure.year}-{figure.key}")
def test_each_published_figure_is_counted_from_the_rows(demonstration, figure):
    assert COUNTED[figure.key](demonstration.edition(figure.year)) == figure.value


def test_every_figure_marked_reproduce_is_among_the_loaded_ones(demonstration):
    assert len(TO_REPRODUCE) == 19
    assert PublishedFigure.objects.filter(reproduce=True).count() == 19


def test_the_allocation_of_the_county_is_followed_row_by_row(demonstration):
    counted = Counter()
    for edition in demonstration.editions:
        for row in edition.open_scenes:
            district = row.city_district.name if row.city_district else ""
            counted[edition.year, row.municipality.name, district, row.police_area.name] += 1
    wanted = Counter()
    for row in fixtures.read_demonstration_county(FIXTURES / "demonstration_county.csv"):
        wanted[2021, row.municipality, row.city_district_2021, row.police_area] += row.open_2021
        wanted[2023, row.municipality, row.city_district_2023, row.police_area] += row.open_2023
        wanted[2024, row.municipality, row.city_district_2023, row.police_area] += row.open_2024
    assert counted == +wanted


def test_stockholm_has_the_numbers_of_the_plan_and_norra_innerstaden_only_klara(demonstration):
    stockholm = [sum(row.municipality.code == "0180" for row in e.open_scenes) for e in demonstration.editions]
    assert stockholm == [34, 31, 26]
    for year in (2023, 2024):
        inner = [
            row.name
            for row in demonstration.edition(year).open_scenes
            if row.city_district and row.city_district.name == "Norra innerstaden"
        ]
        assert inner == ["Sergels torg/Klara"]


def test_the_total_area_falls_to_2024(demonstration):
    areas = [totals(edition.scenes).area_m2 for edition in demonstration.editions]
    assert areas == sorted(areas, reverse=True)
    assert len(set(areas)) == 3


def test_every_round_reconciles(demonstration):
    second, third = (reconcile(demonstration, demonstration.edition(year)) for year in (2023, 2024))
    assert (second.opening, second.new, second.closed, second.closing) == (64, 11, 12, 63)
    assert (second.from_splits, second.lost_by_merges) == (2, 2)
    assert (third.opening, third.new, third.closed, third.closing) == (63, 0, 10, 53)


def test_fiction_is_told_row_by_row(demonstration):
    for edition in demonstration.editions:
        for row in edition.scenes:
            made_up = row.name.startswith("Exempelplats ") or edition.year == 2021
            assert (row.origin is Origin.EXAMPLE) is made_up, (edition.year, row.name)


def period_text(atlas, row):
    (published,) = publish(atlas, atlas.edition(row.year), [row], str)
    return published.period_text


def test_a_documented_row_takes_no_value_from_a_made_up_one(demonstration, record):
    documented = [row for edition in demonstration.editions for row in edition.scenes if not row.is_example]
    assert len(documented) == 24
    for row in documented:
        (alone,) = [old for old in record.history[row.public_id] if old.year == row.year]
        assert (row.previous_year, row.last_open_year) == (alone.previous_year, alone.last_open_year)
        assert (row.provenance, row.status, row.change) == (alone.provenance, alone.status, alone.change)
        assert demonstration.drawn(row) == record.drawn(alone)
        assert period_text(demonstration, row) == period_text(record, alone)


def test_nothing_is_said_of_the_growth_of_a_scene_whose_outline_is_not_known(demonstration):
    klara = {row.year: row.change for row in demonstration.scene_history("sergels-torg-klara")}
    assert set(klara.values()) == {Change.UNKNOWN}


def test_documented_scenes_never_have_an_area_or_an_exact_outline(demonstration):
    documented = Survey.objects.filter(scene__is_example=False, status=Status.OPEN)
    assert set(documented.values_list("provenance", "area_m2")) == {(Provenance.SCHEMATIC, None)}


def test_fictional_outlines_of_a_round_never_overlap(demonstration):
    for edition in demonstration.editions:
        tree, rows = edition.tree
        pairs = tree.query(tree.geometries, "intersects")
        clashes = {
            (rows[a].name, rows[b].name) for a, b in pairs.T if a < b and rows[a].is_example and rows[b].is_example
        }
        assert {pair for pair in clashes if all(name.startswith("Exempel") for name in pair)} == set()


def test_loading_twice_gives_the_same_editions_to_the_last_byte(demonstration, empty):
    before = [edition.checksum for edition in demonstration.editions]
    load_record(FIXTURES, by="test")
    load_demonstration(FIXTURES, by="test")
    assert [edition.checksum for edition in current_atlas().editions] == before


def test_it_is_refused_in_production(record, settings):
    settings.DEMONSTRATION = False
    with pytest.raises(Refused, match="DEMONSTRATION=1"):
        load_demonstration(FIXTURES, by="test")
    assert not Survey.objects.filter(origin=Origin.EXAMPLE).exists()


def test_it_is_refused_a_second_time_and_without_the_record(demonstration):
    with pytest.raises(Refused, match="redan"):
        load_demonstration(FIXTURES, by="test")


def test_it_is_refused_without_the_record(empty):
    with pytest.raises(Refused, match="load_record"):
        load_demonstration(FIXTURES, by="test")


def test_removing_it_leaves_only_the_documented_record(demonstration):
    remove_demonstration(by="test")
    assert not Scene.objects.filter(is_example=True).exists()
    assert not Survey.objects.filter(origin=Origin.EXAMPLE).exists()
    assert not Lineage.objects.filter(origin=Origin.EXAMPLE).exists()
    assert not Edition.objects.filter(is_demonstration=True).exists()
    atlas = current_atlas()
    assert [edition.ref for edition in atlas.editions] == ["2023-r1", "2024-r1"]
    assert not atlas.has_demonstration
    assert AuditEntry.objects.filter(action="remove-demonstration").exists()


def test_after_removal_it_can_be_loaded_again(record):
    load_demonstration(FIXTURES, by="test")
    assert current_atlas().has_demonstration
