"""The reports for areas, made when somebody asks; the last ones are kept while the editions stand still."""

from collections import OrderedDict
from threading import Lock

from kartlaggning.choices import AreaKind
from kartlaggning.exports.report.area import area_report
from kartlaggning.selectors.editions import Area, Atlas

KEPT = 96  # reports of about 100 kB

_lock = Lock()
_made: OrderedDict[tuple[str, AreaKind, str], bytes] = OrderedDict()


def report_of(atlas: Atlas, area: Area, *, site_url: str, publisher: str) -> bytes:
    """Return the area's report as PDF. One is made at a time, so that asking for many does not take every core."""
    key = atlas.loaded_key, area.ref.kind, area.ref.slug
    with _lock:
        if key not in _made:
            _made[key] = area_report(atlas, area, site_url=site_url, publisher=publisher)
            while len(_made) > KEPT:
                _made.popitem(last=False)
        _made.move_to_end(key)
        return _made[key]
