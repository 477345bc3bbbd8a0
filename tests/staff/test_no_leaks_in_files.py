"""Markers stand in every field that is not public; no file of the edition that is published of them holds one."""

import io
import zipfile

import pypdf
import pytest

from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.editions.publication import publish_round
from tests.staff.marked import ANY, plant
from tests.staff.planted_figures import holds_count


def texts(name, content):
    """Yield all text of a file: of each file in a zip or workbook, of a report's pages, of anything else as it is."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield from texts(inner, archive.read(inner))
    elif name.endswith(".pdf"):
        yield from (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    else:
        yield content.decode("utf-8", errors="replace")


@pytest.fixture
def files(demonstration, round_2026, personas):
    plant(round_2026, personas)
    edition = publish_round(round_2026, demonstration=True, by="test")
    entry = current_atlas().registered(edition.ref)
    return {file.path: (entry.folder / file.path).read_bytes() for file in entry.files}


def test_no_file_of_an_edition_holds_a_marker(files):
    assert len(files) > 8
    for path, content in files.items():
        assert not [text for text in texts(path, content) if ANY in text or holds_count(text)], path


def test_the_search_looks_inside_so_that_it_means_something(files):
    name = "Exempelplats Stockholm 11"
    for path in (path for path in files if path.endswith((".xlsx", ".csv", ".gpkg", ".geojson"))):
        if path.startswith(("tabeller", "drogscener")):
            assert any(name in text for text in texts(path, files[path])), path
