"""Texts as they may be stored: without the characters that a database or a page can't hold."""

import re

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: JSON can name it, UTF-8 can't write it
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """Return a text without NUL, which PostgreSQL refuses, and with a replacement character for each lone surrogate."""
    return _LONE_SURROGATE.sub(_REPLACEMENT, text.replace("\0", ""))
