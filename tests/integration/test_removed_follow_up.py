"""What follows the scenes up when something has been taken away, revoked or made less public: nothing tells of it."""

import json

import pytest

from kartlaggning.choices import Visibility
from kartlaggning.errors import Refused
from kartlaggning.models import EditionFollowUp, FigureImport, Measure, Scene, SurveyRound
from kartlaggning.selectors.accounts import actor_for
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.editions.publication import build_edition, publish_edition
from kartlaggning.services.follow_up.figure_imports import withdraw_figures
from kartlaggning.services.follow_up.releases import revoke_release
from kartlaggning.services.follow_up.studies import StudyData, add_study
from kartlaggning.services.removals import decisions
from kartlaggning.services.removals.decisions import Reasons
from tests.released_figures import (
    CRIME,
    crime,
    example_scenes,
    figure_import,
    publish,
    release,
    withdraw_all_other_figures,
)

WHY = Reasons("Fel plats.", "Uppgiften prövas.")


@pytest.fixture
def newest(demonstration):
    return SurveyRound.objects.get(year=2024)


@pytest.fixture
def first(personas):
    return actor_for(personas.coordinator, None)


@pytest.fixture
def second(personas):
    return actor_for(personas.second_coordinator, None)


def study_of(scene):
    """Write a public study that names a scene by its id and in its text."""
    return add_study(
        StudyData(
            "Exempel: en studie",
            "Påhittad utgivare",
            2024,
            f"Vid {scene.name} gick det så här.",
            url="https://example.org/studie",
            scenes=(scene,),
            visibility=Visibility.PUBLIC,
        ),
        by="test",
    )


def told(edition):
    rows = EditionFollowUp.objects.filter(edition=edition).values_list("content", flat=True)
    return json.dumps(list(rows), ensure_ascii=False)


def closed_before():
    """Return a made-up scene that closed in 2023, so that the newest edition has no row of it."""
    rows = current_atlas().edition(2023).closures
    newest = {row.public_id for row in current_atlas().newest.scenes}
    return next(
        Scene.objects.get(public_id=row.public_id) for row in rows if row.is_example and row.public_id not in newest
    )


def test_an_edition_built_after_a_scene_was_taken_out_does_not_name_it_in_a_study(newest, first, second):
    (scene,) = example_scenes(1)
    study_of(scene)
    assert scene.name in told(publish())
    hidden = decisions.hide_scene(scene.public_id, reasons=WHY, by=first)
    decisions.confirm(hidden, by=second)
    after = told(publish())
    assert "Exempel: en studie" in after
    assert f'"{scene.public_id}"' not in after
    assert scene.name not in after


def test_a_study_names_no_scene_that_does_not_stand_in_the_edition(newest):
    scene = closed_before()
    study_of(scene)
    assert f'"{scene.public_id}"' not in told(publish())


def test_hiding_reaches_an_edition_that_names_the_scene_in_a_text_alone(newest, first, client):
    scene = closed_before()
    study_of(scene)
    publish()
    assert scene.name in client.get("/uppfoljning/studier/").content.decode()
    decisions.hide_scene(scene.public_id, reasons=WHY, by=first)
    assert scene.name not in client.get("/uppfoljning/studier/").content.decode()


def test_an_outline_that_is_taken_out_leaves_no_area_beside_a_count(newest, first, second, client):
    withdraw_all_other_figures()
    (scene,) = example_scenes(1)
    made = figure_import("U-0901", CRIME, constant_years=[2023, 2024])
    crime(made, scene, 2023, "vald", 50, (2024, 18_000.0), (60, 50_000.0))
    release(made)
    edition = publish()
    assert [figure.outline_m2 for figure in current_atlas().follow_up.crimes] == [18_000.0]
    asked = decisions.ask_to_redact_field(scene.public_id, "outline", [edition], reasons=WHY, by=first)
    decisions.confirm(asked, by=second)
    for follow_up in (current_atlas().follow_up, (publish(), current_atlas().follow_up)[1]):
        (figure,) = follow_up.crimes
        assert (figure.count, figure.outline_m2, figure.constant_count, figure.constant_m2) == (50, None, None, None)


def revoked(newest):
    revoke_release(FigureImport.objects.get(number="U-0001"), newest, by="test")


def withdrawn(newest):
    withdraw_figures(FigureImport.objects.get(number="U-0001"), reason="Fel år.", by="test")


def made_less_public(newest):
    in_it = Measure.objects.filter(visibility=Visibility.PUBLIC, scene__is_example=True)
    in_it = in_it.filter(scene__public_id__in=[row.public_id for row in current_atlas().newest.scenes])
    Measure.objects.filter(pk=in_it.first().pk).update(visibility=Visibility.SHARED)


@pytest.mark.parametrize("act", [revoked, withdrawn, made_less_public])
def test_what_is_not_to_be_told_any_more_is_not_published_by_an_edition_built_before(newest, act):
    built = build_edition(newest, demonstration=True, by="test")
    act(newest)
    with pytest.raises(Refused, match="inte längre offentliga"):
        publish_edition(built, by="test")
    assert publish_edition(build_edition(newest, demonstration=True, by="test"), by="test").ref == "2024-exempel-r2"


def test_two_editions_built_side_by_side_do_not_uncover_each_others_hidden_counts(newest):
    """In B 7 is hidden to protect 3, and 90 told. A, built later and published first, tells 7: B then hides another."""
    withdraw_all_other_figures()
    there = {row.public_id for row in current_atlas().newest.open_scenes}
    both = [row for row in current_atlas().edition(2023).open_scenes if row.is_example and row.public_id in there]
    scenes = [Scene.objects.get(public_id=row.public_id) for row in both if row.municipality.slug == "sodertalje"][:3]
    earlier = SurveyRound.objects.get(year=2023)
    imports = [figure_import(f"U-090{number}", CRIME) for number in (1, 2, 3)]
    for made, scene, count in zip(imports, scenes, (3, 7, 90), strict=True):
        crime(made, scene, 2023, "stold", count, (2024, 18_000.0))
        made.releases.create(survey_round=earlier, released_by="test")
    release(imports[1])
    before = build_edition(earlier, demonstration=True, by="test")
    told = {row.content["source"]["number"]: row.content["count"] for row in before.follow_up.filter(kind="crime")}
    assert told == {"U-0901": None, "U-0902": None, "U-0903": 90}
    publish_edition(build_edition(newest, demonstration=True, by="test"), by="test")
    with pytest.raises(Refused, match="Bygg om utgåvan"):
        publish_edition(before, by="test")
