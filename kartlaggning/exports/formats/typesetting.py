"""Typst, the program that sets documents and draws pictures: fonts, and compiling with the same bytes every time.

What is set comes as values in JSON, never as Typst code, so that no name can become code.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from kartlaggning.errors import KartlaggningError
from kartlaggning.exports.drawings.svg import Picture

_PICTURE = """
#let data = json(bytes(sys.inputs.data))
#set page(width: data.width * 1pt, height: data.height * 1pt, margin: 0pt)
#set text(font: "Source Sans Pro", lang: "sv")
#image(bytes(data.svg), format: "svg", width: 100%, height: 100%, alt: data.alt)
"""


# What Source Sans Pro has, of what may stand in our texts; anything else would stop PDF/UA. A test sets them all.
SETTABLE = (
    "\n\u0020-\u007e\u00a0-\u017e\u01cd-\u01dc\u01de-\u01e3\u01e6-\u01ed\u01f4-\u01f5\u01f8-\u021b\u0226-\u0233"
    "\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u2012-\u2016\u2018-\u201a\u201c-\u201e\u2020-\u2022"
    "\u2026\u2030\u2032-\u2033\u2039-\u203a\u2044\u20ac\u2116\u2122\u2150-\u215e\u2190-\u2193\u2206\u2211-\u2212\u221a"
    "\u221e\u2248\u2260\u2264-\u2265\u25a0\u25b2\u25bc"
)
_NOT_SETTABLE = re.compile(f"[^{SETTABLE}]")
IN_PLACE_OF_A_CHARACTER = "[?]"


def settable(value: Any) -> Any:
    """Return values as JSON holds them with each character that the font lacks marked, wherever a text stands."""
    if isinstance(value, str):
        return _NOT_SETTABLE.sub(IN_PLACE_OF_A_CHARACTER, value)
    if isinstance(value, Mapping):
        return {key: settable(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [settable(part) for part in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    """Return Source Sans Pro out of its package, and no font of the system's: the same bytes on every machine."""
    folder = Path(str(files("font_source_sans_pro"))) / "files"
    return typst.Fonts(font_paths=[str(folder)], include_system_fonts=False, include_embedded_fonts=False)


class CannotBeSet(KartlaggningError):
    """A document could not be set; the message is Typst's, for whoever looks into it."""


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Return the template set with the data as PDF/UA-1; raises CannotBeSet."""
    inputs = {"data": json.dumps(settable(data), ensure_ascii=False)}
    try:
        made = typst.compile(
            template.encode(), sys_inputs=inputs, font_paths=_fonts(), format="pdf", pdf_standards="ua-1", timestamp=0
        )
    except typst.TypstError as error:
        raise CannotBeSet(f"Typst säger: {error.message}") from error
    return _single(made)


def png(picture: Picture, pixels_per_unit: float) -> bytes:
    """Return a picture as PNG."""
    values = {"svg": picture.svg, "width": picture.width, "height": picture.height, "alt": picture.words}
    made = typst.compile(
        _PICTURE.encode(),
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        font_paths=_fonts(),
        format="png",
        ppi=72 * pixels_per_unit,
    )
    return _single(made)


def _single(made: bytes | Sequence[bytes] | None) -> bytes:
    if isinstance(made, bytes):
        return made
    raise ValueError("One document was asked for.")
