"""The blocks that a report is made of, as plain values: template.typ sets each by its kind."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kartlaggning import swedish
from kartlaggning.exports.drawings.svg import Picture

Block = Mapping[str, Any]
MOST_ROWS = 1_000  # of a printed table; a county has far fewer, and nobody reads a country's on paper


def heading(text: str, level: int = 1) -> Block:
    """Return a heading; level 1 stands in the table of contents."""
    return {"kind": "heading", "text": text, "level": level}


def paragraph(text: str) -> Block:
    """Return a paragraph of running text."""
    return {"kind": "paragraph", "text": text}


def lead(text: str) -> Block:
    """Return the opening sentence, set larger."""
    return {"kind": "lead", "text": text}


def note(text: str) -> Block:
    """Return a caveat that stands beside the figures that it is about."""
    return {"kind": "note", "text": text}


def source(text: str) -> Block:
    """Return where figures come from, set small."""
    return {"kind": "source", "text": text}


def bullets(items: Iterable[str]) -> Block:
    """Return a list."""
    return {"kind": "bullets", "items": list(items)}


def facts(pairs: Iterable[tuple[str, str]]) -> Block:
    """Return terms with what they are; pairs without a value are left out."""
    return {"kind": "facts", "pairs": [list(pair) for pair in pairs if pair[1]]}


def key_figures(pairs: Iterable[tuple[str, str]]) -> Block:
    """Return a row of large figures, each with what it counts."""
    return {"kind": "key_figures", "pairs": [list(pair) for pair in pairs]}


def contents() -> Block:
    """Return the table of contents."""
    return {"kind": "contents"}


def new_page() -> Block:
    """Return a page break."""
    return {"kind": "new_page"}


def landscape(inside: Iterable[Block]) -> Block:
    """Return blocks on pages that lie down, for a wide table."""
    return {"kind": "landscape", "blocks": list(inside)}


def picture(image: Picture, caption: str, width: int = 100) -> Block:
    """Return a figure; `width` is its share of the line in per cent."""
    return {"kind": "picture", "svg": image.svg, "alt": image.words, "caption": caption, "width": width}


def pictures(images: Sequence[tuple[Picture, str]], columns: int) -> Block:
    """Return small figures side by side, each with its caption."""
    cells = [{"svg": image.svg, "alt": image.words, "caption": caption} for image, caption in images]
    return {"kind": "pictures", "cells": cells, "columns": columns}


def table(caption: str, columns: Sequence[tuple[str, bool, int]], rows: Iterable[Sequence[str]]) -> Block:
    """Return a table; a column is its header, whether it holds numbers, and its width in parts (0 = as needed).

    A longer one than can be printed ends early, and its caption says so.
    """
    lines = [list(row) for row in rows]
    if len(lines) > MOST_ROWS:
        shown, count = swedish.number(MOST_ROWS), swedish.number(len(lines))
        caption = f"{caption} (de första {shown} av {count}; alla finns i utgåvans tabellfiler)"
    headers = [{"text": text, "is_numeric": is_numeric, "width": width} for text, is_numeric, width in columns]
    return {"kind": "table", "caption": caption, "columns": headers, "rows": lines[:MOST_ROWS]}
