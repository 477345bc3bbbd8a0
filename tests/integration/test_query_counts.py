"""A public page costs one query, however many scenes there are: is another edition current?"""

import pytest

PAGES = [
    "/",
    "/?jamfor=2021",
    "/drogscener/",
    "/drogscener/?status=all&kommun=stockholm",
    "/drogscener/sergels-torg-klara/",
    "/upphorda/",
    "/kommuner/",
    "/kommuner/stockholm/",
    "/stadsdelsomraden/jarva/",
    "/lokalpolisomraden/norrmalm/",
    "/statistik/",
    "/om/",
    "/oppna-data/",
    "/tillganglighet/",
    "/personuppgifter/",
    "/inbaddad/",
]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_one_query(demonstration, client, django_assert_num_queries, path, language):
    with django_assert_num_queries(1):
        answer = client.get(language + path)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_the_site_is_whole_with_the_documented_record_alone(record, client, path):
    answer = client.get(path.replace("2021", "2023"))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Exempelplats" not in text
    assert 'class="demonstration' not in text
