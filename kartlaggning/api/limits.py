"""What the API says of its limit on answers that must be computed."""

from django.conf import settings

from kartlaggning.computed_limit import WINDOW_SECONDS


def policy_header() -> dict[str, str]:
    """Return the header that states the limit (IETF draft-ietf-httpapi-ratelimit-headers)."""
    return {"RateLimit-Policy": f'"computed";q={settings.API_COMPUTED_PER_MINUTE};w={WINDOW_SECONDS}'}


def left_headers(left: int) -> dict[str, str]:
    """Return the headers of an answer that had to be computed."""
    return {**policy_header(), "RateLimit": f'"computed";r={left};t={WINDOW_SECONDS}'}
