"""An edition's news in sentences: known answers for the documented record and for the demonstration."""

from dataclasses import replace

import pytest
from django.utils import translation

from kartlaggning.choices import AreaKind
from kartlaggning.exports.words import story
from kartlaggning.exports.words.area_news import area_news, areas_without
from kartlaggning.exports.words.caveats import caveats
from kartlaggning.selectors.editions import atlas_as_it_was
from tests import builders


def sentences(atlas):
    """Return the summary, with ordinary spaces so that it can be written here."""
    return [sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in story.summary(atlas, atlas.newest)]


def municipalities(atlas):
    return {news.area.name: news.sentence for news in area_news(atlas, atlas.newest, AreaKind.MUNICIPALITY)}


def districts(atlas):
    return {news.area.name: news.sentence for news in area_news(atlas, atlas.newest, AreaKind.CITY_DISTRICT)}


def test_the_record_of_2024_says_what_is_published_and_no_more(record):
    assert sentences(record) == [
        "Kartläggningen 2024 räknar 53 öppna drogscener i Stockholms län. Det är 10 färre än 2023.",
        "De finns i 8 av länets 26 kommuner, 11 av Stockholms stadsdelsområden och 13 lokalpolisområden.",
        "10 platser upphörde under 2023.",
        "Ingen plats är ny.",
        "96 % av kartläggningarna gjordes av polis och kommun tillsammans.",
        "Målet är att antalet ska minska varje år till 2027. Mot 2023 har det minskat.",
    ]


def test_a_year_without_a_result_is_named_and_never_passed_over(record):
    assert sentences(atlas_as_it_was("2023-r1")) == [
        (
            "Kartläggningen 2023 räknar 63 öppna drogscener i Stockholms län. Det är 1 färre än 2021. "
            "För 2022 är inget resultat känt."
        ),
        "12 platser har upphört sedan 2021.",
        "11 platser är nya.",
        (
            "Målet är att antalet ska minska varje år till 2027. Om målet nåddes går inte att bedöma: "
            "inget resultat är känt för 2022."
        ),
    ]


def test_what_is_counted_in_made_up_rows_is_called_an_example(demonstration):
    said = sentences(demonstration)
    assert (
        "Exempel: Den sammanlagda ytan är 183,2 ha. Den är känd för 52 av 53 öppna platser. "
        "2023 var den 193,2 ha, för 52 platser."
    ) in said
    assert (
        "Exempel: Av de platser vars yta är känd båda gångerna är 6 större, 23 mindre och 23 i stort sett oförändrade."
    ) in said


def test_merging_and_splitting_is_told_apart_from_closing(demonstration):
    said = sentences(atlas_as_it_was("2023-exempel-r1"))
    assert "Exempel: 4 platser har slagits ihop till 2. 1 plats har delats i 3." in said


def test_each_municipality_has_its_sentence_in_swedish_order(demonstration):
    said = municipalities(demonstration)
    assert list(said) == [
        *("Botkyrka", "Haninge", "Huddinge", "Järfälla", "Nacka", "Solna", "Stockholm", "Sundbyberg", "Södertälje"),
    ]
    assert said["Huddinge"] == (
        "3 öppna platser, 3 färre än 2023. Upphört har Grantorp/Visättra, Skogås C och Vårby C."
    )
    assert said["Nacka"] == "Ingen öppen plats. 2023 var det 1. Upphört har Fisksätra torg."
    assert said["Sundbyberg"] == "1 öppen plats, lika många som 2023."


def test_a_municipality_of_an_incomplete_round_is_never_said_to_have_none(record):
    said = municipalities(record)
    assert said["Nacka"] == "Ingen öppen plats är känd här för 2024. Upphört har Fisksätra torg."
    assert said["Stockholm"].startswith("1 öppen plats är känd här.")
    assert areas_without(record, record.newest, AreaKind.MUNICIPALITY) == ()


def test_an_area_is_not_compared_with_a_round_before_it_existed(demonstration):
    said = districts(atlas_as_it_was("2023-exempel-r1"))
    assert said["Järva"] == "8 öppna platser. Området fanns inte 2021."
    assert "Rinkeby-Kista" not in said


def test_the_municipalities_without_a_scene_are_the_others(demonstration):
    without = {area.name for area in areas_without(demonstration, demonstration.newest, AreaKind.MUNICIPALITY)}
    assert len(without) == 26 - 8
    assert "Nacka" in without


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((3, 1), "Det är 2 färre än 2023."),
        ((1, 2), "Det är 1 fler än 2023."),
        ((2, 2), "Det är lika många som 2023."),
    ],
)
def test_fewer_more_and_as_many(counts, expected):
    then, now = (
        [builders.scene_row(f"P{n}", year) for n in range(count)]
        for year, count in zip((2023, 2024), counts, strict=True)
    )
    atlas = builders.atlas(builders.edition(2023, *then), builders.edition(2024, *now))
    assert story.difference(atlas, atlas.newest) == expected


def test_a_demonstrations_own_count_is_marked_where_nothing_is_published():
    made_up = replace(builders.edition(2026, builders.scene_row("A", 2026)), is_demonstration=True)
    atlas = builders.atlas(made_up)
    assert story.counted(atlas, made_up) == "Exempel: Kartläggningen 2026 räknar 1 öppen drogscen i Stockholms län."


def test_an_edition_that_knows_nothing_says_only_its_number():
    atlas = builders.atlas(builders.edition(2030))
    assert sentences(atlas) == ["Kartläggningen 2030 räknar 0 öppna drogscener i Stockholms län."]


def test_the_caveats_name_what_the_list_lacks_and_where_the_compared_number_is_from(record):
    said = caveats(record, record.newest)
    assert "Listan är inte fullständig: bara 1 av 53 öppna platser är känd här." in said
    earlier = atlas_as_it_was("2023-r1")
    assert "Antalet för 2021 är hämtat ur: Länsstyrelsen Stockholm 2022-07-05." in caveats(earlier, earlier.newest)


def test_the_sentences_follow_the_pages_language(demonstration):
    with translation.override("sv"):
        swedish = sentences(demonstration)
    with translation.override("en"):
        assert len(sentences(demonstration)) == len(swedish)
