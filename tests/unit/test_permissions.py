"""Who may do what: the table read back, and the bounds of each role."""

import pytest

from kartlaggning.choices import Role, Status, SurveyState, Visibility
from kartlaggning.permissions import ROLES, Actor, Permission, Place, can, levels_for

HERE, ELSEWHERE = Place(1, 10, 100), Place(2, 20, 200)
P = Permission


def actor(role, **more):
    bounds = {
        Role.POLICE_OFFICER: {"police_area_ids": frozenset({1})},
        Role.MUNICIPAL_OFFICER: {"municipality_ids": frozenset({10})},
    }
    return Actor(1, "Prov", role, **(bounds.get(role, {}) | more))


def test_every_role_has_its_row_and_every_permission_somebody():
    assert set(ROLES) == set(Role)
    assert set(Permission) == set().union(*ROLES.values())


@pytest.mark.parametrize("permission", Permission)
def test_nobody_may_do_nothing(permission):
    assert not can(None, permission)
    assert not can(None, permission, HERE)
    assert levels_for(None, HERE) == frozenset()


@pytest.mark.parametrize("role", [Role.POLICE_OFFICER, Role.MUNICIPAL_OFFICER])
@pytest.mark.parametrize("permission", [P.READ_SURVEY, P.EDIT_SURVEY, P.NOTE_REASSESSMENT, P.REPORT_NIL])
def test_a_bounded_role_acts_in_its_own_areas_only(role, permission):
    assert can(actor(role), permission, HERE)
    assert not can(actor(role), permission, ELSEWHERE)


def test_a_municipal_officer_of_a_district_has_that_district_only():
    officer = actor(Role.MUNICIPAL_OFFICER, municipality_ids=frozenset(), city_district_ids=frozenset({100}))
    assert can(officer, P.EDIT_SURVEY, HERE)
    assert not can(officer, P.EDIT_SURVEY, Place(1, 10, 101))
    assert not can(officer, P.EDIT_SURVEY, Place(1, 10, None))


@pytest.mark.parametrize("role", [Role.POLICE_OFFICER, Role.MUNICIPAL_OFFICER])
def test_an_officer_without_areas_sees_nothing(role):
    nowhere = Actor(1, "Prov", role)
    assert not can(nowhere, P.READ_SURVEY, HERE)
    assert not can(nowhere, P.READ_SURVEY, Place())


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (P.EDIT_SURVEY, {Role.POLICE_OFFICER, Role.MUNICIPAL_OFFICER}),
        (P.SIGN_FOR_POLICE, {Role.POLICE_OFFICER}),
        (P.SIGN_FOR_MUNICIPALITY, {Role.MUNICIPAL_OFFICER}),
        (P.REVIEW_SURVEY, {Role.COORDINATOR}),
        (P.REVIEW_POLICE_ONLY, {Role.POLICE_COORDINATOR}),
        (P.RUN_ROUNDS, {Role.COORDINATOR}),
        (P.EDIT_QUESTIONNAIRE, {Role.COORDINATOR}),
        (P.MANAGE_ACCOUNTS, {Role.COORDINATOR, Role.ADMINISTRATOR}),
        (P.GRANT_POLICE_ONLY, {Role.ADMINISTRATOR}),
        (P.READ_LOG, {Role.ADMINISTRATOR}),
    ],
)
def test_what_matters_most_belongs_to_these_roles_and_no_others(permission, roles):
    assert {role for role in Role if can(actor(role), permission)} == roles


def test_an_administrator_reads_no_survey():
    assert not can(actor(Role.ADMINISTRATOR), P.READ_SURVEY, HERE)
    assert levels_for(actor(Role.ADMINISTRATOR), HERE) == frozenset()


@pytest.mark.parametrize(
    ("who", "levels"),
    [
        (actor(Role.POLICE_OFFICER), set(Visibility)),
        (actor(Role.POLICE_COORDINATOR), set(Visibility)),
        (actor(Role.MUNICIPAL_OFFICER), {Visibility.PUBLIC, Visibility.SHARED}),
        (actor(Role.COORDINATOR), {Visibility.PUBLIC, Visibility.SHARED}),
        (actor(Role.COORDINATOR, may_read_police_only=True), set(Visibility)),
    ],
)
def test_police_only_fields_are_for_the_police_unless_set_otherwise(who, levels):
    assert levels_for(who, HERE) == levels


class Decided(Place):
    state = SurveyState.APPROVED


class Worked(Place):
    state = SurveyState.DRAFT


def test_a_reader_is_shown_what_is_decided_and_not_what_is_worked_on():
    assert levels_for(actor(Role.READER), Decided(1, 10)) == {Visibility.PUBLIC, Visibility.SHARED}
    assert not can(actor(Role.READER), P.READ_SURVEY, Worked(1, 10))
    assert not can(actor(Role.READER), P.READ_SURVEY, HERE)


class Replaced(Decided):
    status = Status.REPLACED


def test_a_reader_is_not_shown_what_a_merge_or_a_split_left_unfinished():
    assert not can(actor(Role.READER), P.READ_SURVEY, Replaced(1, 10))
    assert levels_for(actor(Role.READER), Replaced(1, 10)) == frozenset()
