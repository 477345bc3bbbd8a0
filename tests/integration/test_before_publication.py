"""An installation before its first edition: every page says so in words, and nothing breaks."""

import pytest

WITHOUT_FIGURES = ["/om/", "/oppna-data/", "/tillganglighet/", "/personuppgifter/"]
WITH_FIGURES = ["/", "/inbaddad/", "/drogscener/", "/statistik/", "/kommuner/stockholm/", "/drogscener/dalen/"]


@pytest.mark.parametrize("path", WITHOUT_FIGURES)
def test_a_page_of_texts_can_be_read(empty, client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", WITH_FIGURES)
@pytest.mark.parametrize("language", ["", "/en"])
def test_a_page_of_figures_answers_404_and_does_not_break(empty, client, path, language):
    assert client.get(language + path).status_code == 404


def test_the_front_page_says_that_nothing_is_published_yet(empty, client):
    assert "Ingen kartläggning är publicerad ännu" in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/upphorda/", "/kommuner/"])
def test_an_empty_list_is_no_error(empty, client, path):
    assert client.get(path).status_code in (200, 404)


@pytest.mark.parametrize(
    "path",
    [
        *("scenes", "closed-scenes", "municipalities", "editions", "statistics", "published-figures", ""),
        *("measures", "crimes", "safety"),
    ],
)
def test_the_api_answers_in_its_own_form(empty, client, path):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code in (200, 404)
    assert "json" in answer["Content-Type"]
