"""`import_boundaries`: a report for every feature, nothing saved without --commit, all or nothing with it."""

from io import StringIO
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely
from django.core.management import call_command
from django.core.management.base import CommandError
from shapely.geometry import Polygon, box

from kartlaggning.geometry.projection import reproject
from kartlaggning.geometry.stored import from_stored, to_stored
from kartlaggning.models import AuditEntry, CityDistrict, Municipality, PoliceArea

pytestmark = pytest.mark.django_db

STOCKHOLM = box(664_000, 6_575_000, 684_000, 6_592_000)
SOLNA = box(669_000, 6_583_000, 673_000, 6_587_000)
BOW_TIE = Polygon([(674_000, 6_581_000), (675_000, 6_582_000), (675_000, 6_581_000), (674_000, 6_582_000)])


@pytest.fixture(autouse=True)
def no_outlines() -> None:
    """The loaded county, before any outline has come to it."""
    Municipality.objects.update(outline=None, outline_source="")


def imports_in_the_log():
    return AuditEntry.objects.filter(action="import-boundaries")


def boundary_file(folder: Path, *rows, crs=3006, name="gränser.gpkg") -> Path:
    """A GeoPackage of (code, name, geometry in EPSG:3006)."""
    path = folder / name
    pyogrio.raw.write(
        path,
        np.array([shapely.to_wkb(reproject(row[2], 3006, crs)) for row in rows], dtype=object),
        [np.array([row[index] for row in rows], dtype=object) for index in range(2)],
        ["kommunkod", "namn"],
        geometry_type="Polygon",
        crs=f"EPSG:{crs}",
        driver="GPKG",
    )
    return path


def run(path: Path, kind: str, *options: str) -> str:
    output = StringIO()
    call_command("import_boundaries", str(path), "--kind", kind, *options, stdout=output, skip_checks=True)
    return output.getvalue()


def with_outline(model) -> set[str]:
    return set(model.objects.exclude(outline=None).values_list("name", flat=True))


def test_without_commit_everything_is_reported_and_nothing_is_saved(tmp_path):
    path = boundary_file(tmp_path, ("0180", "Stockholm", STOCKHOLM), ("0380", "Uppsala", SOLNA))
    report = run(path, "municipality")
    assert "   1  0180 Stockholm: ny gräns, 340,0 km²" in report
    assert "   2  0380 Uppsala: hör inte till något område, 16,0 km²" in report
    assert "Finns inte i filen, ändras inte: Upplands Väsby, Vallentuna, Österåker" in report
    assert "Torrkörning: Inlästa gränser: 1." in report
    assert with_outline(Municipality) == set()
    assert not imports_in_the_log().exists()


def test_with_commit_the_outline_is_stored_in_metres_with_its_source_and_an_audit_row(tmp_path):
    path = boundary_file(tmp_path, ("0180", "Stockholm", STOCKHOLM), ("0380", "Uppsala", SOLNA))
    report = run(path, "municipality", "--commit")
    assert "Inlästa gränser: 1. De syns när senaste året publiceras på nytt" in report
    stockholm = Municipality.objects.get(code="0180")
    assert stockholm.outline.srid == 3006
    assert from_stored(stockholm.outline).equals(STOCKHOLM)
    assert stockholm.outline_source.startswith("Officiell gräns ur gränser.gpkg, inläst 20")
    assert with_outline(Municipality) == {"Stockholm"}
    entry = imports_in_the_log().get()
    assert (entry.actor, entry.subject) == ("manage.py import_boundaries", "gränser för kommun")
    assert entry.details == {"file": "gränser.gpkg", "areas": ["Stockholm"]}


def test_outlines_in_degrees_come_out_in_metres(tmp_path):
    path = boundary_file(tmp_path, ("0184", "", SOLNA), crs=4326)
    run(path, "municipality", "--commit")
    stored = from_stored(Municipality.objects.get(code="0184").outline)
    assert stored.hausdorff_distance(SOLNA) < 0.01


def test_districts_and_police_areas_are_matched_by_name_whatever_its_case(tmp_path):
    run(boundary_file(tmp_path, ("", "ENSKEDE-ÅRSTA-VANTÖR ", SOLNA)), "city_district", "--commit")
    run(boundary_file(tmp_path, ("", "södermalm", SOLNA), name="lpo.gpkg"), "police_area", "--commit")
    assert with_outline(CityDistrict) == {"Enskede-Årsta-Vantör"}
    assert with_outline(PoliceArea) == {"Södermalm"}
    assert with_outline(Municipality) == set()


def test_a_second_import_says_what_is_the_same_and_what_changed_and_by_how_much(tmp_path):
    run(boundary_file(tmp_path, ("0180", "Stockholm", STOCKHOLM), ("0184", "Solna", SOLNA)), "municipality", "--commit")
    smaller = box(669_000, 6_583_000, 671_000, 6_587_000)
    path = boundary_file(tmp_path, ("0180", "Stockholm", STOCKHOLM), ("0184", "Solna", smaller), name="ny.gpkg")
    report = run(path, "municipality", "--commit")
    assert "0180 Stockholm: oförändrad, 340,0 km²" in report
    assert "0184 Solna: ändrad gräns, 8,0 km², förut 16,0 km²" in report
    assert Municipality.objects.get(code="0180").outline_source.startswith("Officiell gräns ur gränser.gpkg")
    assert Municipality.objects.get(code="0184").outline_source.startswith("Officiell gräns ur ny.gpkg")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [("0180", "Stockholm", BOW_TIE), ("0184", "Solna", SOLNA)],
            "kan inte användas: är ogiltig: Self-intersection",
        ),
        (
            [("0180", "Stockholm", STOCKHOLM), ("0180", "Stockholm", SOLNA)],
            "oklart område: objekten 1, 2 hör till samma område: slå ihop dem",
        ),
        ([("0180", "Solna", STOCKHOLM)], "oklart område: koden 0180 är Stockholm, men namnet är Solna"),
    ],
)
@pytest.mark.parametrize("options", [(), ("--commit",)])
def test_one_feature_that_can_not_be_used_refuses_the_whole_file_and_keeps_what_was_there(
    tmp_path, rows, words, options
):
    Municipality.objects.filter(code="0184").update(
        outline=to_stored(shapely.multipolygons([STOCKHOLM])), outline_source="förut"
    )
    output = StringIO()
    with pytest.raises(CommandError, match="Inget har lästs in: rätta objekt 1"):
        call_command(
            "import_boundaries",
            str(boundary_file(tmp_path, *rows)),
            "--kind=municipality",
            *options,
            stdout=output,
            skip_checks=True,
        )
    assert words in output.getvalue()
    assert with_outline(Municipality) == {"Solna"}
    assert Municipality.objects.get(code="0184").outline_source == "förut"
    assert not imports_in_the_log().exists()


def test_a_file_where_nothing_matches_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"inget objekt i gränser\.gpkg hör till något stadsdelsområde"):
        run(boundary_file(tmp_path, ("0180", "Stockholm", STOCKHOLM)), "city_district", "--commit")


def test_a_file_that_can_not_be_read_is_answered_in_words(tmp_path):
    with pytest.raises(CommandError, match=r"Filen borta\.gpkg finns inte"):
        run(tmp_path / "borta.gpkg", "municipality")


def test_outlines_with_very_many_corners_are_warned_of(tmp_path):
    detailed = shapely.Point(674_000, 6_581_000).buffer(5_000, quad_segs=3_000)
    assert "12 001 hörn gör kartan tung" in run(
        boundary_file(tmp_path, ("0180", "", detailed)), "municipality"
    ).replace("\N{NO-BREAK SPACE}", " ")
