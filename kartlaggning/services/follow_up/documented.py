"""The measures, the cooperation and the studies that a source documents, with the source: Klara's."""

from django.db import transaction


@transaction.atomic
def load_documented_follow_up(*, by: str) -> None:
    """Write what the sources tell of measures on the documented scenes."""
    del by
