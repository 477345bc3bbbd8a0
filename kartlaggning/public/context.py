"""What every page's frame needs: the edition, the publisher, the page's address in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from kartlaggning.exports.package.manifest import stable_name
from kartlaggning.exports.static_copy import REQUEST_KEY, StaticCopy
from kartlaggning.public import words
from kartlaggning.public.editions import addresses
from kartlaggning.public.editions.other import OtherEdition
from kartlaggning.public.reading import atlas_of
from kartlaggning.selectors.editions import Atlas, Edition

SWEDISH, ENGLISH = "sv", "en"
ENGLISH_PREFIX = f"/{ENGLISH}/"
SHARING_PICTURE = "delningsbild.png"


@dataclass(frozen=True)
class Site:
    """The frame of a page. `edition` is the newest one, None before the first publication."""

    request: HttpRequest
    atlas: Atlas

    @cached_property
    def edition(self) -> Edition | None:
        """Return the newest edition."""
        return self.atlas.editions[-1] if self.atlas.editions else None

    @property
    def has_demonstration(self) -> bool:
        """Tell whether anything on the site is made up; then every page carries the band that says so."""
        return self.atlas.has_demonstration

    @property
    def publisher_name(self) -> str:
        """Return the publisher; empty while no authority has taken the site over."""
        return settings.PUBLISHER_NAME

    @property
    def publisher_url(self) -> str:
        """Return the publisher's own address, or an empty string."""
        return settings.PUBLISHER_URL

    @property
    def stale_sentence(self) -> str:
        """Return the sentence that says how old the newest edition is, or an empty string while it is fresh."""
        return words.stale_sentence(self.edition, timezone.localdate()) if self.edition else ""

    @property
    def other_edition(self) -> OtherEdition | None:
        """Return which edition is read in place of the current one; None on the ordinary site."""
        if self.static_copy and self.static_copy.ref:
            return OtherEdition(self.static_copy.ref, self.static_copy.title)
        return getattr(self.request, "other_edition", None)

    @property
    def static_copy(self) -> StaticCopy | None:
        """Return what the page must know of the static copy that it is made for; None on the site itself."""
        copy: StaticCopy | None = self.request.META.get(REQUEST_KEY)
        return copy

    @property
    def is_english(self) -> bool:
        """Tell whether the page's address is an English one."""
        return self.request.path_info.startswith(ENGLISH_PREFIX)

    @property
    def swedish_path(self) -> str:
        """Return the page's path in Swedish, without query."""
        path = self.request.path_info
        return self._prefix + (path.removeprefix(ENGLISH_PREFIX.rstrip("/")) if self.is_english else path)

    @property
    def _prefix(self) -> str:
        """Return what stands before the path of every page: nothing, or the address of another edition."""
        return self.request.path.removesuffix(self.request.path_info)

    @property
    def _english_path(self) -> str:
        return f"{self._prefix}/{ENGLISH}{self.swedish_path.removeprefix(self._prefix)}"

    @property
    def alternates(self) -> Mapping[str, str]:
        """Return the page's absolute addresses by language, without query; empty for a page in one language only."""
        if not self._has_languages:
            return {}
        paths = {SWEDISH: self.swedish_path, ENGLISH: self._english_path}
        return {language: self.request.build_absolute_uri(path) for language, path in paths.items()}

    @property
    def other_language_address(self) -> str:
        """Return the same page, query included, in the other language; its front page where there is no such page."""
        other = SWEDISH if self.is_english else ENGLISH
        front = self._prefix + ("/" if other == SWEDISH else ENGLISH_PREFIX)
        if not self._has_languages:
            return front
        path = self.swedish_path if other == SWEDISH else self._english_path
        query = self.request.META.get("QUERY_STRING", "")
        return f"{path}?{query}" if query else path

    @property
    def canonical_address(self) -> str:
        """Return the page's absolute address without query."""
        return self.request.build_absolute_uri(self.request.path)

    @property
    def sharing_picture(self) -> str:
        """Return the absolute address of the picture that goes with a shared link; empty where there is none."""
        entry = addresses.current_entry(self.atlas)
        names = [stable_name(entry.ref, file.path) for file in entry.files] if entry else []
        return settings.SITE_URL + addresses.latest_path(SHARING_PICTURE) if SHARING_PICTURE in names else ""

    @property
    def section(self) -> str:
        """Return the name of the route, for marking the page among the header's links."""
        match = self.request.resolver_match
        return (match.url_name or "") if match and match.namespace == "public" else ""

    @property
    def _has_languages(self) -> bool:
        return bool(self.section)


def site(request: HttpRequest) -> dict[str, object]:
    """Give every template `site`, made when a template first asks for it."""
    return {"site": SimpleLazyObject(lambda: Site(request, atlas_of(request)))}
