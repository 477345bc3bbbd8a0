"""What a new revision changes, scene by scene and field by field, in words that a coordinator can judge."""

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon

from kartlaggning.models import Municipality, PublishedFigure, SurveyRound
from kartlaggning.selectors.edition_differences import BETWEEN_ROUNDS, compare, differences
from kartlaggning.selectors.editions import atlas_as_it_was
from kartlaggning.services.editions.publication import build_edition


@pytest.fixture
def survey_round(demonstration):
    return SurveyRound.objects.get(year=2024)


def survey_of(survey_round, name):
    return survey_round.surveys.get(scene__name=name)


def rebuilt(survey_round):
    return differences(build_edition(survey_round, demonstration=True, by="test"))


def test_a_revision_of_the_same_record_differs_in_nothing(survey_round):
    found = rebuilt(survey_round)
    assert found.is_empty
    assert found.is_same_round
    assert found.before_title == "Exempelutgåva 1 av kartläggning 2024 (2024-exempel-r1)"
    assert {row.label: (row.before, row.after) for row in found.counts}["Öppna platser"] == ("53", "53")


def test_a_scene_that_is_gone_is_named_and_the_counts_say_so(survey_round):
    survey_of(survey_round, "Exempelplats Solna 1").delete()
    found = rebuilt(survey_round)
    assert [row.name for row in found.removed] == ["Exempelplats Solna 1"]
    counts = {row.label: (row.before, row.after) for row in found.counts}
    assert counts["Öppna platser"] == ("53", "52")
    assert counts["Sammanlagd yta"][1] == counts["Sammanlagd yta"][1].replace("52 platser", "51 platser")


def test_an_outline_that_moved_is_told_though_its_corners_are_as_many(survey_round):
    survey = survey_of(survey_round, "Exempelplats Solna 1")
    outline = survey.outline
    moved = [Polygon(*([(x + 50, y) for x, y in ring] for ring in part)) for part in outline]
    survey_round.surveys.filter(pk=survey.pk).update(outline=MultiPolygon(moved, srid=outline.srid))
    found = rebuilt(survey_round)
    fields = {change.label: change for change in found.changed[0].fields}
    assert set(fields) == {"Gräns"}
    assert fields["Gräns"].after == f"{fields['Gräns'].before} (ändrad)"


def test_a_new_name_and_note_are_told_with_what_they_were(survey_round):
    survey = survey_of(survey_round, "Dalen")
    type(survey.scene).objects.filter(pk=survey.scene_id).update(name="Dalens torg", slug="dalens-torg")
    survey_round.surveys.filter(pk=survey.pk).update(note="Ny anmärkning.")
    scene = next(scene for scene in rebuilt(survey_round).changed if scene.name == "Dalens torg")
    fields = {change.label: (change.before, change.after) for change in scene.fields}
    assert fields["Namn"] == ("Dalen", "Dalens torg")
    assert fields["Adressdel"] == ("dalen", "dalens-torg")
    assert fields["Anmärkning"][1] == "Ny anmärkning."


def test_the_header_the_areas_and_the_published_figures_are_compared_too(survey_round):
    SurveyRound.objects.filter(pk=survey_round.pk).update(registration_number="SSR 2024/1")
    Municipality.objects.filter(name="Nacka").update(outline=None)
    PublishedFigure.objects.filter(year=2024, key="scenes").update(value=54)
    survey_round.refresh_from_db()
    found = rebuilt(survey_round)
    assert [(row.label, row.before, row.after) for row in found.header] == [("Diarienummer", "inget", "SSR 2024/1")]
    around = {row.label: (row.before, row.after) for row in found.surroundings}
    assert around == {
        "Kommun Nacka": ("som tidigare", "gräns eller uppgifter ändrade"),
        "Publicerad uppgift scenes 2024": ("53", "54"),
    }


def test_against_the_round_before_only_what_says_something_is_compared(survey_round):
    found = compare(atlas_as_it_was("2023-exempel-r1"), atlas_as_it_was("2024-exempel-r1"))
    assert not found.is_same_round
    assert found.header == ()
    assert {change.label for scene in found.changed for change in scene.fields} <= set(BETWEEN_ROUNDS)
    closed = [scene.name for scene in found.changed if ("öppen", "upphörd") in _values(scene)]
    assert len(closed) == 10


def _values(scene):
    return [(change.before, change.after) for change in scene.fields]
