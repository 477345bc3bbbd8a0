"""What every staff page's frame needs: who is signed in, and which pages are theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.staff.access import actor_of
from kartlaggning.staff.follow_up_links import PAGES

FOLLOW_UP = "staff:follow_up"
# Route, text, and the permission that the page takes; None is for everybody who is signed in.
LINKS: tuple[tuple[str, str, Permission | None], ...] = (
    ("staff:home", "Att göra", None),
    # Two permissions open the page, and no role has both.
    ("staff:reviews", "Granskning", Permission.REVIEW_SURVEY),
    ("staff:reviews", "Granskning", Permission.REVIEW_POLICE_ONLY),
    ("staff:rounds", "Omgångar", Permission.READ_BOARD),
    ("staff:scenes", "Platser", Permission.READ_SURVEY),
    (FOLLOW_UP, "Uppföljning", Permission.READ_FOLLOW_UP),
    ("staff:editions", "Utgåvor", Permission.PUBLISH_EDITIONS),
    ("staff:removals", "Borttagningar", Permission.REMOVE_PUBLISHED),
    ("staff:tables", "Tabeller", Permission.EXPORT_TABLES),
    ("staff:questionnaires", "Formulär", Permission.EDIT_QUESTIONNAIRE),
    ("staff:import", "Import", Permission.IMPORT_SURVEYS),
    ("staff:accounts", "Konton", Permission.MANAGE_ACCOUNTS),
    ("staff:disposal", "Gallring", Permission.DISPOSE),
    ("staff:log", "Logg", Permission.READ_LOG),
)
# Other pages' addresses begin with theirs.
FIRST_PAGES = ("staff:home", FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the header."""

    address: str
    text: str
    is_current: bool


@dataclass(frozen=True)
class StaffFrame:
    """The frame of a staff page; `actor` is None where nobody is signed in."""

    request: HttpRequest

    @property
    def actor(self) -> Actor | None:
        """Return who is signed in."""
        return actor_of(self.request)

    @property
    def is_demonstration(self) -> bool:
        """Tell whether what is shown is made up."""
        return settings.DEMONSTRATION

    @property
    def links(self) -> list[Link]:
        """Return the pages that the person may open."""
        return [
            Link(address, text, is_current=self._is_current(route, address))
            for route, text, address in self._open_to_them(LINKS)
        ]

    @property
    def follow_up_links(self) -> list[Link]:
        """Return the pages of follow-up that the person may open."""
        return [
            Link(address, text, is_current=self._is_below(route, address))
            for route, text, address in self._open_to_them(PAGES)
        ]

    def _open_to_them(self, pages: Iterable[tuple[str, str, Permission | None]]) -> Iterator[tuple[str, str, str]]:
        """Yield route, text and address of those of the pages that there are and that the person may open."""
        actor = self.actor
        for route, text, permission in pages:
            address = _address(route)
            if actor and address and (permission is None or can(actor, permission)):
                yield route, text, address

    def _is_current(self, route: str, address: str) -> bool:
        if route == FOLLOW_UP:
            return any(link.is_current for link in self.follow_up_links)
        return self._is_below(route, address)

    def _is_below(self, route: str, address: str) -> bool:
        path = self.request.path
        return path == address if route in FIRST_PAGES else path.startswith(address)


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def staff(request: HttpRequest) -> dict[str, object]:
    """Give every template `staff`, made when a template first asks for it."""
    return {"staff": SimpleLazyObject(lambda: StaffFrame(request))}
