"""One request, read: what is asked, in which format, from which editions; and the addresses in its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kartlaggning.api.formats import Format
from kartlaggning.api.query import EPSG_BY_NAME
from kartlaggning.geometry.projection import WGS84
from kartlaggning.selectors.editions import Atlas, Edition

Link = dict[str, str]


@dataclass(frozen=True, slots=True)
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
        return self.absolute(reverse("public:scene", args=[slug]))

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
