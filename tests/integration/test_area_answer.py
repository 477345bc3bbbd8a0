"""The answer to what is done in an area: known answers, what is never in it, the page and the PDF read back."""

import io
import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from kartlaggning.choices import AreaKind, Visibility
from kartlaggning.exports.answer.area import area_answer
from kartlaggning.exports.answer.printed import answer_pdf
from kartlaggning.followup.values import NOTHING
from tests import answer_values
from tests.answer_values import OWNER

JARVA = (AreaKind.CITY_DISTRICT, "jarva")


@pytest.fixture(autouse=True)
def in_swedish():
    with translation.override("sv"):
        yield


@pytest.fixture
def followed(demonstration):
    """The follow-up of one open and one closed scene in Järva."""
    open_id = next(row.public_id for row in demonstration.newest.scenes if row.name == "Exempelplats Stockholm 9")
    closed_id = next(row.public_id for row in demonstration.newest.scenes if row.name == "Dragörgränd")
    return answer_values.follow_up(open_id, closed_id)


def answered(atlas, kind, slug, follow_up=NOTHING, level=Visibility.PUBLIC):
    return area_answer(atlas, atlas.area(kind, slug), follow_up, level)


def section(answer, key):
    return next((one for one in answer.sections if one.key == key), None)


def texts(answer):
    """Return every text of an answer in order."""
    found = [answer.opening]
    for one in answer.sections:
        found.append(one.title)
        for part in one.parts:
            if part.kind == "text":
                found.append(part.text)
            elif part.kind == "list":
                found += [cell.text for cell in part.items]
            elif part.kind == "table":
                found += [part.caption, *(column.header for column in part.columns)]
                found += [cell.text for row in part.rows for cell in row]
    return [text for text in found if text]


def rows(answer, key, table=0):
    tables = [part for part in section(answer, key).parts if part.kind == "table"]
    return [[cell.text for cell in row] for row in tables[table].rows]


def squeezed(text):
    """Return text without spaces, line ends and hyphens: where a line breaks in print is no matter."""
    return re.sub(r"\s|-|\N{SOFT HYPHEN}", "", text)


def pages_of(pdf):
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_the_opening_answers_by_itself(demonstration, followed):
    assert answered(demonstration, *JARVA, followed).opening == (
        "Kartläggningen 2024 fann 6 öppna drogscener i Järva. Alla är påhittade exempel. "
        "Så länge har de funnits: 5 sedan 2021 eller tidigare och 1 sedan 2023. "
        "2 insatser på platserna är antecknade: belysning (1) och ordningsvakter (1). "
        "2 av dem pågår, så långt det är antecknat. Alla är påhittade exempel. "
        "Upphört har Dragörgränd (kartläggningen 2024) och Nordkapsgatan Husby (kartläggningen 2024). "
        "Inte känt här: vad som har hänt efter kartläggningen 2024, resultatet för 2022 och hur trygga de som bor just "
        "här känner sig."
    )


def test_that_nothing_is_noted_is_said_and_that_it_does_not_mean_nothing_is_done(demonstration):
    answer = answered(demonstration, *JARVA)
    assert "Ingen insats på platserna är publicerad här. Det betyder inte att inget görs." in answer.opening
    assert "antalet anmälda brott på platserna" in answer.opening
    assert section(answer, "brott") is None
    assert section(answer, "samverkan") is None


def test_in_the_record_it_is_only_what_is_known(record):
    answer = answered(record, AreaKind.POLICE_AREA, "norrmalm")
    assert "1 öppen drogscen i Norrmalm är känd här för 2024." in answer.opening
    assert "bara 1 av 53 öppna platser är känd här" in answer.opening
    assert "Den har funnits sedan 2023 eller tidigare." in answer.opening
    assert "xempel" not in " ".join(texts(answer))


def test_an_area_that_no_longer_exists_says_so_and_leads_on(demonstration, client: Client):
    answer = answered(demonstration, AreaKind.CITY_DISTRICT, "rinkeby-kista")
    assert answer.opening.startswith(
        "Rinkeby-Kista fanns som område till och med 30 juni 2023. Därefter hör platserna till Järva."
    )
    page = client.get("/stadsdelsomraden/rinkeby-kista/svar/").content.decode()
    assert '<a href="/stadsdelsomraden/jarva/svar/">Järva</a>' in page
    assert '<meta name="robots" content="noindex">' in page


def test_an_area_formed_after_the_round_leads_back(demonstration):
    answer = answered(demonstration, AreaKind.POLICE_AREA, "norra-innerstaden")
    assert "har ännu inget resultat. Platserna hörde då till Norrmalm." in answer.opening
    assert [other.slug for other in answer.others] == ["norrmalm"]


def test_each_round_stands_with_its_edition(demonstration):
    assert rows(answered(demonstration, AreaKind.MUNICIPALITY, "nacka"), "over-tid") == [
        ["2021", "2", "0", "6,0\xa0ha (1 av 2 platser)", "Exempelutgåva 1 av kartläggning 2021"],
        ["2023 (2022 saknas, ny metod)", "1", "1", "–", "Exempelutgåva 1 av kartläggning 2023"],
        ["2024", "0", "1", "–", "Exempelutgåva 1 av kartläggning 2024"],
    ]


def test_what_closed_and_when(demonstration, followed):
    answer = answered(demonstration, *JARVA, followed)
    closed = ["Dragörgränd", "under 2023", "Inte längre en öppen drogscen", "Exempelutgåva 1 av kartläggning 2024"]
    assert rows(answer, "upphorda")[0] == closed
    assert rows(answer, "upphorda", 1) == [["Dragörgränd", "3 maj 2025", "lugnt", "Polisen", "Lugnt."]]


def test_violence_falls_while_the_rate_doubles_and_the_answer_says_why(demonstration, followed):
    # 60 on 6 ha is 10,0 per ha, 40 on 2 ha 20,0; on the constant 6 ha 10,0 and 40 / 6 = 6,7.
    answer = answered(demonstration, *JARVA, followed)
    assert rows(answer, "brott") == [
        *(
            ["Våldsbrott 2021", "60", "6,0\xa0ha", "10,0", "60", "6,0\xa0ha", "10,0", "U-0007, kartläggning 2021"],
            ["Våldsbrott 2023", "40", "2,0\xa0ha", "20,0", "40", "6,0\xa0ha", "6,7", "U-0007, kartläggning 2023"],
        )
    ]
    notes = next(part for part in section(answer, "brott").parts if part.kind == "list")
    assert "Det beror på att gränsen har krympt, inte på fler brott." in notes.items[0].text


def test_detection_crime_stands_apart_with_its_text_and_a_hidden_number_is_explained(demonstration, followed):
    answer = answered(demonstration, *JARVA, followed)
    assert rows(answer, "brott", 1)[1] == [
        *(
            "Narkotikabrott 2023",
            "visas inte",
            "2,0\xa0ha",
            "–",
            "visas inte",
            "6,0\xa0ha",
            "–",
            "U-0007, kartläggning 2023",
        )
    ]
    said = " ".join(texts(answer))
    assert "Färre är inte bättre" in said
    assert "Visas inte: antalet är 1–4, eller dolt" in said
    assert "ett antagande i exemplet" in said


def test_safety_is_said_to_be_of_the_whole_county(demonstration, followed):
    # Wilson for 36 of 100: (36 + 1,92) / 103,84 = 36,5 ± 9,3 → 27,3–45,8; 210 of 1 000 → 18,6–23,6.
    answer = answered(demonstration, *JARVA, followed)
    found = rows(answer, "trygghet")
    assert ["0–500\xa0m från en plats", "2023", "36,0\xa0%", "27,3–45,8\xa0%", "100", "U-0008"] in [
        [text.replace(" m ", "\xa0m ") for text in row] for row in found
    ]
    assert ["i hela länet", "2023", "21,0\xa0%", "18,6–23,6\xa0%", "1\xa0000", "U-0008"] in found
    assert any("De säger inget om just Järva" in text for text in texts(answer))
    assert rows(answer, "trygghet", 1)[0][-4:] == ["41\xa0%", "63\xa0%", "120", "U-0008"]


def test_no_property_owner_and_no_other_party_stands_in_it(demonstration, followed):
    answer = answered(demonstration, *JARVA, followed, Visibility.POLICE_ONLY)
    assert OWNER not in " ".join(texts(answer))
    assert rows(answer, "samverkan") == [
        [
            *("Forum för trygghet (samverkansforum, A-0001)", "Järva", "sedan 2022", "varje månad"),
            *("Mål: Färre platser. Nästa genomgång: 1 mars 2027.", "offentlig"),
        ]
    ]


def test_only_what_concerns_the_area_stands_in_it(demonstration, followed):
    said = " ".join(texts(answered(demonstration, *JARVA, followed)))
    assert "Samordnare" in said
    assert "Länets växel" in said
    assert "Farstas" not in said
    elsewhere = answered(demonstration, AreaKind.MUNICIPALITY, "sodertalje", followed)
    assert "Vakter på torget" not in " ".join(texts(elsewhere))
    assert section(elsewhere, "brott") is None


def test_every_figure_names_its_edition_or_import(demonstration, followed):
    answer = answered(demonstration, *JARVA, followed)
    assert [row[0] for row in rows(answer, "kallor", 1)] == ["U-0007", "U-0008"]
    assert next(row[1] for row in rows(answer, "kallor")) == "Exempelutgåva 1 av kartläggning 2024 (2024-exempel-r1)"
    for key in ("over-tid", "upphorda", "brott", "trygghet"):
        assert all(re.search(r"utgåva|U-000|mätning", row[-1]) for row in rows(answer, key)), key


def test_the_pdf_says_what_the_answer_says_and_is_the_same_every_time(demonstration, followed):
    answer = answered(demonstration, *JARVA, followed)
    pdf = answer_pdf(answer, demonstration.newest, publisher="")
    assert pdf == answer_pdf(answer, demonstration.newest, publisher="")
    text = "".join(pages_of(pdf))
    assert [one for one in texts(answer) if squeezed(one) not in text] == []
    assert all(squeezed("Exempel: platser som heter Exempelplats") in page for page in pages_of(pdf))


def test_the_pdf_is_tagged_swedish_and_its_opening_is_the_first_thing_said(demonstration, followed):
    answer = answered(demonstration, *JARVA, followed)
    reader = PdfReader(io.BytesIO(answer_pdf(answer, demonstration.newest, publisher="")))
    assert reader.root_object["/Lang"] == "sv-SE"
    assert reader.metadata.title == "Vad görs åt de öppna drogscenerna i Järva?"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data()
    assert squeezed(answer.opening[:80]) in squeezed(reader.pages[0].extract_text())


@pytest.mark.parametrize("path", ["/kommuner/stockholm/", "/stadsdelsomraden/jarva/", "/lokalpolisomraden/norrmalm/"])
def test_from_the_areas_page_it_is_one_click(demonstration, client: Client, path):
    page = client.get(path).content.decode()
    assert f'href="{path}svar/"' in page
    assert f'href="{path}svar.pdf"' in page
    assert client.get(f"{path}svar/").status_code == 200
    answer = client.get(f"{path}svar.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith('inline; filename="svar-2024-exempel-r1-')


def test_every_area_has_an_answer_in_both_languages(demonstration):
    for area in demonstration.areas:
        for language in ("sv", "en"):
            with translation.override(language):
                assert area_answer(demonstration, area, demonstration.follow_up).opening


@pytest.mark.parametrize("path", ["svar/", "svar.pdf"])
def test_a_code_leads_on_and_what_is_not_there_is_said(demonstration, client: Client, path):
    assert client.get(f"/kommuner/0181/{path}")["Location"] == f"/kommuner/sodertalje/{path}"
    assert client.get(f"/kommuner/atlantis/{path}").status_code == 404
    assert client.get(f"/kommuner/nacka/{path}?niva=police_only").status_code == 400


def test_before_the_first_publication_there_is_no_answer(empty, client: Client):
    assert client.get("/kommuner/nacka/svar/").status_code == 404
    assert client.get("/kommuner/nacka/svar.pdf").status_code == 404


def test_an_answer_follows_the_editions_own_follow_up(demonstration, followed):
    atlas = replace(demonstration, follow_up=followed)
    assert area_answer(atlas, atlas.area(*JARVA), atlas.follow_up) == answered(demonstration, *JARVA, followed)
