"""The demonstration's made-up agreements, checks, studies and contacts."""


def load(*, by: str) -> None:
    """Write them."""
    del by
