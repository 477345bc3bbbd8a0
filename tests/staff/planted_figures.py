"""A count of crimes that is not released, and that can be searched for however a page writes it."""

import re

from kartlaggning.models import CrimeCategory, CrimeCount, FigureImport, Scene
from tests.figures import CRIME, imported

COUNT = 987_654


def plant_count(scene: Scene) -> FigureImport:
    """Read in a count of something that nothing else is counted of on the scene."""
    made = imported(CRIME, (scene.public_id, 2025, "stold", COUNT))
    assert CrimeCount.objects.filter(category=CrimeCategory.objects.get(key="stold")).count() == 1
    return made


def holds_count(text: str) -> bool:
    """Tell whether the count stands in a text, with its thousands parted or not."""
    return re.search(r"987(\s|&nbsp;|&#160;)?654", text) is not None
