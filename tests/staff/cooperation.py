"""Forms of cooperation and checks to test with: as they are written by hand, and with markers in all their texts."""

from dataclasses import replace
from datetime import date

from kartlaggning.choices import AgreementKind, CheckFinding, Origin, Precision, Visibility
from kartlaggning.followup.values import Spell
from kartlaggning.models import Agreement, Scene, SceneCheck
from kartlaggning.services.follow_up.agreements import AgreementData, Party, Where, add_agreement
from kartlaggning.services.follow_up.checks import CheckData, add_check
from tests.personas import Personas

CLOSED_IN_JARVA = "Dragörgränd"  # documented: no made-up place in Järva has closed


def agreement_of(scene: Scene | None = None, **more) -> AgreementData:
    """Return what is written of an agreement since 2024, on a scene or, with `where`, in areas."""
    plain = {
        "kind": AgreementKind.AGREEMENT,
        "title": "En överenskommelse",
        "where": Where(scene=scene),
        "spell": Spell(date(2024, 1, 1), Precision.YEAR),
        "parties": (Party("Kommunen"), Party("Lokalpolisområdet")),
    }
    return AgreementData(**(plain | more))


def check_of(finding=CheckFinding.CALM, **more) -> CheckData:
    """Return what is written of a check made on 15 January 2026."""
    plain = {"checked_on": date(2026, 1, 15), "organisation": "Kommunen", "finding": finding, "note": "Något."}
    return CheckData(**(plain | more))


def plant_cooperation(scene: Scene, personas: Personas, *, shared: str, police: str) -> tuple[Agreement, Agreement]:
    """Write two agreements on the scene, markers in all their texts: a shared one and one of the police's alone."""
    data = agreement_of(
        scene,
        title=f"{shared}-agreement",
        parties=(Party(f"{shared}-party"), Party(f"{shared}-owner", is_property_owner=True, has_agreed=True)),
        goals=(f"{shared}-goal",),
        rhythm=f"{shared}-rhythm",
        note=f"{shared}-agreement-note",
        sources=(f"{shared}-source",),
    )
    guarded = replace(
        agreement_of(scene, title=f"{police}-agreement", note=f"{police}-agreement-note"),
        visibility=Visibility.POLICE_ONLY,
        parties=(Party(f"{police}-party"),),
    )
    return (
        add_agreement(data, by=personas.actor("municipal")),
        add_agreement(guarded, by=personas.actor("officer")),
    )


def plant_check(*, shared: str) -> SceneCheck:
    """Write a signal about a closed scene in Järva, markers in its texts."""
    data = check_of(CheckFinding.REOPEN, organisation=f"{shared}-who", note=f"{shared}-check")
    return add_check(Scene.objects.get(name=CLOSED_IN_JARVA), data, by="test", origin=Origin.DOCUMENTED)
