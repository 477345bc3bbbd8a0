"""`count_crimes`: from points on the user's own computer to counts that can be read in, without a database."""

import numpy as np
import pyogrio.raw
import pytest
from django.core.management.base import CommandError
from pyproj import Transformer
from shapely.geometry import Point

from kartlaggning.choices import ImportKind
from kartlaggning.geometry.projection import to_wgs84
from kartlaggning.imports.figure_files import read_figure_file
from tests.builders import square
from tests.installation import PRODUCTION, Installation
from tests.point_files import E, N, edition_file, point_csv, point_package, run, scene

METRES = ("--e-column", "e", "--n-column", "n")
COLUMNS = ("--category-column", "typ", "--date-column", "dag")
HEADING = "dag;typ;e;n;fritext"
# By hand, on the 100 m square of S-0901 that judged 2023: two of vald in 2023 inside, one far off, one of stold on the
# border, and one of vald in 2022, which no round judged.
LINES = (
    "2023-05-04;vald;670010,5;6580010,5;KÄNSLIG",
    "2023-12-31 23:59;vald;670 090;6 580 090;KÄNSLIG",
    "20230601;stold;670100;6580050;KÄNSLIG",
    "2023-06-02;vald;671000;6580000;KÄNSLIG",
    "2022-06-02;vald;670020;6580020;KÄNSLIG",
)
COUNTED = [
    "plats_id;ar;kategori;antal;kartlaggning;antal_konstant;konstant_kartlaggningar",
    "S-0901;2022;stold;0;;0;2024",
    "S-0901;2022;vald;1;;1;2024",
    "S-0901;2023;stold;1;2024;1;2024",
    "S-0901;2023;vald;2;2024;2;2024",
]


@pytest.fixture
def points(tmp_path):
    return point_csv(tmp_path / "brott.csv", [HEADING, *LINES])


@pytest.fixture
def edition(tmp_path):
    return edition_file(tmp_path / "utgava.geojson", scene("S-0901"))


def counted(points, edition, *more):
    out = points.parent / "antal.csv"
    printed = run("count_crimes", points, "--edition", edition, *COLUMNS, "--out", out, *more)
    return printed, out.read_text(encoding="utf-8-sig").splitlines()


def refused(points, edition, *more):
    with pytest.raises(CommandError) as refusal:
        run("count_crimes", points, "--edition", edition, *COLUMNS, *more)
    return str(refusal.value)


def test_points_become_counts_per_scene_year_and_category(points, edition):
    printed, lines = counted(points, edition, *METRES)
    assert lines == COUNTED
    assert "brott.csv: 5 punkter." in printed
    assert "2024-exempel-r1, kartläggning 2024: bedömer 2023-01-01–2023-12-31. Gränser: 1." in printed
    assert "Påhittade platser (exempel) är med." in printed
    assert "Brottsår 2022: 1 punkt från 2022-06-02 till 2022-06-02; räknas på enbart de konstanta gränserna." in printed
    assert (
        "Brottsår 2023: 4 punkter från 2023-05-04 till 2023-12-31; räknas på gränserna enligt kartläggning 2024."
        in printed
    )
    assert "1 punkt ligger inte på någon plats." in printed


def test_what_is_written_can_be_read_in(points, edition):
    counted(points, edition, *METRES)
    content = (points.parent / "antal.csv").read_bytes()
    read = read_figure_file(ImportKind.CRIME, "antal.csv", content)
    assert read.problems == ()
    assert [row.count for row in read.crimes] == [0, 1, 1, 2]


def test_no_point_day_or_other_column_is_written_or_printed(points, edition):
    printed, lines = counted(points, edition, *METRES)
    for told in (printed, "\n".join(lines)):
        assert not any(secret in told for secret in ("670010", "6580010", "670 090", "KÄNSLIG"))
    assert "2023-05-04" not in "\n".join(lines)


def test_without_out_it_is_a_dry_run(points, edition):
    printed = run("count_crimes", points, "--edition", edition, *COLUMNS, *METRES)
    assert "Torrkörning: 4 rader. Inget skrevs; lägg till --out" in printed
    assert {path.name for path in points.parent.iterdir()} == {"brott.csv", "utgava.geojson"}


def test_the_database_need_not_be_there(points, edition, tmp_path):
    (tmp_path / "data").mkdir()
    portal = Installation(tmp_path / "data", "postgis://nobody:none@127.0.0.1:1/none", {**PRODUCTION})
    out = tmp_path / "antal.csv"
    done = portal.manage("count_crimes", points, "--edition", edition, *COLUMNS, *METRES, "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert out.read_text(encoding="utf-8-sig").splitlines() == COUNTED


def test_degrees_in_a_csv_and_any_crs_of_a_geopackage_are_the_same_points(tmp_path, edition):
    metres = [(E + 10.5, N + 10.5), (E + 90, N + 90), (E + 50, N + 50), (E + 1000, N), (E + 20, N + 20)]
    days, types = zip(*(line.split(";")[:2] for line in LINES), strict=True)
    degrees = [to_wgs84(Point(place)) for place in metres]
    lines = [
        f"{day};{kind};{str(place.x).replace('.', ',')};{place.y}"
        for day, kind, place in zip(days, types, degrees, strict=True)
    ]
    csv = point_csv(tmp_path / "grader.csv", ["dag;typ;lon;lat", *lines])
    assert counted(csv, edition, "--lon-column", "lon", "--lat-column", "lat")[1] == COUNTED
    columns = {"dag": days, "typ": types}
    for name, crs, places in (
        ("metres.gpkg", "EPSG:3006", metres),
        ("degrees.gpkg", "EPSG:4326", [(place.x, place.y) for place in degrees]),
    ):
        package = point_package(tmp_path / name, places, columns, crs)
        assert counted(package, edition)[1] == COUNTED


def test_an_older_coordinate_system_of_a_geopackage_is_respected(tmp_path, edition):
    # RT 90 2.5 gon V, as older police data stands in; the point is the one that pyproj gives for E + 50, N + 50.
    place = Transformer.from_crs(3006, 3021, always_xy=True).transform(E + 50, N + 50)
    package = point_package(tmp_path / "rt90.gpkg", [place], {"dag": ["2023-01-01"], "typ": ["vald"]}, "EPSG:3021")
    assert counted(package, edition)[1][1:] == ["S-0901;2023;vald;1;2024;1;2024"]


def test_several_rounds_make_the_constant_outline(tmp_path, points, edition):
    earlier = edition_file(
        tmp_path / "2023.geojson",
        scene("S-0901", square(E + 950, N, 200), year=2023, outline_year=2023, edition="2023-exempel-r1"),
        judged=None,
    )
    printed, lines = counted(points, edition, *METRES, "--edition", earlier)
    assert lines[2] == "S-0901;2022;vald;1;;1;2023 2024"
    assert lines[4] == "S-0901;2023;vald;2;2024;3;2023 2024"
    assert "kartläggning 2023: ingen känd bedömningsperiod, så inget brottsår täcks" in printed


def test_closed_scenes_and_approximate_places_are_no_outlines(tmp_path, points):
    edition = edition_file(
        tmp_path / "utgava.geojson",
        scene("S-0901"),
        scene("S-0902", status="closed", outline_year=2023),
        scene("S-0001", provenance="schematic", origin="documented"),
    )
    printed, lines = counted(points, edition, *METRES)
    assert lines == COUNTED
    assert "Med bara ett ungefärligt läge, räknas inte: 1." in printed


def test_a_mapping_says_what_counts_as_what(tmp_path, points, edition):
    mapping = point_csv(tmp_path / "kategorier.csv", ["varde;kategori", "vald;vald", "vald;skjutningar", "stold;"])
    printed, lines = counted(points, edition, *METRES, "--categories", mapping)
    assert [line.split(";")[2:4] for line in lines[3:]] == [["skjutningar", "2"], ["vald", "2"]]
    assert "1 punkt har en kategori som inte räknas." in printed


def test_points_without_a_place_are_told_and_not_counted(tmp_path, edition):
    points = point_csv(tmp_path / "brott.csv", [HEADING, *LINES, "2023-05-05;vald;;;"])
    printed, lines = counted(points, edition, *METRES)
    assert lines == COUNTED
    assert "5 punkter. 1 saknar läge och räknas inte." in printed


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2023-05-04;vald;abc;6580010;", "brott.csv, rad 3: läget är inte två tal."),
        ("2023-05-04;vald;670010;;", "brott.csv, rad 3: läget är inte två tal."),
        ("2023-05-04;vald;6580010;670010;", "brott.csv, rad 3: läget ligger utanför Sverige."),
        ("4 maj;vald;670010;6580010;", "brott.csv, rad 3: dag är inte en dag som 2023-05-04: ”4 maj”."),
        ("2023-02-30;vald;670010;6580010;", "brott.csv, rad 3: dag är inte en dag"),
        (";vald;670010;6580010;", "brott.csv, rad 3: dag är inte en dag"),
        ("2023-05-04;vald;670010;6580010", "brott.csv, rad 3: 4 fält, men rubriken har 5."),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_counted(tmp_path, edition, line, told):
    points = point_csv(tmp_path / "brott.csv", [HEADING, LINES[0], line])
    answer = refused(points, edition, *METRES, "--out", tmp_path / "antal.csv")
    assert told in answer
    assert "6580010" not in answer
    assert not (tmp_path / "antal.csv").exists()


def test_many_bad_lines_are_named_up_to_twenty(tmp_path, edition):
    points = point_csv(tmp_path / "brott.csv", [HEADING, *["x;vald;670010;6580010;"] * 25])
    answer = refused(points, edition, *METRES).splitlines()
    assert answer[0].startswith("brott.csv, rad 2: ")
    assert answer[-1] == "… och 5 till. Inget har räknats."
    assert len(answer) == 21


def test_a_column_with_all_kinds_of_text_is_no_category(tmp_path, edition):
    lines = [f"2023-05-04;text {number};670010;6580010;" for number in range(60)]
    points = point_csv(tmp_path / "brott.csv", [HEADING, *lines])
    assert "”typ” har 60 olika värden. Är det rätt kolumn?" in refused(points, edition, *METRES)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Säg vilka kolumner i brott.csv som har läget"),
        (("--e-column", "e"), "Ange antingen --e-column och --n-column"),
        ((*METRES, "--lon-column", "e"), "Ange antingen --e-column och --n-column"),
        (
            ("--e-column", "x", "--n-column", "n"),
            "brott.csv har ingen kolumn ”x”. Kolumnerna är: dag, typ, e, n, fritext.",
        ),
        ((*METRES, "--out", "brott.txt"), "--out ska sluta på .csv."),
    ],
)
def test_what_is_missing_is_asked_for(points, edition, arguments, told):
    assert told in refused(points, edition, *arguments)


def test_the_points_are_not_written_over(points, edition):
    before = points.read_bytes()
    assert "som också läses" in refused(points, edition, *METRES, "--out", points)
    assert points.read_bytes() == before


def test_the_same_round_twice_is_refused(points, edition):
    assert "Kartläggning 2024 är given två gånger." in refused(points, edition, *METRES, "--edition", edition)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.geojson", "inte json", "x.geojson är inte GeoJSON."),
        ("x.geojson", "[]", "x.geojson är inte en utgåvas GeoJSON."),
        ("x.csv", "a;b", "x.csv ska vara en utgåvas fil"),
        ("x.gpkg", "SQLite format 3\0", "x.gpkg går inte att läsa som GeoPackage"),
    ],
)
def test_a_file_that_is_no_edition_is_refused(points, tmp_path, name, content, told):
    file = tmp_path / name
    file.write_text(content)
    assert told in refused(points, file, *METRES)


def test_an_edition_without_outlines_is_refused(points, tmp_path):
    edition = edition_file(tmp_path / "utgava.geojson", scene("S-0001", provenance="schematic"))
    assert "har ingen öppen plats med en gräns att räkna på" in refused(points, edition, *METRES)


def test_a_geopackage_of_other_things_than_points_is_refused(tmp_path, edition):
    package = tmp_path / "ytor.gpkg"
    pyogrio.raw.write(
        str(package),
        geometry=np.array([square(E, N).wkb], dtype=object),
        field_data=[np.array(["x"], dtype=object)] * 2,
        fields=["dag", "typ"],
        crs="EPSG:3006",
        geometry_type="MultiPolygon",
        driver="GPKG",
        layer="ytor",
    )
    assert "ytor.gpkg, objekt 1: är inte en punkt, utan MultiPolygon." in refused(package, edition)


def test_the_layer_of_several_is_chosen(tmp_path, edition):
    package = tmp_path / "brott.gpkg"
    for layer, place in (("a", (E + 10, N + 10)), ("b", (E + 500, N))):
        point_package(package, [place], {"dag": ["2023-01-01"], "typ": ["vald"]}, layer=layer)
    assert "Välj med --layer" in refused(package, edition)
    assert counted(package, edition, "--layer", "a")[1][1:] == ["S-0901;2023;vald;1;2024;1;2024"]
