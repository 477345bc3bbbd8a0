"""Deciding that the public gets figures: what is shown before is what is published after, and nothing more."""

import pytest

from kartlaggning.choices import AttitudeGroup
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import AuditEntry, EditionFollowUp, FigureImport, FigureRelease, SurveyRound
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.editions.publication import publish_round
from kartlaggning.services.follow_up.figure_imports import withdraw_figures
from kartlaggning.services.follow_up.releases import public_if_released, release_figures, revoke_release
from tests.figures import ATTITUDE, CRIME, SAFETY, halved, imported

pytestmark = pytest.mark.usefixtures("demonstration")


@pytest.fixture
def newest():
    return SurveyRound.objects.get(year=2024)


def publish(survey_round):
    publish_round(survey_round, demonstration=True, by="test")
    return current_atlas().follow_up


def published(number, follow_up):
    figures = (*follow_up.crimes, *follow_up.safety, *follow_up.attitudes)
    return {figure.key: figure for figure in figures if figure.source.number == number}


def test_an_import_is_not_published_until_it_is_decided_and_then_with_the_next_edition(newest):
    made = FigureImport.objects.get(number="U-0004")
    assert published("U-0004", publish(newest)) == {}
    promised = public_if_released(made, newest)
    assert published("U-0004", current_atlas().follow_up) == {}
    release_figures(made, newest, by="test")
    assert published("U-0004", current_atlas().follow_up) == {}
    told = published("U-0004", publish(newest))
    assert told == promised.figures
    assert len(told) == 36
    # Twelve scenes' shootings are all below 5: those that are not 0 are hidden.
    assert {figure.count for figure in told.values() if figure.category == "skjutningar"} == {0, None}


def test_a_small_number_and_a_small_group_are_not_in_what_is_published(newest):
    scene = halved().public_id
    crimes = imported(CRIME, (scene, 2023, "stold", 3, 2024), (scene, 2022, "stold", 40, 2023))
    attitudes = imported(ATTITUDE, (scene, 2023, "boende", "Trivs", 61, 29), (scene, 2022, "boende", "Trivs", 62, 30))
    # 29 answered within 500 m: left out, and the next smallest beside it, for the county less the others gives it away.
    bands = imported(
        SAFETY, (2021, 0, 500, 29, 9), (2021, 500, 1000, 60, 9), (2021, 1000, "", 911, 99), (2021, "", "", 1000, 117)
    )
    for made in (crimes, attitudes, bands):
        release_figures(made, newest, by="test")
    follow_up = publish(newest)
    assert {figure.year: figure.count for figure in published(crimes.number, follow_up).values()} == {
        2022: None,
        2023: None,
    }
    [share] = published(attitudes.number, follow_up).values()
    assert (share.year, share.respondents, share.group) == (2022, 30, AttitudeGroup.RESIDENTS)
    assert {band.from_m for band in published(bands.number, follow_up).values()} == {1000, None}
    stored = str(list(EditionFollowUp.objects.filter(edition__ref="2024-exempel-r2").values_list("content", flat=True)))
    assert "'respondents': 29," not in stored


def test_a_decision_that_is_revoked_keeps_the_import_out_of_the_next_edition_and_leaves_its_trace(newest):
    made = FigureImport.objects.get(number="U-0001")
    revoke_release(made, newest, by="test")
    assert published("U-0001", current_atlas().follow_up)
    assert published("U-0001", publish(newest)) == {}
    row = FigureRelease.objects.get(figure_import=made)
    assert row.revoked_by == "test"
    with pytest.raises(Refused, match="ska inte med"):
        revoke_release(made, newest, by="test")
    release_figures(made, newest, by="test")
    assert FigureRelease.objects.filter(figure_import=made).count() == 2
    assert AuditEntry.objects.filter(action="revoke-release", subject="U-0001").exists()


def test_a_withdrawn_import_leaves_the_next_edition_and_is_not_released_again(newest):
    made = FigureImport.objects.get(number="U-0002")
    withdraw_figures(made, reason="Fel år.", by="test")
    assert published("U-0002", publish(newest)) == {}
    with pytest.raises(Refused, match="återkallat"):
        release_figures(made, newest, by="test")


def test_it_is_decided_once_a_round(newest):
    made = FigureImport.objects.get(number="U-0001")
    with pytest.raises(Refused, match="redan med"):
        release_figures(made, newest, by="test")
    release_figures(made, SurveyRound.objects.get(year=2023), by="test")


@pytest.mark.parametrize("persona", ["police_coordinator", "officer", "municipal", "reader", "administrator"])
def test_others_than_coordinators_may_not_decide(personas, newest, persona):
    for act, number in ((release_figures, "U-0004"), (revoke_release, "U-0001")):
        with pytest.raises(Forbidden):
            act(FigureImport.objects.get(number=number), newest, by=personas.actor(persona))


def test_a_coordinator_decides(personas, newest):
    made = release_figures(FigureImport.objects.get(number="U-0004"), newest, by=personas.actor("coordinator"))
    assert made.released_by == "Coordinator"


def test_scenes_that_the_edition_does_not_hold_are_left_out():
    first = SurveyRound.objects.get(year=2021)
    made = FigureImport.objects.get(number="U-0001")
    assert len(public_if_released(made, first).figures) == 279
    first.surveys.filter(scene=halved()).delete()
    assert len(public_if_released(made, first).figures) == 270
