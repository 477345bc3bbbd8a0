"""Reading in a file by the pages: four steps without a script, for the coordinator alone, all or nothing at the end."""

import io
import json
import os
import re
import time
import uuid

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from kartlaggning.models import AuditEntry, Survey
from kartlaggning.services.import_files import KEPT_SECONDS

START = "/personal/import/"
pytestmark = pytest.mark.usefixtures("demonstration")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def survey(round_2026):
    return Survey.objects.filter(survey_round=round_2026, city_district__name="Järva").order_by("pk").first()


def file_of(*rows, name="platser.csv"):
    return SimpleUploadedFile(name, "\r\n".join(";".join(row) for row in rows).encode())


def upload(client, *rows, **more):
    answer = client.post(START, {"year": "2026", "file": file_of(*rows), **more})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def text_of(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def digest_in(text):
    return re.search(r'name="digest" value="([0-9a-f]{64})"', text)[1]


def kept_files():
    return list((settings.DATA_DIR / "imports").glob("*"))


def test_a_file_goes_all_the_way_and_is_gone_after(survey, as_persona):
    client = as_persona("coordinator")
    name = survey.scene.name
    columns = upload(client, ("Ställe", "status", "Skäl"), (name, "tveksamt", "Nya skäl"))
    assert "<q>tveksamt</q>" in text_of(client.get(columns))
    answers = client.post(columns, {"column-0": "survey.scene", "column-1": "status", "column-2": "grounds"})[
        "Location"
    ]
    assert answers == f"{columns}svar/"
    assert "tveksamt" in text_of(client.get(answers))
    report = client.post(answers, {"value-status-0": "open"})["Location"]
    text = text_of(client.get(report))
    assert "Det här kommer att hända" in text
    assert "→ Nya skäl" in text
    assert Survey.objects.get(pk=survey.pk).version == 0
    done = client.post(report, {"digest": digest_in(text)}, follow=True)
    assert "platser.csv är inläst i omgången 2026: ändras 1." in text_of(done)
    stored = Survey.objects.get(pk=survey.pk)
    assert (stored.content["grounds"], stored.content["status"], stored.state) == ("Nya skäl", "open", "draft")
    assert kept_files() == []
    assert AuditEntry.objects.get(action="import-surveys").actor == "Coordinator"


def test_a_text_without_an_answer_stands_in_the_report_and_nothing_can_be_done(survey, as_persona):
    client = as_persona("coordinator")
    columns = upload(client, ("Plats", "status"), (survey.scene.name, "tveksamt"))
    client.post(columns, {"column-0": "survey.scene", "column-1": "status"})
    report = client.post(f"{columns}svar/", {"value-status-0": "?"})["Location"]
    text = text_of(client.get(report))
    assert "<strong>status:</strong> ”tveksamt” är inte kopplat till något svar." in text
    assert "Läs in 1 rad" not in text
    assert "Inget har lästs in" in text_of(client.post(report), 422)
    assert Survey.objects.get(pk=survey.pk).version == 0


def test_without_texts_to_map_the_report_comes_at_once(survey, as_persona):
    client = as_persona("coordinator")
    columns = upload(client, ("Plats", "grounds"), (survey.scene.name, "x"))
    answer = client.post(columns, {"column-0": "survey.scene", "column-1": "grounds"})
    assert answer["Location"] == f"{columns}rapport/"


def test_what_was_chosen_stands_when_something_must_be_put_right(survey, as_persona):
    client = as_persona("coordinator")
    columns = upload(client, ("A", "B"), (survey.scene.name, "x"))
    text = text_of(client.post(columns, {"column-0": "", "column-1": "grounds"}), 422)
    assert 'role="alert"' in text
    assert "Välj vilken kolumn som är platsens nummer eller namn." in text
    assert '<option value="grounds" selected>' in text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"year": "2026"}, "Välj en fil."),
        ({"year": "1999", "file": file_of(("a",), ("b",))}, "id_year_error"),
        ({"year": "2026", "file": file_of(("a",), ("=1+1",))}, "ser ut som en formel"),
        ({"year": "2026", "file": SimpleUploadedFile("a.pdf", b"%PDF")}, "ska vara CSV"),
        ({"year": "2026", "file": io.BytesIO(b"")}, "tom"),
    ],
)
def test_a_file_that_can_not_be_used_is_refused_at_its_field(round_2026, as_persona, sent, words):
    sent = {
        key: SimpleUploadedFile(value.name, value.read()) if hasattr(value, "name") else value
        for key, value in sent.items()
    }
    answer = as_persona("coordinator").post(START, sent)
    assert words in text_of(answer, 422)
    assert kept_files() == []


@pytest.mark.parametrize("persona", ["officer", "police_coordinator", "municipal", "reader", "administrator"])
def test_nobody_else_opens_any_of_the_steps(survey, as_persona, persona):
    columns = upload(as_persona("coordinator"), ("Plats",), (survey.scene.name,))
    client = as_persona(persona)
    for address in (START, columns, f"{columns}svar/", f"{columns}rapport/"):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
    assert client.post(f"{columns}avbryt/").status_code == 403


def test_another_coordinators_file_is_not_there(survey, as_persona):
    columns = upload(as_persona("coordinator"), ("Plats",), (survey.scene.name,))
    other = as_persona("second_coordinator")
    assert other.get(columns).status_code == 404
    assert other.post(f"{columns}avbryt/").status_code == 404
    assert other.get(f"{START}{uuid.uuid4()}/").status_code == 404
    assert len(kept_files()) == 1


def test_a_file_can_be_thrown_away_and_goes_by_itself_after_a_day(survey, as_persona):
    client = as_persona("coordinator")
    columns = upload(client, ("Plats",), (survey.scene.name,))
    client.post(f"{columns}avbryt/")
    assert kept_files() == []
    columns = upload(client, ("Plats",), (survey.scene.name,))
    day_ago = time.time() - KEPT_SECONDS - 1
    os.utime(kept_files()[0], (day_ago, day_ago))
    assert client.get(columns).status_code == 404
    upload(client, ("Plats",), (survey.scene.name,))
    assert len(kept_files()) == 1


def test_a_kept_file_is_readable_by_its_owner_alone(survey, as_persona):
    upload(as_persona("coordinator"), ("Plats",), (survey.scene.name,))
    [folder] = kept_files()
    assert {oct(path.stat().st_mode)[-3:] for path in (folder, *folder.iterdir())} == {"700", "600"}
    assert json.loads((folder / "about.json").read_text())["name"] == "platser.csv"


def test_police_only_fields_are_offered_to_those_who_may_read_them(survey, personas, as_persona):
    columns = upload(as_persona("coordinator"), ("Plats", "säljer"), (survey.scene.name, "x"))
    client = as_persona("coordinator")
    assert "Vilka säljer på platsen?" not in text_of(client.get(columns))
    sent = {"column-0": "survey.scene", "column-1": "sellers"}
    assert "inget fält ”sellers”" in text_of(client.post(columns, sent), 422)
    personas.coordinator.may_read_police_only = True
    personas.coordinator.save()
    client = as_persona("coordinator")
    assert "Vilka säljer på platsen?" in text_of(client.get(columns))
    assert client.post(columns, sent).status_code == 302


def test_a_report_without_columns_leads_back_to_them(survey, as_persona):
    client = as_persona("coordinator")
    columns = upload(client, ("A",), (survey.scene.name,))
    assert client.get(f"{columns}rapport/")["Location"] == columns


@pytest.mark.parametrize("is_sent", [True, False])
def test_what_is_done_is_what_the_report_said(survey, as_persona, is_sent):
    client = as_persona("coordinator")
    columns = upload(client, ("Plats", "grounds"), (survey.scene.name, "Ny text"))
    report = client.post(columns, {"column-0": "survey.scene", "column-1": "grounds"})["Location"]
    digest = digest_in(text_of(client.get(report)))
    if is_sent:
        Survey.objects.filter(pk=survey.pk).update(version=7)
    answer = client.post(report, {"digest": digest} if is_sent else {})
    text = text_of(answer, 422)
    assert "Något har ändrats sedan rapporten gjordes. Läs rapporten igen." in text
    assert Survey.objects.get(pk=survey.pk).content.get("grounds") != "Ny text"
    assert client.post(report, {"digest": digest_in(text)}).status_code == 302
