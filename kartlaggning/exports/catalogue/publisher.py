"""Who stands behind the data, as feeds, catalogues and citations say it."""

from dataclasses import dataclass

from kartlaggning.exports.catalogue.citation import SITE_NAME


@dataclass(frozen=True, slots=True)
class Publisher:
    """The publisher: `name` and `url` are empty while no authority has taken the site over, `email` where none is set.

    `site_url` is the site's own address, without a slash at its end.
    """

    site_url: str
    name: str = ""
    url: str = ""
    email: str = ""

    @property
    def shown_name(self) -> str:
        """Return the publisher's name, or the project's, which says that it is no authority."""
        return self.name or f"{SITE_NAME} (projekt, inte en myndighet)"

    @property
    def homepage(self) -> str:
        """Return the publisher's own address, or the site's."""
        return self.url or f"{self.site_url}/"
