"""The draft of the press text, as the page shows it: from an edition that is built or has been published."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from kartlaggning.errors import NotFound, NotFoundInEdition
from kartlaggning.exports.words.press_text import press_text
from kartlaggning.selectors.editions import atlas_as_it_was


@dataclass(frozen=True, slots=True)
class PressDraft:
    """The draft and the edition that it is written from."""

    ref: str
    title: str
    text: str
    is_demonstration: bool

    @property
    def lines(self) -> int:
        """Return how many lines the draft takes, long ones counted as several."""
        return sum(1 + len(line) // 48 for line in self.text.splitlines()) + 2


def press_draft(ref: str) -> PressDraft:
    """Return the draft for the edition with this reference; raises NotFound."""
    try:
        atlas = atlas_as_it_was(ref)
    except NotFoundInEdition as error:
        raise NotFound(str(error)) from error
    edition = atlas.newest
    address = settings.SITE_URL + reverse("public:edition", args=[ref])
    email = settings.COORDINATOR_EMAIL
    contact = f"samordningskansliet, {email}" if email else "samordningskansliet (fyll i hur man når det)"
    return PressDraft(
        ref=ref,
        title=edition.title,
        text=press_text(atlas, edition, address=address, contact=contact),
        is_demonstration=edition.is_demonstration,
    )
