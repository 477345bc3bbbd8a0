"""Reading surveys from files into rounds: what becomes of each line, who may, and that it is all or nothing."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from shapely.geometry import box

from kartlaggning.audit_words import IMPORT_DRAFT, IMPORT_FINDING, IMPORT_SURVEYS
from kartlaggning.choices import Status, SurveyState
from kartlaggning.content import OUTLINE, outline_of
from kartlaggning.errors import Forbidden, ImportProblem, Refused
from kartlaggning.geometry.stored import from_stored
from kartlaggning.imports.survey_file import read_survey_file
from kartlaggning.imports.survey_mapping import SurveyMapping, read_mapping, suggested
from kartlaggning.models import AuditEntry, Edition, EditionScene, Scene, Survey, SurveyRound
from kartlaggning.selectors.import_facts import targets_for
from kartlaggning.selectors.questionnaires import of_round
from kartlaggning.selectors.survey_import import Outcome, plan_import
from kartlaggning.services.survey_import import import_surveys
from kartlaggning.services.surveys import save_content

pytestmark = pytest.mark.usefixtures("demonstration")
SQUARE = box(674_000, 6_581_000, 674_200, 6_581_200)
BOW_TIE = shapely.Polygon([(674_000, 6_581_000), (674_100, 6_581_100), (674_100, 6_581_000), (674_000, 6_581_100)])


def csv_table(*rows, name="platser.csv"):
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    return read_survey_file(name, stream.getvalue().encode())


def geo_table(folder: Path, headings, *rows):
    """A GeoPackage of rows, each its texts and then its outline (EPSG:3006)."""
    path = folder / "platser.gpkg"
    pyogrio.raw.write(
        path,
        np.array([None if row[-1] is None else shapely.to_wkb(row[-1]) for row in rows], dtype=object),
        [np.array([row[place] for row in rows], dtype=object) for place in range(len(headings))],
        headings,
        geometry_type="Polygon",
        crs="EPSG:3006",
        driver="GPKG",
    )
    return read_survey_file(path.name, path.read_bytes())


def run(table, survey_round, *, by="test", new_scenes=False, mapping=None, act=import_surveys):
    mapping = mapping or suggested(table, targets_for(survey_round, by))
    return act(table, mapping, survey_round, new_scenes=new_scenes, by=by)


def problems(plan):
    return [(row.line, problem.column, problem.message) for row in plan.rows for problem in row.problems]


@pytest.fixture
def survey(round_2026):
    return Survey.objects.filter(survey_round=round_2026, city_district__name="Järva").order_by("pk").first()


@pytest.fixture
def finished(survey):
    return SurveyRound.objects.get(year=2023)


def test_in_a_round_under_way_a_line_becomes_a_draft_that_still_has_to_be_reviewed(survey, round_2026):
    symptoms = {option.key: option.text for option in of_round(round_2026).question("symptoms").options}
    table = csv_table(
        ["Plats", "Vilka symtom stämmer in på platsen?", "status", "grounds", "criterion_use"],
        [
            survey.scene.public_id,
            f"{symptoms['hot_spot'].upper()}; {symptoms['unsafe']}",
            "ja, absolut",
            "Skäl",
            "ja",
        ],
    )
    mapping = suggested(table, targets_for(round_2026, "test"))
    mapping.values["status"]["ja, absolut"] = "open"
    run(table, round_2026, mapping=mapping)
    stored = Survey.objects.get(pk=survey.pk)
    assert (stored.state, stored.version, stored.saved_by) == (SurveyState.DRAFT, 1, "test")
    assert stored.content["symptoms"] == ["unsafe", "hot_spot"]
    assert (stored.content["grounds"], stored.content["criterion_use"]) == ("Skäl", True)
    assert stored.confirmed_sections == []
    assert stored.status == ""


def test_the_same_file_again_changes_nothing_and_says_so(survey, round_2026):
    table = csv_table(["Plats", "grounds"], [survey.scene.name, "Skäl"])
    assert run(table, round_2026).counts == {"ändras": 1}
    entries = AuditEntry.objects.count()
    assert run(table, round_2026).counts == {"oförändrad": 1}
    assert (Survey.objects.get(pk=survey.pk).version, AuditEntry.objects.count()) == (1, entries)


def test_the_log_keeps_the_file_its_sum_and_the_counts_and_no_answer(survey, round_2026):
    table = csv_table(["Plats", "grounds"], [survey.scene.name, "Hemliga skäl"])
    run(table, round_2026)
    entry = AuditEntry.objects.get(action="import-surveys")
    assert entry.details["file"] == "platser.csv"
    assert entry.details["sha256"] == table.sha256
    assert entry.details["counts"] == {"ändras": 1}
    assert AuditEntry.objects.get(action="import-draft").details["fields"] == ["grounds"]
    assert not any("Hemliga" in str(entry.details) for entry in AuditEntry.objects.all())


def test_a_plan_writes_nothing_and_tells_what_would_change_in_words(survey, round_2026):
    Survey.objects.filter(pk=survey.pk).update(content={"mobilisation": "small"})
    entries = AuditEntry.objects.count()
    plan = run(csv_table(["Plats", "mobilisation"], [survey.scene.name, "stort"]), round_2026, act=plan_import)
    [row] = plan.rows
    assert row.outcome is Outcome.CHANGED
    assert [(d.before, d.after) for d in row.differences] == [("litet", "stort")]
    assert Survey.objects.get(pk=survey.pk).content == {"mobilisation": "small"}
    assert AuditEntry.objects.count() == entries


def test_outlines_come_with_geodata_and_an_empty_cell_changes_nothing(survey, round_2026, tmp_path):
    Survey.objects.filter(pk=survey.pk).update(content={"grounds": "står kvar"})
    table = geo_table(tmp_path, ["plats", "grounds"], (survey.scene.public_id, "", SQUARE))
    run(table, round_2026)
    stored = Survey.objects.get(pk=survey.pk).content
    assert outline_of(stored).equals(SQUARE)
    assert stored["grounds"] == "står kvar"


def test_all_lines_or_none(survey, round_2026):
    table = csv_table(["Plats", "grounds"], [survey.scene.name, "Skäl"], ["Finns inte", "x"])
    with pytest.raises(Refused, match="Inget har lästs in: rätta rad 3"):
        run(table, round_2026)
    assert "grounds" not in Survey.objects.get(pk=survey.pk).content or survey.content.get("grounds")
    assert not AuditEntry.objects.filter(action__in=(IMPORT_SURVEYS, IMPORT_DRAFT, IMPORT_FINDING)).exists()


def test_what_fails_half_way_leaves_nothing(survey, round_2026):
    """There is no number left for a new place: the line before it is taken back too."""
    for prefix in "SX":
        Scene.objects.create(public_id=f"{prefix}-9999", name=f"Sista {prefix}", slug=f"sista-{prefix}")
    table = csv_table(
        ["Plats", "Kommun", "Lokalpolisområde", "grounds"],
        [survey.scene.public_id, "", "", "Nya skäl"],
        ["Ny plats", "Solna", "Solna", "x"],
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        run(table, round_2026, new_scenes=True)
    assert Survey.objects.get(pk=survey.pk).content == survey.content
    assert not AuditEntry.objects.filter(action="import-draft").exists()


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("grounds", "Enligt 850709-9805 på plats", "personnummer"),
        ("joint_when", "igår", "Skriv datumet"),
        ("status", "kanske", "”kanske” är inte kopplat"),
        ("Kommun", "Uppsala", "ingen kommun i länet"),
        ("Lokalpolisområde", "Norrmalm", "inget lokalpolisområde på omgångens referensdatum"),
        ("År", "tjugotre", "inget år"),
        ("wkt", "POINT (1 2)", "ingen yta"),
        ("wkt", "POLYGON ((18 59, 18.1 59, 18.1 59.1, 18 59))", "utanför länet"),
        ("Kommun", "Huddinge", "har ett annat område"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(survey, round_2026, column, cell, words):
    plan = run(csv_table(["Plats", column], [survey.scene.public_id, cell]), round_2026, act=plan_import)
    [(line, _heading, message)] = problems(plan)[:1]
    assert (line, plan.rows[0].outcome) == (2, Outcome.PROBLEM)
    assert words in message


def test_the_same_place_twice_is_told_with_the_first_line(survey, round_2026):
    table = csv_table(["Plats", "grounds"], [survey.scene.name, "a"], [survey.scene.public_id.lower(), "b"])
    assert problems(run(table, round_2026, act=plan_import)) == [(3, "", "Samma plats står redan på rad 2.")]


def test_lines_of_other_years_are_passed_over(survey, round_2026):
    table = csv_table(["Plats", "År", "grounds"], [survey.scene.name, "2023", "x"], [survey.scene.name, "2026", "y"])
    assert run(table, round_2026).counts == {"ändras": 1, "hoppas över": 1}
    assert Survey.objects.get(pk=survey.pk).content["grounds"] == "y"


@pytest.mark.parametrize("state", [SurveyState.WITH_MUNICIPALITY, SurveyState.SUBMITTED])
def test_what_others_have_in_hand_is_not_changed(survey, round_2026, state):
    Survey.objects.filter(pk=survey.pk).update(state=state)
    table = csv_table(["Plats", "grounds"], [survey.scene.name, "Annat"])
    assert "kan inte ändras nu" in problems(run(table, round_2026, act=plan_import))[0][2]


def test_a_place_that_is_not_known_is_added_only_if_told_so(round_2026):
    table = csv_table(["Plats", "Kommun", "Lokalpolisområde", "grounds"], ["Nya torget", "0184", "Solna", "x"])
    assert "Platsen finns inte" in problems(run(table, round_2026, act=plan_import))[0][2]
    assert run(table, round_2026, new_scenes=True).counts == {"ny plats": 1}
    survey = Survey.objects.get(scene__name="Nya torget")
    assert (survey.state, survey.municipality.name, survey.content) == ("draft", "Solna", {"grounds": "x"})
    assert run(table, round_2026, new_scenes=True).counts == {"oförändrad": 1}
    assert Scene.objects.filter(name="Nya torget").count() == 1


def test_a_former_name_finds_the_place(survey, round_2026):
    survey.scene.former_names.create(name="Gamla namnet", slug="gamla-namnet", used_until="2024-01-01")
    plan = run(csv_table(["Plats", "grounds"], ["gamla NAMNET", "x"]), round_2026, act=plan_import)
    assert plan.rows[0].scene == survey.scene


def test_in_a_finished_round_a_line_becomes_a_finding_and_no_edition_is_touched(finished, tmp_path):
    editions = list(Edition.objects.order_by("pk").values()), EditionScene.objects.count()
    table = geo_table(
        tmp_path,
        ["plats", "kommun", "lpo", "status", "gemensam", "källa"],
        ("Historiska torget", "Solna", "Solna", "öppen", "ja", "Bilaga 2", SQUARE),
        ("Historiska parken", "Huddinge", "Huddinge", "upphörd", "nej", "", None),
    )
    assert run(table, finished, new_scenes=True).counts == {"ny plats": 2}
    torget = Survey.objects.get(scene__name="Historiska torget")
    assert (torget.state, torget.status, torget.provenance) == ("published", Status.OPEN, "surveyed")
    assert (torget.area_m2, torget.surveyed_jointly, torget.sources) == (40_000, True, ["Bilaga 2"])
    assert from_stored(torget.outline).equals(SQUARE)
    assert Survey.objects.get(scene__name="Historiska parken").outline is None
    assert run(table, finished, new_scenes=True).counts == {"oförändrad": 2}
    assert (list(Edition.objects.order_by("pk").values()), EditionScene.objects.count()) == editions


def test_a_finding_that_was_read_in_can_be_put_right(finished, tmp_path):
    headings = ["plats", "kommun", "lpo", "status"]
    run(geo_table(tmp_path, headings, ("Torget", "Solna", "Solna", "öppen", SQUARE)), finished, new_scenes=True)
    (tmp_path / "platser.gpkg").unlink()
    table = geo_table(tmp_path, headings, ("Torget", "Solna", "Solna", "upphörd", SQUARE))
    plan = run(table, finished)
    assert [d.label for d in plan.rows[0].differences] == ["Status", "Gräns"]
    assert plan.rows[0].notes == ["Gränsen används inte: platsen har upphört."]
    stored = Survey.objects.get(scene__name="Torget")
    assert (stored.status, stored.outline, stored.area_m2, stored.provenance) == ("closed", None, None, "")


def test_an_open_place_of_a_finished_round_needs_a_sound_outline(finished, tmp_path):
    headings = ["plats", "kommun", "lpo", "status"]
    table = geo_table(
        tmp_path,
        headings,
        ("A", "Solna", "Solna", "öppen", None),
        ("B", "Solna", "Solna", "öppen", BOW_TIE),
        ("C", "Solna", "Solna", "", SQUARE),
    )
    told = [message for _line, _column, message in problems(run(table, finished, new_scenes=True, act=plan_import))]
    assert "ska ha en gräns" in told[0]
    assert "korsar sig själv" in told[1]
    assert "Status saknas" in told[2]


@pytest.mark.parametrize("persona", ["officer", "police_coordinator", "municipal", "reader", "administrator"])
def test_nobody_but_the_coordinator_reads_in(survey, round_2026, personas, persona):
    table = csv_table(["Plats", "grounds"], [survey.scene.name, "x"])
    with pytest.raises(Forbidden):
        run(table, round_2026, by=personas.actor(persona), mapping=SurveyMapping({"Plats": "survey.scene"}))


def test_police_only_answers_take_the_right_to_read_them(survey, round_2026, personas):
    table = csv_table(["Plats", "Vilka säljer på platsen?"], [survey.scene.name, "boende på platsen"])
    by = personas.actor("coordinator")
    assert "sellers" not in {target.key for target in targets_for(round_2026, by)}
    mapping = SurveyMapping(
        {"Plats": "survey.scene", "Vilka säljer på platsen?": "sellers"},
        {"sellers": {"boende på platsen": "residents"}},
    )
    with pytest.raises(Forbidden):
        run(table, round_2026, by=by, mapping=mapping)
    personas.coordinator.may_read_police_only = True
    personas.coordinator.save()
    run(table, round_2026, by=personas.actor("coordinator"), mapping=mapping)
    assert Survey.objects.get(pk=survey.pk).content["sellers"] == ["residents"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "ska vara ett objekt"),
        ({"columns": {"Plats": 1}}, "ska koppla rubrik"),
        ({"columns": {}}, "Välj vilken kolumn"),
        ({"columns": {"Fel": "survey.scene"}}, "ingen kolumn ”Fel”"),
        ({"columns": {"Plats": "fel"}}, "inget fält ”fel”"),
        ({"columns": {"Plats": "survey.scene", "B": "survey.scene"}}, "Två kolumner"),
        ({"columns": {"Plats": "survey.scene"}, "values": {"status": {"x": "fel"}}}, "”fel” är inget svar"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_in_words(round_2026, data, words):
    with pytest.raises(ImportProblem, match=words):
        read_mapping(data, csv_table(["Plats", "B"], ["x", "y"]), targets_for(round_2026, "test"))


def command(path, *options):
    output = io.StringIO()
    call_command("import_surveys", str(path), *options, stdout=output, skip_checks=True)
    return output.getvalue()


def test_the_command_reports_and_saves_only_with_commit(survey, round_2026, tmp_path):
    path, mapping = tmp_path / "platser.csv", tmp_path / "mapping.json"
    path.write_text(f"Ställe;Skäl\n{survey.scene.name};Nya skäl\n", encoding="utf-8")
    mapping.write_text(json.dumps({"columns": {"Ställe": "survey.scene", "Skäl": "grounds"}}), encoding="utf-8")
    report = command(path, "--round=2026", f"--mapping={mapping}")
    assert f"    2  {survey.scene.public_id} {survey.scene.name}: ändras (På vilka grunder?)" in report
    assert "Torrkörning: Inlästa rader: 1 av 1." in report
    assert Survey.objects.get(pk=survey.pk).content.get("grounds") != "Nya skäl"
    command(path, "--round=2026", f"--mapping={mapping}", "--commit")
    stored = Survey.objects.get(pk=survey.pk)
    assert (stored.content["grounds"], stored.saved_by) == ("Nya skäl", "manage.py import_surveys")
    assert "oförändrad 1" in command(path, "--round=2026", f"--mapping={mapping}", "--commit")


def test_the_command_refuses_in_words_and_reports_every_line(survey, round_2026, tmp_path):
    path = tmp_path / "platser.csv"
    path.write_text("Plats;grounds\nFinns inte;x\n", encoding="utf-8")
    with pytest.raises(CommandError, match="rätta rad 2"):
        command(path, "--round=2026", "--commit")
    with pytest.raises(CommandError, match="ingen omgång 1999"):
        command(path, "--round=1999")
    with pytest.raises(CommandError, match="går inte att öppna"):
        command(tmp_path / "borta.csv", "--round=2026")


def test_an_outline_that_was_read_in_is_kept_as_a_form_keeps_it(survey, round_2026):
    run(csv_table(["Plats", "WKT"], [survey.scene.name, SQUARE.wkt]), round_2026)
    assert Survey.objects.get(pk=survey.pk).content[OUTLINE]["type"] == "MultiPolygon"


def test_a_place_that_is_not_in_the_round_comes_into_it_only_if_told_so(survey, round_2026):
    survey.delete()
    table = csv_table(["Plats", "grounds"], [survey.scene.public_id, "x"])
    assert "inte med i omgången" in problems(run(table, round_2026, act=plan_import))[0][2]
    assert run(table, round_2026, new_scenes=True).counts == {"ny kartläggning": 1}
    assert Survey.objects.get(scene=survey.scene, survey_round=round_2026).state == SurveyState.DRAFT


def test_a_place_that_has_gone_on_as_others_is_not_brought_back(survey, round_2026):
    replaced = Survey.objects.filter(status=Status.REPLACED).first()
    Survey.objects.filter(scene=replaced.scene, survey_round__year__gt=replaced.survey_round.year).delete()
    table = csv_table(["Plats", "grounds"], [replaced.scene.public_id, "x"])
    assert "gått upp i andra" in problems(run(table, round_2026, new_scenes=True, act=plan_import))[0][2]


def test_the_report_says_whose_work_would_be_written_over(survey, round_2026, personas):
    save_content(survey, {"grounds": "Polisens ord"}, base_version=0, by=personas.actor("officer"))
    plan = run(csv_table(["Plats", "grounds"], [survey.scene.public_id, "x"]), round_2026, act=plan_import)
    assert plan.rows[0].notes == ["Skriver över vad Officer har sparat."]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_closed_round_that_was_made_here_takes_no_findings_without_review(survey, round_2026, tmp_path, is_there):
    SurveyRound.objects.filter(pk=round_2026.pk).update(state="closed")
    round_2026.refresh_from_db()
    name = survey.scene.public_id if is_there else "Nya torget"
    row = (name, survey.municipality.name, survey.police_area.name, survey.city_district.name, "öppen", SQUARE)
    table = geo_table(tmp_path, ["plats", "kommun", "lpo", "sdo", "status"], row)
    told = problems(run(table, round_2026, new_scenes=True, act=plan_import))
    assert [message for *_, message in told] == ["Omgången är gjord här. Resultat läses inte in i den."]
