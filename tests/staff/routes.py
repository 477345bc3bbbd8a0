"""Every address of the staff side, found in the URL configuration, with something to fill its parameters with."""

from collections.abc import Iterator
from itertools import product

from django.urls import URLPattern, reverse

from kartlaggning.staff.urls import urlpatterns


def staff_routes() -> dict[str, URLPattern]:
    """Return the routes by name; each has one, and each view says which permission it takes."""
    assert all(isinstance(pattern, URLPattern) and pattern.name for pattern in urlpatterns)
    return {pattern.name: pattern for pattern in urlpatterns}


def addresses(values: dict[str, list[object]]) -> Iterator[tuple[str, str]]:
    """Yield (route name, address) for every combination of the values that a route's parameters may take.

    A value for one route alone is named `route.parameter`. Raises KeyError for a parameter that `values` does not
    know: whoever adds a route adds an example.
    """
    for name, pattern in staff_routes().items():
        fixed = pattern.default_args
        keys = [key for key in pattern.pattern.converters if key not in fixed]
        for chosen in product(*(values.get(f"{name}.{key}") or values[key] for key in keys)):
            yield name, reverse(f"staff:{name}", kwargs=dict(zip(keys, chosen, strict=True)))
