"""Publishing: built beside, sealed, verified, switched; and what the public side reads of it."""

import pytest
from django.db import connection

from kartlaggning import guards
from kartlaggning.choices import EditionState, Origin, Visibility
from kartlaggning.errors import Refused
from kartlaggning.models import AuditEntry, Edition, EditionScene, Survey, SurveyRound
from kartlaggning.models.survey import VISIBILITY
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.editions.publication import build_edition, publish_edition, publish_round
from kartlaggning.services.editions.seal import edition_checksum, verify_edition


@pytest.fixture
def survey_round(record):
    return SurveyRound.objects.get(year=2024)


def test_a_new_revision_supersedes_the_old_one_which_stays(survey_round):
    edition = publish_round(survey_round, demonstration=False, by="Vera")
    assert (edition.ref, edition.state) == ("2024-r2", EditionState.CURRENT)
    assert Edition.objects.get(ref="2024-r1").state == EditionState.SUPERSEDED
    assert EditionScene.objects.filter(edition__ref="2024-r1").count() == 12
    published = AuditEntry.objects.get(action="publish-edition", actor="Vera")
    assert published.details == {"replaces": ["2024-r1"]}


def test_an_edition_being_built_is_not_seen_by_the_public(survey_round):
    build_edition(survey_round, demonstration=False, by="Vera")
    assert [edition.ref for edition in current_atlas().editions] == ["2023-r1", "2024-r1"]


def test_the_public_sees_the_new_edition_at_once_and_rows_are_copies(survey_round):
    survey_round.surveys.filter(scene__name="Sergels torg/Klara").update(note="Ny anmärkning")
    assert "Ny anmärkning" not in {row.note for row in current_atlas().newest.scenes}
    publish_round(survey_round, demonstration=False, by="Vera")
    assert "Ny anmärkning" in {row.note for row in current_atlas().newest.scenes}


def test_the_checksum_covers_every_row(survey_round):
    edition = build_edition(survey_round, demonstration=False, by="Vera")
    assert verify_edition(edition) == []
    guards.uninstall(connection)
    edition.scenes.filter(name="Dalen").update(note="ändrad")
    assert edition.checksum != edition_checksum(edition)
    assert verify_edition(edition) == ["Kontrollsumman stämmer inte med raderna."]


def test_a_round_without_scenes_is_not_published(record):
    with pytest.raises(Refused, match="inga platser"):
        publish_round(SurveyRound.objects.get(year=2021), demonstration=False, by="Vera")
    assert not Edition.objects.filter(year=2021).exists()


def test_what_was_built_on_an_earlier_round_that_is_not_current_any_more_is_built_again(record):
    built = build_edition(SurveyRound.objects.get(year=2024), demonstration=False, by="Vera")
    publish_round(SurveyRound.objects.get(year=2023), demonstration=False, by="Vera")
    with pytest.raises(Refused, match="bygger på 2023-r1, men nu gäller 2023-r2"):
        publish_edition(built, by="Vera")
    again = build_edition(SurveyRound.objects.get(year=2024), demonstration=False, by="Vera")
    assert publish_edition(again, by="Vera").state == EditionState.CURRENT


def test_fiction_never_gets_into_a_real_edition(demonstration):
    survey_round = SurveyRound.objects.get(year=2024)
    assert Survey.objects.filter(survey_round=survey_round, origin=Origin.EXAMPLE).exists()
    edition = build_edition(survey_round, demonstration=False, by="Vera")
    assert not edition.scenes.filter(origin=Origin.EXAMPLE).exists()
    guards.uninstall(connection)
    edition.scenes.update(origin=Origin.EXAMPLE)
    assert "Den innehåller påhittade rader." in verify_edition(edition)


def test_the_atlas_is_read_once_and_costs_one_query_after_that(demonstration, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert current_atlas() is demonstration


def test_no_internal_field_is_copied_into_an_edition():
    copied = {field.name for field in EditionScene._meta.get_fields()}
    internal = {name for name, level in VISIBILITY.items() if level is not Visibility.PUBLIC}
    assert internal
    assert not copied & internal


def test_every_field_of_a_survey_has_a_visibility_level():
    own = (*Survey._meta.concrete_fields, *Survey._meta.many_to_many)
    assert {field.name for field in own} - {"id"} == set(VISIBILITY)


def test_guards_know_all_edition_tables():
    tables = {guard.table for guard in guards.all_guards()}
    assert {model._meta.db_table for model in (Edition, EditionScene)} <= tables
