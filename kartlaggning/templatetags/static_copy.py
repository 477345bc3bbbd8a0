"""Template filters that write what a static copy narrows and sorts by in the browser."""

from django import template

from kartlaggning.selectors.editions import SceneRow

register = template.Library()


@register.filter
def all_names(row: SceneRow) -> str:
    """Return the scene's name and its former ones, a line each: a search finds any of them."""
    return "\n".join((row.name, *row.former_names))


@register.filter
def area_keys(row: SceneRow) -> str:
    """Return every area that the scene counts in: `municipality:solna police_area:solna`."""
    return " ".join(f"{area.kind.value}:{area.slug}" for area in row.areas)


@register.filter
def plain_number(value: float | None) -> str:
    """Return a number as programs read it; empty for none."""
    return "" if value is None else f"{value:.1f}"
