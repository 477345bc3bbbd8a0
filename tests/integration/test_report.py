"""The yearly report read back by another program: the tables' own values, tagged, in Swedish, the same every time."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kartlaggning.choices import AreaKind
from kartlaggning.computed_limit import computed
from kartlaggning.exports.report import county, tables
from kartlaggning.exports.report.area import area_report
from kartlaggning.exports.source import PackageSource
from kartlaggning.exports.tables.yearly import yearly_tables
from kartlaggning.exports.words.edition_words import open_count
from kartlaggning.public import area_reports
from kartlaggning.selectors.accounts import actor_for
from kartlaggning.selectors.editions import Area, AreaRef, Correction, atlas_as_it_was
from kartlaggning.services.removals import decisions as removals
from tests import builders, editions_read_back

KINDS = [
    (AreaKind.MUNICIPALITY, "sodertalje", "Södertälje"),
    (AreaKind.CITY_DISTRICT, "jarva", "Järva"),
    (AreaKind.POLICE_AREA, "norrmalm", "Norrmalm"),
]


def source_of(atlas, **changes):
    edition = replace(atlas.newest, **changes)
    return PackageSource(atlas, edition, "https://example.org", "", lambda slug: slug)


def county_pdf(atlas, **changes):
    (file,) = county.county_report(source_of(atlas, **changes))
    return file.content


def area_pdf(atlas, kind, slug):
    return area_report(atlas, atlas.area(kind, slug), site_url="https://example.org", publisher="")


def squeezed(text):
    """Return text without spaces and line ends: where a line breaks in print is no matter."""
    return re.sub(r"\s|\N{SOFT HYPHEN}", "", text)


def text_of(pdf):
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def structure(pdf):
    """Return the structure elements' types and the figures' alternative texts, in reading order."""
    found, alternatives, waiting = [], [], [PdfReader(io.BytesIO(pdf)).root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if not isinstance(node, dict):
            waiting.extend(reversed(node if isinstance(node, list) else []))
            continue
        if "/S" in node:
            found.append(node["/S"])
            alternatives += [node["/Alt"]] if "/Alt" in node else []
        if "/K" in node:
            waiting.append(node["/K"])
    return found, alternatives


def test_the_published_report_holds_what_the_database_holds(demonstration):
    text = text_of(editions_read_back.content("rapport", ".pdf"))
    for scene in editions_read_back.expected_scenes().values():
        assert squeezed(scene.name) in text
    assert squeezed("Öppna: 53. Upphörda i den här kartläggningen: 10.") in text


def test_every_value_of_the_tables_stands_in_the_report(demonstration):
    text = text_of(county_pdf(demonstration))
    found = tables.by_key(yearly_tables(demonstration, demonstration.newest, lambda slug: slug))
    for key, columns in {
        "closed": ("name", "municipality", "city_district", "police_area"),
        "changed": ("name", "previous_area_ha", "area_ha", "area_change_percent", "basis"),
        "county": ("published", "source", "difference", "area_ha"),
        "lineage": ("happened_on", "from_names", "to_names"),
        "joint_work": ("joint_surveys", "joint_percent"),
    }.items():
        names = [column.key for column in found[key].columns]
        for row in found[key].rows:
            printed = [
                tables.printed(found[key].columns[names.index(name)], row[names.index(name)]) for name in columns
            ]
            assert [value for value in printed if squeezed(value) not in text] == []


def test_a_row_is_printed_with_its_own_values_beside_its_name(demonstration):
    text = text_of(county_pdf(demonstration))
    for table in yearly_tables(demonstration, demonstration.newest, lambda slug: slug):
        if table.key == "municipalities":
            rows = [row for row in tables.values(table) if row["name"] == "Södertälje"]
            cells = "".join(f"{row['open_count']}{tables.two_decimals(row['area_ha'])}" for row in rows)
            assert squeezed(f"Södertälje{cells}0") in text


@pytest.mark.parametrize("ref", ["2021-exempel-r1", "2023-exempel-r1", "2024-exempel-r1"])
def test_the_number_of_the_round_is_the_first_thing_said(demonstration, ref):
    atlas = atlas_as_it_was(ref)
    page = PdfReader(io.BytesIO(county_pdf(atlas))).pages[0].extract_text()
    assert squeezed(f"räknar {open_count(atlas, atlas.newest)} öppna drogscener") in squeezed(page)


def test_no_later_round_is_seen_in_an_earlier_report(demonstration):
    text = text_of(county_pdf(atlas_as_it_was("2021-exempel-r1")))
    assert "Öppna2023" not in text
    assert squeezed("Länsstyrelsen Stockholm 2024-02-20") not in text


def test_the_report_is_tagged_swedish_and_says_that_it_is_for_everybody(demonstration):
    reader = PdfReader(io.BytesIO(county_pdf(demonstration)))
    assert reader.root_object["/Lang"] == "sv-SE"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Öppna drogscener i Stockholms län 2024"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data()


def test_its_tables_have_headers_and_its_figures_words(demonstration):
    types, alternatives = structure(county_pdf(demonstration))
    assert types.count("/Table") == 11
    assert types.count("/TH") >= 11 * 3
    assert types.count("/H1") >= 10
    assert types.count("/Figure") == len(alternatives) == 3 + 53
    assert all(alternatives)


@pytest.mark.parametrize(("ref", "fewest", "most"), [("2024-exempel-r1", 9, 16), ("2024-r1", 4, 9)])
def test_the_county_takes_a_handful_of_pages(demonstration, ref, fewest, most):
    assert fewest <= len(PdfReader(io.BytesIO(county_pdf(atlas_as_it_was(ref)))).pages) <= most


def test_a_demonstration_is_marked_on_every_page(demonstration):
    pages = PdfReader(io.BytesIO(county_pdf(demonstration))).pages
    assert all("Exempel: platser som heter Exempelplats är påhittade" in page.extract_text() for page in pages)


def test_the_record_has_no_such_mark_and_says_what_it_lacks(record):
    text = text_of(county_pdf(record))
    assert "Exempel" not in text
    assert squeezed("bara 1 av 53 öppna platser är känd här") in text


def test_the_same_edition_gives_the_same_bytes(demonstration):
    assert county_pdf(demonstration) == county_pdf(demonstration)


def test_an_erratum_the_registration_number_and_the_checksum_are_printed(demonstration):
    erratum = Correction("Dalen hade fel stadsdelsområde.", "Källan lästes fel.", "samordnaren", date(2024, 5, 2), ())
    text = text_of(county_pdf(demonstration, errata=(erratum,), registration_number="SSR 2024/7"))
    assert squeezed("Dalen hade fel stadsdelsområde. Källan lästes fel.") in text
    assert squeezed("Beslutat 2 maj 2024 av samordnaren.") in text
    assert squeezed("SSR 2024/7") in text
    assert demonstration.newest.checksum in text


@pytest.mark.parametrize(("kind", "slug", "name"), KINDS)
def test_an_area_has_the_same_report_of_its_own_places(demonstration, kind, slug, name):
    pdf = area_pdf(demonstration, kind, slug)
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata.title == f"Öppna drogscener i {name} 2024"
    assert reader.root_object["/Lang"] == "sv-SE"
    text = text_of(pdf)
    inside = [row for row in demonstration.newest.open_scenes if demonstration.area(kind, slug).ref in row.areas]
    outside = [
        row for row in demonstration.newest.open_scenes if row not in inside and row.name[-1] not in "0123456789"
    ]
    assert inside
    assert [row.name for row in inside if squeezed(row.name) not in text] == []
    assert [row.name for row in outside if squeezed(row.name) in text] == []


def test_an_area_of_an_incomplete_round_is_never_said_to_have_no_place(record):
    assert squeezed("I Täby är ingen öppen drogscen känd här för 2024.") in text_of(
        area_pdf(record, AreaKind.MUNICIPALITY, "taby")
    )


def test_an_area_formed_after_the_round_has_a_report_that_says_so(demonstration):
    text = text_of(area_pdf(demonstration, AreaKind.POLICE_AREA, "norra-innerstaden"))
    assert squeezed("Norra innerstaden fanns inte som lokalpolisområde när kartläggningen 2024 gjordes.") in text


@pytest.mark.parametrize("kind", ["kommuner/nacka", "stadsdelsomraden/jarva", "lokalpolisomraden/norrmalm"])
def test_the_report_is_answered_at_the_areas_address(demonstration, client, django_assert_num_queries, kind):
    with django_assert_num_queries(1):
        answer = client.get(f"/{kind}/rapport.pdf")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer.content.startswith(b"%PDF-1.7")
    assert f'href="/{kind}/rapport.pdf"' in client.get(f"/{kind}/").content.decode()


def test_an_earlier_editions_report_is_that_editions(demonstration, client):
    answer = client.get("/utgavor/2023-exempel-r1/las/kommuner/huddinge/rapport.pdf")
    assert PdfReader(io.BytesIO(answer.content)).metadata.title == "Öppna drogscener i Huddinge 2023"


def test_who_asks_for_ever_new_reports_is_asked_to_wait_and_kept_ones_are_free(demonstration, client, settings):
    settings.API_COMPUTED_PER_MINUTE = 1
    computed.clear()
    area_reports._made.clear()
    assert client.get("/kommuner/nacka/rapport.pdf").status_code == 200
    refused = client.get("/kommuner/solna/rapport.pdf")
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert "Vänta" in refused.content.decode()
    assert client.get("/kommuner/nacka/rapport.pdf").status_code == 200
    computed.clear()


def test_a_code_leads_to_the_address_and_an_unknown_area_is_not_found(demonstration, client):
    assert client.get("/kommuner/0182/rapport.pdf")["Location"] == "/kommuner/nacka/rapport.pdf"
    assert client.get("/kommuner/finns-inte/rapport.pdf").status_code == 404


def test_a_hidden_place_is_out_of_the_next_report_and_off_the_map(demonstration, client, personas):
    before = client.get("/kommuner/nacka/rapport.pdf").content
    assert squeezed("Fisksätra torg") in text_of(before)
    hidden = next(row for row in demonstration.newest.scenes if row.name == "Fisksätra torg")
    removals.hide_scene(
        hidden.public_id,
        reasons=removals.Reasons("Skäl för oss.", "Uppgiften prövas."),
        by=actor_for(personas.coordinator, None),
    )
    assert squeezed("Fisksätra torg") not in text_of(client.get("/kommuner/nacka/rapport.pdf").content)
    page = client.get("/nytt/").content.decode()
    assert "Fisksätra torg" not in page
    assert 'src="data:image/svg+xml;base64,' in page


TRICKY = ["#panic(1)", "$x^2$ *fet* _kursiv_", '<svg> & "citat"', "@referens `kod`", "\\u{41} ”så” [a] {b}", "= Rubrik"]


def with_names(names):
    rows = [builders.scene_row(name, 2024, public_id=f"S-{n}", slug=f"s-{n}") for n, name in enumerate(names)]
    return builders.atlas(builders.edition(2024, *rows))


@pytest.mark.parametrize("name", TRICKY)
def test_a_name_is_printed_as_it_is_whatever_signs_it_has(name):
    assert squeezed(name) in text_of(county_pdf(with_names([name])))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("aÅ #$*<>&@\\\"'”`_{}[]()=~^/-+:;", min_size=1, max_size=24), min_size=1, max_size=4))
def test_no_name_can_become_code(names):
    atlas = with_names(names)
    text = text_of(county_pdf(atlas))
    assert squeezed("Alla platser") in text
    area = Area(AreaRef(AreaKind.MUNICIPALITY, names[0], "x", "0184"), None, None, "", names[-1], "", None)
    assert area_report(atlas, area, site_url="https://example.org", publisher=names[0]).startswith(b"%PDF")
