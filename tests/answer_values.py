"""What follows up a made-up scene in Järva, by hand: every value that an answer may show, and words that it may not."""

from datetime import date

from kartlaggning.choices import (
    AgreementKind,
    AreaKind,
    AttitudeGroup,
    CheckFinding,
    CrimeGroup,
    Origin,
    Precision,
    Visibility,
)
from kartlaggning.followup.values import (
    AgreementNote,
    AreaName,
    AttitudeFigure,
    CheckNote,
    ContactNote,
    CrimeFigure,
    FollowUp,
    ImportRef,
    MeasureNote,
    SafetyFigure,
    Spell,
    StudyNote,
)

OWNER = "MARK-OWNER Fastigheter AB"
CRIMES, SAFETY = (
    ImportRef("U-0007", "Brott 2021 och 2023", "Påhittat", True),
    ImportRef("U-0008", "Mätning", "Påhittat", True),
)
JARVA = AreaName(AreaKind.CITY_DISTRICT, "Järva", "jarva")
FARSTA = AreaName(AreaKind.CITY_DISTRICT, "Farsta", "farsta")
STOCKHOLM = AreaName(AreaKind.MUNICIPALITY, "Stockholm", "stockholm")
SINCE_2022 = Spell(date(2022, 1, 1), Precision.YEAR)


def crime(public_id, year, count, **changes):
    """Return a figure with Klara's pattern where the test says so: 6 ha in 2021, 2 ha in 2023, 6 ha constant."""
    values = {
        "category": "vald",
        "category_name": "Våldsbrott",
        "group": CrimeGroup.VIOLENCE,
        "outline_year": year,
        "outline_m2": {2021: 60_000.0, 2023: 20_000.0}[year],
        "constant_count": count,
        "constant_m2": 60_000.0,
        "constant_years": (2021, 2023),
        "source": CRIMES,
    }
    values |= changes
    return CrimeFigure(
        key=f"{public_id}-{year}-{values['category']}", public_id=public_id, year=year, count=count, **values
    )


def measure(public_id, key="I-0001", visibility=Visibility.PUBLIC, **changes):
    """Return a measure that goes on."""
    values = {
        "kind": "vakter",
        "kind_name": "Ordningsvakter",
        "title": "Vakter på torget",
        "spell": SINCE_2022,
        "actor": "Stadsdelsförvaltningen",
        "covers": "torget",
        "aim": "lugn",
        "note": "",
        "origin": Origin.EXAMPLE,
        "sources": ("Exempelkälla",),
    }
    return MeasureNote(key=key, public_id=public_id, visibility=visibility, **(values | changes))


def agreement(key="A-0001", areas=(JARVA,), **changes):
    """Return a form of cooperation in which a property owner takes part."""
    values = {
        "public_id": "",
        "kind": AgreementKind.FORUM,
        "title": "Forum för trygghet",
        "parties": ("Polisen", OWNER),
        "goals": ("Färre platser.",),
        "rhythm": "varje månad",
        "spell": SINCE_2022,
        "next_review": date(2027, 3, 1),
        "note": "",
        "visibility": Visibility.PUBLIC,
        "origin": Origin.EXAMPLE,
        "sources": (),
    }
    return AgreementNote(key=key, areas=areas, **(values | changes))


def contact(areas=(JARVA,), **changes):
    """Return a function that can be reached by mail."""
    values = {
        "function": "Samordnare",
        "organisation": "Exempelstaden",
        "email": "samordning@example.org",
        "phone": "",
        "url": "",
        "visibility": Visibility.PUBLIC,
        "origin": Origin.EXAMPLE,
        "sources": (),
        "checked_on": date(2026, 1, 15),
    }
    return ContactNote(key="K-0001", areas=areas, **(values | changes))


def follow_up(public_id, closed_id):
    """Return what follows up one open scene and one that has closed."""
    detected = {"category": "narkotika", "category_name": "Narkotikabrott", "group": CrimeGroup.DETECTION}
    return FollowUp(
        crimes=(
            crime(public_id, 2021, 60),
            crime(public_id, 2023, 40),
            crime(public_id, 2021, 30, **detected),
            crime(public_id, 2023, None, **detected),
        ),
        safety=(
            SafetyFigure("S-1", 2023, 0, 500, 100, 36, None, None, None, SAFETY),
            SafetyFigure("S-2", 2023, None, None, 1000, 210, None, None, None, SAFETY),
        ),
        attitudes=(
            AttitudeFigure(
                "T-1", public_id, 2023, AttitudeGroup.RESIDENTS, "Platsen är trygg", 41.0, 120, 63.0, SAFETY
            ),
        ),
        measures=(measure(public_id), measure(public_id, "I-0002", kind_name="Belysning", title="Nya lyktor")),
        agreements=(agreement(), agreement("A-0002", (STOCKHOLM, FARSTA), title="Farstas forum")),
        checks=(
            CheckNote("1", closed_id, date(2025, 5, 3), "Polisen", CheckFinding.CALM, "Lugnt.", "", Origin.EXAMPLE),
        ),
        studies=(
            StudyNote(
                *("F-0001", "Vad vakter gör", "Ett institut", 2024, "https://example.org/studie", "Lugnare kvällar."),
                *((), (), (public_id,), Visibility.PUBLIC, Origin.EXAMPLE, (), None),
            ),
        ),
        contacts=(contact(), contact((FARSTA,), function="Farstas samordnare"), contact((), function="Länets växel")),
    )
