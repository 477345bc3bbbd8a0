"""Which scene names point at somebody: companies, schools and properties. A scene is named after a public place."""

import re
from dataclasses import dataclass

from kartlaggning.swedish import search_key


@dataclass(frozen=True, slots=True)
class NameWarning:
    """What in a name points at somebody, and in Swedish what kind of thing it is."""

    found: str
    kind: str


# Patterns of the folded name. Compounds are met too: Vasaskolan, Norrgymnasiet, köpcentrumet is a place and is not.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "ett företag",
        re.compile(r"(?<!\w)(?:ab|aktiebolag(?:et)?|hb|handelsbolag(?:et)?|kb|kommanditbolag(?:et)?)(?!\w)"),
    ),
    ("ett företag", re.compile(r"(?<!\w)\w*(?:restaurang(?:en)?|pizzeria(?:n)?|krog(?:en)?|hotell(?:et)?)(?!\w)")),
    ("ett företag", re.compile(r"(?<!\w)\w*(?:butik(?:en)?|macken|mack|bensinstation(?:en)?|apotek(?:et)?)(?!\w)")),
    ("en skola", re.compile(r"(?<!\w)\w*(?:skola(?:n)?|skolorna|gymnasium|gymnasiet|fritidsgård(?:en)?)(?!\w)")),
    ("en skola", re.compile(r"(?<!\w)\w*(?:daghem(?:met)?|dagis(?:et)?)(?!\w)")),
    (
        "en vårdinrättning",
        re.compile(r"(?<!\w)\w*(?:vårdcentral(?:en)?|beroendemottagning(?:en)?|härbärge(?:t)?)(?!\w)"),
    ),
    ("en fastighet", re.compile(r"(?<!\w)\w*fastighet(?:en|er|erna)?(?!\w)")),
    ("en fastighet", re.compile(r"(?<!\w)(?:brf|bostadsrättsförening(?:en)?)(?!\w)")),
    ("en fastighet", re.compile(r"(?<!\w)(?:kv\.?|kvarteret)\s+\w+(?:\s+\w+)?\s+\d+(?!\w)")),
    # A property designation: name, block, colon, unit.
    ("en fastighet", re.compile(r"(?<!\w)[^\W\d]+\s+\d+:\d+(?!\w)")),
    (
        "en adress",
        re.compile(r"(?<!\w)[^\W\d]*(?:gatan|vägen|gränd(?:en)?|stigen|backen|allén)\s+\d+\s?[a-zåäö]?(?!\w)"),
    ),
)


def warnings_about(name: str) -> tuple[NameWarning, ...]:
    """Return what in a name points at a company, a school, a property or an address; each kind once."""
    folded = search_key(name)
    found: dict[str, NameWarning] = {}
    for kind, pattern in _PATTERNS:
        match = pattern.search(folded)
        if match and kind not in found:
            found[kind] = NameWarning(match.group().strip(), kind)
    return tuple(found.values())
