"""What one person of the staff may see of the live follow-up: one rule, object by object."""

from collections.abc import Mapping

from kartlaggning.choices import Visibility
from kartlaggning.followup.values import FollowUp
from kartlaggning.models import Agreement, Measure, Survey
from kartlaggning.permissions import Actor, Permission, Place, can, may_read_crimes, reads
from kartlaggning.selectors.follow_up import rows, values


def scene_places() -> Mapping[int, Place]:
    """Return where each scene lies by its latest survey, by database key. Costs one query."""
    columns = ("scene_id", "police_area_id", "municipality_id", "city_district_id")
    found = Survey.objects.order_by("survey_round__year").values_list(*columns)
    return {scene: Place(police_area, municipality, district) for scene, police_area, municipality, district in found}


def follow_up_for(actor: Actor) -> FollowUp:
    """Return all that the actor may read. Costs a fixed number of queries.

    Crimes are the police's own and those of coordinators who may read what is theirs, on scenes within their areas;
    safety and attitudes are every reader's; the registers go by each row's visibility.
    """
    places, kind_names = scene_places(), values.measure_kind_names()
    return FollowUp(
        crimes=tuple(
            values.crime_figure(row)
            for row in rows.crimes()
            if may_read_crimes(actor, places.get(row.scene_id, Place()))
        ),
        safety=tuple(values.safety_figure(row) for row in rows.bands()),
        attitudes=tuple(values.attitude_figure(row) for row in rows.attitudes()),
        measures=tuple(values.measure_note(row) for row in rows.measures() if may_read_measure(actor, row, places)),
        agreements=tuple(
            values.agreement_note(row) for row in rows.agreements() if may_read_agreement(actor, row, places)
        ),
        checks=tuple(
            values.check_note(row)
            for row in rows.checks()
            if reads(actor, Visibility.SHARED, places.get(row.scene_id, Place()))
        ),
        studies=tuple(
            values.study_note(row, kind_names) for row in rows.studies() if reads(actor, row.visibility, None)
        ),
        contacts=tuple(values.contact_note(row) for row in rows.contacts() if reads(actor, row.visibility, None)),
        limits=values.limits_value(),
    )


def may_read_measure(actor: Actor, row: Measure, places: Mapping[int, Place]) -> bool:
    """Tell whether the actor may read a measure: by its level, within their areas; findable ones from anywhere."""
    if row.is_findable and can(actor, Permission.READ_FOLLOW_UP):
        return True
    return reads(actor, row.visibility, places.get(row.scene_id, Place()))


def may_read_agreement(actor: Actor, row: Agreement, places: Mapping[int, Place]) -> bool:
    """Tell whether the actor may read a form of cooperation: by its level, within their areas."""
    if row.scene_id is not None:
        return reads(actor, row.visibility, places.get(row.scene_id, Place()))
    is_county = not any((row.police_area_id, row.municipality_id, row.city_district_id))
    return reads(actor, row.visibility, None if is_county else row)
