"""What an answer about an area may hold for a person of the staff: the levels to choose among, and what each shows."""

from dataclasses import replace

from kartlaggning.choices import AreaKind, Visibility
from kartlaggning.followup.values import CrimeFigure, FollowUp
from kartlaggning.models import CityDistrict, Municipality, PoliceArea
from kartlaggning.permissions import Actor, Place, reads
from kartlaggning.selectors.editions.atlas import AreaRef
from kartlaggning.selectors.follow_up.reader import follow_up_for, scene_places

LEVELS = (Visibility.PUBLIC, Visibility.SHARED, Visibility.POLICE_ONLY)  # each holds what the ones before hold


def levels_in(actor: Actor, area: AreaRef) -> tuple[Visibility, ...]:
    """Return the levels that the actor may read of an area, the lowest first.

    More than the public one where the area is theirs, or any scene in it. What of it they see is each row's own
    question all the same. Costs two queries.
    """
    own = _place(area)
    here = [own] if own else []
    column = f"{area.kind.value}_id"
    if own is not None:
        here += [place for place in scene_places().values() if getattr(place, column) == getattr(own, column)]
    return tuple(
        level
        for level in LEVELS
        if reads(actor, level, None if level is Visibility.PUBLIC else own)
        or any(reads(actor, level, place) for place in here)
    )


def _place(area: AreaRef) -> Place | None:
    """Return the area as a place that permissions are asked about; None for one that the record no longer has."""
    if area.kind is AreaKind.MUNICIPALITY:
        found = Municipality.objects.filter(slug=area.slug).values_list("pk", flat=True).first()
        return Place(municipality_id=found) if found else None
    if area.kind is AreaKind.POLICE_AREA:
        found = PoliceArea.objects.filter(slug=area.slug).values_list("pk", flat=True).first()
        return Place(police_area_id=found) if found else None
    district = CityDistrict.objects.filter(slug=area.slug).values_list("pk", "municipality_id").first()
    return Place(city_district_id=district[0], municipality_id=district[1]) if district else None


def follow_up_at(actor: Actor, level: Visibility, public: FollowUp) -> FollowUp:
    """Return what an answer of the level shows the actor; `public` is what everybody may see.

    Crimes are the police's until they are released: on lower levels they are the released ones, small numbers hidden.
    """
    if level is Visibility.PUBLIC:
        return public
    own = follow_up_for(actor)
    shown = LEVELS[: LEVELS.index(level) + 1]
    return replace(
        own,
        crimes=_crimes(own, public) if level is Visibility.POLICE_ONLY else public.crimes,
        measures=tuple(one for one in own.measures if one.visibility in shown),
        agreements=tuple(one for one in own.agreements if one.visibility in shown),
        studies=tuple(one for one in own.studies if one.visibility in shown),
        contacts=tuple(one for one in own.contacts if one.visibility in shown),
    )


def _crimes(own: FollowUp, public: FollowUp) -> tuple[CrimeFigure, ...]:
    """Return the figures as they are on the scenes that the actor may read, the released ones on the others."""
    readable = {figure.public_id for figure in own.crimes}
    return (*own.crimes, *(figure for figure in public.crimes if figure.public_id not in readable))
