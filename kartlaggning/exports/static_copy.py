"""The static copy of the site: which file an address becomes, and the addresses inside the pages."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import parse_qsl, urlsplit

# Under this key the request of a page that is being copied carries its StaticCopy. No header can set it.
REQUEST_KEY = "drogscener.static_copy"
# What a computed answer is asked for in the browser: the same address with a year in the place of the word.
YEAR = "{year}"
# Answered by a program; a copy leads to the site itself for them.
LIVE_ONLY = ("/api/", "/ogc")
STATIC = "/static/"
_LINK = re.compile(r'(?P<before>\s(?:href|src|action)=")(?P<address>/[^"]*)"')
_ANSWERS = {"geojson", "json", "csv"}


@dataclass(frozen=True, slots=True)
class StaticCopy:
    """What a page that is being copied must know: where the site itself is, without a last slash.

    `ref` and `title` are those of an older edition, where the copy shows the site as that one had it.
    """

    live_url: str
    ref: str = ""
    title: str = ""


def file_of_address(address: str) -> str:
    """Return the file, relative to the copy's folder, that answers a path with query: `/om/` is `om/index.html`.

    Of a page's query only year, status and comparison choose a file; the rest is narrowed in the browser.
    """
    parts = urlsplit(address)
    path = parts.path.lstrip("/")
    asked = dict(parse_qsl(parts.query))
    if path.startswith("api/"):
        return _answer_file(path, asked)
    chosen = selection_file(asked)
    if path.endswith("/") or not path:
        return f"{path}{chosen or 'index.html'}"
    return path


def selection_file(asked: Mapping[str, str]) -> str:
    """Return the name of the file for a page's year, status and comparison; empty for the page as it opens."""
    if "ar" not in asked:
        return ""
    last = f"jamfor-{asked['jamfor']}" if asked.get("jamfor") else asked.get("status", "open")
    return f"urval-{asked['ar']}-{last}.html"


def _answer_file(path: str, asked: Mapping[str, str]) -> str:
    form = asked.get("f", "json")
    chosen = ".".join(f"{key}-{value}" for key, value in sorted(asked.items()) if key != "f")
    return f"{path.rstrip('/')}/{chosen or 'alla'}.{form}"


def is_answer(address: str) -> bool:
    """Tell whether an address asks the API for data, which a copy keeps as a file."""
    parts = urlsplit(address)
    return parts.path.startswith("/api/v1/") and dict(parse_qsl(parts.query)).get("f") in _ANSWERS


def links(html: str) -> Iterator[str]:
    """Yield every address on the own site that a page links to, as it stands in the address bar, without fragment."""
    for match in _LINK.finditer(html):
        yield unescape(match["address"]).partition("#")[0]


def with_own_links(html: str, files: Collection[str], copy: StaticCopy) -> str:
    """Return the page with links that work in the copy; what the copy does not hold is looked for on the site."""

    def changed(match: re.Match[str]) -> str:
        address, mark, fragment = unescape(match["address"]).partition("#")
        if address.startswith(("//", STATIC)):
            return match[0]
        if address.startswith(LIVE_ONLY):
            file = file_of_address(address)
            target = f"/{file}" if is_answer(address) and file in files else copy.live_url + address
        elif file_of_address(urlsplit(address).path) in files:
            return match[0]
        else:
            target = copy.live_url + address
        return f'{match["before"]}{escape(target + mark + fragment)}"'

    return _LINK.sub(changed, html)


def readdressed(text: str, *, live_url: str, site_url: str) -> str:
    """Return a text with the copy's own absolute addresses, except those of what only the site itself answers."""
    if live_url == site_url:
        return text
    kept = "|".join(re.escape(path) for path in LIVE_ONLY)
    return re.sub(rf"{re.escape(live_url)}(?=[/\"'<\s&]|$)(?!{kept})", site_url, text)


def redirect_page(target: str) -> bytes:
    """Return a page that leads on, for an address that has moved."""
    to = escape(target)
    return (
        '<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Sidan har flyttat</title>'
        f'<meta http-equiv="refresh" content="0; url={to}"><link rel="canonical" href="{to}">'
        '<meta name="robots" content="noindex"></head>'
        f'<body><p><a href="{to}">Sidan har flyttat</a></p></body></html>\n'
    ).encode()
