"""The limit on answers that must be computed: a bucket of tokens for each network that asks, in this process.

What is kept is answered free, so a reader of the same map never meets it; a program that asks ever new questions does.
"""

import math
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from kartlaggning.client_address import network_of
from kartlaggning.errors import TooManyQuestions

WINDOW_SECONDS = 60
MOST_NETWORKS = 10_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class Limit:
    """Buckets by network. The bucket holds a minute's questions and fills evenly; the ones used longest ago go."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def take(self, address: str, *, most: int, now: float | None = None) -> int:
        """Take one of `most` tokens a minute and return how many whole ones are left; else raises TooManyQuestions."""
        moment = time.monotonic() if now is None else now
        rate, network = most / WINDOW_SECONDS, network_of(address)
        with self._lock:
            bucket = self._buckets.setdefault(network, _Bucket(most, moment))
            self._buckets.move_to_end(network)
            while len(self._buckets) > MOST_NETWORKS:
                self._buckets.popitem(last=False)
            bucket.tokens = min(most, bucket.tokens + (moment - bucket.filled_at) * rate)
            bucket.filled_at = moment
            if bucket.tokens < 1:
                raise TooManyQuestions(math.ceil((1 - bucket.tokens) / rate))
            bucket.tokens -= 1
            return int(bucket.tokens)

    def clear(self) -> None:
        """Forget who has asked."""
        with self._lock:
            self._buckets.clear()


computed = Limit()
