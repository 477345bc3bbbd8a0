"""Which editions a page reads."""

from django.http import HttpRequest

from kartlaggning.selectors.editions import Atlas
from kartlaggning.selectors.editions.once import atlas_for


def atlas_of(request: HttpRequest) -> Atlas:
    """Return the current editions as this request first saw them. Costs one query the first time."""
    return atlas_for(request)
