"""The completeness board: how far the round has come per area, who sees what, and that absence is never zero."""

from datetime import date

import pytest
from django.utils import timezone

from kartlaggning.choices import AreaKind, Party, Status, SurveyState
from kartlaggning.models import Municipality, NilReturn, PoliceArea, Signature, Survey
from kartlaggning.selectors.board import board, leftovers

BOARD = "/personal/omgangar/2026/"
IN_TIME, TOO_LATE = date(2026, 2, 10), date(2026, 3, 1)


def tables(personas, name, survey_round, today=IN_TIME):
    return {table.kind: table for table in board(personas.actor(name), survey_round, today).tables}


def row_of(table, name):
    return next(row for row in table.rows if row.name == name)


def counts(row):
    return {cell.column: cell.count for cell in row.cells}


def submit(survey, personas, *, signed):
    survey.state, survey.submitted_by, survey.submitted_at = SurveyState.SUBMITTED, personas.officer, timezone.now()
    survey.save()
    if signed:
        Signature.objects.create(
            survey=survey, party=Party.MUNICIPALITY, signed_by=personas.municipal, name="M", version=0
        )


def test_all_areas_of_the_reference_date_are_there_in_swedish_order(round_2026, personas):
    shown = tables(personas, "coordinator", round_2026)
    names = [row.name for row in shown[AreaKind.POLICE_AREA].rows]
    assert len(names) == 18
    assert "Norrmalm" not in names
    assert names[-1] == "Vällingby"
    municipalities = [row.name for row in shown[AreaKind.MUNICIPALITY].rows]
    assert len(municipalities) == 26
    assert municipalities[-1] == "Österåker"


def test_each_state_is_counted_and_the_sum_is_the_whole_county(round_2026, personas):
    here = list(Survey.objects.filter(survey_round=round_2026, police_area__name="Järva"))
    for survey, state in zip(here, (SurveyState.DRAFT, SurveyState.RETURNED, SurveyState.WITHDRAWN), strict=False):
        Survey.objects.filter(pk=survey.pk).update(state=state)
    table = tables(personas, "coordinator", round_2026)[AreaKind.POLICE_AREA]
    row = counts(row_of(table, "Järva"))
    assert (row["draft"], row["returned"], row["withdrawn"]) == (1, 1, 1)
    assert row["not_started"] == len(here) - 3
    assert sum(counts(table.total).values()) == round_2026.surveys.count()


def test_the_joint_share_is_of_what_is_handed_in_and_counts_valid_signatures_alone(round_2026, personas):
    signed, alone, lapsed, _ = Survey.objects.filter(survey_round=round_2026, police_area__name="Järva")[:4]
    submit(signed, personas, signed=True)
    submit(alone, personas, signed=False)
    submit(lapsed, personas, signed=True)
    Signature.objects.filter(survey=lapsed).update(lapsed_at=timezone.now())
    row = row_of(tables(personas, "coordinator", round_2026)[AreaKind.POLICE_AREA], "Järva")
    assert (row.joint, row.handed_in) == (1, 3)
    assert row.joint_percent == pytest.approx(33.3, abs=0.1)


def test_an_area_without_scenes_and_without_a_word_is_silent_and_not_zero(round_2026, personas, as_persona):
    shown = tables(personas, "coordinator", round_2026)[AreaKind.MUNICIPALITY]
    assert row_of(shown, "Vaxholm").is_silent
    assert not row_of(shown, "Stockholm").is_silent
    text = as_persona("coordinator").get(BOARD).content.decode()
    assert "Inget svar än" in text
    assert "Det är inte detsamma som noll." in text


def test_what_is_left_after_the_last_day_is_overdue(round_2026, personas):
    assert not row_of(tables(personas, "coordinator", round_2026)[AreaKind.POLICE_AREA], "Järva").is_overdue
    late = tables(personas, "coordinator", round_2026, TOO_LATE)
    assert row_of(late[AreaKind.POLICE_AREA], "Järva").is_overdue
    assert row_of(late[AreaKind.MUNICIPALITY], "Vaxholm").is_overdue
    Survey.objects.filter(survey_round=round_2026, police_area__name="Järva").update(state=SurveyState.WITHDRAWN)
    NilReturn.objects.create(survey_round=round_2026, police_area=PoliceArea.objects.get(name="Järva"), reported_by="V")
    late = tables(personas, "coordinator", round_2026, TOO_LATE)
    assert not row_of(late[AreaKind.POLICE_AREA], "Järva").is_overdue


def test_an_officer_sees_the_own_police_areas_and_nothing_of_others(round_2026, personas, as_persona):
    shown = tables(personas, "officer", round_2026)
    assert list(shown) == [AreaKind.POLICE_AREA]
    assert [row.name for row in shown[AreaKind.POLICE_AREA].rows] == ["Järva"]
    assert shown[AreaKind.POLICE_AREA].total is None
    assert "Globen" not in as_persona("officer").get(BOARD).content.decode()


def test_a_municipal_officer_sees_the_own_municipality_or_city_district(round_2026, personas):
    assert [r.name for r in tables(personas, "municipal", round_2026)[AreaKind.CITY_DISTRICT].rows] == ["Järva"]
    assert [r.name for r in tables(personas, "other_municipal", round_2026)[AreaKind.MUNICIPALITY].rows] == ["Huddinge"]


@pytest.mark.parametrize("name", ["coordinator", "police_coordinator", "reader"])
def test_who_has_the_county_sees_all_counts(round_2026, personas, name):
    assert len(tables(personas, name, round_2026)[AreaKind.MUNICIPALITY].rows) == 26


def test_a_reader_sees_counts_and_can_open_only_what_is_approved(round_2026, personas, as_persona):
    row = row_of(tables(personas, "reader", round_2026)[AreaKind.POLICE_AREA], "Järva")
    assert counts(row)["not_started"] > 0
    assert not any(cell.is_linked for cell in row.cells)
    text = as_persona("reader").get(f"{BOARD}kartlaggningar/?lpo=jarva").content.decode()
    assert "Exempelplats" not in text
    assert "Så går antalen ihop" not in as_persona("reader").get(BOARD).content.decode()


def test_a_cell_leads_to_the_surveys_that_it_counts(round_2026, as_persona):
    first = Survey.objects.filter(survey_round=round_2026, police_area__name="Järva").first()
    Survey.objects.filter(pk=first.pk).update(state=SurveyState.DRAFT)
    client = as_persona("coordinator")
    assert "?lpo=jarva&amp;lage=draft" in client.get(BOARD).content.decode()
    found = client.get(f"{BOARD}kartlaggningar/?lpo=jarva&lage=draft").context["surveys"]
    assert [survey.pk for survey in found] == [first.pk]


def test_the_list_never_shows_more_than_the_person_may_read(round_2026, as_persona):
    found = as_persona("officer").get(f"{BOARD}kartlaggningar/?kommun=stockholm").context["surveys"]
    assert {survey.police_area.name for survey in found} == {"Järva"}
    assert as_persona("officer").get(f"{BOARD}kartlaggningar/?lpo=globen").context["surveys"] == []


def test_merged_scenes_have_a_column_of_their_own_and_are_not_counted_as_joint_or_alone(round_2026, personas):
    survey = Survey.objects.filter(survey_round=round_2026, police_area__name="Järva").first()
    Survey.objects.filter(pk=survey.pk).update(state=SurveyState.APPROVED, status=Status.REPLACED)
    row = row_of(tables(personas, "coordinator", round_2026)[AreaKind.POLICE_AREA], "Järva")
    assert counts(row)["replaced"] == 1
    assert row.handed_in == 0


def test_the_board_costs_the_same_however_many_surveys_there_are(
    round_2026, as_persona, django_assert_max_num_queries, django_assert_num_queries
):
    client = as_persona("coordinator")
    client.get(BOARD)  # the session's first page writes when it began
    with django_assert_max_num_queries(25) as many:
        client.get(BOARD)
    keep = Survey.objects.filter(survey_round=round_2026).first()
    Survey.objects.filter(survey_round=round_2026).exclude(pk=keep.pk).delete()
    with django_assert_num_queries(len(many)):
        client.get(BOARD)


def test_a_round_from_before_the_portal_is_shown_without_nil_returns(demonstration, as_persona):
    text = as_persona("coordinator").get("/personal/omgangar/2023/").content.decode()
    assert "Inget svar än" not in text
    assert "Hela länet" in text


def test_a_round_that_does_not_exist_is_not_found(round_2026, as_persona):
    assert as_persona("coordinator").get("/personal/omgangar/2019/").status_code == 404


# --- Nil returns ----------------------------------------------------------------------------------
def report(client, kind, slug, way=""):
    return client.post(f"{BOARD}nollrapport/{way}", {"kind": kind, "slug": slug}, follow=True)


def empty_area(survey_round, area):
    Survey.objects.filter(survey_round=survey_round, police_area__name=area).delete()


def test_an_officer_reports_that_the_own_area_has_no_scene_and_takes_it_back(round_2026, as_persona):
    empty_area(round_2026, "Järva")
    client = as_persona("officer")
    report(client, "police_area", "jarva")
    nil = NilReturn.objects.get(survey_round=round_2026)
    assert (nil.police_area.name, nil.reported_by) == ("Järva", "Officer")
    assert "Ingen plats. Officer" in client.get(BOARD).content.decode()
    report(client, "police_area", "jarva", "ta-tillbaka/")
    assert not NilReturn.objects.exists()


def test_an_area_with_a_scene_cannot_say_that_it_has_none(round_2026, as_persona):
    answer = report(as_persona("officer"), "police_area", "jarva")
    assert "har en plats i omgången" in answer.content.decode()
    assert not NilReturn.objects.exists()


def test_a_withdrawn_survey_is_no_scene(round_2026, as_persona):
    Survey.objects.filter(survey_round=round_2026, police_area__name="Järva").update(state=SurveyState.WITHDRAWN)
    report(as_persona("officer"), "police_area", "jarva")
    assert NilReturn.objects.count() == 1


def test_the_coordinator_reports_for_any_area_and_each_only_once(round_2026, as_persona):
    client = as_persona("coordinator")
    report(client, "municipality", "vaxholm")
    assert "har redan svarat" in report(client, "municipality", "vaxholm").content.decode()
    assert NilReturn.objects.get().municipality == Municipality.objects.get(name="Vaxholm")


@pytest.mark.parametrize(
    ("name", "kind", "slug"),
    [
        ("officer", "police_area", "globen"),
        ("officer", "municipality", "vaxholm"),
        ("other_municipal", "municipality", "vaxholm"),
        ("other_municipal", "police_area", "huddinge"),
        ("municipal", "municipality", "stockholm"),
        ("reader", "municipality", "vaxholm"),
        ("police_coordinator", "police_area", "jarva"),
        ("administrator", "municipality", "vaxholm"),
    ],
)
def test_nobody_reports_for_an_area_that_is_not_theirs(round_2026, as_persona, name, kind, slug):
    assert report(as_persona(name), kind, slug).status_code == 403
    assert not NilReturn.objects.exists()


@pytest.mark.parametrize(
    ("kind", "slug"), [("police_area", "norrmalm"), ("municipality", "uppsala"), ("city_district", "jarva")]
)
def test_an_area_that_the_round_does_not_have_is_not_found(round_2026, as_persona, kind, slug):
    assert report(as_persona("coordinator"), kind, slug).status_code == 404


def test_what_is_left_names_surveys_and_silent_areas(round_2026):
    left = leftovers(round_2026)
    assert len(left.surveys) == round_2026.surveys.count()
    assert "kommun Vaxholm" in left.silent
    assert "kommun Stockholm" not in left.silent
