"""The limit on questions that must be computed: a bucket of tokens for each address, in this process.

What is kept is answered free, so a reader of the same map never meets it; a program that asks ever new questions does.
"""

import math
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from rest_framework.exceptions import APIException

WINDOW_SECONDS = 60
MOST_ADDRESSES = 10_000


class TooManyQuestions(APIException):
    """The address has asked too many new questions; `wait` is how many seconds until the next may come."""

    status_code = 429

    def __init__(self, wait: int) -> None:
        super().__init__(f"För många nya frågor på kort tid. Vänta {wait} s och fråga igen, eller hämta en hel fil.")
        self.wait = wait


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class Limit:
    """Buckets by address. The bucket holds a minute's questions and fills evenly; the ones used longest ago go."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def take(self, address: str, *, now: float | None = None) -> int:
        """Take a token and return how many whole ones are left; raises TooManyQuestions where there is none."""
        moment = time.monotonic() if now is None else now
        most: int = settings.API_COMPUTED_PER_MINUTE
        rate = most / WINDOW_SECONDS
        with self._lock:
            bucket = self._buckets.setdefault(address, _Bucket(most, moment))
            self._buckets.move_to_end(address)
            while len(self._buckets) > MOST_ADDRESSES:
                self._buckets.popitem(last=False)
            bucket.tokens = min(most, bucket.tokens + (moment - bucket.filled_at) * rate)
            bucket.filled_at = moment
            if bucket.tokens < 1:
                raise TooManyQuestions(math.ceil((1 - bucket.tokens) / rate))
            bucket.tokens -= 1
            return int(bucket.tokens)


computed = Limit()


def policy_header() -> dict[str, str]:
    """Return the header that states the limit (IETF draft-ietf-httpapi-ratelimit-headers)."""
    return {"RateLimit-Policy": f'"computed";q={settings.API_COMPUTED_PER_MINUTE};w={WINDOW_SECONDS}'}


def left_headers(left: int) -> dict[str, str]:
    """Return the headers of an answer that had to be computed."""
    return {**policy_header(), "RateLimit": f'"computed";r={left};t={WINDOW_SECONDS}'}
