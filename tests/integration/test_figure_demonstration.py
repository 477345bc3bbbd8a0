"""The demonstration's figures: made up, marked, on made-up places alone, and one place with Klara's pattern."""

import pytest
from django.db import IntegrityError, transaction

from kartlaggning.choices import ImportKind, Origin
from kartlaggning.followup.rates import rates
from kartlaggning.models import AttitudeShare, CrimeCount, FigureImport, FigureRelease, Scene
from kartlaggning.services.demonstration.county import remove_demonstration
from kartlaggning.services.follow_up import demonstration_figures
from tests.figures import halved

pytestmark = pytest.mark.usefixtures("demonstration")


def test_violence_falls_while_it_nearly_doubles_per_hectare_because_the_outline_shrinks(demonstration):
    # 44 on 4,0 ha = 11,0; 38 on 3,8 ha = 10,0; 36 on 2,0 ha = 18,0.
    # On 4,0 ha every year: 44, 43 and 41, which is 11,0, 10,75 and 10,25.
    follow_up = demonstration.follow_up.of_scene(halved().public_id)
    violence = [rate for rate in rates(follow_up.crimes, follow_up.limits) if rate.figure.category == "vald"]
    violence.sort(key=lambda rate: rate.figure.year)
    assert [rate.figure.count for rate in violence] == [44, 38, 36]
    assert [rate.per_ha for rate in violence] == pytest.approx([11.0, 10.0, 18.0], rel=1e-6)
    assert [rate.constant_per_ha for rate in violence] == pytest.approx([11.0, 10.75, 10.25], rel=1e-6)
    assert "Det beror på att gränsen har krympt, inte på fler brott." in violence[-1].note


def test_every_figure_is_marked_as_made_up_and_stands_on_a_made_up_place(demonstration):
    follow_up = demonstration.follow_up
    assert len(follow_up.crimes) == 279
    everything = (*follow_up.crimes, *follow_up.safety, *follow_up.attitudes)
    made_up = [figure for figure in everything if figure.source.number.startswith("U-")]
    assert all(figure.source.is_example and figure.source.title.startswith("Exempel") for figure in made_up)
    for model in (CrimeCount, AttitudeShare):
        assert not model.objects.filter(scene__is_example=False).exists()
    assert set(FigureImport.objects.values_list("origin", flat=True)) == {Origin.EXAMPLE}


def test_the_database_refuses_a_made_up_count_on_a_real_place():
    made = FigureImport.objects.get(number="U-0004")
    row = made.crimes.first()
    row.scene = Scene.objects.get(name="Sergels torg/Klara")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_small_numbers_and_small_groups_are_there_so_that_it_shows_what_happens_to_them(demonstration):
    hidden = [figure for figure in demonstration.follow_up.crimes if figure.count is None]
    assert 10 < len(hidden) < 100
    bands = {(band.year, band.from_m) for band in demonstration.follow_up.safety if band.source.is_example}
    assert bands == {(2020, 1000), (2020, None), (2022, 0), (2022, 500), (2022, 1000), (2022, None)}
    shares = {(row.group.value, row.year) for row in demonstration.follow_up.attitudes}
    assert ("workers", 2019) not in shares
    assert ("residents", 2019) in shares


def test_the_last_years_crimes_are_left_for_somebody_to_decide_on():
    made = FigureImport.objects.get(number="U-0004")
    assert (made.kind, made.releases.count()) == (ImportKind.CRIME, 0)
    assert FigureRelease.objects.filter(survey_round__year=2024).count() == 3
    assert set(made.crimes.values_list("year", "outline_year")) == {(2025, None)}


def test_it_is_the_same_at_every_start():
    said = list(CrimeCount.objects.order_by("pk").values_list("scene", "year", "category", "count", "constant_count"))
    FigureImport.objects.all().delete()
    demonstration_figures.load(by="test")
    again = list(CrimeCount.objects.order_by("pk").values_list("scene", "year", "category", "count", "constant_count"))
    assert again == said


def test_it_goes_with_the_demonstration():
    remove_demonstration(by="test")
    assert not FigureImport.objects.exists()
    assert not CrimeCount.objects.exists()
