"""The static copy: every public page as a file, all links answered, nothing in it that is not public."""

import hashlib
import io
import json
import re

import pytest
from django.core.management import CommandError, call_command

from kartlaggning.errors import Refused
from kartlaggning.models import Edition
from kartlaggning.services.editions.publication import withdraw_edition
from kartlaggning.services.removals import decisions as removals
from kartlaggning.services.static_copy import site as static_site
from tests.editions_at import corrected
from tests.staff.marked import ANY, plant

NOT_PUBLIC = (b"/personal/", b"csrfmiddlewaretoken", b"@example.org")


@pytest.fixture
def copy(demonstration, round_2026, personas, collected_static_files, settings, tmp_path):
    """A copy of the demonstration while a round is under way, with markers in all that is not public."""
    settings.SITE_URL = "https://drogscener.example"
    plant(round_2026, personas)
    call_command("export_site", folder=tmp_path / "kopia", commit=True, stdout=io.StringIO())
    return tmp_path / "kopia"


def pages(copy):
    return {str(path.relative_to(copy)): path.read_text(encoding="utf-8") for path in copy.rglob("*.html")}


def test_a_copy_is_whole_says_what_the_site_says_and_holds_nothing_that_is_not_public(copy, demonstration, client):
    assert static_site.unanswered_links(copy) == {}
    manifest = json.loads((copy / static_site.MANIFEST).read_text(encoding="utf-8"))
    held = {str(path.relative_to(copy)) for path in copy.rglob("*") if path.is_file()} - {static_site.MANIFEST}
    assert set(manifest["files"]) == held
    assert manifest["public_ids"] == sorted(demonstration.history)
    for name in ("index.html", "en/index.html", "404.html", "sitemap.xml", "robots.txt", "datasets/dcat.ttl"):
        content = (copy / name).read_bytes()
        assert manifest["files"][name] == hashlib.sha256(content).hexdigest()
    for row in demonstration.newest.scenes:
        assert (copy / "drogscener" / row.slug / "index.html").is_file()
        assert (copy / "en" / "drogscener" / row.slug / "index.html").is_file()
    own_code = copy / "static"
    for path in (path for path in copy.rglob("*") if path.is_file() and own_code not in path.parents):
        content = path.read_bytes()
        assert ANY.encode() not in content, path
        assert not [word for word in NOT_PUBLIC if word in content and path.name != "robots.txt"], path
    made_up_places_are_marked_and_forms_lead_to_the_site(copy, demonstration)
    a_years_files_say_what_the_site_says_of_that_year(copy, client)
    the_latest_files_are_the_editions_own(copy, demonstration.newest.ref)


def made_up_places_are_marked_and_forms_lead_to_the_site(copy, demonstration):
    example = next(row for row in demonstration.newest.scenes if row.is_example)
    assert "exempel" in (copy / "drogscener" / example.slug / "index.html").read_text(encoding="utf-8")
    for name, html in pages(copy).items():
        if "http-equiv" not in html:
            assert "demonstration-band" in html, name
        assert 'method="post"' not in html, name
    message = (copy / "tillganglighet/meddelande/index.html").read_text(encoding="utf-8")
    assert 'href="https://drogscener.example/tillganglighet/meddelande/"' in message


def a_years_files_say_what_the_site_says_of_that_year(copy, client):
    html = (copy / "drogscener" / "urval-2023-all.html").read_text(encoding="utf-8")
    live = client.get("/drogscener/?ar=2023&status=all").content.decode()
    sentence = re.compile(r'id="list-sentence">([^<]*)<')
    assert sentence.search(html)[1] == sentence.search(live)[1]
    outlines = json.loads((copy / "api/v1/scenes/year-2023.geojson").read_bytes())["features"]
    on_site = client.get("/api/v1/scenes?year=2023&f=geojson").json()["features"]
    assert [(f["id"], f["geometry"]) for f in outlines] == [(f["id"], f["geometry"]) for f in on_site]


def the_latest_files_are_the_editions_own(copy, ref):
    own = (copy / "utgavor" / ref / f"drogscener-{ref}.geojson").read_bytes()
    assert (copy / "utgavor" / "senaste" / "drogscener.geojson").read_bytes() == own


def test_the_live_site_knows_nothing_of_copies(demonstration, client):
    html = client.get("/drogscener/").content.decode()
    for mark in ("static_list", "data-static", "data-names"):
        assert mark not in html


def test_a_dry_run_writes_nothing(record, collected_static_files, tmp_path):
    said = io.StringIO()
    call_command("export_site", folder=tmp_path / "kopia", stdout=said)
    assert not (tmp_path / "kopia").exists()
    assert said.getvalue().startswith("Torrkörning: ")


def test_a_folder_that_is_no_copy_is_left_alone_and_a_copy_is_replaced(record, collected_static_files, tmp_path):
    other = tmp_path / "annat"
    other.mkdir()
    (other / "fil.txt").write_text("mitt")
    with pytest.raises(CommandError, match="ingen tidigare kopia"):
        call_command("export_site", folder=other, commit=True, stdout=io.StringIO())
    assert (other / "fil.txt").read_text() == "mitt"
    kopia = tmp_path / "kopia"
    static_site.export_site(folder=kopia)
    (kopia / "gammal.html").write_text("borta i nästa kopia")
    static_site.export_site(folder=kopia)
    assert not (kopia / "gammal.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["annat", "kopia"]


def test_nothing_is_left_when_a_page_does_not_answer(record, collected_static_files, tmp_path, monkeypatch):
    monkeypatch.setattr(static_site.static_routes, "page_addresses", lambda atlas, has_register: ["/finns-inte/"])
    with pytest.raises(static_site.Refused, match="/finns-inte/ svarar 404"):
        static_site.export_site(folder=tmp_path / "kopia")
    assert list(tmp_path.iterdir()) == []


def test_a_hidden_scene_is_not_in_the_next_copy(record, personas, collected_static_files, tmp_path):
    row = record.newest.open_scenes[0]
    reasons = removals.Reasons("Skäl.", "Skäl.")
    removals.hide_scene(row.public_id, reasons=reasons, by=personas.actor("coordinator"))
    manifest = static_site.export_site(folder=tmp_path / "kopia")
    assert row.public_id not in manifest.public_ids
    assert not (tmp_path / "kopia" / "drogscener" / row.slug).exists()
    for name, html in pages(tmp_path / "kopia").items():
        assert f"/drogscener/{row.slug}/" not in html, name


def test_an_older_edition_is_copied_as_it_was_and_says_so(record, collected_static_files, tmp_path):
    corrected()
    static_site.export_site(folder=tmp_path / "kopia", ref="2024-r1", site_url="https://kopia.example/")
    front = (tmp_path / "kopia" / "index.html").read_text(encoding="utf-8")
    assert "Äldre utgåva." in front
    assert '<link rel="canonical" href="https://kopia.example/">' in front
    assert static_site.unanswered_links(tmp_path / "kopia") == {}


def test_an_edition_that_there_is_none_of_is_refused(record, collected_static_files, tmp_path):
    with pytest.raises(CommandError, match="2019-r9"):
        call_command("export_site", folder=tmp_path / "kopia", edition="2019-r9", commit=True, stdout=io.StringIO())
    assert list(tmp_path.iterdir()) == []


def test_a_withdrawn_edition_is_not_copied(record, tmp_path):
    corrected()
    withdraw_edition(Edition.objects.get(ref="2024-r1"), reason="Fel underlag.", by="test")
    with pytest.raises(Refused, match=r"återkallad: Fel underlag\."):
        static_site.export_site(folder=tmp_path / "kopia", ref="2024-r1")
