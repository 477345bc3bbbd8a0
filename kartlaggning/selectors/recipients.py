"""Reading who is to be told: the active accounts whose areas or role a survey falls to."""

from django.db.models import Q, QuerySet

from kartlaggning.choices import Role
from kartlaggning.models import Survey, User


def police_officers_of(survey: Survey) -> QuerySet[User]:
    """Return the officers of the survey's police area."""
    return _active(Role.POLICE_OFFICER).filter(police_areas=survey.police_area_id).distinct()


def municipal_officers_of(survey: Survey) -> QuerySet[User]:
    """Return the municipal officers of the survey's municipality or city district, deputies included."""
    theirs = Q(municipalities=survey.municipality_id)
    if survey.city_district_id is not None:
        theirs |= Q(city_districts=survey.city_district_id)
    return _active(Role.MUNICIPAL_OFFICER).filter(theirs).distinct()


def coordinators() -> QuerySet[User]:
    """Return SSR's coordinators."""
    return _active(Role.COORDINATOR)


def police_coordinators() -> QuerySet[User]:
    """Return the police region's coordinators."""
    return _active(Role.POLICE_COORDINATOR)


def _active(role: Role) -> QuerySet[User]:
    return User.objects.filter(role=role, is_active=True)
