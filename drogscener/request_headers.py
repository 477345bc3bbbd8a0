"""What a request's headers ask for, in the few forms that answers differ by: its encoding, and what it has already."""

from functools import lru_cache

CODINGS = ("br", "gzip")  # best first; every browser that knows a newer one knows these


@lru_cache(maxsize=256)
def best_coding(accept_encoding: str) -> str:
    """Return which of CODINGS the reader takes, an empty string for none; one that has `q=0` is refused."""
    taken = {coding for coding, weight in map(_weighed, accept_encoding.split(",")) if weight > 0}
    return next((coding for coding in CODINGS if coding in taken), "")


def _weighed(part: str) -> tuple[str, float]:
    coding, _separator, parameter = part.partition(";")
    name, _separator, value = parameter.strip().partition("=")
    try:
        return coding.strip().lower(), float(value) if name == "q" else 1.0
    except ValueError:
        return coding.strip().lower(), 0.0


def has_already(if_none_match: str, etag: str) -> bool:
    """Tell whether the reader holds the answer with this ETag, by the weak comparison of RFC 9110."""
    if not etag or not if_none_match:
        return False
    held = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in held or etag.removeprefix("W/") in held
