"""Template tags of the pages about editions: their fixed addresses, dates of moments, and data for search engines."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kartlaggning.exports.catalogue import feed
from kartlaggning.public.editions import addresses

register = template.Library()
# Inside a script element only these could end it or start a comment; as Django's json_script has it.
_ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def feed_path() -> str:
    """Return the path of the feed."""
    return feed.PATH


@register.simple_tag
def document_path(name: str) -> str:
    """Return the path of a document for programs, by its route: one for all languages."""
    return addresses.document_path(name)


@register.simple_tag
def edition_list_path() -> str:
    """Return the path of the list of editions; the same inside an older edition's own site."""
    return addresses.edition_list_path()


@register.simple_tag
def edition_path(ref: str) -> str:
    """Return the path of an edition's page; the same inside an older edition's own site."""
    return addresses.edition_path(ref)


@register.filter
def local_date(moment: datetime) -> date:
    """Return a moment's day where the site is."""
    return timezone.localdate(moment)


@register.simple_tag
def linked_data(value: Mapping[str, Any]) -> SafeString:
    """Return JSON-LD as a block of data, which no browser runs and the content security policy lets be."""
    text = json.dumps(value, ensure_ascii=False).translate(_ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 (escaped above)
