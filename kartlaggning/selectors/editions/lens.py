"""Reading through another edition than the current one: for a preview, and for a superseded edition's own address."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lens:
    """Which edition is read, by reference.

    `as_it_was` shows it with the earlier rounds it was based on and nothing after it; otherwise it stands in its
    year's place among the current editions, as it would if it were published now. `with_hidden` also shows scenes that
    are hidden and not yet decided on: for files, which are not given out while that is so, and outlast it.
    """

    ref: str
    as_it_was: bool
    with_hidden: bool = False


_lens: ContextVar[Lens | None] = ContextVar("lens", default=None)


def chosen() -> Lens | None:
    """Return the lens that is in force for what is going on, or None."""
    return _lens.get()


@contextmanager
def reading(lens: Lens) -> Iterator[None]:
    """Let every read of the public side inside the block go through the lens."""
    token = _lens.set(lens)
    try:
        yield
    finally:
        _lens.reset(token)
