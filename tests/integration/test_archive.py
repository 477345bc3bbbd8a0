"""The archive package: all files of the edition with what is needed to understand and check them, byte for byte."""

import csv
import hashlib
import io
import json
import subprocess
import zipfile

import pytest

from kartlaggning.choices import Visibility
from kartlaggning.exports.package.files import package
from kartlaggning.management.change import FIXTURES
from kartlaggning.models import Edition, SurveyRound
from kartlaggning.services.editions.files import source_of
from kartlaggning.services.questionnaires import load_first_version
from tests.editions_at import corrected, entry


def archive_of(ref):
    registered = entry(ref)
    return registered.folder / f"arkiv-{ref}.zip"


def member(ref, name):
    with zipfile.ZipFile(archive_of(ref)) as found:
        return found.read(f"arkiv-{ref}/{name}")


@pytest.fixture
def asked_2024(record):
    """The record's round 2024 as if it had asked the questions of 2026."""
    questionnaire = load_first_version(FIXTURES, by="test")
    SurveyRound.objects.filter(year=2024).update(questionnaire=questionnaire)
    corrected(scenes=("Dalen",))
    return questionnaire


def test_the_archive_is_the_last_file_and_holds_all_the_others_as_they_are(record):
    files = entry("2024-r1").files
    assert files[-1].path == "arkiv-2024-r1.zip"
    with zipfile.ZipFile(archive_of("2024-r1")) as found:
        names = {name.removeprefix("arkiv-2024-r1/") for name in found.namelist()}
        assert found.testzip() is None
    assert {file.path for file in files[:-1]} <= names
    assert names - {file.path for file in files} == {"README.txt", "manifest.json", "SHA256SUMS", "rattelser.json"}
    for file in files[:-1]:
        assert hashlib.sha256(member("2024-r1", file.path)).hexdigest() == file.sha256


def test_made_again_it_has_the_same_bytes(record):
    source = source_of(Edition.objects.get(ref="2024-r1"))
    *_files, made = package(source)
    assert made.content == archive_of("2024-r1").read_bytes()


def test_unpacked_it_is_checked_by_sha256sum(record, tmp_path):
    with zipfile.ZipFile(archive_of("2024-r1")) as found:
        found.extractall(tmp_path)
    folder = tmp_path / "arkiv-2024-r1"
    subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, check=True, capture_output=True)


def test_the_text_says_what_it_is_where_from_and_under_which_licence(record):
    text = member("2024-r1", "README.txt").decode()
    for words in (
        "KARTLÄGGNING 2024, REVISION 1",
        "Bedömd period: 2023",
        "Publicerad: 20 februari 2024",
        "http://localhost:8000/utgavor/2024-r1/",
        "drogscener-2024-r1.geojson: Platserna som GeoJSON",
        "Frågeformuläret finns inte med",
        "CC0 1.0",
        "sha256sum -c SHA256SUMS",
        "Utgåvan rättar ingen tidigare utgåva.",
    ):
        assert words in text


def test_made_up_data_are_called_so_in_the_text(demonstration):
    assert "OBS! Utgåvan innehåller påhittade uppgifter" in member("2024-exempel-r1", "README.txt").decode()


def test_errata_are_in_it(asked_2024):
    errata = json.loads(member("2024-r2", "rattelser.json"))["errata"]
    assert [erratum["what"] for erratum in errata] == ["Anmärkningen för Dalen var fel."]
    assert "Anmärkningen för Dalen var fel. Varför: Fel underlag" in member("2024-r2", "README.txt").decode()


def test_the_wording_of_the_questions_is_in_it_but_not_of_those_that_only_the_police_read(asked_2024):
    rows = list(csv.DictReader(io.StringIO(member("2024-r2", "frageformular.csv").decode("utf-8-sig")), delimiter=";"))
    open_questions = asked_2024.questions.exclude(visibility=Visibility.POLICE_ONLY)
    assert {row["nyckel"] for row in rows} == set(open_questions.values_list("key", flat=True))
    assert {row["fråga"] for row in rows} == set(open_questions.values_list("text", flat=True))
    options = {(question.key, option["key"]) for question in open_questions for option in question.options}
    assert {(row["nyckel"], row["alternativets nyckel"]) for row in rows if row["alternativets nyckel"]} == options
    assert "endast Polisen" not in {row["synlighet"] for row in rows}
    left_out = asked_2024.questions.filter(visibility=Visibility.POLICE_ONLY).count()
    assert left_out
    text = member("2024-r2", "README.txt").decode()
    assert f"{left_out} frågor som bara Polisen läser är utelämnade" in text
    for question in asked_2024.questions.filter(visibility=Visibility.POLICE_ONLY):
        assert question.text not in member("2024-r2", "frageformular.csv").decode()
