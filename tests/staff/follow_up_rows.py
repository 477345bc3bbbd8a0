"""Rows of follow-up on the example places of Järva, each with a word of its own to be searched for."""

from datetime import date

from kartlaggning.choices import CheckFinding, CrimeGroup, ImportKind, Origin, Precision, Visibility
from kartlaggning.models import (
    Agreement,
    CityDistrict,
    CrimeCategory,
    CrimeCount,
    FigureImport,
    Measure,
    MeasureKind,
    Scene,
    SceneCheck,
)

DAY = date(2023, 5, 1)
MADE = {"origin": Origin.EXAMPLE, "changed_by": "test"}
SPELL = {"starts_on": DAY, "starts_precision": Precision.DAY}


def scenes_of(district):
    """Return the example places of a district that stand in the round of 2024, by number."""
    inside = Scene.objects.filter(is_example=True, surveys__survey_round__year=2024)
    return list(inside.filter(surveys__city_district__name=district).distinct().order_by("public_id"))


def measure(scene, title, visibility=Visibility.SHARED, *, kind="belysning", is_findable=False, starts_on=DAY, **more):
    """Write a measure; its number is made of its title."""
    return Measure.objects.create(
        public_id=f"T-{Measure.objects.count() + 5000}",
        scene=scene,
        kind=MeasureKind.objects.get(key=kind),
        title=title,
        actor="Kommunen",
        visibility=visibility,
        is_findable=is_findable,
        **{**MADE, **SPELL, "starts_on": starts_on, **more},
    )


def crimes(scene, counts, *, number="T-0001", name="Markbrott", group=CrimeGroup.VIOLENCE):
    """Write an import, not released, with a count for each year on the same hectare."""
    category = CrimeCategory.objects.create(key=name.casefold(), name=name, group=group)
    made = FigureImport.objects.create(
        number=number, kind=ImportKind.CRIME, title="Prov", source="test", origin=Origin.EXAMPLE, imported_by="test"
    )
    for year, count in counts.items():
        CrimeCount.objects.create(
            figure_import=made,
            scene=scene,
            year=year,
            category=category,
            count=count,
            outline_year=year,
            outline_m2=10_000.0,
            constant_count=count,
            constant_m2=20_000.0,
        )
    return made


def agreement(title, district, next_review, visibility=Visibility.SHARED):
    """Write a form of cooperation of a city district that is to be looked over on a day."""
    return Agreement.objects.create(
        public_id=f"T-{Agreement.objects.count() + 6000}",
        kind="forum",
        title=title,
        city_district=CityDistrict.objects.get(name=district),
        next_review=next_review,
        visibility=visibility,
        **MADE,
        **SPELL,
    )


def signal(scene, organisation):
    """Write a check that says that a closed scene should be reassessed."""
    return SceneCheck.objects.create(
        scene=scene,
        checked_on=DAY,
        organisation=organisation,
        finding=CheckFinding.REOPEN,
        origin=Origin.EXAMPLE,
        made_by="test",
    )
