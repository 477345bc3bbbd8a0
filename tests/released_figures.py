"""Made-up figures on made-up scenes of the example county, released and published as an edition."""

from kartlaggning.choices import AttitudeGroup, ImportKind, Origin, Status
from kartlaggning.models import (
    AttitudeShare,
    CrimeCategory,
    CrimeCount,
    FigureImport,
    FigureRelease,
    SafetyBand,
    Scene,
    SurveyRound,
)
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.editions.publication import publish_round


def example_scenes(number):
    """Return made-up scenes that are open in the newest edition, in Swedish order of name."""
    rows = [row for row in current_atlas().newest.scenes if row.is_example and row.status is Status.OPEN]
    return [Scene.objects.get(public_id=row.public_id) for row in rows[:number]]


def figure_import(number, kind, **more):
    """Return an import of made-up figures."""
    return FigureImport.objects.create(
        number=number,
        kind=kind,
        title=f"Påhittat underlag {number}",
        source="Påhittad källa",
        origin=Origin.EXAMPLE,
        imported_by="test",
        **more,
    )


def crime(of_import, scene, year, category, count, outline, constant=(None, None)):
    """Write a count: `outline` is (year, m²) or (None, None), `constant` the count and area of the constant outline."""
    return CrimeCount.objects.create(
        figure_import=of_import,
        scene=scene,
        year=year,
        category=CrimeCategory.objects.get(key=category),
        count=count,
        outline_year=outline[0],
        outline_m2=outline[1],
        constant_count=constant[0],
        constant_m2=constant[1],
    )


def klaras_pattern(of_import, scene, category):
    """Write a series in which crime falls, the outline shrinks and crime per hectare nearly doubles.

    2021: 60 on 4,00 ha = 15,0 per hectare. 2023: 50 on 1,80 ha = 27,8 per hectare, 1,85 times as much.
    On the constant outline of 5,00 ha: 60 / 5 = 12,0 and 56 / 5 = 11,2. No round judges 2022: no rate.
    """
    crime(of_import, scene, 2021, category, 60, (2021, 40_000.0), (60, 50_000.0))
    crime(of_import, scene, 2022, category, 55, (None, None), (65, 50_000.0))
    crime(of_import, scene, 2023, category, 50, (2024, 18_000.0), (56, 50_000.0))


def band(of_import, bounds, respondents, unsafe, weights=(None, None, None)):
    """Write a band of distance; `weights` are the sums of weights, of their squares and of those who felt unsafe."""
    return SafetyBand.objects.create(
        figure_import=of_import,
        year=2024,
        from_m=bounds[0],
        to_m=bounds[1],
        respondents=respondents,
        unsafe=unsafe,
        weight=weights[0],
        weight_squares=weights[1],
        unsafe_weight=weights[2],
    )


def attitude(of_import, scene, year, group, share, mean):
    """Write what a group thinks of a place in one year."""
    return AttitudeShare.objects.create(
        figure_import=of_import,
        scene=scene,
        year=year,
        group=AttitudeGroup(group),
        question="Jag trivs på platsen",
        share=share,
        respondents=210,
        city_mean=mean,
    )


def release(*imports):
    """Release imports for the round 2024."""
    for one in imports:
        FigureRelease.objects.create(
            figure_import=one, survey_round=SurveyRound.objects.get(year=2024), released_by="test"
        )


def publish():
    """Publish a new revision of the example edition 2024."""
    return publish_round(SurveyRound.objects.get(year=2024), demonstration=True, by="test")


def withdraw_all_other_figures():
    """Take away what the demonstration has released, so that a test knows every figure that there is."""
    FigureRelease.objects.all().delete()


CRIME, SAFETY, ATTITUDE = ImportKind.CRIME, ImportKind.SAFETY, ImportKind.ATTITUDE
