"""Static files are named by their content, compressed, and cached for ever; modules import hashed names."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client, override_settings

from drogscener import staticfiles
from drogscener.bundles import BUNDLES, BundleFinder

IMPORT = re.compile(r"""^\s*(?:import|export)\b[^;]*?["'](\.[^"']+)["']\s*;""", re.MULTILINE)


@pytest.mark.django_db  # closing the answer looks at the database connection
def test_a_hashed_file_is_served_compressed_and_for_ever(client: Client) -> None:
    url = staticfiles_storage.url("leaflet/leaflet.js")
    answer = client.get(url, headers={"accept-encoding": "br"})
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]
    assert b"".join(answer) == Path(settings.STATIC_ROOT, url.removeprefix("/static/") + ".br").read_bytes()
    answer.close()


def test_every_module_imports_hashed_names_that_exist(collected_static_files: Path) -> None:
    modules = sorted((collected_static_files / "js").rglob("*.js"))
    assert modules
    for module in modules:
        for name in IMPORT.findall(module.read_text(encoding="utf-8")):
            assert re.search(r"\.[0-9a-f]{12}\.js$", name), f"{module.name} imports {name}: does its line end with ';'?"
            assert (module.parent / name).exists()


def test_a_name_that_is_not_collected_is_an_error_not_a_dead_link() -> None:
    with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
        staticfiles_storage.url("js/finns-inte.js")


def test_files_are_collected_again_only_when_one_changed(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    (source / "a.css").write_text("a { color: red }", encoding="utf-8")
    with override_settings(STATICFILES_DIRS=[source], STATIC_ROOT=target, STATICFILES_FINDERS=[FINDER]):
        assert staticfiles.collect_if_changed() is True
        assert staticfiles.collect_if_changed() is False
        (source / "a.css").write_text("a { color: green }", encoding="utf-8")
        assert staticfiles.collect_if_changed() is True
        assert "green" in next(target.glob("a.*.css")).read_text(encoding="utf-8")


FINDER = "django.contrib.staticfiles.finders.FileSystemFinder"


def test_a_public_page_waits_for_one_style_sheet_that_holds_all_the_small_ones(
    client: Client, demonstration: object, collected_static_files: Path
) -> None:
    for address in ("/", "/drogscener/", "/statistik/", "/inbaddad/"):
        links = re.findall(r"<link rel=\"stylesheet\"[^>]*>", client.get(address).content.decode())
        waited_for = [link for link in links if 'media="print"' not in link]
        assert len(waited_for) == 1, address
        assert staticfiles_storage.url("css/site.css") in waited_for[0]
    text = (collected_static_files / staticfiles_storage.url("css/site.css").removeprefix("/static/")).read_text(
        "utf-8"
    )
    for part in BUNDLES["css/site.css"]:
        assert Path(str(finders.find(part))).read_text("utf-8").splitlines()[-1] in text


def test_what_the_bundled_sheets_point_to_exists(collected_static_files: Path) -> None:
    sheet = collected_static_files / staticfiles_storage.url("css/site.css").removeprefix("/static/")
    pictures = re.findall(r'url\("(\.\.[^"]+)"\)', sheet.read_text("utf-8"))
    assert any("leaflet" in picture for picture in pictures)
    assert [picture for picture in pictures if not (sheet.parent / picture).exists()] == []


def test_a_bundle_is_built_again_only_when_a_part_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "source" / "css").mkdir(parents=True)
    part = tmp_path / "source" / "css" / "tokens.css"
    part.write_text("a { color: red }", encoding="utf-8")
    finder = BundleFinder()
    with override_settings(STATICFILES_DIRS=[tmp_path / "source"], STATIC_ROOT=tmp_path / "target"):
        finders.get_finder.cache_clear()
        monkeypatch.setitem(BUNDLES, "css/site.css", ("css/tokens.css",))
        first = Path(finder.find("css/site.css"))
        assert first.stat().st_mtime_ns == part.stat().st_mtime_ns
        was = first.stat().st_ino
        assert Path(finder.find("css/site.css")).stat().st_ino == was
        part.write_text("a { color: green }", encoding="utf-8")
        assert "green" in Path(finder.find("css/site.css")).read_text("utf-8")
        assert finder.find("css/other.css") == []
    finders.get_finder.cache_clear()
