"""The public page of the county against its aims: what is known, what is not, and where each tile leads."""

import pytest

PAGE = "/uppfoljning/"
AIMS = (
    *("Färre platser", "Mindre yta", "Mindre våld", "Fler upptäckta brott"),
    *("Tryggare", "Unga upptäcks tidigt", "Samverkan som håller"),
)


def text(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def tile(page, title):
    """Return what stands in one aim's tile."""
    return page.partition(f">{title}</h2>")[2].partition("</section>")[0]


@pytest.fixture
def of_the_record(record, client):
    return text(client.get(PAGE))


@pytest.fixture
def page(demonstration, client):
    return text(client.get(PAGE))


def test_the_seven_aims_stand_in_the_order_of_the_source(page):
    places = [page.index(f">{title}</h2>") for title in AIMS]
    assert places == sorted(places)


def test_the_number_is_met_in_2024_and_the_line_to_2027_says_what_is_not_known(of_the_record):
    number = tile(of_the_record, "Färre platser")
    assert "Målet är uppnått 2024." in number
    assert "Länsstyrelsen Stockholm 2024-02-20" in number
    assert "Kartläggning 2024, revision 1" in number
    for year in range(2022, 2028):
        assert f'<span class="goal-line__when">{year}</span>' in number
    assert "Går inte att bedöma: inget resultat är känt för 2022. 1 färre än 2021." in number
    assert number.count("Inget resultat är känt.") == 4  # 2022, and the three years from 2025


def test_of_the_record_alone_nothing_is_made_up_and_what_is_missing_is_said(of_the_record):
    assert "tag--example" not in of_the_record
    assert "Ingen siffra: platsernas gränser är inte publicerade" in tile(of_the_record, "Mindre yta")
    assert "säger att ytan minskade i kartläggningen 2024, men anger ingen siffra" in tile(of_the_record, "Mindre yta")
    assert "Inga siffror finns här ännu." in tile(of_the_record, "Mindre våld")
    assert "Inga siffror finns här ännu." in tile(of_the_record, "Fler upptäckta brott")


def test_the_shares_of_2023_stand_with_their_source_and_are_not_judged(of_the_record):
    safety = tile(of_the_record, "Tryggare")
    assert "21\N{NO-BREAK SPACE}%".replace("\N{NO-BREAK SPACE}", " ") in safety.replace("\N{NO-BREAK SPACE}", " ")
    assert "36 %" in safety.replace("\N{NO-BREAK SPACE}", " ")
    assert "Regional trygghetsmätning 2023" in safety
    assert "Kan inte bedömas: det finns bara en siffra att utgå från, för ett enda år." in safety
    assert "De säger inget om en viss plats." in safety


def test_young_people_found_early_is_not_left_out(of_the_record):
    assert "Ingen indikator." in tile(of_the_record, "Unga upptäcks tidigt")


def test_what_is_made_up_is_marked_in_the_tile_itself(page):
    for title in ("Mindre yta", "Mindre våld", "Fler upptäckta brott"):
        assert "tag--example" in tile(page, title)
    assert "tag--example" not in tile(page, "Färre platser")  # published, not made up
    assert "Siffror som är märkta exempel är påhittade" in page


def test_detection_crime_says_that_fewer_is_not_better(page):
    assert "betyder oftast att någon har letat mindre" in tile(page, "Fler upptäckta brott")


def test_each_tile_and_each_way_on_leads_to_a_page_that_is_there(page, client):
    links = [tile(page, title).rpartition('class="aim__link"')[2].partition('href="')[2] for title in AIMS]
    ways = page.partition('id="ways-on"')[2].partition("</section>")[0].split('href="')[1:]
    addresses = {part.partition('"')[0] for part in (*links, *ways)}
    assert len(links) == 7
    assert {"/statistik/", "/uppfoljning/brott/", "/uppfoljning/trygghet/", "/kontakter/"} <= addresses
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize("path", ["/", "/statistik/", "/om/"])
def test_it_is_found_from_the_front_page_the_statistics_and_every_footer(demonstration, client, path):
    assert 'href="/uppfoljning/"' in client.get(path).content.decode()


def test_a_question_that_it_does_not_know_is_refused(demonstration, client):
    assert client.get(PAGE, {"ar": "2024"}).status_code == 400
