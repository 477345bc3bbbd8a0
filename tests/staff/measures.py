"""Measures for the tests of the register: what is written of one, and one of each level on a scene."""

from datetime import date

from kartlaggning.choices import Precision, Visibility
from kartlaggning.followup.values import Spell
from kartlaggning.models import Measure, Scene
from kartlaggning.services.follow_up.measures import MeasureData, add_measure
from tests.personas import Personas

SINCE_2022 = Spell(date(2022, 6, 1), Precision.MONTH)


def data(**changes) -> MeasureData:
    """Return what is written of a measure: guards since June 2022, shared, with a source."""
    values = {
        "kind": "ordningsvakter",
        "title": "Ordningsvakter på kvällarna",
        "actor": "Kommunen",
        "spell": SINCE_2022,
        "covers": "Torget",
        "sources": ("Beslut i nämnden",),
    }
    return MeasureData(**{**values, **changes})


def guarded(**changes) -> MeasureData:
    """Return what is written of cameras that only the police may read of."""
    return data(**{"kind": "kameror", "title": "Kameror", "visibility": Visibility.POLICE_ONLY, **changes})


def plant_measures(scene: Scene, personas: Personas, *, shared: str, police: str) -> tuple[Measure, Measure]:
    """Write a shared measure and one of the police's alone, in which every text is a marker."""
    written = []
    for word, make in ((shared, data), (police, guarded)):
        texts = {name: f"{word}-measure-{name}" for name in ("title", "actor", "covers", "aim", "note")}
        content = make(**texts, sources=(f"{word}-measure-source",))
        written.append(add_measure(scene, content, by=personas.actor("officer")))
    return written[0], written[1]
