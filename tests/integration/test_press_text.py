"""The draft of the press text: written from the figures alone, whole sentences left out where a figure is not known."""

from dataclasses import replace
from datetime import date

import pytest

from kartlaggning.exports.words.press_text import press_text
from kartlaggning.selectors.editions import Correction, atlas_as_it_was

RECORD_2024 = """\
UTKAST, skrivet ur siffrorna. Läs igenom, ändra och ta bort den här raden.

53 öppna drogscener i länet, 10 färre än 2023

Kartläggningen 2024 räknar 53 öppna drogscener i Stockholms län. Det är 10 färre än 2023. De finns i 8 av länets 26 \
kommuner, 11 av Stockholms stadsdelsområden och 13 lokalpolisområden. En öppen drogscen är en avgränsad plats som \
finns kvar över tid, där narkotika säljs och används öppet och där myndigheter eller allmänheten ser det som ett \
problem.

10 platser upphörde under 2023.
Upphörda under 2023 (kartläggning 2024):
– Dalen (Stockholms stad/Enskede-Årsta-Vantör)
– Dragörgränd (Stockholms stad/Järva)
– Fisksätra torg (Nacka)
– Grantorp/Visättra (Huddinge)
– Hallunda C/Norsborg C (Botkyrka)
– Lagaplan (Stockholms stad/Skarpnäck)
– Nordkapsgatan Husby (Stockholms stad/Järva)
– Skogås C (Huddinge)
– Ullerudsbacken-Brunskogsbacken (Stockholms stad/Farsta)
– Vårby C (Huddinge)

Ingen plats är ny.

96\N{NO-BREAK SPACE}% av kartläggningarna gjordes av polis och kommun tillsammans.

Målet är att antalet ska minska varje år till 2027. Mot 2023 har det minskat.
"""


def draft(atlas, **changes):
    edition = replace(atlas.newest, **changes)
    return press_text(atlas, edition, address="https://example.org/utgavor/x/", contact="samordningskansliet")


def test_the_record_of_2024_word_for_word(record):
    assert draft(record).startswith(RECORD_2024)


def test_an_area_that_is_not_known_is_not_mentioned(record):
    assert "sammanlagda ytan" not in draft(record)
    assert "\N{NO-BREAK SPACE}ha" not in draft(record)


def test_an_incomplete_list_says_so(record):
    text = draft(atlas_as_it_was("2023-r1"))
    assert "Listan är inte fullständig: bara 1 av 12 upphörda platser är känd här." in text
    assert "Listan är inte fullständig: bara 11 av 63 öppna platser är kända här." in text


def test_a_year_without_a_survey_is_named(record):
    text = draft(atlas_as_it_was("2023-r1"))
    assert "63 öppna drogscener i länet, 1 färre än 2021" in text
    assert "För 2022 är inget resultat känt." in text
    assert "sedan i fjol" not in text
    assert "sedan 2022" not in text


def test_a_demonstration_is_marked_from_the_first_lines(demonstration):
    text = draft(demonstration)
    assert text.splitlines()[1].startswith("EXEMPEL: utgåvan innehåller påhittade platser.")
    assert "Kommun för kommun (exempel)" in text


def test_every_made_up_place_is_marked(demonstration):
    text = draft(atlas_as_it_was("2023-exempel-r1"))
    named = [line for line in text.splitlines() if line.startswith("– Exempelplats") and "(" in line]
    assert len(named) == 11 + 11
    assert all(line.endswith("– exempel") for line in named)


def test_an_erratum_and_the_registration_number_stand_in_the_text(record):
    erratum = Correction("Dalen hade fel stadsdelsområde.", "Källan lästes fel.", "samordnaren", date(2024, 5, 2), ())
    text = draft(record, revision=2, errata=(erratum,), registration_number="SSR 2024/7")
    assert "Rättat i revision 2\n– Dalen hade fel stadsdelsområde. Källan lästes fel." in text
    assert "– Utgåva: Kartläggning 2024, revision 2, diarienummer SSR 2024/7" in text


def test_the_sources_stand_once_each(record):
    line = next(line for line in draft(record).splitlines() if line.startswith("– Källor: "))
    assert line == "– Källor: Länsstyrelsen Stockholm 2024-02-20; SSR:s frågor och svar om öppna drogscener"


ADDRESS = "/personal/utgavor/{}/presstext/"


def test_the_coordinator_gets_the_draft_to_copy(demonstration, as_persona):
    answer = as_persona("coordinator").get(ADDRESS.format("2024-exempel-r1"))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "53 öppna drogscener i länet, 10 färre än 2023" in text
    assert "/utgavor/2024-exempel-r1/" in text
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", ["officer", "municipal", "police_coordinator", "reader", "administrator"])
def test_nobody_else_does(demonstration, as_persona, name):
    assert as_persona(name).get(ADDRESS.format("2024-exempel-r1")).status_code == 403


def test_there_is_no_draft_for_an_edition_that_is_not_there(demonstration, as_persona):
    assert as_persona("coordinator").get(ADDRESS.format("1999-r1")).status_code == 404
