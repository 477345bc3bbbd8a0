"""`count_safety`: from respondents as points to counts per distance band that can be read in, without a database."""

import pytest
from django.core.management.base import CommandError

from kartlaggning.choices import ImportKind
from kartlaggning.imports.figure_files import read_figure_file
from tests.installation import Installation
from tests.point_files import E, N, edition_file, point_csv, point_package, run, scene

METRES = ("--e-column", "e", "--n-column", "n")
YEAR = ("--year", "2023", "--unsafe-column", "otrygg")
# By hand, from the square of S-0901, which is 100 m wide: inside, 400 m east of it, just 500 m, 1 900 m and 2 900 m.
LINES = (
    "670050;6580050;ja;0,5",
    "670500;6580050;nej;2",
    "670600;6580050;JA;1",
    "672000;6580050;n;1",
    "673000;6580050;1;1,5",
    "673000;6580050;;9",
)
HEADING = "ar;fran_m;till_m;svarande;otrygga;viktsumma;viktkvadratsumma;otrygga_viktsumma"


@pytest.fixture
def points(tmp_path):
    return point_csv(tmp_path / "svar.csv", ["e;n;otrygg;vikt", *LINES])


@pytest.fixture
def edition(tmp_path):
    return edition_file(tmp_path / "utgava.geojson", scene("S-0901"))


def counted(points, edition, *more):
    out = points.parent / "trygghet.csv"
    printed = run("count_safety", points, "--edition", edition, *YEAR, "--out", out, *more)
    return printed, out.read_text(encoding="utf-8-sig").splitlines()


def refused(points, edition, *more):
    with pytest.raises(CommandError) as refusal:
        run("count_safety", points, "--edition", edition, *YEAR, *more)
    return str(refusal.value)


def test_respondents_become_counts_per_band_and_of_the_county(points, edition):
    printed, lines = counted(points, edition, *METRES, "--bands", "500,1000,2000")
    assert lines == [
        HEADING,
        "2023;0;500;2;1;;;",
        "2023;500;1000;1;1;;;",
        "2023;1000;2000;1;0;;;",
        "2023;2000;;1;1;;;",
        "2023;;;5;3;;;",
    ]
    assert "1 har inte svarat och räknas inte." in printed
    assert "0 till 500 m: 2 svarande, 1 otrygga." in printed
    assert "Hela länet: 5 svarande, 3 otrygga." in printed


def test_the_only_sourced_band_is_the_one_without_being_asked(points, edition):
    assert [line[:12] for line in counted(points, edition, *METRES)[1][1:]] == [
        "2023;0;500;2",
        "2023;500;;3;",
        "2023;;;5;3;;",
    ]


def test_weights_become_sums_that_can_be_read_in(points, edition):
    # Within 500 m the weights 0.5 and 2: Σw 2.5, Σw² 0.25 + 4 = 4.25, unsafe 0.5. In all 0.5 + 2 + 1 + 1 + 1.5 = 6,
    # squares 0.25 + 4 + 1 + 1 + 2.25 = 8.5, unsafe 0.5 + 1 + 1.5 = 3.
    _printed, lines = counted(points, edition, *METRES, "--weight-column", "vikt")
    assert lines[1] == "2023;0;500;2;1;2,5;4,25;0,5"
    assert lines[3] == "2023;;;5;3;6;8,5;3"
    read = read_figure_file(ImportKind.SAFETY, "trygghet.csv", (points.parent / "trygghet.csv").read_bytes())
    assert read.problems == ()
    assert [(band.respondents, band.weight) for band in read.bands] == [(2, 2.5), (3, 3.5), (5, 6.0)]


def test_no_point_is_written_or_printed(points, edition):
    printed, lines = counted(points, edition, *METRES)
    assert not any("6580050" in told or "673000" in told for told in (printed, *lines))


def test_without_out_it_is_a_dry_run(points, edition):
    assert "Torrkörning: 3 rader. Inget skrevs" in run("count_safety", points, "--edition", edition, *YEAR, *METRES)
    assert not (points.parent / "trygghet.csv").exists()


def test_the_database_need_not_be_there(points, edition, tmp_path):
    (tmp_path / "data").mkdir()
    portal = Installation(tmp_path / "data", "postgis://nobody:none@127.0.0.1:1/none")
    done = portal.manage("count_safety", points, "--edition", edition, *YEAR, *METRES)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Hela länet: 5 svarande" in done.stdout


def test_a_geopackage_with_true_and_false_is_read(tmp_path, edition):
    package = point_package(tmp_path / "svar.gpkg", [(E, N), None, (E + 900, N)], {"otrygg": ["true", "1", "False"]})
    printed, lines = counted(package, edition)
    assert lines[1:] == ["2023;0;500;1;1;;;", "2023;500;;1;0;;;", "2023;;;2;1;;;"]
    assert "2 punkter. 1 saknar läge och räknas inte." in printed


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("670050;6580050;kanske;1", "svar.csv, rad 3: otrygg är varken ja eller nej: ”kanske”."),
        ("670050;6580050;ja;0", "svar.csv, rad 3: vikt är inte ett tal över 0."),
        ("670050;6580050;ja;", "svar.csv, rad 3: vikt är inte ett tal över 0."),
        ("670050;6580050;ja;-1", "svar.csv, rad 3: vikt är inte ett tal över 0."),
        ("670050;6580050;ja;nan", "svar.csv, rad 3: vikt är inte ett tal över 0."),
        ("18,05;59,3;ja;1", "svar.csv, rad 3: läget ligger utanför Sverige."),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_counted(tmp_path, edition, line, told):
    points = point_csv(tmp_path / "svar.csv", ["e;n;otrygg;vikt", LINES[0], line])
    assert told in refused(points, edition, *METRES, "--weight-column", "vikt")


@pytest.mark.parametrize("bands", ["", "0", "500,500", "1000,500", "500;1000", "halv", "-500", "500,"])
def test_bands_that_are_none_are_refused(points, edition, bands):
    assert "--bands ska vara stigande hela meter" in refused(points, edition, *METRES, f"--bands={bands}")


def test_distances_are_to_the_outlines_of_one_round(tmp_path, points, edition):
    other = edition_file(tmp_path / "2023.geojson", scene("S-0901", year=2023, outline_year=2023, edition="2023-r1"))
    assert "Ge en enda kartläggning" in refused(points, edition, *METRES, "--edition", other)


def test_a_survey_without_answers_is_refused(tmp_path, edition):
    points = point_csv(tmp_path / "svar.csv", ["e;n;otrygg", "670050;6580050;"])
    assert "har inget svar i ”otrygg”" in refused(points, edition, *METRES)
