"""What the public would see of a survey if it were approved and published as it stands. Nothing is saved."""

from collections.abc import Callable
from copy import copy
from dataclasses import replace

from django.conf import settings

from kartlaggning.choices import Origin, SurveyState
from kartlaggning.errors import Refused
from kartlaggning.exports.rows import PublishedRow, publish
from kartlaggning.models import Survey
from kartlaggning.models.survey import CONCLUDED
from kartlaggning.selectors.editions import Atlas, current_atlas
from kartlaggning.selectors.editions.load import edition_value, scene_value
from kartlaggning.services.editions import publication
from kartlaggning.services.editions import rows as edition_rows
from kartlaggning.services.review import set_finding


def published_row(survey: Survey, page_url: Callable[[str], str]) -> PublishedRow:
    """Return the row as the next edition of its round would hold it, made by the code that publishes.

    `page_url` makes an address of a slug. Raises Refused where the survey comes to no finding, is withdrawn, or is
    made up and would therefore never be published outside a demonstration.
    """
    if survey.origin == Origin.EXAMPLE and not settings.DEMONSTRATION:
        raise Refused("Platsen är påhittad och publiceras aldrig.")
    if survey.state == SurveyState.WITHDRAWN:
        raise Refused("Kartläggningen är återtagen och publiceras inte.")
    concluded = copy(survey)
    if concluded.state not in CONCLUDED:
        set_finding(concluded)
    demonstration, year = settings.DEMONSTRATION, survey.survey_round.year
    sources = edition_rows.collect(demonstration=demonstration, only=survey.scene)
    earlier = [row for row in sources.surveys.get(survey.scene_id, ()) if row.survey_round.year < year]
    sources = replace(sources, first_year=min(sources.first_year or year, year))
    header = publication.header(survey.survey_round, demonstration=demonstration)
    row = scene_value(edition_rows.scene_row(header, [*earlier, concluded], sources), year)
    edition = edition_value(header, (row,))
    published = tuple(known for known in current_atlas().editions if known.year < year)
    [item] = publish(Atlas((*published, edition), (), ()), edition, [row], page_url)
    return item
