"""The kinds of place that a study can be about: those of the survey's question about the place, by its keys."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACE_KINDS: Mapping[str, str | Promise] = {
    "metro": _("tunnelbana"),
    "commuter_train": _("pendeltåg"),
    "bus_terminal": _("bussterminal"),
    "centre": _("centrum"),
    "square": _("torg"),
    "park": _("park"),
    "residential_yard": _("bostadsgård"),
    "school_leisure": _("skola eller fritidsverksamhet"),
    "car_park": _("parkering"),
    "other": _("annat slags plats"),
}


def place_kind(key: str) -> str:
    """Return a kind of place in the page's language; one that is not in the table is its own name."""
    return str(PLACE_KINDS.get(key, key))
