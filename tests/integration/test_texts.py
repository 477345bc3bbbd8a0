"""The pages of running text: whole in both languages, true to the data, and with links that work."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client, override_settings

from kartlaggning.exports.columns import PUBLIC_COLUMNS
from kartlaggning.imports.fixtures import read_figures
from kartlaggning.management.change import FIXTURES

PATHS = ("/om/", "/oppna-data/", "/tillganglighet/", "/personuppgifter/")
HEADINGS = ("h1", "h2", "h3")
pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    """What a test asks of a page: headings with their ids, all ids, links with their text, and the words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[tuple[str, str, str]] = []  # level, id, words
        self.links: list[tuple[str, str]] = []  # address, words
        self.contents: list[tuple[str, str]] = []  # the links of the table of contents
        self.cites: list[str] = []  # the sources named in running text
        self.ids: list[str] = []
        self._open: list[tuple[str, str, list[str]]] = []
        self._main = self._nav = False
        self._words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self._main = self._main or tag == "main"
        self._nav = self._main and (self._nav or tag == "nav")
        if not self._main:
            return
        self.ids += [values["id"]] if "id" in values else []
        if tag in (*HEADINGS, "a", "cite"):
            self._open.append((tag, values.get("href" if tag == "a" else "id", ""), []))

    def handle_endtag(self, tag):
        self._main = self._main and tag != "main"
        self._nav = self._nav and tag != "nav"
        if self._open and self._open[-1][0] == tag:
            _tag, value, words = self._open.pop()
            text = " ".join("".join(words).split())
            if tag == "a":
                self.links.append((value, text))
                self.contents += [(value, text)] if self._nav else []
            elif tag == "cite":
                self.cites.append(text)
            else:
                self.headings.append((tag, value, text))

    def handle_data(self, data):
        if self._main:
            self._words.append(data)
            for _tag, _value, words in self._open:
                words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self._words).split())


@pytest.fixture(params=["record", "demonstration"])
def state(request: pytest.FixtureRequest) -> str:
    """Both states of the site, one after the other."""
    request.getfixturevalue(request.param)
    return request.param


def get(path: str) -> Page:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return Page(answer.content.decode())


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PATHS)
def test_the_table_of_contents_names_every_section_in_order(state, prefix, path):
    page = get(prefix + path)
    sections = [(f"#{identity}", words) for level, identity, words in page.headings if level == "h2"]
    assert page.contents == sections
    assert {address[1:] for address, _ in page.links if address.startswith("#")} <= set(page.ids)


@pytest.mark.parametrize("path", PATHS)
def test_both_languages_have_the_same_sections(state, path):
    swedish, english = get(path), get("/en" + path)
    assert [(level, identity) for level, identity, _ in swedish.headings] == [
        (level, identity) for level, identity, _ in english.headings
    ]
    titles = [{words for level, _, words in page.headings if level != "h3"} for page in (swedish, english)]
    assert not titles[0] & titles[1]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PATHS)
def test_no_id_stands_twice(state, prefix, path):
    ids = get(prefix + path).ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_address_on_the_open_data_page_answers(state, prefix):
    addresses = {address for address, _ in get(prefix + "/oppna-data/").links if address.startswith("/api/")}
    assert len(addresses) > 15
    answers = {address: Client().get(address).status_code for address in addresses}
    assert set(answers.values()) == {200}, answers


def test_the_selections_on_the_open_data_page_find_something(state):
    for address in [a for a, _ in get("/oppna-data/").links if a.startswith("/api/v1/scenes?")]:
        found = Client().get(address.replace("f=json", "f=geojson")).json()
        assert found["features"], address


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_field_of_the_api_is_described(state, prefix):
    text = get(prefix + "/oppna-data/").text
    assert [column.key for column in PUBLIC_COLUMNS if column.key not in text] == []


def test_the_reconciliation_shows_the_published_figures_and_adds_up(state):
    html = Client().get("/om/").content.decode()
    rows = re.findall(r'<td class="table__number">([^<]*)</td>', html)
    columns = [[int(value.replace("\N{MINUS SIGN}", "-")) for value in rows[first::2]] for first in (0, 1)]
    published = {(f.year, f.key): int(f.value) for f in read_figures(FIXTURES / "published_figures.csv")}
    for (opening_year, closing_year), column in zip(((2021, 2023), (2023, 2024)), columns, strict=True):
        opening, new, closed, net, closing = column
        assert opening == published[opening_year, "scenes"]
        assert new == published[closing_year, "new_since_previous"]
        assert -closed == published[closing_year, "closed_since_previous"]
        assert closing == published[closing_year, "scenes"] == opening + new + closed + net


def test_the_about_page_counts_the_documented_places(state):
    assert "12 platser är dokumenterade" in get("/om/").text


@pytest.mark.parametrize(("path", "words"), [("/om/", "Exempelplats"), ("/en/om/", "made up")])
def test_the_about_page_speaks_of_made_up_places_only_in_the_demonstration(state, path, words):
    assert (words in get(path).text) == (state == "demonstration")


@pytest.mark.parametrize("path", ["/om/", "/tillganglighet/", "/personuppgifter/"])
def test_without_a_publisher_the_page_says_that_it_is_no_authority(state, path):
    assert "Det här är inte en myndighets webbplats" in get(path).text
    with override_settings(PUBLISHER_NAME="Länskansliet", PUBLISHER_URL="https://example.org/"):
        text = get(path).text
    assert "Det här är inte en myndighets webbplats" not in text
    assert "Länskansliet" in text


def test_the_privacy_page_names_the_server_of_the_street_tiles_or_says_that_there_is_none(state):
    assert "hämtar ingenting från någon annan server" in get("/personuppgifter/").text
    with override_settings(BASEMAP_TILES_URL="https://tiles.example.org/{z}/{x}/{y}.png"):
        text = get("/personuppgifter/").text
    assert "hämtas direkt från tiles.example.org" in text
    assert "OpenStreetMap Foundation" not in text


def test_the_privacy_page_names_the_server_without_leaflets_placeholder(state):
    with override_settings(BASEMAP_TILES_URL="https://{s}.tile.example.org/{z}/{x}/{y}.png"):
        assert "hämtas direkt från tile.example.org" in get("/personuppgifter/").text
    with override_settings(BASEMAP_TILES_URL="/rutor/{z}/{x}/{y}.png"):
        assert "hämtar ingenting från någon annan server" in get("/personuppgifter/").text


SOURCES = {
    "Länsstyrelsen Stockholm 2024-02-20",
    "Länsstyrelsen Stockholm 2022-07-05",
    "SSR:s frågor och svar om öppna drogscener",
    "Tjänsteutlåtande, Norra innerstadens stadsdelsförvaltning",
    "Polisregion Stockholm, november 2023",
    "Telge Nytt 2023-11-20",
    "Avhandling, Malmö universitet 2022 (enligt pressen)",
    "Tullverket, återgivet av Länsstyrelsen Stockholm 2024-02-20 (hela landet)",
    "Regional trygghetsmätning 2023, återgiven av Länsstyrelsen Stockholm 2024-02-20",
}


def test_every_source_has_one_name(demonstration):
    joined = [figure.source for figure in demonstration.figures]
    joined += [source for edition in demonstration.editions for source in edition.sources]
    joined += [source for edition in demonstration.editions for row in edition.scenes for source in row.sources]
    assert {name for source in joined for name in source.split("; ")} == SOURCES


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_about_the_survey_cites_by_those_names_and_says_what_ssr_is(state, prefix):
    page = get(f"{prefix}/om/")
    cited = [part for cite in page.cites for part in cite.strip("()").split("; ")]
    assert set(cited) <= SOURCES
    assert len(cited) > 10
    assert re.search("SSR (är|is) Samverkan Stockholmsregionen", page.text)


@pytest.mark.parametrize("path", PATHS)
def test_reading_sets_no_cookie(state, path):
    assert not Client().get(path).cookies


def test_only_the_cookie_that_the_privacy_page_names_is_set_where_there_is_a_form(state):
    assert set(Client().get("/tillganglighet/meddelande/").cookies) == {"csrftoken"}
    assert "csrftoken" in get("/personuppgifter/").text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_accessibility_statement_leads_to_a_message_form_and_says_what_the_law_asks_for(state, prefix):
    page = get(prefix + "/tillganglighet/")
    assert "2018:1937" in page.text
    assert "EN 301 549" in page.text
    assert {"delvis förenlig", "partially compliant"} & set(
        re.findall("delvis förenlig|partially compliant", page.text)
    )
    assert "https://www.digg.se" in {address for address, _ in page.links}
    assert f"{prefix}/tillganglighet/meddelande/" in {address for address, _ in page.links}


@pytest.mark.parametrize("path", PATHS)
def test_the_pages_stand_before_anything_is_published(empty, path):
    assert get(path).headings
