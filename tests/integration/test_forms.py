"""The query of a page: what the address may ask for, and what it answers to anything else."""

import pytest
from django.core.exceptions import BadRequest
from django.http import QueryDict

from kartlaggning.choices import AreaKind
from kartlaggning.errors import NotFoundInEdition
from kartlaggning.public.forms import PARAMETERS, SceneQuery
from kartlaggning.selectors.editions import Atlas


def ask(atlas: Atlas, text: str) -> SceneQuery:
    return SceneQuery(QueryDict(text), atlas, PARAMETERS)


def test_no_parameter_means_the_open_scenes_of_the_newest_round(demonstration):
    query = ask(demonstration, "")
    assert query.edition is demonstration.newest
    assert query.compared is None
    assert len(query.rows()) == 53


def test_every_parameter_narrows_the_rows(demonstration):
    assert len(ask(demonstration, "ar=2021").rows()) == 64
    assert {row.municipality.name for row in ask(demonstration, "kommun=sodertalje").rows()} == {"Södertälje"}
    assert {row.city_district.name for row in ask(demonstration, "stadsdelsomrade=farsta").rows()} == {"Farsta"}
    assert {row.police_area.name for row in ask(demonstration, "lokalpolisomrade=solna").rows()} == {"Solna"}
    assert [row.name for row in ask(demonstration, "q=SERGELS").rows()] == ["Sergels torg/Klara"]
    assert not any(row.is_open for row in ask(demonstration, "status=closed").rows())


def test_a_name_is_found_whatever_the_case_of_its_swedish_letters(demonstration):
    assert [row.name for row in ask(demonstration, "q=vårby&status=all").rows()] == ["Vårby C"]
    assert [row.name for row in ask(demonstration, "q=VÅRBY&status=all").rows()] == ["Vårby C"]
    assert ask(demonstration, "q=varby&status=all").rows() == ()


def test_an_unknown_year_is_answered_with_the_years_there_are(record):
    with pytest.raises(NotFoundInEdition, match=r"2022.*2023 och 2024"):
        ask(record, "ar=2022")


def test_an_unknown_place_is_not_found(record):
    with pytest.raises(NotFoundInEdition, match="atlantis"):
        ask(record, "kommun=atlantis")


def test_a_year_to_compare_with_must_exist_too(record):
    with pytest.raises(NotFoundInEdition, match="1999"):
        ask(record, "jamfor=1999")
    assert ask(record, "jamfor=2023").compared is record.edition(2023)


@pytest.mark.parametrize("text", ["year=2024", "ar=2024&Kommun=nacka", "x"])
def test_an_unknown_parameter_is_answered_with_those_there_are(record, text):
    with pytest.raises(BadRequest, match=r"kommun.*lokalpolisomrade.*jamfor"):
        ask(record, text)


@pytest.mark.parametrize("text", ["ar=2024&ar=2023", "q=&q=klara"])
def test_a_parameter_that_is_given_twice_is_refused(record, text):
    with pytest.raises(BadRequest, match="flera gånger"):
        ask(record, text)


@pytest.mark.parametrize("text", ["ar=tjugo", "ar=20240", "ar=-2024", "ar=²⁰²⁴", "status=stängd", "sortera=brott"])
def test_an_unreadable_value_is_a_bad_request(record, text):
    with pytest.raises(BadRequest):
        ask(record, text)


def test_what_is_default_is_left_out_of_the_address(demonstration):
    query = ask(demonstration, "ar=2024&status=open&sortera=namn&kommun=&q=")
    assert query.address() == ""
    assert query.address(sortera="-yta", ar="2021") == "?ar=2021&sortera=-yta"


def test_the_address_gives_the_same_query_back(demonstration):
    text = "?ar=2023&kommun=stockholm&stadsdelsomrade=farsta&status=all&q=exempel+%C3%A5&sortera=-kommun&jamfor=2021"
    assert ask(demonstration, text[1:]).address() == text


def test_another_page_is_asked_for_the_same_rows_without_what_only_this_one_takes(demonstration):
    query = ask(demonstration, "ar=2023&kommun=solna&status=all&q=1&sortera=-yta&jamfor=2021")
    assert query.selection_address == "?ar=2023&kommun=solna&status=all&q=1"


def test_the_same_rows_are_asked_for_in_the_words_of_the_api(demonstration):
    query = ask(demonstration, "ar=2023&kommun=stockholm&stadsdelsomrade=farsta&lokalpolisomrade=farsta&status=all")
    assert query.api_address == "?year=2023&status=all&municipality=stockholm&city-district=farsta&police-area=farsta"


def test_areas_that_never_had_a_scene_are_offered_only_when_chosen(demonstration):
    def offered(query: SceneQuery) -> list[str]:
        return [value for value, _label in query.fields["kommun"].choices]

    assert "danderyd" not in offered(ask(demonstration, ""))
    query = ask(demonstration, "kommun=danderyd")
    assert "danderyd" in offered(query)
    assert query.chosen_areas[AreaKind.MUNICIPALITY].ref.name == "Danderyd"
    assert query.rows() == ()


def test_areas_of_different_kinds_with_the_same_name_are_kept_apart(demonstration):
    query = ask(demonstration, "")
    assert "norra-innerstaden" in dict(query.fields["stadsdelsomrade"].choices)
    assert "norra-innerstaden" not in dict(query.fields["lokalpolisomrade"].choices)


def test_a_former_area_is_offered_with_its_last_year(demonstration):
    labels = dict(ask(demonstration, "").fields["stadsdelsomrade"].choices)
    assert labels["rinkeby-kista"] == "Rinkeby-Kista (till 2023)"
    assert labels["jarva"] == "Järva"
