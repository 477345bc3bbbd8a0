"""The editor's versions: who may, copies, names, what a frozen one refuses by page, by service and by database."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from kartlaggning.errors import Forbidden, Refused
from kartlaggning.management.change import FIXTURES
from kartlaggning.models import AuditEntry, Question, Questionnaire
from kartlaggning.selectors.questionnaires import of_round, question_value, value_of
from kartlaggning.services import questionnaires as service
from kartlaggning.services import questions
from kartlaggning.services.question_rules import QuestionRefused
from tests.personas import NAMES

pytestmark = pytest.mark.usefixtures("demonstration")
ADDRESS = "/personal/formular/"
EDITORS = ("coordinator", "second_coordinator")
PAGES = ("", "{pk}/", "{pk}/ny-version/", "{pk}/namn/", "{pk}/ta-bort/", "{pk}/forhandsgranska/", "{pk}/jamfor/")
QUESTION_PAGES = ("{pk}/ny-fraga/", "{pk}/fraga/grounds/", "{pk}/fraga/grounds/ta-bort/")
POSTS = ("{pk}/ny-version/", "{pk}/namn/", "{pk}/ta-bort/", "{pk}/fraga/grounds/flytta/", *QUESTION_PAGES)


@pytest.fixture
def frozen(round_2026):
    return round_2026.questionnaire


@pytest.fixture
def version(frozen, personas):
    return service.copy_version(frozen, name="Frågor 2027", by=personas.actor("coordinator"))


@pytest.fixture
def editor(as_persona):
    return as_persona("coordinator")


def refused(act):
    """Run `act` in a savepoint and tell whether the database refused it."""
    try:
        with transaction.atomic():
            act()
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize("page", [*PAGES, *QUESTION_PAGES])
def test_the_coordinator_opens_every_page(version, editor, page):
    assert editor.get(ADDRESS + page.format(pk=version.pk)).status_code == 200


@pytest.mark.parametrize("persona", [name for name in NAMES if name not in EDITORS])
def test_nobody_else_opens_or_posts_to_any_page(version, as_persona, persona):
    client = as_persona(persona)
    for page in (*PAGES, *QUESTION_PAGES):
        assert client.get(ADDRESS + page.format(pk=version.pk)).status_code == 403
    for page in POSTS:
        assert client.post(ADDRESS + page.format(pk=version.pk), {"name": "x", "at": "ner"}).status_code == 403
    assert Questionnaire.objects.count() == 2
    assert value_of(version).questions == value_of(Questionnaire.objects.exclude(pk=version.pk).get()).questions


def test_who_is_not_signed_in_is_led_to_the_sign_in_page(version, client):
    assert client.get(ADDRESS).status_code == 302
    assert client.post(f"{ADDRESS}{version.pk}/ta-bort/").status_code == 302
    assert Questionnaire.objects.filter(pk=version.pk).exists()


@pytest.mark.parametrize("persona", [name for name in NAMES if name not in EDITORS])
def test_the_services_refuse_everybody_else_too(frozen, version, personas, persona):
    by, row = personas.actor(persona), version.questions.get(key="grounds")
    for act in (
        lambda: service.copy_version(frozen, name="x", by=by),
        lambda: service.rename_version(version, name="x", note="", by=by),
        lambda: service.delete_version(version, by=by),
        lambda: questions.add_question(version, question_value(row), by=by),
        lambda: questions.change_question(row, question_value(row), by=by),
        lambda: questions.move_question(row, up=True, by=by),
        lambda: questions.remove_question(row, by=by),
    ):
        with pytest.raises(Forbidden):
            act()


def test_a_new_version_is_a_copy_that_can_be_changed(frozen, editor):
    answer = editor.post(f"{ADDRESS}{frozen.pk}/ny-version/", {"name": "Frågor 2027", "note": "Ett försök"})
    made = Questionnaire.objects.get(name="Frågor 2027")
    assert answer["Location"] == f"{ADDRESS}{made.pk}/"
    assert made.frozen_at is None
    assert value_of(made).questions == value_of(frozen).questions
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.actor, entry.details["source"]) == ("copy-questionnaire", "Coordinator", frozen.name)


@pytest.mark.parametrize("name", ["", " ", "Frågor 2026", "x" * 81])
def test_a_name_that_can_not_be_used_is_refused_at_its_field_and_nothing_is_lost(frozen, editor, name):
    answer = editor.post(f"{ADDRESS}{frozen.pk}/ny-version/", {"name": name, "note": "Min anmärkning"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'href="#id_name"' in text
    assert "Min anmärkning" in text
    assert Questionnaire.objects.count() == 1


def test_a_version_is_renamed_and_the_log_says_from_what(version, editor):
    editor.post(f"{ADDRESS}{version.pk}/namn/", {"name": "Frågor 2028", "note": ""})
    version.refresh_from_db()
    assert version.name == "Frågor 2028"
    assert AuditEntry.objects.latest("pk").details["changes"]["name"] == ["Frågor 2027", "Frågor 2028"]


def test_a_version_that_no_round_uses_is_taken_away(version, editor):
    editor.post(f"{ADDRESS}{version.pk}/ta-bort/")
    assert not Questionnaire.objects.filter(pk=version.pk).exists()
    assert AuditEntry.objects.latest("pk").action == "delete-questionnaire"


def test_a_version_that_a_round_uses_is_not_taken_away(version, round_2026, personas):
    type(round_2026).objects.filter(year=2021).update(questionnaire=version)
    with pytest.raises(Refused, match="omgång"):
        service.delete_version(version, by=personas.actor("coordinator"))


@pytest.mark.parametrize("page", [page for page in POSTS if page != "{pk}/ny-version/"])
def test_a_frozen_version_refuses_every_change_by_page(frozen, editor, page):
    before = value_of(frozen)
    form = {"name": "x", "at": "ner", "text": "x", "kind": "text", "section": "place", "visibility": "shared"}
    answer = editor.post(ADDRESS + page.format(pk=frozen.pk), form, follow=True)
    assert "Formuläret är fryst" in answer.content.decode()
    frozen.refresh_from_db()
    assert value_of(frozen) == before


def test_a_frozen_versions_page_offers_a_new_version_and_no_change(frozen, editor):
    text = editor.get(f"{ADDRESS}{frozen.pk}/").content.decode()
    assert f"{ADDRESS}{frozen.pk}/ny-version/" in text
    assert "Lägg till en fråga" not in text
    assert "/flytta/" not in text


def test_a_frozen_version_refuses_every_change_by_service(frozen, personas):
    by, row = personas.actor("coordinator"), frozen.questions.get(key="grounds")
    for act in (
        lambda: service.rename_version(frozen, name="x", note="", by=by),
        lambda: service.delete_version(frozen, by=by),
        lambda: questions.add_question(frozen, question_value(row), by=by),
        lambda: questions.change_question(row, question_value(row), by=by),
        lambda: questions.move_question(row, up=True, by=by),
        lambda: questions.remove_question(row, by=by),
    ):
        with pytest.raises(Refused, match="fryst"):
            act()


def test_the_database_refuses_every_change_of_a_frozen_version(frozen, version):
    row, free = frozen.questions.get(key="grounds"), version.questions.get(key="grounds")
    assert refused(lambda: Questionnaire.objects.filter(pk=frozen.pk).update(name="x"))
    assert refused(lambda: Questionnaire.objects.filter(pk=frozen.pk).update(frozen_at=None))
    assert refused(lambda: Questionnaire.objects.filter(pk=frozen.pk)._raw_delete("default"))
    assert refused(lambda: Question.objects.filter(pk=row.pk).update(text="x"))
    assert refused(lambda: Question.objects.filter(pk=row.pk).delete())
    assert refused(
        lambda: Question.objects.create(questionnaire=frozen, key="x", section="place", order=1, kind="text")
    )
    # Nor can a question be moved in or out.
    assert refused(lambda: Question.objects.filter(pk=row.pk).update(questionnaire=version, key="x"))
    assert refused(lambda: Question.objects.filter(pk=free.pk).update(questionnaire=frozen, key="x"))
    assert not refused(lambda: Question.objects.filter(pk=free.pk).update(text="x"))


def test_a_survey_keeps_the_wording_of_its_rounds_version(round_2026, version, personas):
    row = version.questions.get(key="grounds")
    asked = of_round(round_2026)
    questions.change_question(
        row, replace(question_value(row), text="Helt andra ord?"), by=personas.actor("coordinator")
    )
    assert of_round(round_2026) == asked
    assert value_of(version).question("grounds").text == "Helt andra ord?"


def test_the_preview_shows_the_municipality_no_question_for_the_police_alone(version, editor):
    address = f"{ADDRESS}{version.pk}/forhandsgranska/"
    assert "Vilka säljer på platsen?" in editor.get(address).content.decode()
    text = editor.get(f"{address}?som=kommun").content.decode()
    assert "Vilka säljer på platsen?" not in text
    assert "Vilka symtom stämmer in på platsen?" in text


def test_the_comparison_says_what_differs(frozen, version, editor):
    Question.objects.filter(questionnaire=version, key="grounds").update(text="Varför?")
    Question.objects.filter(questionnaire=version, key="sellers").update(visibility="shared")
    Question.objects.filter(questionnaire=version, key="priority").delete()
    text = editor.get(f"{ADDRESS}{version.pk}/jamfor/").content.decode()
    for words in ("På vilka grunder?", "Varför?", "Fler ser svaren än förut.", "Borttagen", "Vilken prioritet"):
        assert words in text
    assert "Vilka köper" not in text
    assert "samma frågor" in editor.get(f"{ADDRESS}{version.pk}/jamfor/?med={version.pk}").content.decode()
    assert editor.get(f"{ADDRESS}{version.pk}/jamfor/?med=99999999999999999999").status_code == 200


def test_a_version_that_does_not_exist_is_not_found(editor, db):
    for page in (*PAGES[1:], *QUESTION_PAGES):
        assert editor.get(ADDRESS + page.format(pk=9999)).status_code == 404


def test_the_first_version_can_not_be_loaded_over_one_that_is_there(frozen):
    with pytest.raises(Refused):
        service.load_first_version(FIXTURES, by="test")


def test_a_copy_of_a_name_that_is_taken_is_refused(frozen, personas):
    with pytest.raises(QuestionRefused) as refusal:
        service.copy_version(frozen, name=frozen.name, by=personas.actor("coordinator"))
    assert refusal.value.field == "name"
