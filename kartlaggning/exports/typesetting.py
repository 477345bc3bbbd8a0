"""Typst, the program that sets documents and draws pictures: fonts, and compiling with the same bytes every time.

What is set comes as values in JSON, never as Typst code, so that no name can become code.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from kartlaggning.exports.svg import Picture

_PICTURE = """
#let data = json(bytes(sys.inputs.data))
#set page(width: data.width * 1pt, height: data.height * 1pt, margin: 0pt)
#set text(font: "Source Sans Pro", lang: "sv")
#image(bytes(data.svg), format: "svg", width: 100%, height: 100%, alt: data.alt)
"""


@cache
def _fonts() -> typst.Fonts:
    """Return Source Sans Pro out of its package, and no font of the system's: the same bytes on every machine."""
    folder = Path(str(files("font_source_sans_pro"))) / "files"
    return typst.Fonts(font_paths=[str(folder)], include_system_fonts=False, include_embedded_fonts=False)


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Return the template set with the data as PDF/UA-1; raises typst.TypstError where it cannot be set."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    made = typst.compile(
        template.encode(), sys_inputs=inputs, font_paths=_fonts(), format="pdf", pdf_standards="ua-1", timestamp=0
    )
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
