"""Reading rounds: the list of them, and what a new one starts from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from kartlaggning import swedish
from kartlaggning.choices import Status
from kartlaggning.models import CityDistrict, PoliceArea, Survey, SurveyRound
from kartlaggning.models.survey import CONCLUDED
from kartlaggning.selectors.surveys import concluded_before


def rounds() -> QuerySet[SurveyRound]:
    """Return every round, the newest first, with `survey_count` and how many of them are concluded."""
    concluded = Count("surveys", filter=Q(surveys__state__in=CONCLUDED))
    return (
        SurveyRound.objects.select_related("questionnaire")
        .annotate(survey_count=Count("surveys"), concluded_count=concluded)
        .order_by("-year")
    )


def newest_year() -> int | None:
    """Return the year of the newest round, or None where there is none."""
    return SurveyRound.objects.order_by("-year").values_list("year", flat=True).first()


def last_surveys(survey_round: SurveyRound) -> list[Survey]:
    """Return each scene's last concluded survey before the round, of the scenes that the round has to survey.

    These are the open ones and the closed ones that are followed up; what has gone on as other scenes is left out.
    """
    last = {row.scene_id: row for row in concluded_before(survey_round).order_by("survey_round__year", "pk")}
    return [
        row
        for row in last.values()
        if row.status == Status.OPEN or (row.status == Status.CLOSED and row.scene.is_followed_up)
    ]


@dataclass(frozen=True, slots=True)
class AreaOption:
    """An area that a scene can be placed in; a successor came right after the one that is gone."""

    pk: int
    name: str
    is_successor: bool
    is_suggested: bool = False


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A scene that lies in an area that no longer exists. No options where that kind of area still stands."""

    last: Survey
    police_areas: tuple[AreaOption, ...] = ()
    city_districts: tuple[AreaOption, ...] = ()

    @property
    def gone(self) -> list[str]:
        """Return the names of the areas that are gone."""
        named = ((self.city_districts, self.last.city_district), (self.police_areas, self.last.police_area))
        return [str(area) for options, area in named if options]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a round would be opened with: its scenes, and those that must be placed in new areas first."""

    open_scenes: int
    followed_up: int
    unmapped: tuple[Unmapped, ...]

    @property
    def surveys(self) -> int:
        """Return how many surveys there would be to do."""
        return self.open_scenes + self.followed_up


def plan(year: int, reference_date: date) -> Plan:
    """Return what a round of the year would be opened with."""
    last = last_surveys(SurveyRound(year=year))
    open_scenes = sum(row.status == Status.OPEN for row in last)
    found = sorted(unmapped(last, reference_date), key=lambda row: swedish.sort_key(row.last.scene.name))
    return Plan(open_scenes, len(last) - open_scenes, tuple(found))


def unmapped(last: Iterable[Survey], day: date) -> list[Unmapped]:
    """Return the scenes whose city district or police area does not exist on `day`, with the areas that do."""
    districts = [area for area in CityDistrict.objects.all() if area.applies_on(day)]
    police_areas = [area for area in PoliceArea.objects.all() if area.applies_on(day)]
    found = (options_for(row, day, police_areas, districts) for row in last)
    return [row for row in found if row.gone]


def options_for(
    last: Survey, day: date, police_areas: Iterable[PoliceArea], districts: Iterable[CityDistrict]
) -> Unmapped:
    """Return what a scene can be placed in, of the areas given, where its own are gone on `day`."""
    old_district, old_area = last.city_district, last.police_area
    district_options: tuple[AreaOption, ...] = ()
    if old_district is not None and not old_district.applies_on(day):
        texts: Mapping[int, str] = {area.pk: area.note for area in districts}
        within = [area for area in districts if area.municipality_id == last.municipality_id]
        district_options = _options(old_district, within, texts, old_district.name)
    area_options: tuple[AreaOption, ...] = ()
    if not old_area.applies_on(day):
        told = {area.pk: area.covers for area in police_areas}
        district = next((option.name for option in district_options if option.is_suggested), None)
        place = district or (old_district.name if old_district else last.municipality.name)
        area_options = _options(old_area, list(police_areas), told, place)
    return Unmapped(last, area_options, district_options)


def _options(
    old: PoliceArea | CityDistrict,
    areas: Iterable[PoliceArea] | Iterable[CityDistrict],
    texts: Mapping[int, str],
    place: str,
) -> tuple[AreaOption, ...]:
    """Return the areas, successors first; suggested is the one successor whose text names the place."""
    starts = old.valid_to + timedelta(days=1) if old.valid_to else None
    after = {area.pk for area in areas if starts is not None and area.valid_from == starts}
    naming = [pk for pk in after if place in texts[pk]]
    made = [AreaOption(area.pk, area.name, area.pk in after, naming == [area.pk]) for area in areas]
    return tuple(sorted(made, key=lambda option: (not option.is_successor, swedish.sort_key(option.name))))
