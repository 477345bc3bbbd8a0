"""Which editions a request reads: looked up once, so that page and frame agree even while another becomes current."""

from weakref import WeakKeyDictionary

from django.http import HttpRequest

from kartlaggning.selectors.editions import Atlas, current_atlas

_read: WeakKeyDictionary[HttpRequest, Atlas] = WeakKeyDictionary()


def atlas_of(request: HttpRequest) -> Atlas:
    """Return the current editions as this request first saw them. Costs one query the first time."""
    atlas = _read.get(request)
    if atlas is None:
        atlas = _read[request] = current_atlas()
    return atlas
