"""What stands for all that the public can be shown now."""

from django.db import close_old_connections
from django.utils import timezone

from kartlaggning.selectors.editions import pointer_key


def public_state() -> str:
    """Return another text when another edition is public, something has been taken away, or a new day has begun.

    Costs one small query. It is asked outside any request, so it looks after the thread's connection itself.
    """
    close_old_connections()
    try:
        return f"{timezone.localdate()} {pointer_key()}"
    finally:
        close_old_connections()
