"""Imports of figures by the pages: a file, a report, one import, a decision; and who sees a count, and who does not."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kartlaggning.models import AuditEntry, FigureImport, FigureRelease, User
from tests.figures import CRIME, SAFETY, content, halved
from tests.staff.planted_figures import COUNT, holds_count, plant_count

LIST, UPLOAD = "/personal/underlag/", "/personal/underlag/las-in/"
pytestmark = pytest.mark.usefixtures("demonstration")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path


def upload(client, kind, *rows, address=UPLOAD, **more):
    sent = {"kind": kind.value, "title": "Anmälda stölder", "source": "Polisregionen"}
    file = SimpleUploadedFile("stolder.csv", content(kind, *rows))
    return client.post(address, {**sent, "file": file, **more})


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content.decode()
    return " ".join(answer.content.decode().split())


def digest_in(text):
    return re.search(r'name="digest" value="([0-9a-f]{64})"', text)[1]


def test_a_file_goes_all_the_way_and_is_gone_after(as_persona, settings):
    client = as_persona("police_coordinator")
    report = upload(client, CRIME, (halved().public_id, 2023, "stold", 20, 2024))["Location"]
    text = text_of(client.get(report))
    assert "Det här kommer att läsas in" in text
    # 20 on 2,0 ha are 10,0 per hectare.
    assert '<td role="cell" data-label="Per ha" class="table__number">10,0</td>' in text
    done = client.post(report, {"digest": digest_in(text)}, follow=True)
    assert "stolder.csv är inläst som U-0005." in text_of(done)
    assert FigureImport.objects.get(number="U-0005").imported_by == "Police Coordinator"
    assert list((settings.DATA_DIR / "imports").glob("*")) == []


def test_bad_lines_are_told_and_the_corrected_file_comes_without_filling_in_again(as_persona):
    client = as_persona("coordinator")
    report = upload(client, CRIME, ("X-9999", 2023, "stold", -2, 2024))["Location"]
    text = text_of(client.get(report))
    assert "Filen kan inte läsas in än" in text
    assert "”-2” är mindre än noll. Skriv ett helt tal från 0." in text
    assert 'name="digest"' not in text
    assert "rätta rad 2" in text_of(client.post(report, {"digest": "x"}), 422)
    again = re.search(r'href="(/personal/underlag/las-in/\?fran=[^"]+)"', text)[1]
    form = text_of(client.get(again))
    assert 'value="Anmälda stölder"' in form
    assert "Den ersätter stolder.csv" in form
    corrected = upload(client, CRIME, (halved().public_id, 2023, "stold", 2, 2024), address=again)["Location"]
    assert client.get(report).status_code == 404
    assert 'name="digest"' in text_of(client.get(corrected))
    assert not FigureImport.objects.filter(number="U-0005").exists()


@pytest.mark.parametrize(
    ("name", "file", "words"),
    [
        ("siffror.csv", b"\x00\x01\x02", "inte en .csv-fil"),
        ("siffror.csv", b"lat;lon\n59;18", "hör inte hit"),
        ("siffror.gpkg", b"x", "CSV (.csv) eller Excel (.xlsx)"),
        ("siffror.csv", b"", "Filen är tom"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_the_form_and_nothing_typed_is_lost(as_persona, name, file, words):
    sent = {"kind": "crime", "title": "Anmälda stölder", "source": "Polisregionen"}
    answer = as_persona("coordinator").post(UPLOAD, {**sent, "file": SimpleUploadedFile(name, file)})
    text = text_of(answer, 422)
    assert words in text
    assert 'value="Anmälda stölder"' in text


def test_an_identity_number_and_what_is_missing_are_refused(as_persona):
    client, line = as_persona("coordinator"), (halved().public_id, 2023, "stold", 2)
    assert "personnummer" in text_of(upload(client, CRIME, line, note="Se 811218-9876"), 422)
    assert "Skriv en rubrik." in text_of(upload(client, CRIME, line, title=""), 422)
    assert "Välj vad filen innehåller." in text_of(client.post(UPLOAD, {"title": ""}), 422)


def test_what_is_there_already_must_be_ticked_to_be_replaced(as_persona):
    client = as_persona("coordinator")
    report = upload(client, SAFETY, (2022, 0, 500, 90, 30))["Location"]
    text = text_of(client.get(report))
    assert "4 av dess 8 siffror gäller samma sak som filen. De andra 4 försvinner också." in text
    refused = text_of(client.post(report, {"digest": digest_in(text)}), 422)
    assert "kryssa i att den nya filen ersätter det" in refused
    client.post(report, {"digest": digest_in(text), "replaces": "on"})
    assert FigureImport.objects.get(number="U-0002").withdrawn_reason == "Ersatt av U-0005."


def test_a_file_belongs_to_who_sent_it_and_to_this_import_alone(as_persona):
    report = upload(as_persona("coordinator"), CRIME, (halved().public_id, 2023, "stold", 2))["Location"]
    assert as_persona("second_coordinator").get(report).status_code == 404
    assert as_persona("coordinator").get(report.replace("underlag/las-in", "import")).status_code == 404
    discarded = as_persona("coordinator").post(f"{report}avbryt/", follow=True)
    assert "Filen är borttagen." in text_of(discarded)
    assert as_persona("coordinator").get(report).status_code == 404


def test_who_may_not_read_the_polices_part_sees_no_count_before_it_is_public(as_persona, personas):
    client = as_persona("coordinator")
    text = text_of(client.get(f"{LIST}U-0001/"))
    assert "visas inte för dig" in text
    assert "Antal per plats" not in text
    few = upload(client, CRIME, *((f"X-{n:04}", 2025, "stold", COUNT) for n in (9, 10)))["Location"]
    report = text_of(client.get(few))
    assert not holds_count(report)
    assert '<td role="cell" data-label="2025" class="table__number">visas inte</td>' in report
    User.objects.filter(pk=personas.coordinator.pk).update(may_read_police_only=True)
    assert holds_count(text_of(as_persona("coordinator").get(few)))


def test_an_officer_is_told_that_the_counts_are_those_of_their_own_area(as_persona):
    text = text_of(as_persona("officer").get(f"{LIST}U-0001/"))
    assert "Du ser antalen på platserna i ditt område." in text
    assert "visas inte för dig" not in text


@pytest.mark.parametrize(
    ("persona", "sees"),
    [("officer", True), ("police_coordinator", True), ("other_officer", False), ("coordinator", False)],
)
def test_a_count_is_seen_by_the_police_of_its_area_and_the_regions_coordinator(as_persona, persona, sees):
    made = plant_count(halved())
    assert holds_count(text_of(as_persona(persona).get(f"{LIST}{made.number}/"))) is sees


@pytest.mark.parametrize("persona", ["municipal", "reader"])
def test_others_do_not_know_of_crimes_that_are_not_released_and_see_safety_and_attitudes(as_persona, persona):
    client = as_persona(persona)
    listed = text_of(client.get(LIST))
    assert "U-0004" not in listed
    assert "Läs in ett underlag" not in listed
    assert client.get(f"{LIST}U-0004/").status_code == 404
    released = text_of(client.get(f"{LIST}U-0001/"))
    assert "Antal per plats" not in released
    assert "hela länet" in text_of(client.get(f"{LIST}U-0002/"))


def test_the_page_before_the_decision_shows_what_the_public_would_get_and_where_to_go_on(as_persona):
    client = as_persona("coordinator")
    page = f"{LIST}U-0004/publicera/2024/"
    text = text_of(client.get(page))
    assert "rättelse av kartläggning 2024" in text
    assert 'href="/personal/utgavor/ratta/2024/"' in text
    assert ">visas inte</td>" in text
    assert "I underlaget" not in text
    done = text_of(client.post(page, follow=True))
    assert "U-0004 är med nästa gång en utgåva av kartläggning 2024 byggs." in done
    assert "redan med i utgåvorna" in text_of(client.post(page), 422)
    assert AuditEntry.objects.get(action="release-figures", subject="U-0004").actor == "Coordinator"
    revoked = text_of(client.post(f"{page}upphav/", follow=True))
    assert "U-0004 är inte med nästa gång" in revoked
    assert FigureRelease.objects.get(figure_import__number="U-0004").revoked_by == "Coordinator"


def test_an_import_is_withdrawn_with_a_reason(as_persona):
    client = as_persona("police_coordinator")
    page = f"{LIST}U-0004/aterkalla/"
    assert "Skriv varför underlaget återkallas." in text_of(client.post(page, {"reason": ""}), 422)
    assert "är återkallat" in text_of(client.post(page, {"reason": "Fel utdrag."}, follow=True))
    assert "Fel utdrag." in text_of(client.get(f"{LIST}U-0004/"))
    assert "redan återkallat" in text_of(client.post(page, {"reason": "Igen."}), 422)


def test_an_empty_file_to_fill_in_is_read_back_as_a_file_of_its_kind(as_persona):
    answer = as_persona("coordinator").get("/personal/underlag/mall/safety.csv")
    assert answer.content.decode("utf-8-sig").strip() == (
        "ar;fran_m;till_m;svarande;otrygga;viktsumma;viktkvadratsumma;otrygga_viktsumma"
    )
    assert as_persona("coordinator").get("/personal/underlag/mall/annat.csv").status_code == 404


def test_an_import_that_is_not_there_is_not_found(as_persona):
    assert as_persona("coordinator").get(f"{LIST}U-9999/").status_code == 404
    assert as_persona("coordinator").get(f"{LIST}U-0001/publicera/1999/").status_code == 404
