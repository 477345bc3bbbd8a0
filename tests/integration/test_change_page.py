"""The page of change between two rounds: what it says of the county and its areas, its form, its map and its file."""

import base64
import csv
import io
import re
from itertools import combinations

import pytest
from django.utils.html import strip_tags

from kartlaggning.choices import AreaKind
from kartlaggning.exports.tables.changes import ChangeKind, changes_between, open_by_round
from kartlaggning.exports.words.divisions import divisions
from kartlaggning.exports.words.writing import hectares

PAGE = "/uppfoljning/forandring/"
FILE = "/uppfoljning/forandring.csv"


def text_of(answer):
    return " ".join(strip_tags(answer.content.decode()).split())


def between(atlas, first, second, area=None):
    return changes_between(atlas, first, second, area, atlas.edition(second).reference_date)


def lines(found):
    return {line.kind.value: line.number for line in found.balance.lines if line.number}


@pytest.mark.parametrize(
    ("first", "second", "before", "after", "expected"),
    [
        # Published: 64 − 12 + 11 = 63, "some merged, some split", so from splits = lost by merges: 2 in the rows.
        (2021, 2023, 64, 63, {"closed": -12, "new": 11, "split": 2, "merged": -2}),
        # Published: 63 − 10 + 0 = 53.
        (2023, 2024, 63, 53, {"closed": -10}),
        # The ten that closed to 2024 were all open in 2021, so over both steps 22 closed: 64 − 22 + 11 + 2 − 2 = 53.
        (2021, 2024, 64, 53, {"closed": -22, "new": 11, "split": 2, "merged": -2}),
    ],
)
def test_the_published_figures_come_out(demonstration, first, second, before, after, expected):
    found = between(demonstration, first, second)
    assert (found.balance.number_before, found.balance.number_after) == (before, after)
    assert lines(found) == expected


def test_number_and_area_add_up_for_every_pair_of_rounds_in_every_area_at_every_time(demonstration):
    areas = [None, *(area.ref for area in demonstration.areas)]
    for first, second in combinations(demonstration.years, 2):
        for time in divisions(demonstration):
            for area in areas:
                found = changes_between(demonstration, first, second, area, time.day)
                assert found.balance.holds, (first, second, area, time)
                counted = open_by_round(demonstration, found)
                assert len(counted[first]) == found.balance.number_before
                assert len(counted[second]) == found.balance.number_after


@pytest.mark.parametrize("kind", list(AreaKind))
def test_the_areas_of_a_time_add_up_to_what_lies_in_such_an_area(demonstration, kind):
    for time in divisions(demonstration):
        parts = [
            changes_between(demonstration, 2021, 2024, area.ref, time.day)
            for area in demonstration.areas
            if area.ref.kind is kind
        ]
        within = (
            53 if kind is not AreaKind.CITY_DISTRICT else 26
        )  # half of the scenes lie in Stockholm, which has districts
        assert sum(part.balance.number_after for part in parts) == within


def test_the_page_opens_with_the_answer_in_plain_swedish(client, demonstration):
    text = text_of(client.get(f"{PAGE}?fran=2021&till=2024"))
    assert (
        "Från kartläggningen 2021 till 2024 gick antalet öppna drogscener i Stockholms län från 64 till 53: 11 färre."
        in text
    )
    assert "Plats för plats, 2021 till 2024: 22 upphörda, 11 nya" in text
    assert "2021 till 2023: 64 − 12 upphörda + 11 nya = 63" in text
    assert "2023 till 2024: 63 − 10 upphörda + 0 nya = 53" in text


def test_without_a_question_the_two_newest_rounds_are_compared(client, demonstration):
    assert "Förändring 2023 till 2024" in text_of(client.get(PAGE))


def test_whether_the_goal_was_met_is_said_year_by_year_for_number_and_area(client, demonstration):
    text = text_of(client.get(f"{PAGE}?fran=2021&till=2024"))
    assert "2022 – Inget resultat är känt." in text
    assert "63 Går inte att bedöma: inget resultat är känt för 2022. 1 färre än 2021." in text
    assert "53 Ja. 10 färre än 2023." in text
    area = {edition.year: sum(row.area_m2 or 0 for row in edition.open_scenes) for edition in demonstration.editions}
    # Klara's outline is not known, so that what is known is the area of 52 of the 53.
    why = "Går inte att bedöma: ytan är känd för 52 av 53 platser."
    assert " ".join(f"53 Ja. 10 färre än 2023. {hectares(area[2024])} exempel {why}".split()) in text


def test_the_area_is_judged_where_that_of_every_place_is_known(client, demonstration):
    area = {
        edition.year: sum(row.area_m2 or 0 for row in edition.open_scenes if row.municipality.slug == "sodertalje")
        for edition in demonstration.editions
    }
    assert area[2024] < area[2023]
    text = text_of(client.get(f"{PAGE}?fran=2023&till=2024&omrade=kommun-sodertalje"))
    assert f"Ja. {hectares(area[2023] - area[2024])} mindre än 2023.".replace("\N{NO-BREAK SPACE}", " ") in text


def test_breaks_in_the_series_are_said_with_their_source(client, demonstration):
    county = text_of(client.get(f"{PAGE}?fran=2021&till=2023"))
    assert "2022 saknas. För 2022 är inget resultat för länet känt." in county
    assert "2023, ny metod. Från 2023 gör polisen kartläggningen tillsammans med kommunerna." in county
    assert "Järva och Norra innerstaden bildades" not in county
    district = text_of(client.get(f"{PAGE}?fran=2021&till=2023&omrade=stadsdelsomrade-jarva"))
    assert "2023, nya områden. 1 juli 2023 blev Stockholms 13 stadsdelsområden 11" in district


def test_a_changed_area_is_compared_as_it_was_on_a_chosen_day_and_the_page_says_so(client, demonstration):
    text = text_of(client.get(f"{PAGE}?fran=2021&till=2024&omrade=stadsdelsomrade-jarva&indelning=2024-12-31"))
    assert "gick antalet öppna drogscener i Järva från 9 till 6: 3 färre." in text
    assert "Områdena är som de var 31 december 2024." in text
    assert "6 platser som i kartläggningen 2021 låg i Rinkeby-Kista räknas i Järva." in text
    assert "3 platser som i kartläggningen 2021 låg i Spånga-Tensta räknas i Järva." in text


def test_the_same_ground_by_the_areas_of_an_earlier_day(client, demonstration):
    text = text_of(client.get(f"{PAGE}?fran=2021&till=2024&omrade=stadsdelsomrade-spanga-tensta&indelning=2023-06-30"))
    assert "gick antalet öppna drogscener i Spånga-Tensta från 3 till 3: lika många." in text
    assert "3 platser som i kartläggningen 2024 låg i Järva räknas i Spånga-Tensta." in text


def test_an_area_that_only_exists_at_another_time_is_shown_as_it_was_then(client, demonstration):
    """Norrmalm became two police areas in 2025: of its three scenes two lay in the inner city, one on Kungsholmen."""
    text = text_of(client.get(f"{PAGE}?fran=2021&till=2024&omrade=lokalpolisomrade-norra-innerstaden"))
    assert "Områdena är som de var 1 januari 2025." in text
    assert "gick antalet öppna drogscener i Norra innerstaden från 2 till 1: 1 färre." in text
    assert "1 plats som i kartläggningen 2024 låg i Norrmalm räknas i Norra innerstaden." in text


def test_the_form_keeps_what_was_chosen_and_works_without_javascript(client, demonstration):
    content = client.get(f"{PAGE}?fran=2021&till=2023&omrade=kommun-solna").content.decode()
    chosen = re.findall(r'<option value="([^"]*)" selected>', content)
    assert chosen == ["2021", "2023", "kommun-solna", "2024-12-31"]
    assert '<form class="filter__form change-form"' in content
    assert 'method="get"' in content


def test_the_same_round_twice_is_said_and_nothing_is_lost(client, demonstration):
    answer = client.get(f"{PAGE}?fran=2023&till=2023&omrade=kommun-solna")
    assert answer.status_code == 422
    assert "Välj två olika kartläggningar." in text_of(answer)
    assert '<option value="kommun-solna" selected>' in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("?fran=2022", 404, "Det finns ingen kartläggning för 2022."),
        ("?omrade=kommun-atlantis", 404, "”atlantis” finns inte"),
        ("?omrade=solna", 400, "Området ”solna” går inte att läsa."),
        ("?fran=igår", 400, "Året ”igår” går inte att läsa."),
        ("?indelning=snart", 400, "Dagen ”snart” går inte att läsa. Skriv den som 2023-07-01."),
        ("?ar=2021", 400, "Sidan har ingen uppgift som heter ”ar”."),
    ],
)
def test_a_question_that_cannot_be_read_is_answered_with_what_can(client, demonstration, query, status, said):
    answer = client.get(PAGE + query)
    assert answer.status_code == status
    assert said in text_of(answer)


def test_every_place_stands_in_the_table_with_a_link_both_areas_and_the_mark_of_an_example(client, demonstration):
    content = client.get(f"{PAGE}?fran=2021&till=2024").content.decode()
    table = content[content.index('id="places"') :]
    assert table.count('<th role="rowheader" scope="row"><a href="/drogscener/') == len(
        between(demonstration, 2021, 2024).places
    )
    assert table.count("tag--example") > 100
    assert all(f"Yta {year}" in table[: table.index("<tbody")] for year in (2021, 2024))


def test_the_map_is_drawn_on_the_server_with_the_kinds_in_its_legend(client, demonstration):
    content = client.get(f"{PAGE}?fran=2021&till=2023").content.decode()
    held = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', content)[1]
    svg = base64.b64decode(held).decode()
    assert ">upphörd (11)</text>" in svg
    assert ">ny eller åter öppen (11)</text>" in svg
    assert ">sammanslagen eller delad (5)</text>" in svg
    assert "<script" not in svg


def test_the_map_of_an_area_numbers_its_places_as_the_table_does(client, demonstration):
    content = client.get(f"{PAGE}?fran=2021&till=2023&omrade=stadsdelsomrade-jarva").content.decode()
    svg = base64.b64decode(re.search(r"base64,([^\"]+)", content)[1]).decode()
    assert "stroke-dasharray" in svg  # the earlier outline, thin
    assert content.count('data-label="Nr på kartan"><span>8</span>') == 1


def test_the_table_is_a_file_for_a_swedish_spreadsheet(client, demonstration):
    answer = client.get(f"{FILE}?fran=2021&till=2024&omrade=kommun-solna")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="forandring-2021-2024-solna.csv"' in answer["Content-Disposition"]
    content = answer.content.decode("utf-8-sig")
    above, _empty, below = content.replace("\r\n", "\n").partition("\n\n")
    assert "Jämförelse;Exempelutgåva 1 av kartläggning 2021 till Exempelutgåva 1 av kartläggning 2024" in above
    assert "Avbrott i serien;" in above
    rows = list(csv.DictReader(io.StringIO(below.lstrip("\n")), delimiter=";"))
    found = between(demonstration, 2021, 2024, demonstration.area(AreaKind.MUNICIPALITY, "solna").ref)
    assert len(rows) == len(found.places) == 2
    assert {row["Uppgift"] for row in rows} == {"exempel"}
    assert {row["Förändring"] for row in rows} <= {kind.label for kind in ChangeKind}
    assert all(re.fullmatch(r"\d+,\d+", row["Yta efter i hektar"]) for row in rows)


def test_the_file_is_the_same_in_english_and_refuses_what_the_page_refuses(client, demonstration):
    assert FILE in client.get(f"/en{PAGE}").content.decode()
    assert client.get(f"{FILE}?fran=2023&till=2023").status_code == 404
    assert client.get(f"{FILE}?omrade=solna").status_code == 400


def test_the_documented_record_alone_says_how_little_it_knows(client, record):
    text = text_of(client.get(PAGE))
    assert "gick antalet öppna drogscener i Stockholms län från 63 till 53: 10 färre." in text
    assert "Jämförelsen är inte fullständig: här är 11 av 63 öppna platser från 2023 och 1 av 53" in text
    assert "Av de platser som är kända här är 10 upphörda och 1 öppen båda åren vars yta inte är känd." in text
    assert "exempel" not in text
    area = text_of(client.get(f"{PAGE}?omrade=kommun-huddinge"))
    assert "I Huddinge är 3 öppna platser kända här för 2023 och 0 för 2024." in area
    assert "färre" not in area


def test_an_area_s_page_leads_to_what_has_changed_there(client, demonstration):
    for route, name in (("kommuner/solna", "kommun-solna"), ("stadsdelsomraden/jarva", "stadsdelsomrade-jarva")):
        address = f"{PAGE}?omrade={name}"
        assert f'href="{address}"' in client.get(f"/{route}/").content.decode()
        assert client.get(address).status_code == 200


def test_tables_over_the_rounds_mark_where_the_series_is_broken(client, demonstration):
    for address, marks in (
        ("/statistik/", ("annat underlag", "2022 saknas", "ny metod", "nya områden")),
        ("/kommuner/solna/", ("2022 saknas", "ny metod")),
        ("/stadsdelsomraden/jarva/", ("2022 saknas", "ny metod", "nya områden")),
        ("/drogscener/sergels-torg-klara/", ("ny metod",)),
    ):
        content = client.get(address).content.decode()
        for mark in marks:
            assert f'<span class="break-mark">{mark}</span>' in content, (address, mark)
        assert "Serien bryts här." in content


def test_charts_mark_it_too(client, demonstration):
    assert client.get("/statistik/").content.decode().count('class="chart__break-text"') == 3
    scene = client.get("/drogscener/exempelplats-stockholm-13/").content.decode()
    assert scene.count('class="chart__break"') == 1


def test_an_area_that_nobody_knows_is_not_written_as_zero(client, demonstration):
    content = client.get(f"{PAGE}?fran=2021&till=2024&omrade=lokalpolisomrade-norra-innerstaden").content.decode()
    sums = content[content.index('id="sums"') : content.index('id="map"')]
    assert "0,0" not in sums
