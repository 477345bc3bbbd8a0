"""The timeline of one scene, of what the person may read of it."""

from django.utils.timezone import localdate

from kartlaggning.choices import Origin, Status
from kartlaggning.followup.timeline import RoundArea, Timeline, timeline
from kartlaggning.permissions import Actor
from kartlaggning.selectors.follow_up.reader import follow_up_for
from kartlaggning.selectors.scenes import ScenePage
from kartlaggning.services.reading import note_counts


def scene_timeline(actor: Actor, page: ScenePage) -> Timeline | None:
    """Return the scene's timeline, or None where nothing that the person may read follows it up.

    That they read counts which are not public is noted.
    """
    public_id = page.row.scene.public_id
    follow_up = follow_up_for(actor).of_scene(public_id)
    note_counts(public_id, follow_up.crimes, by=actor)
    areas = [
        RoundArea(
            survey.survey_round.year, survey.area_m2, survey.status == Status.CLOSED, survey.origin == Origin.EXAMPLE
        )
        for survey in reversed(page.surveys)
        if survey.status
    ]
    return timeline(areas, follow_up, localdate())
