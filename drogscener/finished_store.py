"""Finished answers in memory: the least recently asked for go first when the room is full."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

OVERHEAD = 2_000  # bytes of an entry beside its body: key, headers, the objects themselves
Headers = list[tuple[str, str]]
Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """A whole answer with status 200; `unchanged` are the headers of the 304 that says the same."""

    headers: Headers
    unchanged: Headers
    etag: str
    body: bytes


class Store:
    """Answers by question, at most `room` bytes of them. Safe among threads."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._used = 0
        self._answers: OrderedDict[Key, Finished] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def find(self, key: Key) -> Finished | None:
        """Return the kept answer, or None."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def keep(self, key: Key, answer: Finished) -> None:
        """Keep an answer in place of what was kept for the question, and make room for it."""
        with self._lock:
            self._forget(key)
            self._answers[key] = answer
            self._used += _size(answer)
            while self._used > self._room:
                self._forget(next(iter(self._answers)))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._answers.clear()
            self._used = 0

    def _forget(self, key: Key) -> None:
        answer = self._answers.pop(key, None)
        if answer is not None:
            self._used -= _size(answer)


def _size(answer: Finished) -> int:
    return len(answer.body) + OVERHEAD
