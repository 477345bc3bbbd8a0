"""How a file of an edition is answered: the bytes that the reader can take, their type, and whether they are new."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response

from kartlaggning.public.keeping import CACHE_CONTROL
from kartlaggning.selectors.editions import ManifestFile

CORS_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, Content-Range, ETag",
}
PREFLIGHT_HEADERS = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
    **CORS_HEADERS,
}
SHOWN_IN_THE_BROWSER = ("application/pdf", "image/", "application/geo+json", "application/json")
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))  # in order of preference
LARGEST_IN_MEMORY = 8_000_000  # bytes; what is larger is sent in pieces
_PIECE = 256_000
Response = TypeVar("Response", bound=HttpResponseBase)
_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})$")


def file_answer(request: HttpRequest, folder: Path, file: ManifestFile) -> HttpResponseBase:
    """Return the file, 304 where the reader has it, or a part of it; raises FileNotFoundError where it is gone.

    The bytes under an address never change but by a removal. Still nobody keeps them for longer than a minute without
    asking: what is removed or hidden must be out of readers' sight within two. With the ETag, asking costs little.
    Text goes out compressed and whole; a part can be had of the formats that are compressed in themselves.
    """
    encoding, suffix = _encoding(request, folder / file.path)
    etag = f'"{file.sha256}{"-" + encoding if encoding else ""}"'
    headers = {"ETag": etag, "Cache-Control": CACHE_CONTROL, "Content-Disposition": _disposition(file), **CORS_HEADERS}
    if _has_encodings(folder / file.path):
        headers["Vary"] = "Accept-Encoding"
    if encoding:
        headers["Content-Encoding"] = encoding
    unsent = HttpResponse(headers=headers)
    conditional = get_conditional_response(request, etag=etag, response=unsent)
    if conditional is not unsent and conditional is not None:
        return with_headers(conditional, CORS_HEADERS)
    path = folder / f"{file.path}{suffix}"
    if _has_encodings(folder / file.path):
        return _sent(path, file.media_type, headers, range(path.stat().st_size))
    return _whole_or_part(request, path, file.media_type, headers)


def with_headers(response: Response, headers: dict[str, str]) -> Response:
    """Return the response with these headers on it."""
    for name, value in headers.items():
        response[name] = value
    return response


def _encoding(request: HttpRequest, path: Path) -> tuple[str, str]:
    """Return the best encoding that the reader takes and that lies ready, and the suffix of its file; else nothing."""
    accepted = request.headers.get("Accept-Encoding", "").lower()
    for name, suffix in ENCODINGS:
        wanted = re.search(rf"(^|[,\s]){name}\s*(;\s*q=([0-9](?:\.[0-9]{{0,3}})?))?\s*(,|$)", accepted)
        if wanted and float(wanted[3] or 1) > 0 and path.with_name(path.name + suffix).is_file():
            return name, suffix
    return "", ""


def _has_encodings(path: Path) -> bool:
    return path.with_name(f"{path.name}.gz").is_file()


def _disposition(file: ManifestFile) -> str:
    kind = "inline" if file.media_type.startswith(SHOWN_IN_THE_BROWSER) else "attachment"
    return f'{kind}; filename="{file.path}"'


def _whole_or_part(request: HttpRequest, path: Path, media_type: str, headers: dict[str, str]) -> HttpResponseBase:
    size = path.stat().st_size
    headers |= {"Accept-Ranges": "bytes"}
    wanted = _ONE_RANGE.match(request.headers.get("Range", "")) if request.method == "GET" else None
    is_newer = request.headers.get("If-Range", headers["ETag"]) != headers["ETag"]
    if wanted is None or not any(wanted.groups()) or is_newer:
        return _sent(path, media_type, headers, range(size))
    part = _part(wanted[1], wanted[2], size)
    if not part:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", **CORS_HEADERS})
    headers |= {"Content-Range": f"bytes {part.start}-{part.stop - 1}/{size}"}
    return _sent(path, media_type, headers, part, status=206)


def _part(first: str, last: str, size: int) -> range:
    """Return the bytes that were asked for; empty where the file has none of them."""
    if not first:
        return range(max(0, size - int(last)), size)
    return range(int(first), min(int(last) + 1 if last else size, size))


def _sent(path: Path, media_type: str, headers: dict[str, str], part: range, status: int = 200) -> HttpResponseBase:
    pieces = _pieces(path, part)
    headers |= {"Content-Length": str(len(part))}
    if len(part) > LARGEST_IN_MEMORY:
        return StreamingHttpResponse(pieces, content_type=media_type, headers=headers, status=status)
    return HttpResponse(b"".join(pieces), content_type=media_type, headers=headers, status=status)


def _pieces(path: Path, part: range) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(part.start)
        left = len(part)
        while left > 0 and (piece := file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece
