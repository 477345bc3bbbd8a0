"""What every staff page's frame needs: who is signed in, and which pages are theirs."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.staff.access import actor_of

# Route, text, and the permission that the page takes; None is for everybody who is signed in.
LINKS: tuple[tuple[str, str, Permission | None], ...] = (
    ("staff:home", "Att göra", None),
    # Two permissions open the page, and no role has both.
    ("staff:reviews", "Granskning", Permission.REVIEW_SURVEY),
    ("staff:reviews", "Granskning", Permission.REVIEW_POLICE_ONLY),
    ("staff:rounds", "Omgångar", Permission.READ_BOARD),
    ("staff:scenes", "Platser", Permission.READ_SURVEY),
    ("staff:editions", "Utgåvor", Permission.PUBLISH_EDITIONS),
    ("staff:removals", "Borttagningar", Permission.REMOVE_PUBLISHED),
    ("staff:tables", "Tabeller", Permission.EXPORT_TABLES),
    ("staff:questionnaires", "Formulär", Permission.EDIT_QUESTIONNAIRE),
    ("staff:import", "Import", Permission.IMPORT_SURVEYS),
    ("staff:accounts", "Konton", Permission.MANAGE_ACCOUNTS),
    ("staff:disposal", "Gallring", Permission.DISPOSE),
    ("staff:log", "Logg", Permission.READ_LOG),
)


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
        actor = self.actor
        return [
            Link(address, text, is_current=self._is_current(address))
            for route, text, permission in LINKS
            if actor and (permission is None or can(actor, permission)) and (address := _address(route))
        ]

    def _is_current(self, address: str) -> bool:
        path = self.request.path
        return path == address if address == reverse("staff:home") else path.startswith(address)


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def staff(request: HttpRequest) -> dict[str, object]:
    """Give every template `staff`, made when a template first asks for it."""
    return {"staff": SimpleLazyObject(lambda: StaffFrame(request))}
