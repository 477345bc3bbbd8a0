"""Telling an address of a function from that of a person, as far as the address itself shows it."""

import re

# Words that functions' addresses are made of; `anna.andersson@` has none of them.
_FUNCTIONS = re.compile(
    r"registrator|kontakt|center|info|kommun|stad|polis|police|samord|samverk|trygg|brott|preven|social|ungdom|fält|falt"
    r"|ordning|säker|saker|drift|miljö|miljo|press|kansli|expedition|växel|vaxel|support|funktion|grupp|team|enhet"
    r"|avdelning|område|omrade|länsstyrelse|lansstyrelse|myndighet|servic|orosanmal|anmal|tips|stöd|stod|anhörig"
    r"|anhorig|beroende|exempel|region|lpo|ssr|stadsdel|forvaltning|förvaltning"
)
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}(?:[._-][^\W\d_]+){1,3}\d?")


def looks_personal(email: str) -> bool:
    """Tell whether what stands before the @ looks like a person's name: first name and surname, and no function."""
    local = email.partition("@")[0].casefold()
    return bool(_TWO_WORDS.fullmatch(local)) and not _FUNCTIONS.search(local)
