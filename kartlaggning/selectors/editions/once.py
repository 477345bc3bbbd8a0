"""Which editions a request reads: looked up once, so that all its parts agree even while another becomes current."""

from weakref import WeakKeyDictionary

from kartlaggning.selectors.editions.atlas import Atlas
from kartlaggning.selectors.editions.load import current_atlas

_read: WeakKeyDictionary[object, Atlas] = WeakKeyDictionary()


def atlas_for(request: object) -> Atlas:
    """Return the current editions as this request first saw them. Costs one query the first time."""
    atlas = _read.get(request)
    if atlas is None:
        atlas = _read[request] = current_atlas()
    return atlas
