"""The demonstration's made-up crimes, safety and attitudes."""


def load(*, by: str) -> None:
    """Write them."""
    del by
