"""Reading figures into the record: all or nothing, measured here, and never made-up ones on a real place."""

import pytest
from shapely.geometry import MultiPolygon, box

from kartlaggning.choices import Origin, Provenance, Status
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.geometry.stored import to_stored
from kartlaggning.models import AuditEntry, CrimeCategory, CrimeCount, FigureImport, Scene, Survey, SurveyRound
from kartlaggning.selectors.follow_up import rows
from kartlaggning.selectors.follow_up.figure_plan import plan_figures
from kartlaggning.services.follow_up.figure_imports import withdraw_figures
from tests.figures import ABOUT, ATTITUDE, CRIME, SAFETY, file_of, halved, imported

pytestmark = pytest.mark.usefixtures("demonstration")


def problems(kind, *lines):
    return [(problem.line, problem.column, problem.message) for problem in plan_figures(file_of(kind, *lines)).problems]


def test_counts_are_written_with_the_areas_of_the_outlines_measured_here():
    # Nothing is counted of theft yet. The scene is 3,8 ha in 2023 and 2,0 ha in 2024, within the 4,0 ha of 2021.
    line = (halved().public_id, 2023, "stold", 20, 2024, 30, "2021 2023 2024")
    made = imported(CRIME, line, (halved().public_id, 2025, "stold", 7))
    assert (made.number, made.origin, made.constant_years) == ("U-0005", Origin.EXAMPLE, [2021, 2023, 2024])
    assert (made.title, made.source, made.registration_number) == (ABOUT.title, ABOUT.source, ABOUT.registration_number)
    measured, bare = made.crimes.order_by("year")
    assert (measured.count, measured.constant_count) == (20, 30)
    assert measured.outline_m2 == pytest.approx(20_000)
    assert measured.constant_m2 == pytest.approx(40_000)
    assert (bare.outline_year, bare.outline_m2, bare.constant_m2) == (None, None, None)
    entry = AuditEntry.objects.get(action="import-figures", subject="U-0005")
    assert entry.details["figures"] == 2
    assert set(entry.details) == {"kind", "file", "sha256", "figures", "replaces"}  # and no count of crimes


def test_a_constant_outline_is_the_union_of_outlines_that_lie_apart():
    # Two squares of 100 m that overlap by half make 15 000 m² together.
    scene = halved()
    for year, east in ((2023, 0), (2024, 50)):
        outline = to_stored(MultiPolygon([box(660_000 + east, 6_580_000, 660_100 + east, 6_580_100)]))
        Survey.objects.filter(scene=scene, survey_round__year=year).update(outline=outline, area_m2=10_000)
    made = imported(CRIME, (scene.public_id, 2023, "stold", 20, 2024, 30, "2023 2024"))
    row = made.crimes.get()
    assert (row.outline_m2, row.constant_m2) == (pytest.approx(10_000), pytest.approx(15_000))


def test_a_schematic_outline_gives_no_area_and_the_count_stays():
    scene = halved()
    Survey.objects.filter(scene=scene, survey_round__year=2024).update(provenance=Provenance.SCHEMATIC, area_m2=None)
    plan = plan_figures(file_of(CRIME, (scene.public_id, 2023, "stold", 20, 2024, 30, "2021 2024")))
    assert [row.outline_m2 for row in plan.crimes] == [None]
    assert [(row.count, row.constant_count, row.constant_m2) for row in plan.crimes] == [(20, None, None)]
    assert {note.message[:20] for note in plan.notes} == {"Gränsen är ungefärli", "Den konstanta gränse"}


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (("X-9999", 2023, "stold", 1, 2024), "plats_id", "ingen plats ”X-9999”"),
        (("{id}", 2023, "trolleri", 1, 2024), "kategori", "ingen kategori ”trolleri”"),
        (("{id}", 2022, "stold", 1, 2024), "kartlaggning", "bedömer inte hela 2022. Det gör kartläggning 2023"),
        (("{id}", 2021, "stold", 1, 2021), "kartlaggning", "Ingen gör det: lämna cellen tom"),
        (("{id}", 2023, "stold", 1, 2024, 1, "1999 2024"), "konstant_kartlaggningar", "ingen kartläggning 1999"),
        (("{id}", 2099, "stold", 1), "ar", "har inte börjat"),
        (("Sergels torg/Klara", 2023, "stold", 1, 2024), "plats_id", "är en verklig plats"),
    ],
)
def test_a_line_that_does_not_fit_the_record_is_named(line, column, words):
    good = (halved().public_id, 2023, "skadegorelse", 3, 2024)
    [(number, where, message)] = problems(CRIME, good, (line[0].format(id=halved().public_id), *line[1:]))
    assert (number, where) == (3, column)
    assert words in message


def test_a_category_that_is_no_longer_used_is_refused_and_a_closed_scene_has_no_outline():
    CrimeCategory.objects.filter(key="stold").update(is_active=False)
    closed = Survey.objects.filter(survey_round__year=2023, status=Status.CLOSED, scene__is_example=True).first().scene
    found = problems(CRIME, (halved().public_id, 2023, "stold", 1), (closed.public_id, 2022, "vald", 1, 2023))
    assert [(line, column) for line, column, _message in found] == [(2, "kategori"), (3, "kartlaggning")]
    assert "har ingen gräns i kartläggning 2023" in found[1][2]


def test_the_same_scene_by_number_and_by_name_is_one():
    lines = ((halved().public_id, 2023, "stold", 1), (halved().name, 2023, "Stöld", 2))
    assert [(line, message[:10]) for line, _column, message in problems(CRIME, *lines)] == [(3, "Samma sak ")]


def test_one_bad_line_and_nothing_is_written():
    before = FigureImport.objects.count()
    with pytest.raises(Refused, match="rätta rad 3"):
        imported(CRIME, (halved().public_id, 2023, "stold", 1), ("X-9999", 2023, "stold", 1))
    assert FigureImport.objects.count() == before
    assert not CrimeCount.objects.filter(category__key="stold").exists()


def test_what_is_said_already_is_told_and_must_be_replaced_or_withdrawn():
    line = (halved().public_id, 2023, "vald", 30, 2024)
    [other] = plan_figures(file_of(CRIME, line)).replaced
    assert (other.figure_import.number, other.same, other.of, other.lost) == ("U-0001", 1, 279, 278)
    with pytest.raises(Refused, match="U-0001 säger redan något"):
        imported(CRIME, line)
    made = imported(CRIME, line, replaces=True)
    old = FigureImport.objects.get(number="U-0001")
    assert old.withdrawn_reason == f"Ersatt av {made.number}."
    assert old.crimes.count() == 279
    assert [row.figure_import.number for row in rows.crimes() if row.year == 2023] == [made.number]


def test_bands_of_a_year_and_shares_of_a_question_replace_too():
    assert [row.figure_import.number for row in plan_figures(file_of(SAFETY, (2022, 0, 500, 90, 30))).replaced] == [
        "U-0002"
    ]
    share = (halved().public_id, 2023, "boende", "Känner sig trygg på platsen på kvällen", 50, 90)
    assert [row.figure_import.number for row in plan_figures(file_of(ATTITUDE, share)).replaced] == ["U-0003"]
    assert plan_figures(file_of(ATTITUDE, (*share[:3], "En annan fråga", 50, 90))).replaced == ()


def test_what_was_read_is_what_is_carried_out():
    file = file_of(CRIME, (halved().public_id, 2023, "stold", 20, 2024))
    digest = plan_figures(file).digest
    Survey.objects.filter(scene=halved(), survey_round__year=2024).update(
        outline=to_stored(MultiPolygon([box(660_000, 6_580_000, 660_100, 6_580_100)])), area_m2=10_000
    )
    with pytest.raises(Refused, match="Läs rapporten igen"):
        imported(CRIME, (halved().public_id, 2023, "stold", 20, 2024), digest=digest)


def test_a_withdrawn_import_is_shown_nowhere_and_its_rows_stay():
    old = FigureImport.objects.get(number="U-0002")
    with pytest.raises(Refused, match="varför"):
        withdraw_figures(old, reason=" ", by="test")
    withdraw_figures(old, reason="Fel år.", by="test")
    assert not rows.bands().exists()
    assert old.bands.count() == 8
    with pytest.raises(Refused, match="redan återkallat"):
        withdraw_figures(old, reason="Fel år.", by="test")
    assert AuditEntry.objects.get(action="withdraw-figures").details["reason"] == "Fel år."


@pytest.mark.parametrize("persona", ["officer", "municipal", "reader", "administrator"])
def test_others_than_coordinators_may_neither_import_nor_withdraw(personas, persona):
    with pytest.raises(Forbidden):
        imported(CRIME, (halved().public_id, 2023, "stold", 1), by=personas.actor(persona))
    with pytest.raises(Forbidden):
        withdraw_figures(FigureImport.objects.get(number="U-0002"), reason="Fel.", by=personas.actor(persona))


@pytest.mark.parametrize("persona", ["coordinator", "police_coordinator"])
def test_coordinators_may_import(personas, persona):
    made = imported(CRIME, (halved().public_id, 2023, "stold", 1), by=personas.actor(persona))
    assert made.imported_by == personas.actor(persona).name


def test_in_an_installation_that_is_no_demonstration_figures_are_documented_and_only_2024_judges_a_year(
    record, settings
):
    settings.DEMONSTRATION = False
    scene = Scene.objects.get(name="Sergels torg/Klara")
    made = imported(CRIME, (scene.public_id, 2023, "vald", 20, 2024))
    assert (made.number, made.origin) == ("U-0001", Origin.DOCUMENTED)
    assert made.crimes.get().outline_m2 is None  # its outline is schematic
    [(_line, column, message)] = problems(CRIME, (scene.public_id, 2022, "stold", 20, 2023))
    assert column == "kartlaggning"
    assert "Ingen gör det" in message


def test_a_made_up_place_is_refused_where_figures_are_real(settings):
    settings.DEMONSTRATION = False
    [(_line, column, message)] = problems(CRIME, (halved().public_id, 2023, "stold", 20))
    assert (column, "är påhittad" in message) == ("plats_id", True)


def test_a_round_that_judges_a_whole_year_covers_it_and_one_that_judges_a_part_does_not():
    SurveyRound.objects.filter(year=2024).update(judged_to="2023-11-30")
    [(_line, column, _message)] = problems(CRIME, (halved().public_id, 2023, "stold", 20, 2024))
    assert column == "kartlaggning"
