"""Writing SVG as text: every value is escaped here, so that no name of a place can become markup."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

Attributes = Mapping[str, str | float]

FONT = "'Source Sans Pro', 'Source Sans 3', system-ui, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"

# The colours of static/css/tokens.css by their names there: each of 3:1 or more on paper and land.
INK = "#182226"
MUTED = "#4f5b60"
PAPER = "#fcfcfa"
SURFACE = "#eff1ee"
LINE = "#cbd1cf"
LINE_STRONG = "#737f84"
ACCENT = "#0d4a66"
OPEN = "#0068a3"
NEW = "#a34a00"
CHANGED = "#74418f"
CLOSED = "#646b6e"
SCHEMATIC = "#33454d"
WATER = "#dde6e8"
LAND = "#f7f6f1"
LAND_CHOSEN = "#fffbe8"
EXAMPLE = "#6b5416"
EXAMPLE_STRIPE = "#f2e8c9"


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: its SVG, its size in units, and what it shows in words."""

    svg: str
    width: float
    height: float
    words: str


_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(text: str) -> str:
    """Return text as it stands between tags; what XML cannot hold becomes a replacement character."""
    return escape(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text))


def element(name: str, attributes: Attributes, *children: str) -> str:
    """Return an element; `children` are markup: made by this function, or by `written`.

    An attribute's underscore is written as a hyphen; lengths with at most one decimal.
    """
    listed = "".join(f" {key.replace('_', '-')}={_quoted(value)}" for key, value in attributes.items())
    return f"<{name}{listed}>{''.join(children)}</{name}>" if children else f"<{name}{listed}/>"


def group(*children: str, **attributes: str | float) -> str:
    """Return a group of elements."""
    return element("g", attributes, *children)


def line_of_text(x: float, y: float, text: str, size: float, **attributes: str | float) -> str:
    """Return a line of text on the baseline `y`."""
    return element("text", {"x": x, "y": y, "font_size": size, **attributes}, written(text))


def lines_of_text(x: float, y: float, lines: Iterable[str], size: float, step: float) -> tuple[str, ...]:
    """Return muted lines of text below each other."""
    return tuple(line_of_text(x, y + step * index, line, size, fill=MUTED) for index, line in enumerate(lines))


def picture(width: float, height: float, title: str, description: str, *children: str) -> Picture:
    """Return a whole picture with its name and what it shows for those who cannot see it."""
    attributes: Attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {_short(width)} {_short(height)}",
        "width": width,
        "height": height,
        "role": "img",
        "xml:lang": "sv",
        "aria_labelledby": "titel beskrivning",
        "font_family": FONT,
        "fill": INK,
    }
    named = (
        element("title", {"id": "titel"}, written(title)),
        element("desc", {"id": "beskrivning"}, written(description)),
    )
    return Picture(element("svg", attributes, *named, *children), width, height, f"{title}. {description}")


def hatching(identity: str, spacing: float, width: float) -> str:
    """Return the definition of a grey hatching, to be used as fill by its id."""
    stroke = element("path", {"d": f"M0 0V{_short(spacing)}", "stroke": CLOSED, "stroke_width": width})
    ground = element("rect", {"width": spacing, "height": spacing, "fill": PAPER})
    attributes: Attributes = {
        "id": identity,
        "width": spacing,
        "height": spacing,
        "patternUnits": "userSpaceOnUse",
        "patternTransform": "rotate(45)",
    }
    return element("defs", {}, element("pattern", attributes, ground, stroke))


def _quoted(value: str | float) -> str:
    text = value if isinstance(value, str) else _short(value)
    return quoteattr(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text))


def _short(value: float) -> str:
    return f"{round(value, 2):g}"
