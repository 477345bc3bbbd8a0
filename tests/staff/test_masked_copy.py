"""A masked copy for a request for public records: what is masked is nowhere in the file, and the log says so."""

import re
import zlib

import pytest
from pypdf import PdfReader

from kartlaggning.models import AuditEntry, Survey
from kartlaggning.selectors import masked_copy
from tests.staff.marked import POLICE, SHARED, plant


@pytest.fixture
def approved(demonstration, round_2026, personas):
    return plant(round_2026, personas).approved


def address(survey):
    return f"/personal/kartlaggning/{survey.survey_round.year}/{survey.scene.public_id}/maskad-kopia/"


FOR = {"registration_number": "KS 2026/99", "recipient": "anonym"}


def text_of(content, tmp_path):
    path = tmp_path / "kopia.pdf"
    path.write_bytes(content)
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def everything_in(content):
    """Return all bytes of the file with every stream unpacked."""
    parts = [content]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(packed))
        except zlib.error:
            parts.append(packed)
    return b"\n".join(parts)


def number_of(survey, actor, wanted):
    return next(n for n, row in enumerate(masked_copy.maskable(survey, actor)) if wanted in row.value)


def test_everything_that_is_not_public_is_masked_unless_somebody_decides_otherwise(approved, as_persona, tmp_path):
    answer = as_persona("coordinator").post(address(approved), FOR)
    assert answer["Content-Type"] == "application/pdf"
    text = text_of(answer.content, tmp_path)
    assert approved.scene.name in text
    assert "KS 2026/99" in text
    assert "maskad:" in text
    assert "MARK-" not in text
    assert b"MARK-" not in everything_in(answer.content)


def test_a_field_is_given_out_with_its_assessment_and_no_other(approved, personas, as_persona, tmp_path):
    number = number_of(approved, personas.actor("coordinator"), SHARED)
    wanted = masked_copy.maskable(approved, personas.actor("coordinator"))[number]
    sent = FOR | {f"show_{wanted.key}": "on", f"ground_{wanted.key}": "Ingen skada, OSL 18:1"}
    text = text_of(as_persona("coordinator").post(address(approved), sent).content, tmp_path)
    assert wanted.value in " ".join(text.split())
    assert POLICE not in text
    assert text.count(SHARED) == wanted.value.count(SHARED)
    details = AuditEntry.objects.get(action="make-masked-copy").details
    assert details["shown"] == [wanted.key]
    assert wanted.key not in details["masked"]
    assert (details["number"], details["recipient"]) == ("KS 2026/99", "anonym")
    assert "MARK-" not in str(details)


def test_nothing_is_given_out_without_an_assessment(approved, personas, as_persona):
    number = number_of(approved, personas.actor("coordinator"), SHARED)
    wanted = masked_copy.maskable(approved, personas.actor("coordinator"))[number]
    answer = as_persona("coordinator").post(address(approved), FOR | {f"show_{wanted.key}": "on"})
    assert answer.status_code == 422
    assert "Skriv den rättsliga bedömningen" in answer.content.decode()
    assert 'value="KS 2026/99"' in answer.content.decode()
    assert not AuditEntry.objects.filter(action="make-masked-copy").exists()


def test_what_is_above_the_makers_level_is_neither_shown_nor_named(approved, personas, as_persona, tmp_path):
    client = as_persona("coordinator")
    assert POLICE not in client.get(address(approved)).content.decode()
    keys = [row.key for row in masked_copy.maskable(approved, personas.actor("police_coordinator"))]
    everything = {f"show_{key}": "on" for key in keys}
    grounds = {f"ground_{key}": "Bedömning" for key in keys}
    content = client.post(address(approved), FOR | everything | grounds).content
    assert POLICE not in text_of(content, tmp_path)
    assert POLICE.encode() not in everything_in(content)
    assert "bara Polisen får läsa har inte tagits med" in " ".join(text_of(content, tmp_path).split())


def test_who_may_read_the_polices_part_can_mask_it(approved, personas, as_persona, tmp_path):
    coordinator = personas.coordinator
    coordinator.may_read_police_only = True
    coordinator.save(update_fields=["may_read_police_only"])
    client = as_persona("coordinator")
    assert POLICE in client.get(address(approved)).content.decode()
    content = client.post(address(approved), FOR).content
    assert b"MARK-" not in everything_in(content)
    assert "OSL 18 kap. 1 §" in text_of(content, tmp_path)


def test_an_identity_number_is_stopped_before_it_comes_into_the_log(approved, as_persona):
    answer = as_persona("coordinator").post(address(approved), FOR | {"recipient": "Kim 19121212-1212"})
    assert answer.status_code == 422
    assert not AuditEntry.objects.filter(action="make-masked-copy").exists()


@pytest.mark.parametrize("person", ["officer", "municipal", "police_coordinator", "reader", "administrator"])
def test_nobody_else_makes_one(approved, as_persona, person):
    assert as_persona(person).post(address(approved), FOR).status_code == 403


def test_a_copy_changes_nothing(approved, as_persona):
    before = Survey.objects.get(pk=approved.pk).content
    as_persona("coordinator").post(address(approved), FOR)
    assert Survey.objects.get(pk=approved.pk).content == before
