"""Swedish words and figures: sort order, search keys, slugs, numbers, dates and lists as Swedes write them."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_LETTERS_LAST = str.maketrans({"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}"})


def search_key(text: str) -> str:
    """Return `text` folded for search: `Årsta` and `ÅRSTA` become the same, å ä ö stay letters of their own."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def sort_key(text: str) -> str:
    """Return a key that sorts as a Swedish index does: å, ä, ö last, other accents ignored, digits by value."""
    folded = search_key(text).translate(_LETTERS_LAST)
    plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return re.sub(r"\d+", lambda match: match.group().zfill(6), plain)


def slugify(text: str) -> str:
    """Return an address part of a–z, digits and hyphens: `Grantorp/Visättra` becomes `grantorp-visattra`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def number(value: float, decimals: int = 0) -> str:
    """Return a number with decimal comma and thousands parted by a no-break space: `1 234,5`."""
    text = f"{value:,.{decimals}f}".replace(",", NO_BREAK_SPACE).replace(".", ",")
    return text.replace("-", "\N{MINUS SIGN}")


def long_date(day: date) -> str:
    """Return a date as it is written in running text: `20 februari 2024`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def enumerate_words(words: Sequence[str], last: str = "och") -> str:
    """Return the words as a list in a sentence: `a, b och c`; an empty string where there are none."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
