"""The demonstration's made-up measures: on a good part of the made-up places, of every kind and every level."""

from collections.abc import Iterator
from datetime import date

from kartlaggning.choices import Origin, Precision, Visibility
from kartlaggning.followup.values import Spell
from kartlaggning.models import Scene
from kartlaggning.services.follow_up.measures import MeasureData, record_measure

SOURCE = "Påhittat exempel"
EVERY = 5  # the places are dealt out by their order: of five in a row, four are given something


def _year(year: int, until: int | None = None) -> Spell:
    if until is None:
        return Spell(date(year, 1, 1), Precision.YEAR)
    return Spell(date(year, 1, 1), Precision.YEAR, date(until, 1, 1), Precision.YEAR)


def _months(first: tuple[int, int], last: tuple[int, int] | None = None) -> Spell:
    starts = date(*first, 1)
    if last is None:
        return Spell(starts, Precision.MONTH)
    return Spell(starts, Precision.MONTH, date(*last, 1), Precision.MONTH)


def _one(
    kind: str,
    title: str,
    actor: str,
    spell: Spell,
    visibility: Visibility = Visibility.PUBLIC,
    *,
    is_findable: bool = False,
    covers: str = "",
    aim: str = "",
) -> MeasureData:
    return MeasureData(
        kind=kind,
        title=title,
        actor=actor,
        spell=spell,
        covers=covers,
        aim=aim,
        sources=(SOURCE,),
        visibility=visibility,
        is_findable=is_findable,
    )


# What the first, second … of each five places is given.
DEALT: tuple[tuple[MeasureData, ...], ...] = (
    (
        _one(
            "ordningsvakter",
            "Ordningsvakter på kvällarna",
            "Kommunen",
            _months((2022, 6)),
            covers="Torget och gångvägen till stationen.",
            aim="Att fler ska våga gå över torget på kvällen.",
        ),
        _one(
            "platsaktivering",
            "Sommarscen och marknad",
            "Kommunen med föreningar",
            _months((2023, 5), (2023, 9)),
            aim="Att fler ska vistas på platsen.",
        ),
        _one(
            "kameror",
            "Kameror vid stationen",
            "Polisen",
            _year(2023),
            Visibility.POLICE_ONLY,
            covers="Entrén och trappan.",
        ),
    ),
    (
        _one(
            "vuxennarvaro",
            "Fältassistenter och nattvandrare",
            "Kommunen och föreningar",
            _year(2021),
            aim="Att unga som är i riskzonen upptäcks tidigt.",
            is_findable=True,
        ),
        _one(
            "belysning",
            "Ny belysning i gångtunneln",
            "Kommunen",
            _months((2023, 10), (2023, 11)),
            Visibility.SHARED,
            is_findable=True,
            covers="Gångtunneln och cykelparkeringen.",
        ),
    ),
    (
        _one(
            "socialt-arbete",
            "Uppsökande team",
            "Socialtjänsten",
            _months((2022, 1)),
            Visibility.SHARED,
            aim="Att fler ska få stöd att sluta.",
        ),
        _one(
            "riktade-insatser",
            "Riktade insatser under våren",
            "Polisen",
            _months((2023, 3), (2023, 6)),
            Visibility.POLICE_ONLY,
        ),
    ),
    (
        _one(
            "stadning",
            "Städning varje morgon",
            "Kommunen",
            _year(2022),
            aim="Att platsen ska vara hel och ren.",
            is_findable=True,
        ),
        _one(
            "fysisk-forandring",
            "Buskage borttagna och sikten öppnad",
            "Kommunen",
            _months((2021, 9), (2022, 4)),
            covers="Parken närmast centrum.",
            is_findable=True,
        ),
    ),
    (),
)


def load(*, by: str) -> None:
    """Write them."""
    for scene, data in _dealt():
        record_measure(scene, data, origin=Origin.EXAMPLE, by=by)


def _dealt() -> Iterator[tuple[Scene, MeasureData]]:
    for index, scene in enumerate(Scene.objects.filter(is_example=True).order_by("public_id")):
        for data in DEALT[index % EVERY]:
            yield scene, data
