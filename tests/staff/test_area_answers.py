"""The answer about an area on the staff side: who may read which version, what stands in each, and taking it out."""

import io
import re
from datetime import date

import pytest
from django.test import Client
from pypdf import PdfReader

from kartlaggning.choices import CrimeGroup, ImportKind, Origin, Precision, Visibility
from kartlaggning.models import (
    Agreement,
    AgreementParty,
    AuditEntry,
    CityDistrict,
    Contact,
    CrimeCategory,
    CrimeCount,
    FigureImport,
    FigureRelease,
    Measure,
    MeasureKind,
    Scene,
    SurveyRound,
    User,
)
from kartlaggning.services.editions.publication import publish_round
from kartlaggning.services.removals import decisions as removals
from tests.integration.test_area_answer import squeezed

JARVA, FARSTA = "/personal/svar/city_district/jarva/", "/personal/svar/city_district/farsta/"
FILE = JARVA.removesuffix("/") + ".pdf"
PUBLIC, SHARED, POLICE, OWNER = "MARK-PUBLIC", "MARK-SHARED", "MARK-POLICE", "MARK-OWNER"
ELSEWHERE, UNRELEASED, RELEASED = "MARK-ELSEWHERE", "U-9001", "U-9002"
HIGHEST = {
    "officer": "police_only",
    "police_coordinator": "police_only",
    "municipal": "shared",
    "coordinator": "shared",
    "reader": "shared",
    "other_officer": "public",
    "other_municipal": "public",
}


@pytest.fixture
def followed(demonstration):
    """Measures of every level, cooperation, a contact and counts, in Järva and beside it."""
    here, elsewhere = (scene_in(district) for district in ("Järva", "Farsta"))
    for number, level in enumerate(Visibility, 1):
        measure(f"I-900{number}", here, level, f"MARK-{level.value.removesuffix('_only').upper()}")
    measure("I-9009", elsewhere, Visibility.SHARED, ELSEWHERE)
    forum()
    counts(UNRELEASED, here, 1717)
    counts(RELEASED, here, 3)
    return here


@pytest.fixture
def published(followed):
    """The same, and what is public of it in the current edition, with one of the two imports."""
    survey_round = SurveyRound.objects.get(year=2024)
    released = FigureImport.objects.get(number=RELEASED)
    FigureRelease.objects.create(figure_import=released, survey_round=survey_round, released_by="test")
    publish_round(survey_round, demonstration=True, by="test")
    return followed


def scene_in(district):
    """Return a made-up scene that is open in a city district in the newest round."""
    surveyed = Scene.objects.filter(surveys__survey_round__year=2024, surveys__city_district__name=district)
    return surveyed.filter(is_example=True, surveys__status="open").order_by("public_id").first()


def measure(number, scene, level, word):
    Measure.objects.create(
        public_id=number,
        scene=scene,
        kind=MeasureKind.objects.order_by("position").first(),
        title=f"{word}-title",
        actor=f"{word}-actor",
        note=f"{word}-note",
        starts_on=date(2022, 1, 1),
        starts_precision=Precision.YEAR,
        visibility=level,
        origin=Origin.EXAMPLE,
        sources=[f"{word}-source"],
        changed_by="test",
    )


def forum():
    district = CityDistrict.objects.get(name="Järva")
    common = {"city_district": district, "origin": Origin.EXAMPLE, "changed_by": "test"}
    held = Agreement.objects.create(
        public_id="A-9001",
        kind="forum",
        title=f"{SHARED}-forum",
        starts_on=date(2022, 1, 1),
        starts_precision=Precision.YEAR,
        visibility=Visibility.SHARED,
        **common,
    )
    AgreementParty.objects.create(agreement=held, name=OWNER, is_property_owner=True, has_agreed=True)
    contact = {"function": f"{PUBLIC}-function", "organisation": "Staden", "checked_on": date(2026, 1, 1)}
    Contact.objects.create(public_id="K-9001", email="a@example.org", visibility=Visibility.PUBLIC, **contact, **common)


def counts(number, scene, count):
    made = FigureImport.objects.create(
        number=number,
        kind=ImportKind.CRIME,
        title=f"Underlag {number}",
        source="Påhittat",
        origin=Origin.EXAMPLE,
        constant_years=[],
    )
    category, _made = CrimeCategory.objects.get_or_create(
        key="prov", defaults={"name": "Provbrott", "group": CrimeGroup.VIOLENCE}
    )
    CrimeCount.objects.create(
        figure_import=made, scene=scene, category=category, year=2023, count=count, outline_year=2023, outline_m2=10_000
    )


def text(answer):
    return " ".join(answer.content.decode().split())


def pdf_text(answer):
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(answer.content)).pages]


def take(client, level, purpose="underlag till nämnden"):
    return client.post(FILE, {"niva": level, "purpose": purpose})


@pytest.mark.parametrize(("persona", "level"), HIGHEST.items())
def test_without_asking_it_is_the_highest_version_that_the_person_may_read(followed, as_persona, persona, level):
    page = text(as_persona(persona).get(JARVA))
    assert re.search(rf'niva={level}"\s+aria-current="page"', page) or f'niva={level}" aria-current' in page
    order = ["public", "shared", "police_only"]
    for other in order[order.index(level) + 1 :]:
        assert f"niva={other}" not in page
        assert as_persona(persona).get(JARVA, {"niva": other}).status_code == 403
        assert take(as_persona(persona), other).status_code == 403


def test_a_municipal_officer_reads_what_is_shared_and_nothing_of_the_polices(followed, as_persona):
    client = as_persona("municipal")
    for found in (text(client.get(JARVA)), "".join(pdf_text(take(client, "shared")))):
        assert "MARKSHAREDtitle" in squeezed(found)
        assert "MARKPOLICE" not in squeezed(found)
        assert squeezed(UNRELEASED) not in squeezed(found)
        assert "1717" not in found.replace("\N{NO-BREAK SPACE}", "")


def test_in_the_shared_version_counts_are_the_released_ones_and_small_ones_hidden(published, as_persona):
    page = text(as_persona("municipal").get(JARVA))
    assert RELEASED in page
    assert "Visas inte: antalet är 1–4" in page


def test_the_police_read_everything_of_theirs_in_their_own_version_and_less_in_the_shared(followed, as_persona):
    client = as_persona("officer")
    own, shared = text(client.get(JARVA)), text(client.get(JARVA, {"niva": "shared"}))
    assert f"{POLICE}-title" in own
    assert UNRELEASED in own
    assert f"{POLICE}-title" not in shared
    assert UNRELEASED not in shared
    assert "1717" in squeezed("".join(pdf_text(take(client, "police_only"))))


@pytest.mark.parametrize("persona", ["other_officer", "other_municipal"])
def test_what_is_shared_in_another_area_is_absent(published, as_persona, persona):
    page = text(as_persona(persona).get(JARVA))
    assert f"{PUBLIC}-title" in page
    for word in (SHARED, POLICE, UNRELEASED):
        assert word not in page


def test_what_is_shared_beside_the_area_is_absent(followed, as_persona):
    assert ELSEWHERE not in text(as_persona("coordinator").get(JARVA))
    assert f"{ELSEWHERE}-title" in text(as_persona("coordinator").get(FARSTA))
    assert ELSEWHERE not in text(as_persona("municipal").get(FARSTA))


def test_no_property_owner_stands_in_any_version(followed, as_persona, client: Client):
    for level in ("public", "shared", "police_only"):
        assert OWNER not in text(as_persona("officer").get(JARVA, {"niva": level}))
    assert OWNER not in text(client.get("/stadsdelsomraden/jarva/svar/"))


@pytest.mark.parametrize("path", ["/stadsdelsomraden/jarva/svar/", "/en/stadsdelsomraden/jarva/svar/"])
def test_the_public_answer_holds_what_is_public_alone(published, client: Client, path):
    page = text(client.get(path))
    assert f"{PUBLIC}-title" in page
    assert f"{PUBLIC}-function" in page
    for word in (SHARED, POLICE, UNRELEASED, ELSEWHERE):
        assert word not in page


def test_the_public_pdf_holds_what_is_public_alone(published, client: Client):
    found = "".join(pdf_text(client.get("/stadsdelsomraden/jarva/svar.pdf")))
    assert "MARKPUBLICtitle" in found
    for word in (SHARED, POLICE, UNRELEASED, ELSEWHERE, OWNER):
        assert squeezed(word) not in found


def test_a_hidden_place_goes_away_from_the_public_answer_with_what_was_done_there(published, personas, client: Client):
    reasons = removals.Reasons("Ett fel.", "Ett fel.")
    removals.hide_scene(published.public_id, reasons=reasons, by=personas.actor("coordinator"))
    page = text(client.get("/stadsdelsomraden/jarva/svar/"))
    assert f"{PUBLIC}-title" not in page
    assert published.name not in page


def test_every_page_of_a_taken_answer_says_who_when_for_what_and_at_which_level(followed, as_persona):
    answer = take(as_persona("municipal"), "shared", "underlag till nämnden i mars")
    assert answer["Content-Disposition"].startswith('attachment; filename="internt-svar-delad-jarva-')
    pages = pdf_text(answer)
    assert len(pages) > 2
    for page in pages:
        for words in ("INTERNT, nivå: delad mellan parterna", "Municipal", "underlag till nämnden i mars"):
            assert squeezed(words) in page


def test_taking_out_is_written_in_the_log_with_the_purpose_and_never_what_stands_in_it(followed, as_persona):
    take(as_persona("officer"), "police_only")
    entry = AuditEntry.objects.get(action="export-answer")
    assert entry.actor == "Officer"
    assert entry.subject == "svar om stadsdelsområde Järva"
    assert entry.details["purpose"] == "underlag till nämnden"
    assert entry.details["level"] == "endast Polisen"
    assert "MARK" not in str(entry.details)


def test_reading_what_is_the_polices_is_noted_once_an_hour(followed, as_persona):
    for _time in range(2):
        as_persona("officer").get(JARVA)
    as_persona("officer").get(JARVA, {"niva": "shared"})
    assert AuditEntry.objects.filter(action="read-police-only", subject="svar om stadsdelsområde Järva").count() == 1


@pytest.mark.parametrize(
    ("purpose", "words"),
    [("", "Skriv vad svaret ska användas till."), ("x" * 121, "högst 120 tecken"), ("19121212-1212", "personnummer")],
)
def test_without_a_proper_purpose_nothing_is_taken_and_what_was_written_stays(followed, as_persona, purpose, words):
    answer = take(as_persona("municipal"), "shared", purpose)
    assert answer.status_code == 422
    assert words in text(answer)
    assert f'value="{purpose}"' in text(answer) or not purpose
    assert not AuditEntry.objects.filter(action="export-answer").exists()


def test_the_public_version_is_fetched_as_everybody_does(followed, as_persona):
    page = text(as_persona("officer").get(JARVA, {"niva": "public"}))
    assert 'href="/stadsdelsomraden/jarva/svar.pdf"' in page
    assert "INTERNT" not in page
    assert take(as_persona("officer"), "public").status_code == 422


@pytest.mark.parametrize(
    "path", [f"{JARVA}?niva=alla", "/personal/svar/lan/stockholm/", "/personal/svar/city_district/atlantis/"]
)
def test_what_there_is_not_is_not_found(followed, as_persona, path):
    assert as_persona("officer").get(path).status_code == 404


def test_an_administrator_and_a_stranger_get_no_answer(followed, as_persona):
    for path in ("/personal/svar/", JARVA):
        assert as_persona("administrator").get(path).status_code == 403
        assert Client().get(path).status_code == 302
    assert take(as_persona("administrator"), "shared").status_code == 403


def test_a_coordinator_for_whom_it_is_set_reads_the_polices_version(followed, personas, as_persona):
    assert as_persona("coordinator").get(JARVA, {"niva": "police_only"}).status_code == 403
    User.objects.filter(pk=personas.coordinator.pk).update(may_read_police_only=True)
    assert f"{POLICE}-title" in text(as_persona("coordinator").get(JARVA))


def test_the_list_leads_to_every_area(followed, as_persona):
    page = text(as_persona("reader").get("/personal/svar/"))
    assert page.count('href="/personal/svar/') >= 26 + 15 + 19
    assert 'href="/personal/svar/city_district/jarva/"' in page
