"""The demonstration's made-up agreements, checks, studies and contacts, on made-up places and of every level."""

from datetime import date, timedelta

from django.utils import timezone

from kartlaggning.choices import AgreementKind, CheckFinding, Origin, Precision, Status, Visibility
from kartlaggning.followup.values import Spell
from kartlaggning.models import CityDistrict, Municipality, PoliceArea, Scene, Survey
from kartlaggning.services.follow_up.agreements import AgreementData, Party, Where, add_agreement
from kartlaggning.services.follow_up.checks import CheckData, add_check
from kartlaggning.services.follow_up.contacts import ContactData, add_contact
from kartlaggning.services.follow_up.studies import StudyData, add_study

SOURCE = "Exempel: påhittad uppgift"
NEAR, PAST, FAR = timedelta(days=14), timedelta(days=-20), timedelta(days=200)
OLD = timedelta(days=500)


def load(*, by: str) -> None:
    """Write them; days that are near or past are so on the day when the demonstration is started."""
    today = timezone.localdate()
    for data in (*_agreements(today), *_forums(today)):
        add_agreement(data, by=by, origin=Origin.EXAMPLE)
    for scene, check in _checks(today):
        add_check(scene, check, by=by, origin=Origin.EXAMPLE)
    for study in _studies():
        add_study(study, by=by, origin=Origin.EXAMPLE)
    for contact in _contacts(today):
        add_contact(contact, by=by, origin=Origin.EXAMPLE)


def _since(year: int, month: int = 1) -> Spell:
    return Spell(date(year, month, 1), Precision.MONTH)


def _parties(*names: str) -> tuple[Party, ...]:
    return tuple(Party(name) for name in names)


def _scene(municipality: str, status: Status) -> Scene:
    """Return the first made-up scene of a municipality that a round found so, the newest round first."""
    found = Survey.objects.filter(scene__is_example=True, status=status, municipality__name=municipality)
    survey = found.select_related("scene").order_by("-survey_round__year", "scene__public_id").first()
    if survey is None:
        raise LookupError(f"No made-up scene in {municipality}.")
    return survey.scene


def _agreements(today: date) -> tuple[AgreementData, ...]:
    huddinge, jarva = Municipality.objects.get(name="Huddinge"), CityDistrict.objects.get(name="Järva")
    stockholm = Municipality.objects.get(code="0180")
    return (
        AgreementData(
            kind=AgreementKind.AGREEMENT,
            title="Exempel: överenskommelse om trygga platser i Huddinge",
            where=Where(municipality=huddinge, police_area=PoliceArea.objects.get(name="Huddinge")),
            spell=_since(2023, 3),
            parties=_parties("Huddinge kommun", "Lokalpolisområde Huddinge"),
            goals=(
                "Färre anmälda våldsbrott på exempelplatserna till den 31 december 2026.",
                "Två exempelplatser ska ha upphört till den 31 december 2027.",
            ),
            rhythm="ses över varje år",
            next_review=today + NEAR,
            sources=(SOURCE,),
            visibility=Visibility.PUBLIC,
        ),
        AgreementData(
            kind=AgreementKind.AGREEMENT,
            title="Exempel: överenskommelse i Järva",
            where=Where(municipality=stockholm, city_district=jarva, police_area=PoliceArea.objects.get(name="Järva")),
            spell=_since(2024),
            parties=_parties("Järva stadsdelsförvaltning", "Lokalpolisområde Järva"),
            goals=("Gemensam lägesbild varje vecka under hela 2026.",),
            next_review=today + PAST,
            note="Genomgången är försenad i exemplet, så att en påminnelse går att se.",
            sources=(SOURCE,),
            visibility=Visibility.SHARED,
        ),
        AgreementData(
            kind=AgreementKind.AGREEMENT,
            title="Exempel: platssamverkan på en exempelplats",
            where=Where(scene=_scene("Södertälje", Status.OPEN)),
            spell=Spell(date(2022, 1, 1), Precision.YEAR, date(2024, 1, 1), Precision.YEAR),
            parties=(
                *_parties("Södertälje kommun", "Lokalpolisområde Södertälje"),
                Party("Påhittade Fastigheter AB", is_property_owner=True, has_agreed=True),
            ),
            goals=("Belysningen ska vara hel till den 1 oktober 2023.", "Platsen ska städas varje dag till 2024."),
            note="Fastighetsägaren är påhittad, och har i exemplet sagt ja till att stå här.",
            sources=(SOURCE,),
            visibility=Visibility.PUBLIC,
        ),
    )


def _forums(today: date) -> tuple[AgreementData, ...]:
    farsta = PoliceArea.objects.get(name="Farsta")
    return (
        AgreementData(
            kind=AgreementKind.FORUM,
            title="Exempel: länets forum för uppföljning",
            where=Where(),
            spell=_since(2022, 9),
            parties=_parties("Samverkan Stockholmsregionen", "Polisregion Stockholm", "Länsstyrelsen Stockholm"),
            goals=("Varje kommun ska ha en överenskommelse till den 31 december 2027.",),
            rhythm="varje månad",
            next_review=today + FAR,
            sources=(SOURCE,),
            visibility=Visibility.PUBLIC,
        ),
        AgreementData(
            kind=AgreementKind.BRIEFING,
            title="Exempel: gemensam utsättning i Farsta",
            where=Where(police_area=farsta),
            spell=_since(2024, 8),
            parties=_parties("Lokalpolisområde Farsta", "Farsta stadsdelsförvaltning"),
            rhythm="två gånger i veckan",
            next_review=today + FAR,
            visibility=Visibility.SHARED,
        ),
        AgreementData(
            kind=AgreementKind.BRIEFING,
            title="Exempel: polisens egen genomgång i Järva",
            where=Where(police_area=PoliceArea.objects.get(name="Järva")),
            spell=_since(2025),
            parties=_parties("Lokalpolisområde Järva", "Polisregion Stockholm"),
            rhythm="varje vecka",
            visibility=Visibility.POLICE_ONLY,
        ),
    )


def _checks(today: date) -> tuple[tuple[Scene, CheckData], ...]:
    """Return checks of closed made-up scenes: one a signal that nobody has answered."""
    first, second = _scene("Huddinge", Status.CLOSED), _scene("Stockholm", Status.CLOSED)
    return (
        (
            first,
            CheckData(
                today - timedelta(days=90), "Huddinge kommun (exempel)", CheckFinding.CALM, "Exempel: ingen handel."
            ),
        ),
        (
            first,
            CheckData(
                today - timedelta(days=6),
                "Huddinge kommun (exempel)",
                CheckFinding.REOPEN,
                "Exempel: handel på platsen tre kvällar i rad. Påhittat.",
            ),
        ),
        (
            second,
            CheckData(
                today - timedelta(days=200),
                "Lokalpolisområde Södermalm (exempel)",
                CheckFinding.SIGNS,
                "Exempel: spår efter bruk vid ett tillfälle.",
            ),
        ),
    )


def _studies() -> tuple[StudyData, ...]:
    scene = _scene("Södertälje", Status.OPEN)
    return (
        StudyData(
            title="Exempel: vad belysning och städning gjorde på en exempelplats",
            organisation="Exempelhögskolan",
            year=2024,
            url="https://example.org/exempelstudie",
            findings="Påhittat resultat: fler vistades på platsen på kvällen, och fler sade att de kände sig trygga.",
            place_kinds=("square", "metro"),
            measure_kinds=("belysning", "stadning"),
            scenes=(scene,),
            sources=(SOURCE,),
            visibility=Visibility.PUBLIC,
        ),
        StudyData(
            title="Exempel: en utvärdering som inte är offentlig än",
            organisation="Exempelkommunen",
            year=2025,
            findings="Påhittat resultat: fältassistenter mötte fler unga när tiderna lades om.",
            place_kinds=("centre",),
            measure_kinds=("vuxennarvaro",),
            visibility=Visibility.SHARED,
        ),
    )


def _contacts(today: date) -> tuple[ContactData, ...]:
    huddinge = Municipality.objects.get(name="Huddinge")
    return (
        ContactData(
            function="Exempel: brottsförebyggande samordning",
            organisation="Huddinge kommun",
            checked_on=today - timedelta(days=30),
            email="brottsforebyggande@kontakt.example",
            municipality=huddinge,
            sources=(SOURCE,),
            visibility=Visibility.PUBLIC,
        ),
        ContactData(
            function="Exempel: kommunpolisens funktionsbrevlåda",
            organisation="Lokalpolisområde Huddinge",
            checked_on=today - OLD,
            email="lpo.huddinge@kontakt.example",
            url="https://example.org/lpo-huddinge",
            police_area=PoliceArea.objects.get(name="Huddinge"),
            sources=(SOURCE,),
            visibility=Visibility.PUBLIC,
        ),
        ContactData(
            function="Exempel: jour för dem som arbetar på platserna",
            organisation="Järva stadsdelsförvaltning",
            checked_on=today - timedelta(days=60),
            email="jour@kontakt.example",
            city_district=CityDistrict.objects.get(name="Järva"),
            visibility=Visibility.SHARED,
        ),
    )
