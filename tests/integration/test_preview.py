"""What the reviewer is shown of the public's view is what publishing then gives, value by value."""

import pytest

from kartlaggning.choices import SurveyState
from kartlaggning.errors import Refused
from kartlaggning.exports.columns import public_values
from kartlaggning.exports.rows import publish
from kartlaggning.models import EditionScene, Survey
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.editions.publication import publish_round
from kartlaggning.services.preview import published_row
from kartlaggning.services.review import approve
from tests.surveys_at import moved_outline, of_jarva, open_all_ways, police_have_reviewed, put_in

pytestmark = pytest.mark.usefixtures("demonstration")


def address(slug):
    return f"https://example.org/{slug}/"


@pytest.mark.parametrize("is_closed", [False, True])
def test_publishing_afterwards_gives_the_same_values(round_2026, personas, is_closed):
    survey = of_jarva(round_2026)[0]
    put_in(survey, SurveyState.SUBMITTED, personas, is_closed=is_closed, outline=moved_outline(survey, 7))
    police_have_reviewed(open_all_ways(survey, personas), personas)
    foreseen = published_row(survey, address)
    assert Survey.objects.get(pk=survey.pk).status == ""  # nothing was saved
    approve(survey, version=3, by=personas.actor("coordinator"))
    publish_round(round_2026, demonstration=True, by="test")
    atlas = current_atlas()
    row = atlas.scene_history(survey.scene.public_id)[-1]
    [published] = publish(atlas, atlas.edition(2026), [row], address)
    assert public_values(foreseen) == public_values(published)
    assert foreseen.outline_wgs84 == published.outline_wgs84
    assert foreseen.row == published.row


def test_looking_ahead_saves_nothing(round_2026, personas):
    survey = put_in(of_jarva(round_2026)[0], SurveyState.SUBMITTED, personas)
    rows = EditionScene.objects.count()
    published_row(survey, address)
    assert EditionScene.objects.count() == rows


def test_what_comes_to_no_finding_says_why(round_2026, personas):
    survey = put_in(of_jarva(round_2026)[0], SurveyState.SUBMITTED, personas, status=None)
    with pytest.raises(Refused, match="Det framgår inte"):
        published_row(survey, address)


def test_what_is_withdrawn_is_not_published(round_2026, personas):
    survey = put_in(of_jarva(round_2026)[0], SurveyState.WITHDRAWN, personas)
    with pytest.raises(Refused, match="återtagen"):
        published_row(survey, address)


def test_a_made_up_place_is_never_published_outside_a_demonstration(round_2026, personas, settings):
    survey = put_in(of_jarva(round_2026)[0], SurveyState.SUBMITTED, personas)
    settings.DEMONSTRATION = False
    with pytest.raises(Refused, match="påhittad"):
        published_row(survey, address)
