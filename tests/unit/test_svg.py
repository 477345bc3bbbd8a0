"""Whatever a place is called, a picture stays well-formed and says the name as it is."""

import re

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from kartlaggning.exports.drawings import svg

NAMES = st.text(st.sampled_from("aÅö 1#$*<>&@\\\"'”`_{}[]()=~^/|%;:\n\x00\x0b\ufffe"), max_size=30)
NAMESPACE = "{http://www.w3.org/2000/svg}"


def held(text):
    """Return a text as XML can hold it: what it cannot becomes a replacement character, line ends become one."""
    return re.sub("[\x00\x0b\ufffe]", "\N{REPLACEMENT CHARACTER}", text).replace("\r", "\n")


@given(NAMES)
def test_a_name_is_text_and_never_markup(name):
    picture = svg.picture(10, 10, name, name, svg.line_of_text(1, 1, name, 12))
    root = fromstring(picture.svg)
    assert [child.tag for child in root] == [NAMESPACE + tag for tag in ("title", "desc", "text")]
    assert [child.text or "" for child in root] == [held(name)] * 3


@given(NAMES)
def test_a_name_in_an_attribute_ends_only_where_it_ends(name):
    root = fromstring(svg.element("rect", {"id": name, "stroke_width": 1.239}))
    assert set(root.attrib) == {"id", "stroke-width"}
    assert root.attrib["stroke-width"] == "1.24"


def test_a_picture_says_its_name_and_what_it_shows():
    picture = svg.picture(10, 20, "Karta", "Den visar 3 platser.")
    root = fromstring(picture.svg)
    assert (root[0].text, root[1].text) == ("Karta", "Den visar 3 platser.")
    assert root.attrib["aria-labelledby"] == f"{root[0].attrib['id']} {root[1].attrib['id']}"
    assert picture.words == "Karta. Den visar 3 platser."
