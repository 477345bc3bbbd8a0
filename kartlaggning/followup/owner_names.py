"""Which texts name who owns a property or runs a business: they do not stand beside figures of crimes.

The words are those of the check of a scene's name. There any of them warns; in running text only a name does, so that
"butiken på torget" and "fastighetsägare" can be written and "Hotell Klara" and "fastighetsägaren Storhus" can't.
"""

import re
from collections.abc import Iterator

from kartlaggning.scene_names import warnings_about

OWNERS = ("ett företag", "en fastighet")
_CAPITAL, _NAME = "[A-ZÅÄÖÉ]", r"[A-ZÅÄÖÉ][\w-]*"
_BUSINESS = "restaurang(?:en)?|pizzeria(?:n)?|krog(?:en)?|hotell(?:et)?|butik(?:en)?|bensinstation(?:en)?|apotek(?:et)?"
_PROPERTY = "fastighet(?:en|er|erna)?"
_OWNER = r"fastighets(?:ägare|ägaren|ägarna|bolag|bolaget)|bostadsrättsförening(?:en)?|brf"
# What is a name wherever it stands: a form of company, a quarter by name and number.
_ALWAYS = re.compile(
    r"(?<!\w)(?:[\w-]+\s+)?(?:ab|aktiebolag(?:et)?|hb|handelsbolag(?:et)?|kb|kommanditbolag(?:et)?)(?!\w)"
    r"|(?<!\w)(?:kv\.?|kvarteret)\s+\w+(?:\s+\w+)?\s+\d+(?!\w)",
    re.IGNORECASE,
)
# What is a name where a word with a capital letter follows.
_FOLLOWED = re.compile(rf"(?<!\w)(?i:\w*(?:{_BUSINESS}|{_PROPERTY})|{_OWNER})[^\S\n]+{_NAME}")
# What is a name where it has a capital letter itself, though no sentence begins there.
_CAPITALISED = re.compile(rf"(?<![.!?:\n])[^\S\n](?={_CAPITAL})(?i:\w*(?:{_BUSINESS}|{_PROPERTY}))(?!\w)")
# A property's designation; "Kl 20:00" and "SFS 2010:294" look the same.
_NO_PROPERTY = "Kl|Klockan|Från|Till|Mellan|Efter|Före|Öppet|SFS|Lag"
_DESIGNATION = re.compile(rf"(?<!\w)(?!(?:{_NO_PROPERTY})\s){_NAME}\s+\d+:\d+(?!\w)")


def owner_named_in(text: str, *, is_name: bool = False) -> str:
    """Return what in a text names a property, its owner or a business; empty where nothing does.

    `is_name`: the text says who does something, so that every word of the kind counts.
    """
    return next(_found(text, is_name), "")


def _found(text: str, is_name: bool) -> Iterator[str]:
    for pattern in (_ALWAYS, _FOLLOWED, _CAPITALISED, _DESIGNATION):
        yield from (match.group().strip() for match in pattern.finditer(text))
    if is_name:
        yield from (warning.found for warning in warnings_about(text) if warning.kind in OWNERS)
