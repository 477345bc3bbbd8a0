"""Texts as they may be stored: without the characters that a database or a page can't hold."""

import re

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: JSON can name it, UTF-8 can't write it
_LINE = re.compile("[\v\f]")  # a word processor's own line breaks
# What XML can't hold, in a feed or a workbook: control characters but tab and line breaks, and two non-characters.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """Return a text without control characters, NUL among them, which PostgreSQL refuses and XML too.

    Line breaks of word processors become ordinary ones; each lone surrogate becomes a replacement character.
    """
    return _LONE_SURROGATE.sub(_REPLACEMENT, _NOT_TEXT.sub("", _LINE.sub("\n", text)))
