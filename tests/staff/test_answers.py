"""Taking out answers: each gets what it may read and no more, it says for what and why, and the log keeps that."""

import csv
import io
import zipfile

import openpyxl
import pytest

from kartlaggning.choices import Visibility
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import AuditEntry, Question, Questionnaire, Survey, User
from kartlaggning.selectors.answers import answers, years_of
from kartlaggning.services.exports import export_answers
from tests.staff.marked import ANY, POLICE, REQUEST, SHARED, plant

PAGE = "/personal/tabeller/svar/"
SENT = {"years": ["2026"], "area": "", "file_format": "xlsx", "purpose": "Styrgruppens möte", "reason": "Vi jämför år."}
WITHOUT_POLICE_ONLY = ("municipal", "coordinator", "second_coordinator", "reader")


@pytest.fixture
def marked(demonstration, round_2026, personas):
    return plant(round_2026, personas)


def unpacked(answer):
    """Return all text of a workbook, or of the CSV files in a zip."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())


def take(client, **changes):
    answer = client.post(PAGE, SENT | changes)
    assert answer.status_code == 200, answer.content.decode()
    return answer


def sheet(answer, name="Svar"):
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
@pytest.mark.parametrize("persona", WITHOUT_POLICE_ONLY)
def test_what_is_the_polices_alone_is_in_no_file_of_who_may_not_read_it(marked, as_persona, persona, file_format):
    text = unpacked(take(as_persona(persona), file_format=file_format))
    assert SHARED in text
    assert POLICE not in text
    assert REQUEST not in text


@pytest.mark.parametrize("persona", WITHOUT_POLICE_ONLY)
def test_no_question_that_is_for_the_police_alone_is_a_column_of_theirs(marked, personas, persona):
    hidden = set(Question.objects.filter(visibility=Visibility.POLICE_ONLY).values_list("key", flat=True))
    found = answers(personas.actor(persona), [2026])
    assert hidden
    assert {column.key.removesuffix(".comment") for column in found.table.columns} & hidden == set()
    assert {row[0].removesuffix(".comment") for row in found.dictionary.rows} & hidden == set()
    assert found.guarded == ()


@pytest.mark.parametrize("persona", ["officer", "police_coordinator"])
@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_the_police_find_the_markers_so_that_the_search_means_something(marked, as_persona, persona, file_format):
    text = unpacked(take(as_persona(persona), file_format=file_format))
    assert POLICE in text
    assert "Innehåller uppgifter som bara Polisen får läsa." in text


def test_a_coordinator_for_whom_it_is_set_gets_the_polices_part(marked, personas, as_persona):
    User.objects.filter(pk=personas.coordinator.pk).update(may_read_police_only=True)
    assert POLICE in unpacked(take(as_persona("coordinator")))


@pytest.mark.parametrize("persona", ["other_officer", "other_municipal"])
def test_nobody_gets_a_survey_outside_its_own_areas(marked, as_persona, persona):
    answer = as_persona(persona).post(PAGE, SENT)
    assert answer.status_code == 200
    assert ANY not in unpacked(answer)
    assert {row["Nummer"] for row in sheet(answer)} & set(marked.public_ids) == set()


def test_a_reader_gets_what_is_decided_alone(marked, as_persona):
    rows = sheet(take(as_persona("reader")))
    assert {row["Nummer"] for row in rows} == {marked.approved.scene.public_id}
    assert {row["Läge"] for row in rows} == {"godkänd"}


def test_there_is_a_row_for_each_survey_and_the_answer_stands_in_words(marked, as_persona, personas):
    rows = {row["Nummer"]: row for row in sheet(take(as_persona("coordinator")))}
    assert len(rows) == Survey.objects.filter(survey_round=marked.survey_round).count()
    row = rows[marked.submitted.scene.public_id]
    assert (row["År"], row["Lokalpolisområde"], row["Läge"], row["Uppgift"]) == (2026, "Järva", "inlämnad", "exempel")
    assert row["Är platsen en öppen drogscen?"] == "Ja, den är en öppen drogscen"


def test_an_area_limits_the_rows(marked, as_persona):
    rows = sheet(take(as_persona("coordinator"), area="police_area:jarva"))
    assert {row["Lokalpolisområde"] for row in rows} == {"Järva"}


def test_the_file_says_who_took_it_when_for_what_and_why(marked, as_persona):
    book = openpyxl.load_workbook(io.BytesIO(take(as_persona("coordinator")).content))
    about = {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True) if row[0]}
    assert about["Uttaget av"] == "Coordinator, samordnare vid SSR, SSR"
    assert (about["Används till"], about["Varför"]) == ("Styrgruppens möte", "Vi jämför år.")
    assert "sekretess" in about["Internt utdrag"]
    assert about["När"]
    with zipfile.ZipFile(io.BytesIO(take(as_persona("coordinator"), file_format="csv").content)) as archive:
        name = next(name for name in archive.namelist() if name != "manifest.csv")
        lines = list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert ["Varför", "Vi jämför år."] in lines[:10]


def test_the_log_keeps_the_choice_and_the_reason_and_nothing_of_the_content(marked, as_persona):
    take(as_persona("officer"), area="police_area:jarva")
    entry = AuditEntry.objects.get(action="export-tables")
    assert (entry.actor, entry.details["purpose"], entry.details["why"]) == (
        "Officer",
        "Styrgruppens möte",
        "Vi jämför år.",
    )
    assert (entry.details["rounds"], entry.details["area"]) == ([2026], "lokalpolisområde Järva")
    assert entry.details["police_only"] is True
    assert entry.details["rows"] > 2
    assert ANY not in str(entry.details)
    page = as_persona("administrator").get("/personal/logg/", {"action": "export-tables"}).content.decode()
    assert "varför: Vi jämför år." in page


def test_taking_out_what_is_the_polices_alone_leaves_a_trace_on_each_survey(marked, as_persona):
    take(as_persona("coordinator"))
    read = AuditEntry.objects.filter(action="read-police-only", subject=f"{marked.submitted.scene.public_id} 2026")
    assert not read.filter(actor="Coordinator").exists()
    take(as_persona("police_coordinator"))
    assert read.filter(actor="Police Coordinator").count() == 1


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ({"purpose": " "}, "Skriv vad uppgifterna ska användas till."),
        ({"reason": ""}, "Skriv varför du behöver ta ut uppgifterna."),
        ({"years": []}, "Välj minst en omgång."),
        ({"file_format": "docx"}, "Välj ett av formaten."),
        ({"area": "municipality:atlantis"}, "Välj ett område i listan."),
        ({"reason": "Gäller 19811218-9876."}, "personnummer"),
        ({"area": "municipality:norrtalje"}, "Det finns inga kartläggningar i urvalet"),
    ],
)
def test_without_a_reason_nothing_leaves_and_nothing_that_was_typed_is_lost(marked, as_persona, missing, message):
    answer = as_persona("coordinator").post(PAGE, {**SENT, **missing})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    for field in {"purpose", "reason"} - set(missing):
        assert SENT[field] in page
    assert not AuditEntry.objects.filter(action="export-tables").exists()


def test_the_service_refuses_who_may_take_nothing_out(marked, personas):
    asked = {"years": [2026], "area": None, "file_format": "xlsx", "purpose": "Möte", "reason": "Därför."}
    with pytest.raises(Forbidden):
        export_answers(**asked, by=personas.actor("administrator"))
    with pytest.raises(Refused, match="varför"):
        export_answers(**{**asked, "reason": " "}, by=personas.actor("coordinator"))


def test_who_has_no_survey_to_read_is_told_so(demonstration, as_persona, personas):
    Survey.objects.filter(survey_round__questionnaire__isnull=False).delete()
    assert years_of(personas.actor("other_municipal")) == ()
    page = as_persona("other_municipal").get(PAGE).content.decode()
    assert "Det finns inga kartläggningar med svar som du får läsa." in page


def test_another_wording_in_another_round_is_noted_in_the_dictionary(marked, personas):
    older = marked.survey_round
    other = Questionnaire.objects.create(name="Tidigare")
    for question in older.questionnaire.questions.all():
        question.pk, question.questionnaire = None, other
        question.text = "Äldre ordalydelse" if question.key == "status" else question.text
        question.save()
    earlier = Survey.objects.filter(survey_round__year=2024).first().survey_round
    earlier.questionnaire = other
    earlier.save()
    found = answers(personas.actor("coordinator"), [2024, 2026])
    keys = [column.key for column in found.dictionary.columns]
    (status,) = (dict(zip(keys, row, strict=True)) for row in found.dictionary.rows if row[0] == "status" and row[4])
    assert status["years"] == "2024, 2026"
    assert status["wording"].startswith("2024: Äldre ordalydelse | 2026: ")


def test_text_that_looks_like_a_formula_is_harmless_in_both_formats(marked, as_persona, personas):
    content = {**marked.submitted.content, "grounds": '=HYPERLINK("http://x")'}
    Survey.objects.filter(pk=marked.submitted.pk).update(content=content)
    book = openpyxl.load_workbook(io.BytesIO(take(as_persona("coordinator")).content))
    values = [cell.value for row in book["Svar"].iter_rows() for cell in row]
    assert '\'=HYPERLINK("http://x")' in values
    assert {cell.data_type for row in book["Svar"].iter_rows() for cell in row} <= {"n", "s", "d"}
