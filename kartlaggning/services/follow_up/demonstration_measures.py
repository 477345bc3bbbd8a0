"""The demonstration's made-up measures."""


def load(*, by: str) -> None:
    """Write them."""
    del by
