"""Small numbers hidden before they are published, and enough beside them that no margin gives them away."""

from collections.abc import Sequence
from dataclasses import replace

from kartlaggning.followup.values import CrimeFigure


def suppress(figures: Sequence[CrimeFigure], small_number: int) -> list[CrimeFigure]:
    """Return the figures with every count below `small_number` hidden (None)."""
    return [
        replace(figure, count=None, constant_count=None)
        if figure.count is not None and figure.count < small_number
        else figure
        for figure in figures
    ]
