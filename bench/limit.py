"""The limit: what the same server does with the same bytes out of memory and nothing else to do."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

folder = Path(os.environ["BENCH_ANSWER"])
HEADERS = [(name, value) for name, value in json.loads((folder / "headers.json").read_text(encoding="utf-8"))]
UNCHANGED = [(name, value) for name, value in HEADERS if not name.startswith(("content-length", "content-type"))]
BODY = [(folder / "body").read_bytes()]


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer whatever is asked with the one answer, or that it is unchanged."""
    if "HTTP_IF_NONE_MATCH" in environ:
        start_response("304 Not Modified", UNCHANGED)
        return [b""]
    start_response("200 OK", HEADERS)
    return BODY
