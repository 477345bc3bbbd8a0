"""Documents about areas, made when somebody asks; the last ones are kept while the editions stand still."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from django.conf import settings

from kartlaggning.computed_limit import computed
from kartlaggning.errors import TooManyQuestions

KEPT = 192  # documents of about 100 kB
LONGEST_WAIT_SECONDS = 4.0  # in a thread that could answer others meanwhile

_lock = Lock()
_making = Lock()
_made: OrderedDict[Hashable, bytes] = OrderedDict()


def made_once(key: Hashable, make: Callable[[], bytes], *, address: str) -> bytes:
    """Return the document kept under `key`, which names the atlas too (`loaded_key`), or make and keep it.

    To make one counts as a computed answer to `address`. One is made at a time, so that asking for many does not take
    every core, and who would have to wait long is asked to come back: raises TooManyQuestions.
    """
    held = _held(key)
    if held is not None:
        return held
    computed.take(address, most=settings.API_COMPUTED_PER_MINUTE)
    if not _making.acquire(timeout=LONGEST_WAIT_SECONDS):
        raise TooManyQuestions(int(LONGEST_WAIT_SECONDS))
    try:
        held = _held(key)
        if held is None:
            held = make()
            _keep(key, held)
        return held
    finally:
        _making.release()


def _held(key: Hashable) -> bytes | None:
    with _lock:
        if key in _made:
            _made.move_to_end(key)
        return _made.get(key)


def _keep(key: Hashable, content: bytes) -> None:
    with _lock:
        _made[key] = content
        while len(_made) > KEPT:
            _made.popitem(last=False)
