"""One rule for what is read and what is rewritten: what a removal takes out of rows, errata and later editions."""

from dataclasses import replace

import pytest
from django.utils import timezone

from kartlaggning.choices import Change
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import Edition, EditionScene, Removal, Survey, SurveyRound
from kartlaggning.selectors.editions import current_atlas, lens
from kartlaggning.selectors.editions.lens import Lens
from kartlaggning.selectors.editions.load_register import taken_away
from kartlaggning.selectors.editions.taken_away import TakenAway
from kartlaggning.services.editions.publication import build_edition, publish_edition, publish_round
from kartlaggning.services.editions.seal import verify_edition
from kartlaggning.services.removals import decisions as removals
from kartlaggning.services.removals.decisions import Reasons

WHY = Reasons("Skäl för loggen.", "Skäl för alla.")


@pytest.fixture
def first(personas):
    return personas.actor("coordinator")


@pytest.fixture
def second(personas):
    return personas.actor("second_coordinator")


@pytest.fixture
def grown(demonstration):
    """A scene of the example county that has grown since the round before."""
    return EditionScene.objects.filter(edition__ref="2024-exempel-r1", change=Change.GROWN).first()


def row_of(public_id):
    return next(row for row in current_atlas().newest.scenes if row.public_id == public_id)


def decided_but_not_done(removal, by):
    Removal.objects.filter(pk=removal.pk).update(confirmed_by=str(by), confirmed_at=timezone.now())
    removals.mark(removal)


def test_a_field_is_out_of_sight_from_the_decision_also_when_the_rows_are_not_rewritten_yet(grown, first, second):
    assert row_of(grown.public_id).has_outline
    asked = removals.ask_to_redact_field(grown.public_id, "outline", [grown.edition], reasons=WHY, by=first)
    assert row_of(grown.public_id).has_outline
    decided_but_not_done(asked, second)
    read = row_of(grown.public_id)
    assert (read.has_outline, read.area_m2, read.change) == (False, None, Change.UNKNOWN)
    grown.refresh_from_db()
    assert grown.area_m2 is not None


def test_a_later_round_does_not_tell_an_area_that_was_taken_out_of_an_earlier_one(grown, first, second):
    earlier = Edition.objects.get(ref=f"{grown.previous_year}-exempel-r1")
    asked = removals.ask_to_redact_field(grown.public_id, "outline", [earlier], reasons=WHY, by=first)
    assert grown.edition in asked.touched.all()
    removals.confirm(asked, by=second)
    grown.refresh_from_db()
    assert (grown.previous_area_m2, grown.change) == (None, Change.UNKNOWN)
    assert grown.area_m2 is not None
    assert verify_edition(grown.edition) == []


def test_a_merged_scene_is_named_by_none_of_its_kin(demonstration, first, second):
    kin = next(row for row in EditionScene.objects.exclude(lineage=[]) if row.lineage[0]["kind"] == "merged")
    parent = kin.lineage[0]["from"][0]
    removals.hide_scene(parent["public_id"], reasons=WHY, by=first)
    for edition in current_atlas().editions:
        for row in edition.scenes:
            named = {ref.public_id for note in row.lineage for ref in (*note.from_scenes, *note.to_scenes)}
            assert parent["public_id"] not in named
            assert all(note.from_scenes and note.to_scenes for note in row.lineage)


def test_a_name_goes_from_the_notes_and_errata_that_mention_it():
    row = EditionScene(public_id="S-2", change=Change.KEPT, note="Del av Storgatans torg till 2022.", lineage=[])
    assert TakenAway(unmentioned=frozenset({"S-1"}), names=("Storgatans torg",)).clean(row)
    assert row.note == "Del av […] till 2022."
    assert not TakenAway().clean(row)


def test_what_was_built_before_a_scene_was_hidden_is_neither_previewed_with_it_nor_published(record, first, client):
    survey_round = SurveyRound.objects.get(year=2024)
    built = build_edition(survey_round, demonstration=False, by="test")
    scene = built.scenes.filter(status="open").first()
    removals.hide_scene(scene.public_id, reasons=WHY, by=first)
    with lens.reading(Lens(built.ref, as_it_was=False)):
        assert scene.public_id not in {row.public_id for row in current_atlas().newest.scenes}
    with pytest.raises(Refused, match="Bygg om"):
        publish_edition(built, by="test")
    again = publish_round(survey_round, demonstration=False, by="test")
    assert not again.scenes.filter(public_id=scene.public_id).exists()


def test_a_wrong_outline_comes_back_once_its_survey_has_been_approved_again(grown, first, second):
    survey_round = SurveyRound.objects.get(year=2024)
    asked = removals.ask_to_redact_field(grown.public_id, "outline", [grown.edition], reasons=WHY, by=first)
    removals.confirm(asked, by=second)
    still = build_edition(survey_round, demonstration=True, by="test")
    assert still.scenes.get(public_id=grown.public_id).outline is None
    surveys = Survey.objects.filter(scene__public_id=grown.public_id, survey_round=survey_round)
    surveys.update(approved_at=timezone.now())
    put_right = build_edition(survey_round, demonstration=True, by="test")
    assert put_right.scenes.get(public_id=grown.public_id).outline is not None


def test_a_scene_that_was_published_again_while_its_removal_waited_goes_from_there_too(record, first, second):
    scene = EditionScene.objects.filter(edition__ref="2024-r1", status="open").first()
    asked = removals.ask_to_redact_scene(scene.public_id, [scene.edition], reasons=WHY, by=first)
    later = publish_round(SurveyRound.objects.get(year=2024), demonstration=False, by="test")
    removals.confirm(asked, by=second)
    assert not later.scenes.filter(public_id=scene.public_id).exists()
    assert verify_edition(later) == []


def test_a_browser_does_not_keep_the_410_of_what_may_be_shown_again(record, first, client):
    scene = EditionScene.objects.filter(edition__ref="2024-r1", status="open").first()
    removals.hide_scene(scene.public_id, reasons=WHY, by=first)
    answer = client.get(f"/drogscener/{scene.slug}/")
    assert answer.status_code == 410
    assert "max-age=60" in answer["Cache-Control"]


def test_only_coordinators_take_away(record, personas, first):
    scene = EditionScene.objects.filter(edition__ref="2024-r1").first()
    with pytest.raises(Forbidden):
        removals.hide_scene(scene.public_id, reasons=WHY, by=personas.actor("police_coordinator"))
    hidden = removals.hide_scene(scene.public_id, reasons=WHY, by=first)
    for act in (removals.confirm, removals.undo):
        with pytest.raises(Forbidden):
            act(hidden, by=personas.actor("administrator"))


def test_a_reason_with_an_identity_number_is_refused(record, first):
    scene = EditionScene.objects.filter(edition__ref="2024-r1").first()
    with pytest.raises(Refused, match="personnummer"):
        removals.hide_scene(scene.public_id, reasons=replace(WHY, for_log="Gäller 19121212-1212."), by=first)


def test_nothing_is_asked_of_the_database_where_nothing_is_taken_away(record, django_assert_num_queries):
    headers = list(Edition.objects.all())
    with django_assert_num_queries(0):
        assert not any(taken.scenes for taken in taken_away(headers, []).values())
