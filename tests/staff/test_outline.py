"""The outline editor's questions to the server: who may ask, what is answered, and what an outline is judged among."""

import json

import numpy as np
import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from shapely.geometry import MultiPolygon, Polygon, box

from kartlaggning import content
from kartlaggning.choices import SurveyState
from kartlaggning.geometry.outline_input import exchange_text, in_centimetres, parse_outline
from kartlaggning.models import Survey
from kartlaggning.selectors.outlines import surroundings_of
from kartlaggning.selectors.surveys import find
from kartlaggning.staff.outline_context import OutlineForm, outline_context

MAY = ["officer", "colleague", "municipal"]
MAY_NOT = ["other_officer", "other_municipal", "police_coordinator", "coordinator", "reader", "administrator"]


@pytest.fixture
def survey(demonstration, round_2026):
    """A survey to do in Järva, where the officer and the municipal officer work."""
    own = Survey.objects.filter(survey_round=round_2026, police_area__name="Järva", city_district__name="Järva")
    return next(found for found in own.order_by("pk") if content.outline_of(found.content))


def address(survey, what):
    return f"/personal/kartlaggning/2026/{survey.scene.public_id}/grans/{what}/"


def moved(outline, east, north=0.0):
    return in_centimetres(shapely.transform(outline, lambda points: points + np.array([east, north])))


def own_outline(survey):
    return content.outline_of(survey.content)


def check(client, survey, outline):
    return client.post(address(survey, "kontroll"), {"outline": exchange_text(outline)})


def upload(client, survey, name="a.geojson", text=None):
    outline = json.loads(exchange_text(own_outline(survey)))
    feature = {"type": "Feature", "properties": {"namn": "Torget"}, "geometry": outline}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]}) if text is None else text
    return client.post(address(survey, "fil"), {"outline_file": SimpleUploadedFile(name, text.encode())})


@pytest.mark.parametrize("persona", MAY)
def test_who_surveys_the_scene_may_ask(survey, as_persona, persona):
    client = as_persona(persona)
    assert check(client, survey, own_outline(survey)).status_code == 200
    assert upload(client, survey).status_code == 200


@pytest.mark.parametrize("persona", MAY_NOT)
def test_nobody_else_may_ask(survey, as_persona, persona):
    client = as_persona(persona)
    assert check(client, survey, own_outline(survey)).status_code in (403, 404)
    assert upload(client, survey).status_code in (403, 404)


def test_who_is_not_signed_in_is_told_so(survey, client):
    answer = client.post(address(survey, "kontroll"), {}, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 401
    assert client.get(address(survey, "kontroll")).status_code == 405


def test_the_same_outline_is_unchanged_and_nothing_is_wrong(survey, as_persona):
    answer = check(as_persona("officer"), survey, own_outline(survey)).json()
    assert answer["findings"] == []
    assert answer["repaired"] is None
    assert answer["comparison"].endswith(": oförändrad.")


def test_a_crossing_is_answered_with_its_place_and_a_repair(survey, as_persona):
    east, north = (round(value) for value in own_outline(survey).centroid.coords[0])
    bow_tie = MultiPolygon(
        [Polygon([(east, north), (east + 60, north + 60), (east + 60, north), (east, north + 60)])],
    )
    answer = check(as_persona("officer"), survey, bow_tie).json()
    crossing = answer["findings"][0]
    assert (crossing["code"], crossing["is_error"]) == ("self_crossing", True)
    here = json.dumps({"type": "Polygon", "coordinates": [[crossing["point"]] * 4]})
    assert shapely.get_coordinates(parse_outline(here))[0] == pytest.approx((east + 30, north + 30), abs=0.05)
    assert parse_outline(json.dumps(answer["repaired"])).is_valid


def test_what_is_no_outline_is_answered_with_words(survey, as_persona):
    answer = as_persona("officer").post(address(survey, "kontroll"), {"outline": "nej"})
    assert answer.status_code == 422
    assert "inte GeoJSON" in answer.json()["message"]


def test_nothing_is_saved_by_asking(survey, as_persona):
    check(as_persona("officer"), survey, moved(own_outline(survey), 30))
    again = Survey.objects.get(pk=survey.pk)
    assert (again.content, again.version, again.state) == (survey.content, survey.version, survey.state)


def test_a_file_is_answered_with_its_areas(survey, as_persona):
    (feature,) = upload(as_persona("officer"), survey).json()["features"]
    assert (feature["number"], feature["label"]) == (1, "Torget")
    assert feature["area_m2"] == pytest.approx(own_outline(survey).area, abs=2)
    assert parse_outline(json.dumps(feature["geojson"])).equals_exact(own_outline(survey), 0)


@pytest.mark.parametrize(("name", "text", "words"), [("a.txt", "x", "ska vara GeoPackage"), ("a.json", "", "inte en")])
def test_a_file_that_cannot_be_read_is_answered_with_words(survey, as_persona, name, text, words):
    answer = upload(as_persona("officer"), survey, name, text)
    assert answer.status_code == 422
    assert words in answer.json()["message"]


def test_no_file_is_answered_with_words(survey, as_persona):
    answer = as_persona("officer").post(address(survey, "fil"), {})
    assert (answer.status_code, answer.json()) == (422, {"message": "Välj en fil."})


def test_an_overlap_with_another_scene_of_the_round_is_found(survey, as_persona, personas):
    other = Survey.objects.filter(survey_round=survey.survey_round, police_area__name="Järva").exclude(pk=survey.pk)[0]
    other.content[content.OUTLINE] = content.outline_value(moved(own_outline(survey), 20))
    other.save(update_fields=["content"])
    findings = check(as_persona("officer"), survey, own_outline(survey)).json()["findings"]
    assert [(finding["code"], finding["others"]) for finding in findings] == [("overlap", [other.scene.name])]


def test_what_is_drawn_this_year_outside_the_officers_area_is_not_shown(survey, personas):
    other = Survey.objects.filter(survey_round=survey.survey_round, police_area__name="Globen")[0]
    other.content[content.OUTLINE] = content.outline_value(moved(own_outline(survey), 20))
    other.state = SurveyState.DRAFT
    other.save(update_fields=["content", "state"])
    assert other.scene.name not in surroundings_of(survey, personas.actor("officer")).neighbours
    assert other.scene.name in surroundings_of(survey, personas.actor("coordinator")).neighbours


def test_earlier_outlines_stand_with_their_years_the_latest_first(survey, personas):
    surroundings = surroundings_of(survey, personas.actor("officer"))
    years = [year for year, _outline in surroundings.earlier]
    assert years == sorted(years, reverse=True)
    assert surroundings.previous_year == years[0]
    assert surroundings.municipality.name == "Stockholm"
    assert len(surroundings.county) == 26


def test_the_surroundings_cost_a_fixed_number_of_queries(survey, personas, django_assert_num_queries):
    actor = personas.actor("officer")
    survey = find(actor, 2026, survey.scene.public_id)
    with django_assert_num_queries(5):
        surroundings_of(survey, actor)


def test_the_page_is_told_of_ghosts_neighbours_and_addresses(survey, personas):
    surroundings = surroundings_of(survey, personas.actor("officer"))
    shown = outline_context(
        own_outline(survey), surroundings, is_editable=True, reasons={"overlap": "Samma torg."}, check_url="/k/"
    )
    assert parse_outline(shown.value).equals_exact(own_outline(survey), 0)
    assert [ghost["year"] for ghost in shown.settings["ghosts"]] == [year for year, _ in surroundings.earlier]
    assert (shown.settings["check_url"], shown.settings["file_url"]) == ("/k/", "")
    assert shown.settings["tiles"] == {"url": "", "attribution": ""}
    overlap = next(warning for warning in shown.warnings if warning.code == "overlap")
    assert (overlap.field_name, overlap.reason, overlap.is_shown) == ("reason.overlap", "Samma torg.", False)


def test_what_was_sent_and_not_saved_is_shown_as_it_came(survey, personas):
    surroundings = surroundings_of(survey, personas.actor("officer"))
    sent = OutlineForm(text="trasigt", errors=("Gränsen är inte GeoJSON.",), file_error="Välj en fil.")
    shown = outline_context(own_outline(survey), surroundings, is_editable=True, reasons={}, sent=sent)
    assert (shown.value, shown.errors) == ("trasigt", ("Gränsen är inte GeoJSON.",))
    assert shown.is_file_open


def test_a_warning_is_shown_with_the_field_for_its_reason(survey, personas):
    surroundings = surroundings_of(survey, personas.actor("officer"))
    east, north = own_outline(survey).centroid.coords[0]
    small = MultiPolygon([box(east, north, east + 12, north + 12)])
    shown = outline_context(small, surroundings, is_editable=True, reasons={})
    assert [warning.code for warning in shown.warnings if warning.is_shown] == ["area_changed"]
    assert "förra gången" in shown.warnings[2].message
