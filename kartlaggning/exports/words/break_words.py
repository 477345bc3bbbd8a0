"""The breaks in a series as one text, for notes in files and reports."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kartlaggning.followup.breaks import SeriesBreak


def breaks_sentence(breaks: Sequence[SeriesBreak]) -> str:
    """Return where the series is broken, why, and who says so; empty where it is not."""
    if not breaks:
        return ""
    return _("Serien bryts. %(breaks)s") % {"breaks": " ".join(_said(one) for one in breaks)}


def _said(one: SeriesBreak) -> str:
    head = str(one.mark) if one.is_gap else f"{one.year}, {one.mark}"
    return _("%(head)s: %(text)s (Källa: %(source)s.)") % {"head": head, "text": one.text, "source": one.source}
