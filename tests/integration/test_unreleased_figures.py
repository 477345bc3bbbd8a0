"""Figures that no coordinator has released are on no public page, in no file of an edition and in no answer of the API.

Every figure is a number that stands nowhere else, and every text holds a word that does not.
"""

import re

import pytest

from kartlaggning.models import FigureImport
from kartlaggning.selectors.editions import current_atlas
from tests import released_figures as figures
from tests.staff.test_no_leaks_in_files import texts

COUNT, CONSTANT, RESPONDENTS, UNSAFE = 918_273, 928_374, 938_475, 918_374
WORD = "Oslappthemligt"
PLANTED = (*map(str, (COUNT, CONSTANT, RESPONDENTS, UNSAFE)), WORD)
PAGES = (
    *("/", "/statistik/", "/drogscener/", "/nytt/", "/oppna-data/", "/utgavor/", "/uppfoljning/"),
    *("/uppfoljning/brott/", "/uppfoljning/trygghet/", "/uppfoljning/insatser/", "/uppfoljning/forandring/"),
)
ANSWERS = ("crimes", "crimes?f=csv", "safety", "safety?f=csv", "measures", "editions", "statistics")


@pytest.fixture
def planted(demonstration):
    """A scene with figures of each kind that nobody has released, in the newest edition; and one of each released."""
    [scene] = figures.example_scenes(1)
    crimes = figures.figure_import("U-9001", figures.CRIME)
    figures.crime(crimes, scene, 2023, "vald", COUNT, (2024, 20_000.0), (CONSTANT, 50_000.0))
    safety = figures.figure_import("U-9002", figures.SAFETY)
    figures.band(safety, (0, 500), RESPONDENTS, UNSAFE)
    attitudes = figures.figure_import("U-9003", figures.ATTITUDE)
    figures.attitude(attitudes, scene, 2024, "residents", 12.0, 34.0)
    attitudes.attitudes.update(question=WORD)
    FigureImport.objects.filter(number__startswith="U-900").update(title=WORD, source=WORD, note=WORD)
    figures.publish()
    return scene


def found_in(text):
    """Return what of the planted stands in a text, whichever way its numbers are grouped."""
    plain = re.sub(r"(?<=\d)[\s\u00a0.,](?=\d)", "", text)
    return [planted for planted in PLANTED if planted in plain or planted in text]


@pytest.mark.parametrize("language", ["", "/en"])
def test_no_page_holds_them(planted, client, language):
    row = next(row for row in current_atlas().newest.scenes if row.public_id == planted.public_id)
    own = (f"/drogscener/{row.slug}/", f"/uppfoljning/brott/{row.slug}/", f"/kommuner/{row.municipality.slug}/")
    for page in (*PAGES, *own):
        assert found_in(client.get(language + page).content.decode()) == [], page


def test_no_answer_of_the_api_holds_them(planted, client):
    for answer in (*ANSWERS, f"scenes/{planted.public_id}"):
        assert found_in(client.get(f"/api/v1/{answer}").content.decode()) == [], answer


def test_no_file_of_the_edition_holds_them(planted):
    entry = current_atlas().registered(current_atlas().newest.ref)
    for file in entry.files:
        for text in texts(file.path, (entry.folder / file.path).read_bytes()):
            assert found_in(text) == [], file.path


def test_once_released_they_are_found_so_that_the_search_means_something(planted, client):
    figures.release(*FigureImport.objects.filter(number__startswith="U-900"))
    figures.publish()
    page = client.get(f"/uppfoljning/brott/?plats={planted.public_id}").content.decode()
    assert set(found_in(page)) == {str(COUNT), str(CONSTANT), WORD}
    assert set(found_in(client.get("/uppfoljning/trygghet/").content.decode())) == {str(RESPONDENTS), WORD}
    assert str(COUNT) in found_in(client.get("/api/v1/crimes").content.decode())
    entry = current_atlas().registered(current_atlas().newest.ref)
    held = {file.path: set() for file in entry.files}
    for path, found in held.items():
        for text in texts(path, (entry.folder / path).read_bytes()):
            found.update(found_in(text))
    assert held[f"anmalda-brott-{entry.ref}.csv"] == {str(COUNT), str(CONSTANT), WORD}
    assert {str(COUNT), WORD} <= held[f"tabeller-{entry.ref}.xlsx"]
