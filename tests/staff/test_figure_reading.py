"""Who sees a sum of counts that are not public, and what of reading them stands in the log."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kartlaggning.models import AuditEntry, FollowUpLimits, SurveyRound, User
from kartlaggning.services.editions.publication import publish_round
from kartlaggning.services.follow_up.releases import release_figures
from tests.figures import CRIME, halved, imported
from tests.staff.follow_up_rows import scenes_of
from tests.staff.planted_figures import plant_count

LIST, OVERVIEW, LIMITS = "/personal/underlag/", "/personal/uppfoljning/", "/personal/underlag/granser/"
WITHHELD = "visas inte"
pytestmark = pytest.mark.usefixtures("demonstration")


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def sum_of(client, number):
    """Return what stands in the only sum of an import."""
    return re.search(r'data-label="2023" class="table__number">([^<]*)</td>', page_of(client, f"{LIST}{number}/"))[1]


def published(*imports):
    """Publish a new edition of 2024 with the imports."""
    for one in imports:
        release_figures(one, SurveyRound.objects.get(year=2024), by="test")
    publish_round(SurveyRound.objects.get(year=2024), demonstration=True, by="test")


def three_counts(category, *counts):
    """Read in a count on each of three scenes, of which the officer's area has the first two."""
    scenes = [*scenes_of("Järva")[:2], scenes_of("Södermalm")[0]]
    return imported(
        CRIME, *((scene.public_id, 2023, category, count) for scene, count in zip(scenes, counts, strict=True))
    )


def test_a_sum_is_not_told_to_who_may_not_read_every_count_in_it(as_persona):
    # 1 + 1 + 1 = 3 tells all three, and 40 + 50 + 60 = 150 tells who reads the first two the third.
    small, large = three_counts("stold", 1, 1, 1), three_counts("skadegorelse", 40, 50, 60)
    for persona in ("coordinator", "officer", "other_officer"):
        assert {sum_of(as_persona(persona), made.number) for made in (small, large)} == {WITHHELD}
    client = as_persona("police_coordinator")
    assert [sum_of(client, made.number) for made in (small, large)] == ["3", "150"]


@pytest.mark.parametrize("persona", ["municipal", "reader", "coordinator", "officer"])
def test_of_what_is_published_a_sum_is_told_where_nothing_in_it_is_hidden(as_persona, persona):
    small, large = three_counts("stold", 1, 1, 1), three_counts("skadegorelse", 40, 50, 60)
    published(small, large)
    assert [sum_of(as_persona(persona), made.number) for made in (small, large)] == [WITHHELD, "150"]


def readings(subject, action="read-police-only"):
    return list(AuditEntry.objects.filter(action=action, subject=subject).values_list("actor", flat=True))


@pytest.mark.parametrize("page", ["import", "scene", "overview", "release"])
def test_reading_counts_that_are_not_public_is_noted_once_an_hour(as_persona, personas, page):
    made, scene = plant_count(halved()), halved()
    User.objects.filter(pk=personas.coordinator.pk).update(may_read_police_only=True)
    address, subject = {
        "import": (f"{LIST}{made.number}/", made.number),
        "scene": (f"/personal/platser/{scene.public_id}/", scene.public_id),
        "overview": (OVERVIEW, "uppföljningens översikt"),
        "release": (f"{LIST}{made.number}/publicera/2024/", made.number),
    }[page]
    for _ in range(2):
        page_of(as_persona("coordinator"), address)
    assert readings(subject) == ["Coordinator"]
    if page != "release":
        page_of(as_persona("officer"), address)
        assert readings(subject) == ["Coordinator", "Officer"]


@pytest.mark.parametrize("persona", ["coordinator", "municipal", "reader", "other_officer"])
def test_who_is_shown_no_count_of_the_polices_is_not_noted(as_persona, persona):
    made, scene = plant_count(halved()), halved()
    client = as_persona(persona)
    client.get(f"{LIST}{made.number}/")
    client.get(f"/personal/platser/{scene.public_id}/")
    assert readings(made.number) == readings(scene.public_id) == []


def test_who_is_shown_counts_that_the_public_has_is_not_noted(as_persona):
    made = three_counts("stold", 40, 50, 60)
    published(made)
    page_of(as_persona("police_coordinator"), f"{LIST}{made.number}/")
    assert readings(made.number) == []


def test_seeing_what_the_public_would_get_of_crimes_is_noted_once_an_hour_and_import(as_persona):
    client = as_persona("coordinator")
    for year in (2024, 2023, 2024):
        page_of(client, f"{LIST}U-0004/publicera/{year}/")
    page_of(client, f"{LIST}U-0002/publicera/2024/")
    assert readings("U-0004", "preview-release") == ["Coordinator"]
    assert readings("U-0002", "preview-release") == []
    page_of(as_persona("second_coordinator"), f"{LIST}U-0004/publicera/2024/")
    assert readings("U-0004", "preview-release") == ["Coordinator", "Second Coordinator"]


def limits(client, small_number, was):
    sent = {"small_number": small_number, "outline_percent": "20", "smallest_group": "30", "was": f"{was} 20 30"}
    return client.post(LIMITS, sent)


def test_who_may_not_read_the_counts_may_not_lower_the_limit_until_the_preview_shows_them(as_persona, personas):
    client = as_persona("coordinator")
    refused = limits(client, 4, 5)
    assert refused.status_code == 422
    assert "Minsta antal sätts under 5 bara av den som läser Polisens del." in refused.content.decode()
    assert FollowUpLimits.objects.get().small_number == 5
    limits(client, 9, 5)
    limits(client, 5, 9)
    assert FollowUpLimits.objects.get().small_number == 5
    User.objects.filter(pk=personas.coordinator.pk).update(may_read_police_only=True)
    limits(as_persona("coordinator"), 3, 5)
    assert FollowUpLimits.objects.get().small_number == 3
    client = as_persona("second_coordinator")
    assert limits(client, 2, 3).status_code == 422
    assert limits(client, 4, 3).status_code == 302


def test_the_list_of_imports_reads_no_count_to_say_how_many_there_are(as_persona):
    client = as_persona("coordinator")
    with CaptureQueriesContext(connection) as asked:
        page = page_of(client, LIST)
    assert '<td role="cell" data-label="Siffror" class="table__number">279</td>' in page
    assert not [query for query in asked if '"kartlaggning_crimecount"."count"' in query["sql"]]
