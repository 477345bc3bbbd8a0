"""Every format holds the same figures: what follows the scenes up, read back from CSV, workbook and API.

The expected values are read from the edition's own rows, not through the tables that are tested.
"""

import io

import openpyxl
import pytest

from kartlaggning.models import EditionFollowUp
from kartlaggning.selectors.editions import current_atlas
from tests.editions_read_back import content, published, swedish_number, swedish_rows

FILES = {
    "crime": ("anmalda-brott", "Anmälda brott", "crimes"),
    "safety": ("trygghet", "Trygghet", "safety"),
    "attitude": ("attityder", "Attityder", None),
    "measure": ("insatser", "Insatser", "measures"),
    "agreement": ("samverkan", "Samverkan", None),
    "study": ("studier", "Studier", None),
    "contact": ("kontakter", "Kontakter", None),
}
M2_PER_HECTARE = 10_000


def kept(kind):
    """Return what the newest edition holds of a kind, as it is stored."""
    rows = EditionFollowUp.objects.filter(edition__ref=published().ref, kind=kind)
    return [row.content for row in rows]


def csv_rows(kind):
    stem = FILES[kind][0]
    names = {file.path for file in published().files}
    name = f"{stem}-{published().ref}.csv"
    return swedish_rows(content(stem, ".csv")) if name in names else []


def sheet_rows(kind):
    book = openpyxl.load_workbook(io.BytesIO(content("tabeller", ".xlsx")))
    title = FILES[kind][1]
    if title not in book.sheetnames:
        return []
    head, *rows = book[title].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("kind", FILES)
def test_every_row_of_the_edition_is_in_csv_and_workbook_and_no_other(demonstration, kind):
    expected = len(kept(kind))
    assert len(csv_rows(kind)) == len(sheet_rows(kind)) == expected
    listed = any(file.path.startswith(f"{FILES[kind][0]}-") for file in published().files)
    assert listed == bool(expected)  # no file without a row


def test_the_example_county_has_something_of_each_figure(demonstration):
    assert all(kept(kind) for kind in ("crime", "safety", "attitude"))


def test_crimes_are_the_same_in_every_format(demonstration, client):
    expected = {(row["public_id"], row["year"], row["category"]): row for row in kept("crime")}
    from_csv = {(r["Nummer"], int(r["År"]), r["Kategorins nyckel"]): r for r in csv_rows("crime")}
    from_book = {(r["Nummer"], r["År"], r["Kategorins nyckel"]): r for r in sheet_rows("crime")}
    answer = client.get("/api/v1/crimes").json()["crimes"]
    from_api = {(r["id"], r["year"], r["category"]): r for r in answer}
    assert set(from_csv) == set(from_book) == set(from_api) == set(expected)
    for key, row in expected.items():
        count, constant, area = row["count"], row["constant_count"], row["outline_m2"]
        rate = round(count * M2_PER_HECTARE / area, 2) if count is not None and area else None
        assert swedish_number(from_csv[key]["Antal"]) == from_book[key]["Antal"] == from_api[key]["count"] == count
        assert swedish_number(from_csv[key]["Per hektar"]) == from_book[key]["Per hektar"] == from_api[key]["per_ha"]
        assert from_api[key]["per_ha"] == pytest.approx(rate, abs=0.005)
        assert from_book[key]["Antal på konstant gräns"] == from_api[key]["constant_count"] == constant
        assert from_csv[key]["Underlag"] == from_book[key]["Underlag"] == row["source"]["number"]
        assert from_csv[key]["Uppgift"] == from_book[key]["Uppgift"] == "exempel"
        assert from_api[key]["origin"] == "example"


def test_bands_are_the_same_in_every_format(demonstration, client):
    expected = {(row["year"], row["from_m"], row["to_m"]): row["respondents"] for row in kept("safety")}
    from_book = {(r["År"], r["Från m"], r["Till m"]): r for r in sheet_rows("safety")}
    answer = client.get("/api/v1/safety").json()["safety"]
    from_api = {(r["year"], r["from_m"], r["to_m"]): r for r in answer}
    assert set(from_book) == set(from_api) == set(expected)
    for key, respondents in expected.items():
        assert from_book[key]["Svarande"] == from_api[key]["respondents_count"] == respondents
        shares = ("Otrygga i procent", "Minst i procent", "Högst i procent")
        keys = ("unsafe_percent", "low_percent", "high_percent")
        assert [from_book[key][name] for name in shares] == [from_api[key][name] for name in keys]


def test_measures_are_the_same_in_every_format(demonstration, client):
    expected = {row["key"]: (row["public_id"], row["title"], row["actor"]) for row in kept("measure")}
    answer = client.get("/api/v1/measures").json()["measures"]
    assert {r["key"]: (r["id"], r["title"], r["actor"]) for r in answer} == expected
    found = {r["Insatsens nummer"]: (r["Nummer"], r["Rubrik"], r["Vem som gör det"]) for r in csv_rows("measure")}
    assert found == expected


def test_parties_of_agreements_are_in_no_file(demonstration):
    parties = {party for row in kept("agreement") for party in row["parties"]}
    text = content("samverkan", ".csv").decode() if kept("agreement") else ""
    heads = text.splitlines()[0] if text else ""
    assert "Parter" not in heads
    owners = {party for party in parties if "fastighet" in party.casefold()}
    assert not [party for party in owners if party in text]


def test_the_dictionary_tells_what_every_column_means(demonstration):
    described = {(row["Tabell"], row["Rubrik"]): row for row in swedish_rows(content("datalexikon", ".csv"))}
    for heading in csv_rows("crime")[0]:
        assert described["crimes", heading]["Beskrivning"]
    assert described["crimes", "Per hektar"]["Enhet"] == "antal per hektar"


def test_the_catalogue_lists_the_new_files(demonstration, client):
    text = client.get("/datasets/dcat").content.decode()
    assert f"anmalda-brott-{published().ref}.csv" in text
    assert f"trygghet-{published().ref}.csv" in text


def test_the_documented_record_has_only_what_is_documented(record):
    names = {file.path for file in published().files}
    assert not [name for name in names if name.startswith(("anmalda-brott", "trygghet", "attityder"))]
    assert current_atlas().follow_up.crimes == ()
