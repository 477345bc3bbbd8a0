"""Reading an edition's preview links for the staff: to whom, until when, and every visit."""

from dataclasses import dataclass

from django.utils import timezone

from kartlaggning.errors import NotFound
from kartlaggning.models import Edition, PreviewLink, PreviewVisit


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link with its visits, the latest first; `state` says in words whether it holds."""

    link: PreviewLink
    state: str
    holds: bool
    visits: tuple[PreviewVisit, ...]


def links_of(edition: Edition) -> tuple[LinkRow, ...]:
    """Return the edition's links, the latest first."""
    links = PreviewLink.objects.filter(edition=edition).prefetch_related("visits").order_by("-made_at", "-pk")
    return tuple(_row(link) for link in links)


def find_link(edition: Edition, pk: int) -> PreviewLink:
    """Return one of the edition's links; raises NotFound."""
    link = PreviewLink.objects.filter(edition=edition, pk=pk).select_related("edition").first()
    if link is None:
        raise NotFound
    return link


def _row(link: PreviewLink) -> LinkRow:
    visits = tuple(sorted(link.visits.all(), key=lambda visit: (visit.visited_at, visit.pk), reverse=True))
    if link.revoked_at is not None:
        return LinkRow(link, "återkallad", False, visits)
    holds = link.expires_at > timezone.now()
    return LinkRow(link, "gäller" if holds else "har gått ut", holds, visits)
