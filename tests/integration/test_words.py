"""Sentences built from figures, in both languages and in both states of the site."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict
from django.utils import translation

from kartlaggning.choices import Origin, Provenance
from kartlaggning.exports.words import edition_words
from kartlaggning.public import words
from kartlaggning.public.forms import LIST_PARAMETERS, SceneQuery
from kartlaggning.selectors.editions import Atlas, Edition


def with_newest(atlas: Atlas, **changes: object) -> tuple[Atlas, Edition]:
    edition = replace(atlas.newest, **changes)
    return replace(atlas, editions=(*atlas.editions[:-1], edition)), edition


def list_words(atlas: Atlas, text: str) -> str:
    query = SceneQuery(QueryDict(text), atlas, LIST_PARAMETERS)
    return words.list_sentence(query, query.rows())


def test_the_headline_is_the_published_figure_with_its_source(record):
    headline = edition_words.headline(record, record.newest)
    assert headline.sentence == "53 öppna drogscener i 8 kommuner (kartläggning 2024), 10 färre än 2023."
    assert "Länsstyrelsen" in headline.source
    assert headline.on_map == "1 av dem visas på kartan, med ungefärligt läge."


def test_an_earlier_round_is_set_against_the_result_before_it(record):
    assert edition_words.headline(record, record.edition(2023)).sentence == (
        "63 öppna drogscener (kartläggning 2023), 1 färre än 2021."
    )


def test_in_a_demonstration_the_headline_counts_what_is_made_up(demonstration):
    headline = edition_words.headline(demonstration, demonstration.newest)
    assert headline.sentence == "53 öppna drogscener i 8 kommuner (kartläggning 2024), 10 färre än 2023."
    assert headline.on_map == "Kartan visar 53 platser: 1 dokumenterad och 52 påhittade exempel."


def test_a_round_of_nothing_but_examples_says_so(demonstration):
    assert edition_words.on_map(demonstration.edition(2021)) == "Kartan visar 64 platser. Alla är påhittade exempel."


def test_without_a_published_figure_the_rows_are_counted(demonstration):
    real = tuple(replace(edition, is_demonstration=False) for edition in demonstration.editions)
    atlas = replace(demonstration, editions=real, figures=())
    headline = edition_words.headline(atlas, atlas.newest)
    assert headline.sentence == "53 öppna drogscener i 8 kommuner (kartläggning 2024), 10 färre än 2023."
    assert headline.source == ""


def test_a_number_of_municipalities_counted_from_made_up_rows_is_not_stated(demonstration):
    headline = edition_words.headline(demonstration, demonstration.edition(2023))
    assert headline.sentence == "63 öppna drogscener (kartläggning 2023), 1 färre än 2021."


def test_a_total_that_stands_still_or_rises_is_worded_so(demonstration):
    atlas, edition = with_newest(replace(demonstration, figures=()), scenes=demonstration.edition(2023).scenes)
    assert edition_words.headline(atlas, edition).sentence.endswith(", lika många som 2023.")
    atlas, edition = with_newest(atlas, scenes=demonstration.edition(2021).scenes)
    assert edition_words.headline(atlas, edition).sentence.endswith(", 1 fler än 2023.")


def test_a_map_that_can_show_nothing_says_so(record):
    _atlas, edition = with_newest(record, scenes=record.newest.closures)
    assert edition_words.on_map(edition) == "Ingen av dem kan visas på kartan."


def test_surveyed_outlines_are_not_called_approximate(record):
    klara = replace(record.newest.open_scenes[0], provenance=Provenance.SURVEYED, origin=Origin.DOCUMENTED)
    _atlas, edition = with_newest(record, scenes=(klara,))
    assert edition_words.on_map(edition) == "1 av dem visas på kartan."


def test_the_headline_is_english_on_english_pages(demonstration):
    with translation.override("en"):
        headline = edition_words.headline(demonstration, demonstration.newest)
    assert headline.sentence == "53 open drug scenes in 8 municipalities (2024 survey), 10 fewer than in 2023."
    assert headline.on_map == "The map shows 53 places: 1 documented and 52 made-up examples."


def test_the_record_alone_says_that_it_is_not_complete(record):
    assert edition_words.missing_sentence(record, record.newest) == (
        "Listan är inte fullständig: bara 1 av 53 öppna platser är känd här."
    )


def test_a_complete_list_needs_no_caveat(demonstration):
    assert [edition_words.missing_sentence(demonstration, edition) for edition in demonstration.editions] == [
        "",
        "",
        "",
    ]


def test_the_closed_list_of_2024_is_complete_and_that_of_2023_is_not(record):
    assert edition_words.missing_sentence(record, record.newest, "closed") == ""
    assert edition_words.missing_sentence(record, record.edition(2023), "closed") == (
        "Listan är inte fullständig: bara 1 av 12 upphörda platser är känd här."
    )


def test_a_filtered_list_says_in_words_what_it_shows(demonstration):
    assert list_words(demonstration, "") == ("53 platser, öppna i kartläggningen 2024. 52 av dem är påhittade exempel.")
    assert list_words(demonstration, "kommun=stockholm").startswith("26 platser i Stockholm, öppna i kartläggningen")
    assert list_words(demonstration, "q=klara") == "1 plats vars namn innehåller ”klara”, öppen i kartläggningen 2024."
    assert list_words(demonstration, "status=closed&kommun=nacka") == "1 plats i Nacka, upphörd i kartläggningen 2024."
    assert list_words(demonstration, "status=all").startswith(
        "63 platser i kartläggningen 2024: 53 öppna och 10 upphörda."
    )
    assert list_words(demonstration, "kommun=sundbyberg") == (
        "1 plats i Sundbyberg, öppen i kartläggningen 2024. Den är ett påhittat exempel."
    )


def test_the_closed_lists_name_the_period_that_was_judged(demonstration):
    headings = [edition_words.closures_heading(demonstration, edition) for edition in reversed(demonstration.editions)]
    assert headings == [
        "Upphörda under 2023 (kartläggning 2024)",
        "Upphörda mellan kartläggningarna 2021 och 2023",
        "Upphörda före kartläggningen 2021",
    ]


def test_a_period_that_is_no_whole_year_is_written_with_its_days(record):
    edition = replace(record.newest, judged_from=date(2024, 3, 1), judged_to=date(2025, 2, 28))
    assert edition_words.judged_period(edition) == "1 mars 2024–28 februari 2025"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dalen", "Stockholms stad/Enskede-Årsta-Vantör"),
        ("Ullerudsbacken-Brunskogsbacken", "Stockholms stad/Farsta"),
        ("Skogås C", "Huddinge"),
    ],
)
def test_municipality_and_district_are_printed_as_the_county_prints_them(record, name, expected):
    row = next(row for row in record.newest.closures if row.name == name)
    assert edition_words.printed_municipality(row) == expected


@pytest.mark.parametrize(("today", "months"), [(date(2025, 8, 21), 18), (date(2026, 11, 23), 33)])
def test_over_eighteen_months_after_publication_the_age_is_told(record, today, months):
    edition = replace(record.newest, published_on=date(2024, 2, 20))
    said = "Den senaste kartläggningen är från 20 februari 2024, för {} månader sedan. Läget kan ha ändrats sedan dess."
    assert words.stale_sentence(edition, today) == said.format(months)


def test_up_to_eighteen_months_after_publication_no_age_is_told(record):
    edition = replace(record.newest, published_on=date(2024, 2, 20))
    assert words.stale_sentence(edition, date(2025, 8, 20)) == ""


def test_an_edition_with_made_up_rows_is_not_called_the_survey(demonstration, record):
    assert words.edition_sentences(demonstration.newest) == (
        "Du ser exempelutgåva 1 av kartläggning 2024. Den verkliga kartläggningen publicerades 20 februari 2024."
    )
    assert words.sources_label(demonstration.newest) == "Källor (för de dokumenterade platserna):"
    assert words.sources_label(demonstration.edition(2021)) == "Källor (för den verkliga kartläggningen):"
    assert words.edition_sentences(record.newest) == "Du ser kartläggning 2024, utgåva 1. Publicerat: 20 februari 2024."
    assert words.sources_label(record.newest) == "Källor:"


def test_where_no_source_tells_when_a_survey_was_published_nothing_is_said_of_it(record):
    edition = replace(record.newest, published_on=None, published_text="")
    assert words.edition_sentences(edition) == "Du ser kartläggning 2024, utgåva 1."


def test_how_a_scene_has_changed_is_told_against_the_year_it_is_measured_by(demonstration):
    told = {words.status_words(row) for row in demonstration.edition(2023).scenes if not row.is_open or row.is_example}
    assert {"öppen", "öppen, ny", "öppen, större än 2021", "öppen, mindre än 2021", "upphörd"} <= told
