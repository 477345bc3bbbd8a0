"""Where an edition's files lie. Only names that its manifest lists are ever opened."""

from pathlib import Path

from django.conf import settings


def folder_of(pk: int, ref: str, number: int) -> Path:
    """Return the folder of an edition's files under one manifest number."""
    folder: Path = settings.EDITIONS_DIR / f"{pk}-{ref}" / str(number)
    return folder
