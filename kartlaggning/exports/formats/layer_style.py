"""How QGIS draws a layer of scenes: its own style format (QML), with the classes and colours of the site's map."""

from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kartlaggning.choices import Change

STYLE_NAME = "Öppna drogscener"
# The colours of static/css/tokens.css: --open, --new, --changed, --closed, --schematic. A test holds them to it.
OPEN, NEW, CHANGED, CLOSED, SCHEMATIC = "#0068a3", "#a34a00", "#74418f", "#646b6e", "#33454d"
_SOLID, _NO_FILL, _HATCHED = "solid", "no", "f_diagonal"
_FILL_ALPHA = 77  # of 255: what lies beneath is still read
# A closed scene and a circle that only shows an approximate place are told apart before how the scene has changed.
_CLASS = (
    "CASE WHEN \"status\" <> 'open' THEN 'closed' WHEN \"provenance\" = 'schematic' THEN 'schematic' "
    'ELSE "change" END'
)


@dataclass(frozen=True)
class _Look:
    """How a class is drawn: label, colour, pattern of the fill, style and width (mm) of the line."""

    value: str
    label: str
    colour: str
    fill: str = _SOLID
    line: str = "solid"
    width: float = 0.5


_LOOKS = (
    _Look(Change.KEPT, "öppen, oförändrad", OPEN),
    _Look(Change.NEW, "ny", NEW, width=0.9),
    _Look(Change.REOPENED, "åter öppen", NEW, width=0.9),
    _Look(Change.GROWN, "större", CHANGED),
    _Look(Change.SHRUNK, "mindre", CHANGED),
    _Look(Change.MERGED, "sammanslagen av flera", CHANGED),
    _Look(Change.SPLIT, "del av en delad plats", CHANGED),
    _Look(Change.UNKNOWN, "öppen, förändring okänd", OPEN),
    _Look("schematic", "ungefärligt läge, gränsen är inte känd", SCHEMATIC, fill=_NO_FILL, line="dash"),
    _Look("closed", "upphörd, senast kända gräns", CLOSED, fill=_HATCHED, line="dot"),
)


@cache
def qml() -> str:
    """Return the style as QGIS stores it in a GeoPackage's table layer_styles."""
    root = Element("qgis", version="3.28", styleCategories="Symbology|Labeling")
    renderer = SubElement(root, "renderer-v2", type="categorizedSymbol", attr=_CLASS, enableorderby="0")
    categories = SubElement(renderer, "categories")
    symbols = SubElement(renderer, "symbols")
    for number, look in enumerate(_LOOKS):
        SubElement(categories, "category", value=str(look.value), label=look.label, symbol=str(number), render="true")
        symbols.append(_symbol(str(number), look))
    SubElement(root, "blendMode").text = "0"
    indent(root, space=" ")
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + tostring(root, encoding="unicode")


def _symbol(name: str, look: _Look) -> Element:
    symbol = Element("symbol", type="fill", name=name, alpha="1", clip_to_extent="1")
    layer = SubElement(symbol, "layer", {"class": "SimpleFill", "enabled": "1", "locked": "0", "pass": "0"})
    options = SubElement(layer, "Option", type="Map")
    values = {
        "color": _rgba(look.colour, 255 if look.fill == _HATCHED else _FILL_ALPHA),
        "style": look.fill,
        "outline_color": _rgba(look.colour, 255),
        "outline_style": look.line,
        "outline_width": str(look.width),
        "outline_width_unit": "MM",
        "joinstyle": "round",
    }
    for key, value in values.items():
        SubElement(options, "Option", type="QString", name=key, value=value)
    return symbol


def _rgba(colour: str, alpha: int) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"
