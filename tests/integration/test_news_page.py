"""The page of what is new: each edition's own, in both languages, with its map, figures, errata and contact."""

from datetime import date, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from kartlaggning.models import Erratum, SurveyRound
from kartlaggning.services.editions.preview_links import make_link
from kartlaggning.services.editions.publication import Correcting, build_edition, publish_edition, withdraw_edition


def page(client, path="/nytt/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_newest_edition_is_told_in_short_place_by_place_and_area_by_area(demonstration, client):
    text = page(client)
    assert "Kartläggningen 2024 räknar 53 öppna drogscener i Stockholms län. Det är 10 färre än 2023." in text
    assert "Upphörda under 2023 (kartläggning 2024)" in text
    assert "3 öppna platser, 3 färre än 2023. Upphört har Grantorp/Visättra, Skogås C och Vårby C." in text
    assert "6 öppna platser, 2 färre än 2023. Upphört har Dragörgränd och Nordkapsgatan Husby." in text


def test_its_map_report_and_files_are_linked_and_there(demonstration, client):
    text = page(client)
    for name in ("karta-2024-exempel-r1.svg", "karta-2024-exempel-r1.png", "rapport-2024-exempel-r1.pdf"):
        address = f"/utgavor/2024-exempel-r1/{name}"
        assert f'href="{address}"' in text
        assert client.get(address).status_code == 200
    assert 'src="/utgavor/2024-exempel-r1/karta-2024-exempel-r1.svg"' in text
    assert "Kommungränser: SCB" in text


def test_every_published_figure_stands_with_its_source(record, client):
    text = page(client)
    assert text.count("Länsstyrelsen Stockholm 2024-02-20") >= 4
    assert "Kartlagda av polis och kommun tillsammans" in text
    assert "bara 1 av 53 öppna platser är känd här" in text


def test_what_is_made_up_is_marked(demonstration, client):
    text = page(client)
    assert text.count('<em class="tag tag--example">exempel</em>') >= 20


def test_an_older_editions_page_is_read_as_it_was(demonstration, client):
    answer = client.get("/utgavor/2023-exempel-r1/nytt/")
    assert answer.status_code == 302
    assert answer["Location"] == "/utgavor/2023-exempel-r1/las/nytt/"
    text = page(client, answer["Location"])
    assert "Det är 1 färre än 2021. För 2022 är inget resultat känt." in text
    assert "slogs 2023 ihop till" in text
    assert 'src="/utgavor/2023-exempel-r1/karta-2023-exempel-r1.svg"' in text


def test_the_newest_editions_own_address_shows_it(demonstration, client):
    assert "räknar 53 öppna drogscener" in page(client, "/utgavor/2024-exempel-r1/nytt/")


def test_an_unknown_edition_is_not_found_and_a_withdrawn_one_is_gone(demonstration, client):
    assert client.get("/utgavor/1999-r1/nytt/").status_code == 404
    edition = SurveyRound.objects.get(year=2024)
    first = build_edition(edition, demonstration=True, by="test")
    withdraw_edition(publish_edition(first, by="test"), reason="Fel gräns.", by="test")
    answer = client.get(f"/utgavor/{first.ref}/nytt/")
    assert answer.status_code == 410
    assert "Fel gräns." in answer.content.decode()


def test_an_erratum_is_the_first_thing_told(demonstration, client):
    correcting = Correcting("Dalen hade fel gräns.", "Källan lästes fel.", "samordnaren", date(2024, 5, 2), ("S-0001",))
    edition = build_edition(SurveyRound.objects.get(year=2024), demonstration=True, by="test", erratum=correcting)
    publish_edition(edition, by="test")
    text = page(client)
    assert Erratum.objects.filter(edition=edition).exists()
    assert text.index("Dalen hade fel gräns.") < text.index("Källan lästes fel.") < text.index("I korthet")


@pytest.mark.parametrize("email", ["", "samordning@example.org"])
def test_the_contact_is_a_function_or_nobody(demonstration, client, email):
    with override_settings(COORDINATOR_EMAIL=email):
        text = page(client)
    assert ("mailto:samordning@example.org" in text) is bool(email)
    assert ("Ingen myndighet har tagit över webbplatsen ännu" in text) is not bool(email)


def test_a_preview_shows_map_and_erratum_before_there_are_any_public_files(demonstration, client):
    correcting = Correcting("Dalen hade fel gräns.", "Källan lästes fel.", "samordnaren", date(2024, 5, 2))
    edition = build_edition(SurveyRound.objects.get(year=2024), demonstration=True, by="test", erratum=correcting)
    _link, secret = make_link(edition, given_to="Pressen", expires_at=timezone.now() + timedelta(hours=1), by="test")
    text = page(client, f"/forhandsvisning/{secret}/nytt/")
    assert 'src="data:image/svg+xml;base64,' in text
    assert "Dalen hade fel gräns." in text
    assert f"karta-{edition.ref}.svg" not in text


def test_the_front_page_and_every_footer_lead_to_it(demonstration, client):
    assert page(client, "/").count('href="/nytt/"') == 2
    assert 'href="/nytt/"' in page(client, "/om/")


def test_before_the_first_publication_there_is_none(empty, client):
    assert client.get("/nytt/").status_code == 404
