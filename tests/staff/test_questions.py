"""The editor's questions: add, change, move, remove, options without a script, and who may read the answers."""

from dataclasses import replace

import pytest

from kartlaggning.choices import QuestionKind, Section, Visibility
from kartlaggning.errors import NotFound
from kartlaggning.models import AuditEntry
from kartlaggning.questionnaire import LOCKED_KEYS, Option, Question
from kartlaggning.selectors.questionnaires import question_value, value_of
from kartlaggning.services import questionnaires, questions
from kartlaggning.services.question_rules import QuestionRefused

pytestmark = pytest.mark.usefixtures("demonstration")
ADDRESS = "/personal/formular/"
NEW = Question("", Section.PLACE, "Hur länge har det pågått?", QuestionKind.NUMBER)


@pytest.fixture
def by(personas):
    return personas.actor("coordinator")


@pytest.fixture
def version(round_2026, by):
    return questionnaires.copy_version(round_2026.questionnaire, name="Frågor 2027", by=by)


@pytest.fixture
def editor(as_persona):
    return as_persona("coordinator")


def row(version, key):
    return version.questions.get(key=key)


def posted(question, **changes):
    """Return a question as its form posts it."""
    form = {
        **{name: getattr(question, name) for name in ("key", "text", "help", "group")},
        **{name: getattr(question, name).value for name in ("section", "kind", "visibility")},
        **{name: "on" for name in ("is_required", "is_assumed") if getattr(question, name)},
        "option-count": len(question.options),
    }
    for number, option in enumerate(question.options):
        form |= {f"option-{number}-key": option.key, f"option-{number}-text": option.text}
        form |= {f"option-{number}-{name}": "on" for name in ("needs_comment", "is_assumed") if getattr(option, name)}
    return form | changes


def post(editor, version, key, **changes):
    question = question_value(row(version, key))
    return editor.post(f"{ADDRESS}{version.pk}/fraga/{key}/", posted(question, **changes))


def refused(act):
    with pytest.raises(QuestionRefused) as refusal:
        act()
    return refusal.value.field


def test_a_form_sent_as_it_stands_changes_nothing(version, editor):
    before, entries = value_of(version), AuditEntry.objects.count()
    for question in before.questions:
        assert post(editor, version, question.key).status_code == 302
    assert value_of(version) == before
    assert AuditEntry.objects.count() == entries


def test_a_question_is_added_last_in_its_section_with_a_key_made_of_its_text(version, editor):
    form = posted(replace(NEW, kind=QuestionKind.ONE_OF), **{"option-count": "3"})
    form |= {"option-0-text": "år", "option-1-text": "Månader", "option-2-text": " "}
    answer = editor.post(f"{ADDRESS}{version.pk}/ny-fraga/", form)
    assert answer["Location"].endswith("#fraga-hur_lange_har_det_pagatt")
    added = value_of(version).of(Section.PLACE)[-1]
    assert added.text == "Hur länge har det pågått?"
    assert [(option.key, option.text) for option in added.options] == [("ar", "år"), ("manader", "Månader")]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.details["key"]) == ("add-question", "hur_lange_har_det_pagatt")


def test_a_new_question_is_never_taken_for_an_old_one_of_another_version(round_2026, version, by):
    questions.remove_question(row(version, "grounds"), by=by)
    made = questions.add_question(version, replace(NEW, text="Grounds"), by=by)
    assert made.key == "grounds_2"


def test_a_question_that_was_asked_before_comes_back_under_its_key(version, by):
    questions.remove_question(row(version, "grounds"), by=by)
    back = replace(NEW, key="grounds", kind=QuestionKind.TEXT, visibility=Visibility.SHARED)
    assert questions.add_question(version, back, by=by).key == "grounds"


def test_a_key_that_was_asked_before_in_another_way_is_refused(version, editor, by):
    questions.remove_question(row(version, "grounds"), by=by)
    assert refused(lambda: questions.add_question(version, replace(NEW, key="grounds"), by=by)) == "kind"
    answer = post(editor, version, "mobilisation", kind="text")
    assert answer.status_code == 422
    assert "Svaren måste kunna jämföras" in answer.content.decode()


@pytest.mark.parametrize("key", ["Grounds", "1a", "å", "a-b", "outline", "initial", "csrfmiddlewaretoken", "x" * 61])
def test_a_key_that_can_not_be_one_is_refused(version, by, key):
    assert refused(lambda: questions.add_question(version, replace(NEW, key=key), by=by)) == "key"


def test_a_key_is_unique_in_the_version_and_fixed_once_other_versions_have_it(version, by):
    assert refused(lambda: questions.add_question(version, replace(NEW, key="grounds"), by=by)) == "key"
    renamed = replace(question_value(row(version, "grounds")), key="other_grounds")
    assert refused(lambda: questions.change_question(row(version, "grounds"), renamed, by=by)) == "key"
    made = questions.add_question(version, NEW, by=by)
    assert questions.change_question(made, replace(NEW, key="duration"), by=by).key == "duration"


def test_a_question_is_reworded_and_the_log_holds_both_wordings(version, editor):
    post(editor, version, "grounds", text="Varför?")
    entry = AuditEntry.objects.latest("pk")
    assert entry.details["changes"] == {"text": ["På vilka grunder?", "Varför?"]}
    assert row(version, "grounds").text == "Varför?"


def test_an_option_keeps_its_key_under_a_new_wording_and_a_new_one_gets_its_own(version, editor):
    count = len(row(version, "location_type").options)
    more = {f"option-{count}-text": "Gångtunnel", "option-count": count + 1, "option-0-text": "T-bana"}
    post(editor, version, "location_type", **more)
    options = question_value(row(version, "location_type")).options
    assert (options[0].key, options[0].text) == ("metro", "T-bana")
    assert options[-1].key == "gangtunnel"


def test_an_options_key_can_not_be_made_up_by_the_form(version, editor):
    post(editor, version, "location_type", **{"option-0-key": "hittepå"})
    assert question_value(row(version, "location_type")).options[0].key == "tunnelbana"


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("add", ["stort", "visst", "litet", ""]),
        ("remove:0", ["visst", "litet"]),
        ("up:1", ["visst", "stort", "litet"]),
        ("down:0", ["visst", "stort", "litet"]),
        ("up:0", ["stort", "visst", "litet"]),
    ],
)
def test_rows_are_added_moved_and_removed_without_a_script_and_nothing_is_saved(version, editor, act, expected):
    before = value_of(version)
    answer = post(editor, version, "mobilisation", row=act, text="Halvskriven")
    assert answer.status_code == 200
    assert [option.text for option in answer.context["form"].rows] == expected
    assert "Halvskriven" in answer.content.decode()
    assert value_of(version) == before


@pytest.mark.parametrize(
    "options",
    [
        (),
        (Option("", "ensam"),),
        (Option("", "lika"), Option("", "Lika ")),
        (Option("", "a" * 201), Option("", "b")),
        (Option("large", " "), Option("", "b")),
        tuple(Option("", f"nr {number}") for number in range(31)),
    ],
)
def test_options_that_can_not_be_chosen_between_are_refused(version, by, options):
    asked = replace(NEW, kind=QuestionKind.ANY_OF, options=options)
    assert refused(lambda: questions.add_question(version, asked, by=by)) == "options"


def test_what_was_typed_stands_in_the_form_after_an_error(version, editor):
    answer = post(editor, version, "mobilisation", text="", **{"option-0-text": "Ändrad text"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_text"' in text
    assert "Ändrad text" in text


def test_a_question_moves_within_its_section_and_stops_at_its_ends(version, editor):
    keys = lambda: [question.key for question in value_of(version).of(Section.JOINT)]  # noqa: E731
    before = keys()
    address = f"{ADDRESS}{version.pk}/fraga/{before[0]}/flytta/"
    assert editor.post(address, {"at": "ner"})["Location"].endswith(f"#fraga-{before[0]}")
    assert keys() == [before[1], before[0], before[2]]
    editor.post(address, {"at": "upp"})
    editor.post(address, {"at": "upp"})
    assert keys() == before
    assert editor.get(address).status_code == 405


def test_a_question_put_in_another_section_stands_last_there(version, by):
    asked = replace(question_value(row(version, "place_description")), section=Section.WORK)
    questions.change_question(row(version, "place_description"), asked, by=by)
    assert value_of(version).of(Section.WORK)[-1].key == "place_description"


def test_a_question_is_removed_and_the_log_keeps_what_it_was(version, editor):
    editor.post(f"{ADDRESS}{version.pk}/fraga/priority/ta-bort/")
    assert not version.questions.filter(key="priority").exists()
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.details["question"]["key"]) == ("remove-question", "priority")


def test_what_somebody_else_has_removed_is_not_found(version, by):
    gone = row(version, "priority")
    questions.remove_question(row(version, "priority"), by=by)
    with pytest.raises(NotFound):
        questions.change_question(gone, question_value(gone), by=by)


@pytest.mark.parametrize("key", LOCKED_KEYS)
def test_what_the_product_reads_is_reworded_but_not_removed_or_otherwise_changed(version, editor, by, key):
    assert post(editor, version, key, text="Andra ord?").status_code == 302
    assert row(version, key).text == "Andra ord?"
    asked = question_value(row(version, key))
    assert asked.is_locked
    other = QuestionKind.NUMBER
    for change in ({"kind": other}, {"visibility": Visibility.POLICE_ONLY}, {"section": Section.WORK}):
        refused(lambda change=change: questions.change_question(row(version, key), replace(asked, **change), by=by))
    editor.post(f"{ADDRESS}{version.pk}/fraga/{key}/ta-bort/")
    assert version.questions.filter(key=key).exists()


def test_the_status_keeps_its_two_options(version, by):
    asked = question_value(row(version, "status"))
    more = (*asked.options, Option("", "kanske"))
    assert refused(lambda: questions.change_question(row(version, "status"), replace(asked, options=more), by=by)) == (
        "options"
    )
    reworded = tuple(replace(option, text=f"{option.text}!") for option in asked.options)
    questions.change_question(row(version, "status"), replace(asked, options=reworded), by=by)
    assert question_value(row(version, "status")).options == reworded


@pytest.mark.parametrize("level", ["shared", "public"])
def test_more_people_may_read_the_answers_only_with_a_reason_that_is_logged(version, editor, level):
    answer = post(editor, version, "sellers", visibility=level)
    assert answer.status_code == 422
    assert 'href="#id_reason"' in answer.content.decode()
    assert row(version, "sellers").visibility == "police_only"
    post(editor, version, "sellers", visibility=level, reason="Beslut av styrgruppen 2026-11-02")
    assert row(version, "sellers").visibility == level
    entry = AuditEntry.objects.get(action="open-question")
    assert (entry.details["from"], entry.details["to"]) == ("police_only", level)
    assert entry.details["reason"] == "Beslut av styrgruppen 2026-11-02"
    # Decided is decided: another change does not ask again.
    assert post(editor, version, "sellers", text="Vilka är säljarna?").status_code == 302


def test_a_question_taken_away_and_put_back_does_not_get_round_the_reason(version, by):
    asked = replace(question_value(row(version, "people_comment")), visibility=Visibility.SHARED)
    questions.remove_question(row(version, "people_comment"), by=by)
    assert refused(lambda: questions.add_question(version, asked, by=by)) == "reason"
    assert questions.add_question(version, asked, reason="Beslut", by=by).visibility == Visibility.SHARED


def test_fewer_may_read_the_answers_without_a_reason(version, editor):
    post(editor, version, "grounds", visibility="police_only")
    assert row(version, "grounds").visibility == "police_only"


def test_a_new_question_is_for_the_police_alone_unless_somebody_says_otherwise(version, editor):
    answer = editor.get(f"{ADDRESS}{version.pk}/ny-fraga/?avsnitt=work")
    form = answer.context["form"]
    assert (form["visibility"].value(), form["section"].value()) == ("police_only", "work")
    assert editor.get(f"{ADDRESS}{version.pk}/ny-fraga/?avsnitt=x").context["form"]["section"].value() == "place"
