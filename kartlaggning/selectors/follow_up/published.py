"""The counts of crimes that are public by now, so that the staff need not be kept from them or noted as readers."""

from collections.abc import Iterable

from kartlaggning.followup.values import CrimeFigure
from kartlaggning.selectors.editions import current_atlas


def published_crimes() -> dict[str, CrimeFigure]:
    """Return what the newest edition tells of crimes, by the figures' keys; hidden counts are None."""
    return {figure.key: figure for figure in current_atlas().follow_up.crimes}


def are_public(figures: Iterable[CrimeFigure]) -> bool:
    """Tell whether the newest edition tells all these counts as they are, on the constant outline too."""
    told = published_crimes()
    return all(
        (public := told.get(figure.key)) is not None
        and (public.count, public.constant_count) == (figure.count, figure.constant_count)
        for figure in figures
    )
