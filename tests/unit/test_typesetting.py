"""Setting documents: every character that may be set can be, and any other is marked and stops nothing."""

import re
import sys

from kartlaggning.exports.formats import typesetting

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "Prov")
#set text(font: "Source Sans Pro", lang: "sv")
#data.text
"""


def test_every_settable_character_is_in_the_font():
    settable = re.compile(f"[{typesetting.SETTABLE}]")
    text = "".join(filter(settable.match, map(chr, range(1, sys.maxunicode))))
    assert len(text) > 500
    assert typesetting.pdf(TEMPLATE, {"text": text}).startswith(b"%PDF")


def test_another_character_is_marked_and_the_document_is_set_all_the_same():
    assert typesetting.settable({"text": ["Torget \U0001f600", "\x07"]}) == {"text": ["Torget [?]", "[?]"]}
    assert typesetting.pdf(TEMPLATE, {"text": "Torget \U0001f600"}).startswith(b"%PDF")
