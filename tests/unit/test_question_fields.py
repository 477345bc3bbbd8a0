"""One question as controls: names, ids, choices, last year's answer, groups and tables."""

from dataclasses import replace

from django.http import QueryDict
from django.template.loader import render_to_string

from kartlaggning.choices import QuestionKind, Section, Visibility
from kartlaggning.questionnaire import Option, Question
from kartlaggning.staff.questions import Before, groups_of, question_field, question_fields, read_answers

OPTIONS = (Option("main", "främst"), Option("no", "nej"), Option("other", "annat", needs_comment=True))
ONE = Question("drug", Section.SUBSTANCES, "Cannabis", QuestionKind.ONE_OF, OPTIONS)
TEXT = Question("words", Section.PLACE, "Beskriv", QuestionKind.TEXT, help="Kort.")


def html(*fields):
    return render_to_string("staff/includes/question_groups.html", {"groups": groups_of(fields)})


def test_radio_buttons_can_be_emptied_where_the_question_may_be_skipped():
    assert [choice.value for choice in question_field(ONE, answer="no").choices] == ["main", "no", "other", ""]
    required = replace(ONE, is_required=True)
    assert "" not in [choice.value for choice in question_field(required, answer="no").choices]
    unknown = replace(ONE, options=(*OPTIONS, Option("unknown", "vet inte")))
    assert "" not in [choice.value for choice in question_field(unknown, answer="no").choices]


def test_what_was_typed_and_not_saved_is_shown_again():
    shown = html(question_field(TEXT, answer="gammalt", errors=["För långt."], typed=["nytt <b>"]))
    assert "nytt &lt;b&gt;</textarea>" in shown
    assert "gammalt" not in shown
    assert 'aria-describedby="q-words-help q-words-error"' in shown
    assert 'aria-invalid="true"' in shown


def test_a_text_that_begins_with_an_empty_line_keeps_it():
    assert ">\n\nsist</textarea>" in html(question_field(TEXT, answer="x", typed=["\nsist"]))


def test_the_last_answer_stands_beside_in_words_and_as_the_controls_would_hold_it():
    field = question_field(ONE, answer="no", previous="main", previous_year=2024)
    assert (field.previous, field.previous_typed) == ("främst", '["main"]')
    assert "Svar 2024:" in html(field)
    assert question_field(ONE, answer="no", previous_year=2024).previous == "inte besvarad"
    assert question_field(ONE, answer="no").previous is None


def test_the_comment_is_in_the_page_whether_or_not_it_is_wanted():
    shown = html(question_field(ONE, answer="no"))
    assert "Beskriv, om du har valt ”annat”" in shown
    assert 'name="drug.comment"' in shown
    assert 'data-comment="other"' in shown
    assert "drug.comment" not in html(question_field(TEXT, answer=None))


def test_who_sees_the_answer_is_said():
    for level, words in ((Visibility.POLICE_ONLY, "Bara Polisen"), (Visibility.SHARED, "Delas mellan parterna")):
        assert words in html(question_field(replace(TEXT, visibility=level), answer=None))


def test_what_can_not_be_edited_is_text_and_has_no_control():
    fields = [question_field(each, answer="no", comment="skäl", is_editable=False) for each in (ONE, TEXT)]
    shown = html(*fields)
    assert "<input" not in shown
    assert "<textarea" not in shown
    assert "nej" in shown
    assert "skäl" in shown


def test_an_error_summary_leads_to_the_first_control():
    assert question_field(ONE, answer=None).focus_id == "q-drug-1"
    assert question_field(TEXT, answer=None).focus_id == "q-words"
    for field in (question_field(ONE, answer=None), question_field(TEXT, answer=None)):
        assert f'id="{field.focus_id}"' in html(field)


def test_questions_under_one_heading_with_the_same_choices_become_a_table():
    rows = [replace(ONE, key=f"drug_{number}", group="Preparat") for number in range(3)]
    [group] = groups_of(question_fields(rows, {"drug_1": "main"}, before=Before({"drug_1": "no"}, 2024)))
    assert group.is_table
    assert group.columns == ("främst", "nej", "annat", "Ej besvarad")
    shown = html(*group.fields)
    assert shown.count('scope="row"') == 3
    assert "Svar 2024" in shown
    assert '<span class="visually-hidden">Cannabis: </span>' in shown


def test_two_questions_or_different_choices_or_no_heading_are_no_table():
    two = [replace(ONE, key=f"drug_{number}", group="Preparat") for number in range(2)]
    mixed = [*two, replace(ONE, key="x", group="Preparat", options=OPTIONS[:2])]
    for questions in (two, mixed):
        [group] = groups_of(question_fields(questions, {}))
        assert not group.is_table
    assert len(groups_of(question_fields([replace(ONE, key=f"d{n}") for n in range(3)], {}))) == 3


def test_a_posted_form_is_read_into_answers_errors_and_what_was_typed():
    number = Question("count", Section.PLACE, "Hur många?", QuestionKind.NUMBER)
    post = QueryDict("drug=other&drug.comment=skäl&count=många&words=")
    read = read_answers([ONE, TEXT, number], post)
    assert read.answers == {"drug": "other", "drug.comment": "skäl", "words": None}
    assert list(read.errors) == ["count"]
    assert read.typed["count"] == ["många"]


def test_an_option_that_is_no_longer_offered_is_not_held_by_the_controls():
    field = question_field(
        replace(ONE, kind=QuestionKind.ANY_OF), answer=["main", "gone"], previous=["gone"], previous_year=2024
    )
    assert [choice.value for choice in field.choices if choice.is_checked] == ["main"]
    assert field.previous_typed == "[]"
