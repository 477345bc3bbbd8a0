"""One request, read: what is asked, in which format, from which editions; and the addresses in its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from rest_framework.exceptions import ValidationError

from kartlaggning.api.formats import Format
from kartlaggning.api.query import EPSG_BY_NAME
from kartlaggning.errors import GoneFromEdition
from kartlaggning.geometry.projection import WGS84
from kartlaggning.selectors.editions import Atlas, Edition, Registered, atlas_as_it_was

Link = dict[str, str]


def chosen_edition(atlas: Atlas, values: Mapping[str, Any]) -> tuple[Atlas, dict[str, Any]]:
    """Return what is read for `edition=`, and the parameters with that edition's year; as they were without it.

    A superseded edition is read as it was, with the rounds it was based on. Raises NotFoundInEdition for an unknown
    edition, GoneFromEdition for a withdrawn one, ValidationError where `year` says another year.
    """
    ref = values.get("edition")
    if ref is None:
        return atlas, dict(values)
    entry = published(atlas, ref)
    if values.get("year", entry.year) != entry.year:
        raise ValidationError({"year": [f"Utgåvan {ref} är av {entry.year}. Ange det året, eller bara utgåvan."]})
    shown = atlas if entry.is_current else atlas_as_it_was(ref)
    return shown, {**values, "year": entry.year}


def published(atlas: Atlas, ref: str) -> Registered:
    """Return an edition that can be read; raises NotFoundInEdition, and GoneFromEdition for a withdrawn one."""
    entry = atlas.registered(ref)
    if entry.is_withdrawn:
        raise GoneFromEdition(f"Utgåvan {ref} är återkallad. {entry.state_reason}")
    return entry


@dataclass(frozen=True)
class Question:
    """A checked request. `given` is the parameters as they stood, `values` as read; `place` comes from the path."""

    atlas: Atlas
    format: Format
    origin: str
    path: str
    given: Mapping[str, str]
    values: Mapping[str, Any]
    place: Mapping[str, str]

    @property
    def edition(self) -> Edition:
        """Return the edition of the year asked for, or the newest; raises NotFoundInEdition."""
        return self.atlas.edition(self.values.get("year"))

    def of_year(self, year: int) -> "Question":
        """Return the same question about another year's edition."""
        return replace(self, values={**self.values, "year": year})

    @property
    def epsg(self) -> int:
        """Return the EPSG code that coordinates are wanted in."""
        return EPSG_BY_NAME[self.values["crs"]] if "crs" in self.values else WGS84

    def absolute(self, path: str) -> str:
        """Return the absolute address of a path on this site."""
        return self.origin + path

    def address(self, **changes: str | int) -> str:
        """Return this request's absolute address with other parameters."""
        query = urlencode({**self.given, **changes})
        return self.absolute(f"{self.path}?{query}" if query else self.path)

    def scene_page(self, slug: str) -> str:
        """Return the address of a scene's page."""
        before, after = self._around_slug
        return f"{before}{slug}{after}"

    @cached_property
    def _around_slug(self) -> tuple[str, str]:
        """Return what stands before and after the slug in a scene's address: an answer holds very many of them."""
        before, after = self.absolute(reverse("public:scene", args=["slug"])).rsplit("slug", 1)
        return before, after

    def link(self, rel: str, href: str, media_type: str) -> Link:
        """Return a link as the answers list them."""
        return {"rel": rel, "href": href, "type": media_type}

    def own_links(self, formats: tuple[Format, ...]) -> list[Link]:
        """Return the links to this answer, to its other formats and to the API's description."""
        links = [self.link("self", self.address(), self.format.media_type)]
        others = (other for other in formats if other is not self.format)
        links += [self.link("alternate", self.address(f=other.value), other.media_type) for other in others]
        schema = self.absolute(reverse("api:openapi"))
        return [*links, self.link("service-desc", schema, "application/vnd.oai.openapi+json")]
