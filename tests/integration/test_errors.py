"""The error pages: right status, what exists instead, and nothing that leaks or breaks."""

import re

import pytest
from django.http import Http404
from django.test import Client, RequestFactory

from kartlaggning.errors import NotFoundInEdition
from kartlaggning.public.missing import missing_is_404
from kartlaggning.public.views import errors


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/finns-inte/", "Adressen leder ingenstans."),
        ("/drogscener/finns-inte/", "Det finns ingen plats med namnet ”finns-inte”"),
        ("/kommuner/atlantis/", "atlantis"),
        ("/drogscener/?ar=2022", "Det finns ingen kartläggning för 2022. Det finns för 2021, 2023 och 2024."),
        ("/drogscener/?kommun=atlantis", "atlantis"),
    ],
)
def test_what_does_not_exist_is_answered_404_with_what_does(client: Client, demonstration, address, said):
    response = client.get(address)
    assert response.status_code == 404
    text = response.content.decode()
    assert said in text
    assert "Det här finns" in text
    assert 'content="noindex"' in text


@pytest.mark.parametrize(
    "address", ["/drogscener/?farg=blå", "/drogscener/?jamfor=2023", "/upphorda/?ar=2024", "/kommuner/nacka/?sida=2"]
)
def test_an_unknown_parameter_is_answered_400_with_those_there_are(client: Client, demonstration, address):
    response = client.get(address)
    assert response.status_code == 400
    assert "Adressen går inte att förstå" in response.content.decode()


def test_the_400_page_names_the_parameters_of_the_list(client: Client, demonstration):
    assert "ar, kommun, stadsdelsomrade" in client.get("/drogscener/?farg=blå").content.decode()


def test_the_400_page_of_a_page_that_takes_nothing_says_so(client: Client, demonstration):
    text = client.get("/upphorda/?ar=2024").content.decode()
    assert "Sidan har ingen uppgift som heter ”ar”. Den tar inte emot några uppgifter." in text


def test_errors_below_en_are_english(client: Client, demonstration):
    response = client.get("/en/drogscener/?ar=2022")
    assert response.status_code == 404
    text = response.content.decode()
    assert '<html lang="en">' in text
    assert "There is no survey for 2022. There are surveys for 2021, 2023 and 2024." in text


def test_before_the_first_publication_every_page_says_that_nothing_is_published(client: Client, empty):
    for address in ("/drogscener/", "/kommuner/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "Ingen kartläggning är publicerad ännu." in response.content.decode()
    assert client.get("/upphorda/").status_code == 200


def test_a_host_that_is_not_ours_is_refused_without_echo(client: Client, demonstration):
    response = client.get("/drogscener/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


def test_a_form_without_its_protection_is_answered_403_in_words(demonstration):
    response = Client(enforce_csrf_checks=True).post("/tillganglighet/meddelande/", {"meddelande": "Hej"})
    assert response.status_code == 403
    assert "Formuläret togs inte emot" in response.content.decode()


def test_a_forbidden_page_says_so(demonstration):
    response = errors.forbidden(RequestFactory().get("/"), PermissionError("secret"))
    assert response.status_code == 403
    assert "secret" not in response.content.decode()


def test_what_was_taken_away_is_answered_410(demonstration):
    response = errors.gone(RequestFactory().get("/"), "Platsen är borttagen efter beslut 1 mars 2025.")
    assert response.status_code == 410
    assert "beslut 1 mars 2025" in response.content.decode()


def test_the_500_page_needs_no_database():
    response = errors.server_error(RequestFactory().get("/en/"))
    assert response.status_code == 500
    text = response.content.decode()
    assert "Något gick fel hos oss" in text
    assert "Something went wrong on our side" in text


def test_a_missing_thing_in_any_view_becomes_404():
    @missing_is_404
    def view(request):
        raise NotFoundInEdition("Ingen sådan plats.")

    with pytest.raises(Http404, match="Ingen sådan plats"):
        view(RequestFactory().get("/"))


def test_every_page_names_edition_publisher_and_language(client: Client, record, settings):
    text = client.get("/drogscener/").content.decode()
    assert "Du ser kartläggning 2024" in text
    assert "20 februari 2024" in text
    assert "Det här är inte en myndighets webbplats." in text
    settings.PUBLISHER_NAME = "Länsstyrelsen i Stockholm"
    text = client.get("/drogscener/").content.decode()
    assert "Länsstyrelsen i Stockholm" in text
    assert "inte en myndighets" not in text


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/drogscener/?ar=2023&kommun=nacka", "/en/drogscener/?ar=2023&amp;kommun=nacka"),
        ("/en/drogscener/?ar=2023", "/drogscener/?ar=2023"),
        ("/en/kommuner/nacka/", "/kommuner/nacka/"),
        ("/finns-inte/", "/en/"),
        ("/en/finns-inte/", "/"),
    ],
)
def test_the_language_link_leads_to_the_same_page(client: Client, demonstration, address, other):
    text = client.get(address).content.decode()
    assert re.search(r'class="site-header__language"\s+href="([^"]*)"', text)[1] == other


def test_canonical_and_alternate_addresses_are_absolute_and_without_query(client: Client, demonstration):
    text = client.get("/en/drogscener/?ar=2023").content.decode()
    assert '<link rel="canonical" href="http://testserver/en/drogscener/">' in text
    assert '<link rel="alternate" hreflang="sv" href="http://testserver/drogscener/">' in text
    assert 'rel="canonical"' not in client.get("/finns-inte/").content.decode()
