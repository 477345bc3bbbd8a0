"""The list of editions and the permanent page of each: what it is, its files, how to cite it, what became of it."""

import hashlib

import pytest

from kartlaggning.models import Edition, SurveyRound
from kartlaggning.services.editions.publication import build_edition, withdraw_edition
from tests.editions_at import corrected, entry, linked_data


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def second_revision(record):
    """2024-r1, superseded by 2024-r2 with an erratum about Dalen."""
    return corrected(scenes=("Dalen",))


def test_the_list_has_the_newest_round_and_revision_first_with_each_state_in_words(second_revision, client):
    text = text_of(client, "/utgavor/")
    order = ["2024, revision 2", ">gällande<", "2024, revision 1", ">ersatt<", "Kartläggning 2023"]
    listed = text.partition("<main")[2].partition("</h1>")[2]
    places = [listed.index(words) for words in order]
    assert places == sorted(places)
    assert "Anmärkningen för Dalen var fel." in text
    assert 'type="application/atom+xml"' in text


def test_editions_with_made_up_rows_are_marked_in_the_list_and_on_their_page(demonstration, client):
    assert "Exempelutgåva 1 av kartläggning 2024" in text_of(client, "/utgavor/")
    page = text_of(client, "/utgavor/2024-exempel-r1/")
    assert "Utgåvan innehåller påhittade platser och uppgifter." in page
    assert page.count("Utgåvan innehåller påhittade uppgifter.") >= 3  # in each form of citation


def test_the_page_names_every_file_with_size_and_checksum_and_the_checksum_over_all(record, client):
    page = text_of(client, "/utgavor/2024-r1/")
    files = entry("2024-r1").files
    assert len(files) >= 10
    for file in files:
        assert f'href="/utgavor/2024-r1/{file.path}"' in page
        assert file.sha256 in page
    manifest = client.get("/utgavor/2024-r1/manifest.json").content
    assert hashlib.sha256(manifest).hexdigest() == entry("2024-r1").manifest_sha256
    assert entry("2024-r1").manifest_sha256 in page


def test_the_page_says_what_period_was_judged_when_it_came_and_how_it_is_cited(record, client):
    page = text_of(client, "/utgavor/2024-r1/")
    assert "Kartläggning 2024, revision 1" in page
    assert "20 februari 2024" in page
    assert "@misc{drogscener-2024-r1," in page
    assert "[Datamängd]" in page
    assert 'href="/utgavor/2024-r1/las/"' in page
    assert "CC0 1.0" in page


def test_an_erratum_stands_on_the_edition_with_what_why_who_when_and_which_places(second_revision, client):
    page = text_of(client, "/utgavor/2024-r2/")
    for words in ("Anmärkningen för Dalen var fel.", "Fel underlag användes.", "Vera Samordnare", "2 mars 2026"):
        assert words in page
    assert 'href="/drogscener/dalen/"' in page
    assert "Ersätter" in page


def test_a_superseded_edition_stays_says_what_counts_now_and_is_not_for_search_engines(second_revision, client):
    page = text_of(client, "/utgavor/2024-r1/")
    assert 'Nu gäller: <a href="/utgavor/2024-r2/">Kartläggning 2024, revision 2</a>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "noindex" not in text_of(client, "/utgavor/2024-r2/")


def test_an_erratum_about_a_place_stands_on_its_page_and_on_those_of_its_areas_and_nowhere_else(
    second_revision, client
):
    assert "Anmärkningen för Dalen var fel." in text_of(client, "/drogscener/dalen/")
    assert "Anmärkningen för Dalen var fel." in text_of(client, "/kommuner/stockholm/")
    for path in ("/drogscener/sergels-torg-klara/", "/kommuner/solna/", "/statistik/", "/drogscener/"):
        assert "Anmärkningen för Dalen var fel." not in text_of(client, path)


def test_an_erratum_about_the_whole_edition_stands_with_the_list_and_the_statistics(record, client):
    corrected(what="Alla ytor var fel.")
    for path in ("/drogscener/", "/upphorda/", "/statistik/", "/utgavor/2024-r2/"):
        assert "Alla ytor var fel." in text_of(client, path)
    assert "Alla ytor var fel." not in text_of(client, "/drogscener/?ar=2023")
    assert "Alla ytor var fel." not in text_of(client, "/drogscener/dalen/")


def test_a_withdrawn_edition_answers_410_and_the_reason_for_the_page_and_all_its_files(second_revision, client):
    withdraw_edition(Edition.objects.get(ref="2024-r1"), reason="Underlaget var ett annat.", by="test")
    for name in ("", "drogscener-2024-r1.csv", "manifest.json", "las/"):
        answer = client.get(f"/utgavor/2024-r1/{name}")
        assert answer.status_code == 410, name
        assert "Underlaget var ett annat." in answer.content.decode()
    assert "Underlaget var ett annat." in text_of(client, "/utgavor/")


@pytest.mark.parametrize("name", ["", "manifest.json", "SHA256SUMS", "drogscener-2024-r2.csv", "las/"])
def test_an_edition_that_is_built_but_not_published_is_nowhere(record, client, name):
    build_edition(SurveyRound.objects.get(year=2024), demonstration=False, by="test")
    assert client.get(f"/utgavor/2024-r2/{name}").status_code == 404
    assert "2024-r2" not in text_of(client, "/utgavor/")
    assert client.get(f"/utgavor/1999-r1/{name}").status_code == 404


def test_the_page_describes_itself_to_search_engines_as_a_dataset(record, client):
    described = linked_data(client.get("/utgavor/2024-r1/"))
    assert described["@type"] == "Dataset"
    assert described["license"].endswith("/publicdomain/zero/1.0/")
    assert described["temporalCoverage"] == "2023-01-01/2023-12-31"
    files = {file.path: file.sha256 for file in entry("2024-r1").files}
    listed = {file["contentUrl"].rpartition("/")[2]: file["sha256"] for file in described["distribution"]}
    assert listed == files
    catalogue = linked_data(client.get("/oppna-data/"))
    assert [dataset["@id"][-9:] for dataset in catalogue["dataset"]] == ["/2024-r1/", "/2023-r1/"]


def test_text_of_an_edition_can_not_end_the_block_of_data(record, client):
    survey_round = SurveyRound.objects.get(year=2024)
    survey_round.note = "</script><script>alert(1)</script>"
    survey_round.save()
    corrected()
    page = client.get("/utgavor/2024-r2/").content.decode()
    assert "<script>alert(1)" not in page


def test_open_data_names_the_files_the_feed_the_catalogue_and_the_permanent_addresses(record, client):
    page = text_of(client, "/oppna-data/")
    for address in (
        "/utgavor/senaste/drogscener.geojson",
        "/utgavor/senaste/tabeller.xlsx",
        "/utgavor/senaste/arkiv.zip",
        "/utgavor/flode.atom",
        "/datasets/dcat",
        "/datasets/dcat.ttl",
        "/utgavor/",
    ):
        assert f'href="{address}"' in page


def test_links_to_editions_lead_out_of_an_older_editions_own_site(second_revision, client):
    page = text_of(client, "/utgavor/2024-r1/las/oppna-data/")
    assert 'href="/utgavor/"' in page
    assert "las/utgavor" not in page
    for path in ("utgavor/", "datasets/dcat", "sitemap.xml", "robots.txt"):
        assert client.get(f"/utgavor/2024-r1/las/{path}").status_code == 404


def test_a_shared_link_carries_the_countys_picture_and_the_pages_own_words(record, client):
    page = text_of(client, "/statistik/")
    assert '<meta property="og:image" content="http://localhost:8000/utgavor/senaste/delningsbild.png">' in page
    assert '<meta property="og:title" content="Statistik om öppna drogscener – Drogscener i Stockholms län">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page


def test_the_canonical_address_of_a_filtered_page_is_the_page_without_the_filter(record, client):
    page = text_of(client, "/drogscener/?status=all&kommun=stockholm")
    assert '<link rel="canonical" href="http://testserver/drogscener/">' in page
