"""Where the panel of a scene's areas marks that the series over the rounds is broken."""

from dataclasses import dataclass

from kartlaggning.followup.breaks import breaks_after
from kartlaggning.followup.timeline_drawing import Panel

_BESIDE, _ABOVE = 11.0, 5.0  # of the words, from the line and from the axis


@dataclass(frozen=True, slots=True)
class PanelBreak:
    """An upright line at `x`, and the words along it, read from below."""

    x: float
    text: str
    text_x: float
    text_y: float


def panel_breaks(panel: Panel) -> tuple[PanelBreak, ...]:
    """Return the breaks between the panel's first bar and its last; a year without a result is a gap there already."""
    years = [mark.year for mark in panel.bars]
    if not years:
        return ()
    found = [one for one in breaks_after(min(years)) if one.year <= max(years) and not one.is_gap]
    return tuple(_placed(panel, one.year, str(one.mark)) for one in found)


def _placed(panel: Panel, year: int, text: str) -> PanelBreak:
    x = round(panel.axis.middle(year) - panel.axis.step / 2, 1)
    return PanelBreak(x, text, round(x + _BESIDE, 1), panel.baseline - _ABOVE)
