"""Template tags of every page's frame."""

import re

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


class Captured(template.Node):
    """Renders what stands inside once, for several places; a block can be rendered at one place only."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> SafeString:
        """Put the text under its name with single spaces."""
        text = re.sub(r"[ \t\r\n]+", " ", self.nodelist.render(context)).strip()
        context[self.name] = mark_safe(text)  # noqa: S308 (rendering has escaped it; spaces add no markup)
        return SafeString("")


@register.tag
def captured(parser: Parser, token: Token) -> Captured:
    """Keep what stands until `endcaptured` under a name: `{% captured as page_title %}`."""
    _tag, _as, name = token.split_contents()
    nodelist = parser.parse(("endcaptured",))
    parser.delete_first_token()
    return Captured(nodelist, name)
