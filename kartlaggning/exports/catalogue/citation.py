"""How an edition is cited: a Swedish line, the same by APA's rules, and an entry for BibTeX."""

from dataclasses import dataclass

from django.utils.timezone import localdate

from kartlaggning.selectors.editions.register import Registered
from kartlaggning.swedish import long_date

SITE_NAME = "Drogscener i Stockholms län"
_MADE_UP = "Utgåvan innehåller påhittade uppgifter."


@dataclass(frozen=True, slots=True)
class Citation:
    """An edition's citation in three forms, all in Swedish."""

    line: str
    apa: str
    bibtex: str


def citation(entry: Registered, address: str, publisher: str) -> Citation:
    """Return how an edition is cited; `publisher` is empty while no authority has taken the site over."""
    author = publisher or SITE_NAME
    day = localdate(entry.published_at or entry.built_at)
    warning = f" {_MADE_UP}" if entry.is_demonstration else ""
    return Citation(
        line=f"{entry.title}. Öppna drogscener i Stockholms län. {author}, {long_date(day)}. {address}{warning}",
        apa=f"{author}. ({day.year}). {entry.title} [Datamängd]. {address}{warning}",
        bibtex="\n".join(
            (
                f"@misc{{drogscener-{entry.ref},",
                f"  author = {{{{{author}}}}},",
                f"  title = {{{entry.title}}},",
                f"  year = {{{day.year}}},",
                f"  url = {{{address}}},",
                f"  note = {{Datamängd.{warning} SHA-256: {entry.manifest_sha256}}}",
                "}",
            )
        ),
    )
