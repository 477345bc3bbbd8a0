"""The files of editions: right bytes, type and encoding, asked for again, in part, removed; the newest's address."""

import gzip
import hashlib
import subprocess

import brotli
import pytest
from django.db import connection
from django.utils import timezone

from kartlaggning import guards
from kartlaggning.choices import RemovalKind
from kartlaggning.models import Edition, Removal, SurveyRound
from kartlaggning.public.editions import file_answers
from kartlaggning.public.views import edition_files as edition_file_views
from kartlaggning.services.editions import files as edition_files
from kartlaggning.services.editions.publication import build_edition
from tests.editions_at import corrected, entry

TEXT = "/utgavor/2024-r1/drogscener-2024-r1.geojson"
NOW = timezone.now()
BINARY = "/utgavor/2024-r1/drogscener-2024-r1.gpkg"


def file_of(path):
    return entry("2024-r1").file(path.rpartition("/")[2])


def test_every_file_of_the_manifest_is_served_with_the_bytes_type_and_size_that_it_lists(record, client):
    for file in entry("2024-r1").files:
        answer = client.get(f"/utgavor/2024-r1/{file.path}")
        assert answer.status_code == 200
        assert hashlib.sha256(answer.content).hexdigest() == file.sha256
        assert answer["Content-Type"] == file.media_type
        assert answer["Content-Length"] == str(file.size)
        assert answer["ETag"] == f'"{file.sha256}"'
        assert answer["Cache-Control"] == "public, max-age=60"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies


@pytest.mark.parametrize(
    ("ending", "kind"), [("csv", "attachment"), ("xlsx", "attachment"), ("gpkg", "attachment"), ("zip", "attachment"),
                         ("pdf", "inline"), ("svg", "inline"), ("png", "inline"), ("geojson", "inline")]
)  # fmt: skip
def test_what_a_browser_can_show_is_shown_and_the_rest_is_saved_under_its_name(record, client, ending, kind):
    file = next(file for file in entry("2024-r1").files if file.path.endswith(ending))
    answer = client.get(f"/utgavor/2024-r1/{file.path}")
    assert answer["Content-Disposition"] == f'{kind}; filename="{file.path}"'


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpacked"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("deflate", None, bytes),
    ],
)
def test_text_goes_out_compressed_as_the_reader_takes_it(record, client, accepted, encoding, unpacked):
    answer = client.get(TEXT, headers={"accept-encoding": accepted})
    assert answer.get("Content-Encoding") == encoding
    assert answer["ETag"] == f'"{file_of(TEXT).sha256}{f"-{encoding}" if encoding else ""}"'
    assert "accept-encoding" in answer["Vary"].lower()
    assert hashlib.sha256(unpacked(answer.content)).hexdigest() == file_of(TEXT).sha256


@pytest.mark.parametrize("path", [TEXT, BINARY, "/utgavor/2024-r1/manifest.json", "/datasets/dcat"])
@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_a_file_that_the_reader_has_already_is_not_sent_again(record, client, path, encoding):
    first = client.get(path, headers={"accept-encoding": encoding})
    again = client.get(path, headers={"accept-encoding": encoding, "if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"].removeprefix("W/") == first["ETag"].removeprefix("W/")
    other = client.get(path, headers={"accept-encoding": encoding, "if-none-match": '"something-else"'})
    assert other.status_code == 200


def test_head_gives_the_headers_alone_and_options_lets_other_sites_ask(record, client):
    head = client.head(TEXT)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(file_of(TEXT).size)
    preflight = client.options(TEXT)
    assert preflight.status_code == 204
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("bytes=0-99", 0, 99), ("bytes=100-", 100, -1), ("bytes=-50", -50, -1)]
)
def test_a_part_of_a_binary_file_can_be_had(record, client, asked, first, last):
    whole = client.get(BINARY).content
    size = len(whole)
    first, last = first % size, last % size
    part = client.get(BINARY, headers={"range": asked})
    assert part.status_code == 206
    assert part["Content-Range"] == f"bytes {first}-{last}/{size}"
    assert part.content == whole[first : last + 1]


def test_a_part_that_is_not_there_of_another_version_or_of_text_is_not_given(record, client):
    assert client.get(BINARY, headers={"range": "bytes=999999999-"}).status_code == 416
    assert client.get(BINARY, headers={"range": "bytes=0-9", "if-range": '"another"'}).status_code == 200
    assert client.get(BINARY, headers={"range": "bytes=0-9,20-29"}).status_code == 200
    assert client.get(TEXT, headers={"range": "bytes=0-9"}).status_code == 200


def test_a_large_file_is_sent_in_pieces(record, client, monkeypatch):
    monkeypatch.setattr(file_answers, "LARGEST_IN_MEMORY", 1000)
    answer = client.get(BINARY)
    assert answer.streaming
    assert hashlib.sha256(answer.getvalue()).hexdigest() == file_of(BINARY).sha256


@pytest.mark.parametrize(
    "name",
    [
        "finns-inte.csv",
        "drogscener-2024-r1.geojson.br",
        "..%2f..%2fmanage.py",
        "..",
        "%2e%2e/%2e%2e/secret_key",
        ".",
        "x/y",
    ],
)
def test_only_names_in_the_manifest_are_ever_opened(record, client, name):
    assert client.get(f"/utgavor/2024-r1/{name}").status_code == 404


def test_the_list_of_checksums_is_one_that_sha256sum_reads(record, client, tmp_path):
    (tmp_path / "SHA256SUMS").write_bytes(client.get("/utgavor/2024-r1/SHA256SUMS").content)
    for file in entry("2024-r1").files:
        (tmp_path / file.path).write_bytes(client.get(f"/utgavor/2024-r1/{file.path}").content)
    subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=tmp_path, check=True, capture_output=True)


def test_the_newest_edition_has_addresses_that_always_lead_to_it(record, client):
    before = client.get("/utgavor/senaste/drogscener-sweref99tm.gpkg")
    assert (before.status_code, before["Cache-Control"]) == (302, "public, max-age=60")
    assert before["Location"] == "/utgavor/2024-r1/drogscener-2024-r1-sweref99tm.gpkg"
    assert before["Access-Control-Allow-Origin"] == "*"
    corrected()
    after = client.get("/utgavor/senaste/drogscener-sweref99tm.gpkg")
    assert after["Location"] == "/utgavor/2024-r2/drogscener-2024-r2-sweref99tm.gpkg"
    assert client.get(before["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("", "2024-r1/"),
        ("2023/", "2023-r1/"),
        ("2023/rapport.pdf", "2023-r1/rapport-2023-r1.pdf"),
        ("2023/manifest.json", "2023-r1/manifest.json"),
        ("SHA256SUMS", "2024-r1/SHA256SUMS"),
    ],
)
def test_a_certain_years_newest_and_the_pages_are_found_in_the_same_way(record, client, path, leads_to):
    assert client.get(f"/utgavor/senaste/{path}")["Location"] == f"/utgavor/{leads_to}"


@pytest.mark.parametrize("path", ["finns-inte.csv", "2022/drogscener.csv", "2022/", "drogscener-2024-r1.csv"])
def test_a_newest_file_that_does_not_exist_is_404_and_says_what_does(record, client, path):
    answer = client.get(f"/utgavor/senaste/{path}")
    assert answer.status_code == 404
    assert "Det finns" in answer.content.decode()


def test_a_document_has_one_address_to_which_the_english_one_leads(record, client):
    for path in (TEXT, "/utgavor/flode.atom", "/datasets/dcat", "/sitemap.xml", "/utgavor/senaste/rapport.pdf"):
        answer = client.get(f"/en{path}")
        assert (answer.status_code, answer["Location"]) == (301, path)


def test_a_file_costs_one_query(record, client, django_assert_num_queries):
    for path in (TEXT, BINARY, "/utgavor/senaste/rapport.pdf", "/datasets/dcat", "/utgavor/2024-r1/SHA256SUMS"):
        with django_assert_num_queries(1):
            client.get(path)


def removal(kind, **changes):
    made = Removal.objects.create(
        kind=kind,
        reason="Läckt.",
        public_reason="Filen innehöll för mycket.",
        asked_by="Vera",
        asked_by_user=1,
        asked_at=NOW,
        **changes,
    )
    made.editions.add(Edition.objects.get(ref="2024-r1"))
    Edition.objects.filter(ref="2024-r1").update(removals_mark="märke")


def test_a_removed_file_answers_410_with_the_reason_and_the_others_stay(record, client):
    removal(RemovalKind.FILE, file_path="rapport-2024-r1.pdf", confirmed_by="Nils", confirmed_at=NOW, done_at=NOW)
    answer = client.get("/utgavor/2024-r1/rapport-2024-r1.pdf")
    assert answer.status_code == 410
    assert "Filen innehöll för mycket." in answer.content.decode()
    assert client.get(TEXT).status_code == 200
    assert "Filen innehöll för mycket." in client.get("/utgavor/2024-r1/").content.decode()


def test_while_a_place_is_hidden_no_file_of_its_edition_is_given_out(record, client):
    public_id = record.newest.scenes[0].public_id
    removal(RemovalKind.SCENE, public_id=public_id, is_urgent=True)
    for name in ("drogscener-2024-r1.geojson", "arkiv-2024-r1.zip", "manifest.json"):
        assert client.get(f"/utgavor/2024-r1/{name}").status_code == 410
    page = client.get("/utgavor/2024-r1/").content.decode()
    assert "Under tiden går utgåvans filer inte att hämta." in page
    assert client.get("/utgavor/2023-r1/drogscener-2023-r1.geojson").status_code == 200


def test_an_unpublished_editions_files_are_not_served_though_they_are_on_disk(record, client):
    built = build_edition(SurveyRound.objects.get(year=2024), demonstration=False, by="test")
    for listed in built.manifests.get().files:
        assert client.get(f"/utgavor/{built.ref}/{listed['path']}").status_code == 404


def test_search_engines_are_kept_from_the_files_of_a_superseded_edition(record, client):
    assert "X-Robots-Tag" not in client.get(TEXT)
    corrected()
    assert client.get(TEXT)["X-Robots-Tag"] == "noindex"


def test_a_file_that_is_made_anew_while_it_is_asked_for_is_answered_from_its_new_place(record, rf):
    corrected()
    before = entry("2024-r2")
    edition = Edition.objects.get(ref="2024-r2")
    guards.uninstall(connection)
    edition_files.write(edition, number=1, rows_checksum=edition.checksum).save(force_insert=True)
    Edition.objects.filter(pk=edition.pk).update(removals_mark="ett annat")
    edition_files.remove(edition, number=0)
    answer = edition_file_views.listed_file(rf.get("/"), before, "drogscener-2024-r2.csv")
    assert hashlib.sha256(answer.content).hexdigest() == entry("2024-r2").file("drogscener-2024-r2.csv").sha256
    edition_files.remove(edition, number=1)
    with pytest.raises(FileNotFoundError):
        edition_file_views.listed_file(rf.get("/"), before, "drogscener-2024-r2.csv")
