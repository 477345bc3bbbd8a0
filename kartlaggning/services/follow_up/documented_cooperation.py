"""The cooperation, studies and contacts that a source tells of: authorities and public bodies, no property owner.

Written in our own words from the reply of Norra innerstadens stadsdelsförvaltning (early 2024) and SSR's questions and
answers. Companies, associations and property owners that the reply names have not agreed to stand here, so they don't.
"""

from datetime import date

from kartlaggning.choices import AgreementKind, Origin, Precision, Visibility
from kartlaggning.followup.values import Spell
from kartlaggning.models import CityDistrict, Municipality, PoliceArea, Scene
from kartlaggning.services.follow_up.agreements import AgreementData, Party, Where, add_agreement
from kartlaggning.services.follow_up.contacts import ContactData, add_contact
from kartlaggning.services.follow_up.studies import StudyData, add_study

REPLY = "Tjänsteutlåtande, Norra innerstadens stadsdelsförvaltning"
FAQ = "SSR:s frågor och svar om öppna drogscener"
ENTERED_ON = date(2026, 11, 25)  # the day the address was compared with the source
KLARA = "Sergels torg/Klara"
AS_OF_SOURCE = "Källan är från början av 2024. Vad som gäller efter det framgår inte."
OTHERS = (
    "Fler är med enligt källan. Företag, föreningar och fastighetsägare står inte här,"
    " eftersom de inte har sagt ja till det."
)
DISTRICT = "Norra innerstadens stadsdelsförvaltning"
POLICE = "Lokalpolisområde Norrmalm"
CITY_BODIES = (
    DISTRICT,
    POLICE,
    "Trafikkontoret, Stockholms stad",
    "Socialförvaltningen, Stockholms stad",
    "Stadsledningskontorets säkerhetsenhet, Stockholms stad",
    "Kulturhuset Stadsteatern",
    "Trafikförvaltningen, Region Stockholm",
    "Länsstyrelsen Stockholm",
)


def load(*, by: str) -> None:
    """Write what the sources tell, public as they are."""
    klara = Scene.objects.get(name=KLARA)
    for data in (*_of_area(), *_of_klara(klara)):
        add_agreement(data, by=by, origin=Origin.DOCUMENTED)
    for study in _studies(klara):
        add_study(study, by=by, origin=Origin.DOCUMENTED)
    contact = ContactData(
        function="Samordningskansliet för arbetet mot öppna drogscener",
        organisation="Samverkan Stockholmsregionen (SSR)",
        checked_on=ENTERED_ON,
        url="http://www.öppnadrogscener.se/",
        sources=(f"{FAQ}, som adressen är jämförd med",),
        visibility=Visibility.PUBLIC,
    )
    add_contact(contact, by=by, origin=Origin.DOCUMENTED)


def _years(first: int, last: int | None = None) -> Spell:
    ends = (date(last, 1, 1), Precision.YEAR) if last else (None, None)
    return Spell(date(first, 1, 1), Precision.YEAR, *ends)


def _parties(*names: str) -> tuple[Party, ...]:
    return tuple(Party(name) for name in names)


def _of_area() -> tuple[AgreementData, ...]:
    where = Where(
        municipality=Municipality.objects.get(code="0180"),
        city_district=CityDistrict.objects.get(name="Norra innerstaden"),
        police_area=PoliceArea.objects.get(name="Norrmalm"),
    )
    return (
        AgreementData(
            kind=AgreementKind.AGREEMENT,
            title="Samverkansöverenskommelse mellan stadsdelsförvaltningen och lokalpolisområdet",
            where=where,
            spell=_years(2016),
            parties=_parties(DISTRICT, POLICE),
            goals=(
                "Våldsbrotten i Klaraområdet ska minska. Källan anger inget datum.",
                "Klaraområdet ska inte längre vara en öppen drogscen. Källan anger inget datum.",
            ),
            note=(
                "Otrygga och brottsutsatta platser är prioriterade, bland dem Klaraområdet och Odenplan med"
                f" Observatorielunden. Målen har ändrats med tiden. {AS_OF_SOURCE}"
                " Lokalpolisområdet delades den 1 januari 2025."
            ),
            sources=(REPLY,),
            visibility=Visibility.PUBLIC,
        ),
    )


def _of_klara(klara: Scene) -> tuple[AgreementData, ...]:
    where = Where(scene=klara)
    return (
        AgreementData(
            kind=AgreementKind.FORUM,
            title="Vision Klara, strategiskt samverkansforum",
            where=where,
            spell=_years(2016),
            parties=_parties(*CITY_BODIES),
            goals=("Samla dem som råder över det som avgör om målen för Klaraområdet nås.",),
            rhythm="varje månad",
            note=(
                "Klaraområdet är prioriterat sedan 2016. När forumet började träffas varje månad framgår inte."
                f" {OTHERS} {AS_OF_SOURCE}"
            ),
            sources=(REPLY,),
            visibility=Visibility.PUBLIC,
        ),
        AgreementData(
            kind=AgreementKind.BRIEFING,
            title="Gemensamma utsättningar i Klara",
            where=where,
            spell=_years(2018),
            parties=_parties(*CITY_BODIES),
            goals=(
                "Alla som arbetar på platsen ska ha samma lägesbild.",
                "Alla ska veta vilka som arbetar under kvällen och behöver samverka.",
            ),
            rhythm="två gånger i veckan",
            note=f"Polisen håller i utsättningarna, som utvecklades under 2018. {OTHERS} {AS_OF_SOURCE}",
            sources=(REPLY,),
            visibility=Visibility.PUBLIC,
        ),
        *_on_the_square(where),
    )


def _on_the_square(where: Where) -> tuple[AgreementData, ...]:
    owners = (
        "Avtalet har fler parter: fastighetsägare, näringsliv och civilsamhälle. De står inte här, eftersom de inte har"
        " sagt ja till det."
    )
    return (
        AgreementData(
            kind=AgreementKind.AGREEMENT,
            title="Platssamverkan Sergels torg, första avtalet",
            where=where,
            spell=_years(2020, 2022),
            parties=_parties("Norrmalms stadsdelsförvaltning (sedan 2023 Norra innerstadens)"),
            goals=("Fler ska vistas på torget, och det ska städas oftare.",),
            note=f"Tre år, efter ett försök sommaren 2019. {owners}",
            sources=(REPLY,),
            visibility=Visibility.PUBLIC,
        ),
        AgreementData(
            kind=AgreementKind.AGREEMENT,
            title="Platssamverkan Sergels torg, andra avtalet",
            where=where,
            spell=_years(2023, 2025),
            parties=_parties(
                DISTRICT,
                "Trafikkontoret, Stockholms stad",
                "Fastighetskontoret, Stockholms stad",
                "Kulturhuset Stadsteatern",
            ),
            goals=(
                "Torget är helt och rent under 2023–2025.",
                "Torget är tryggt under 2023–2025.",
                "Torget välkomnar dem som kommer dit under 2023–2025.",
                "Torget är känt som en öppen scen för konst och kultur under 2023–2025.",
            ),
            note=f"Det första avtalet förlängdes med tre år. {owners}",
            sources=(REPLY,),
            visibility=Visibility.PUBLIC,
        ),
    )


def _studies(klara: Scene) -> tuple[StudyData, ...]:
    return (
        StudyData(
            title="Platsaktivering på Sergels torg och flickors upplevelse av platsen",
            organisation="Sveriges lantbruksuniversitet, tankesmedjan Movium, med stadsdelsförvaltningen",
            year=2023,
            findings=(
                "Resultatet är inte känt här. Studien gjordes under 2023 och skulle slutrapporteras i april 2024."
                " Den undersöker hur flickor mellan 13 och 18 år påverkas av att konst och tillfällig arkitektur lockar"
                " till en plats som är en öppen drogscen, och hur arbetet påverkas för poliser, fältassistenter,"
                " ungdomsjour och ordningsvakter."
            ),
            place_kinds=("square",),
            measure_kinds=("platsaktivering",),
            scenes=(klara,),
            sources=(REPLY,),
            visibility=Visibility.PUBLIC,
        ),
        StudyData(
            title="Utvärdering av platsaktiveringen på Sergels torg",
            organisation="På uppdrag av Polisen",
            year=2024,
            findings=(
                "Vi har inte läst utvärderingen. Källan säger att den visar att aktiveringen har bidragit till att de"
                " anmälda brotten utvecklas åt rätt håll i Klara. Vem som gjorde den, och när, framgår inte. 2024 är"
                " källans år."
            ),
            place_kinds=("square",),
            measure_kinds=("platsaktivering",),
            scenes=(klara,),
            sources=(REPLY,),
            visibility=Visibility.PUBLIC,
        ),
    )
