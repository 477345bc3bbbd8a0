"""Reading the areas that a scene can be placed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kartlaggning import swedish
from kartlaggning.choices import Role
from kartlaggning.models import CityDistrict, Municipality, PoliceArea
from kartlaggning.models.area import NamedArea
from kartlaggning.permissions import Actor

Area = TypeVar("Area", bound=NamedArea)


@dataclass(frozen=True, slots=True)
class PlaceChoices:
    """The areas that exist on a day, in Swedish order; for a police officer only their own police areas."""

    municipalities: tuple[Municipality, ...]
    city_districts: tuple[CityDistrict, ...]
    police_areas: tuple[PoliceArea, ...]


def place_choices(actor: Actor, day: date) -> PlaceChoices:
    """Return the areas among which the actor can place a scene that is surveyed with `day` as reference date."""
    police_areas = [area for area in PoliceArea.objects.defer("outline") if area.applies_on(day)]
    if actor.role is Role.POLICE_OFFICER:
        police_areas = [area for area in police_areas if area.pk in actor.police_area_ids]
    districts = (area for area in CityDistrict.objects.defer("outline") if area.applies_on(day))
    return PlaceChoices(_ordered(Municipality.objects.defer("outline")), _ordered(districts), _ordered(police_areas))


def _ordered(areas: Iterable[Area]) -> tuple[Area, ...]:
    return tuple(sorted(areas, key=lambda area: swedish.sort_key(area.name)))
