"""The measures, the cooperation and the studies that a source documents, with the source: Klara's.

The source is a public document, so the rows are public, the cameras among them. The texts are the project's own words:
no person is named, and no property owner, since none of them has been asked.
"""

from datetime import date

from django.db import transaction

from kartlaggning.choices import Origin, Precision, Visibility
from kartlaggning.followup.values import Spell
from kartlaggning.models import Scene
from kartlaggning.services.follow_up import documented_cooperation
from kartlaggning.services.follow_up.measures import MeasureData, record_measure

SOURCE = "Tjänsteutlåtande, Norra innerstadens stadsdelsförvaltning"
KLARA, OBSERVATORIELUNDEN = "Sergels torg/Klara", "Observatorielunden/Odenplan"


def _measure(
    kind: str, title: str, actor: str, spell: Spell, *, covers: str = "", aim: str = "", note: str = ""
) -> MeasureData:
    return MeasureData(kind, title, actor, spell, covers, aim, note, (SOURCE,), Visibility.PUBLIC)


def _since(year: int, month: int = 0) -> Spell:
    precision = Precision.MONTH if month else Precision.YEAR
    return Spell(date(year, month or 1, 1), precision)


MEASURES: tuple[tuple[str, MeasureData], ...] = (
    (
        KLARA,
        _measure(
            "ordningsvakter",
            "Stadens mobila ordningsvakter",
            "Stockholms stad, mobila ordningsvakter",
            _since(2018),
            covers="Större delen av Klaraområdet är ett område som vakterna är förordnade för.",
            note="De har varit med sedan funktionen inrättades i staden; när säger källan inte. 2018 är året då de var "
            "med och utformade de gemensamma utsättningarna.",
        ),
    ),
    (
        KLARA,
        _measure(
            "kameror",
            "Polisens fasta kameror på Sergels torg",
            "Polisen",
            _since(2019),
            covers="Ytorna på Sergels torg, till största delen.",
            aim="Att förebygga brott och att utreda dem.",
            note="Enligt källan finns inget framfört behov av kameror på fler gator i området. Polisens uppgifter om "
            "kameror är annars inte offentliga. De här står i en offentlig handling.",
        ),
    ),
    (
        KLARA,
        _measure(
            "platsaktivering",
            "Platssamverkan på Sergels torg, försök",
            "Norrmalms stadsdelsförvaltning med fastighetsägare och en stiftelse",
            Spell(date(2019, 6, 1), Precision.MONTH, date(2019, 8, 1), Precision.MONTH),
            aim="Att få fler att vistas på torget, och att det städas mer.",
            note="Källan säger sommaren 2019; här står den som juni till augusti.",
        ),
    ),
    (
        KLARA,
        _measure(
            "platsaktivering",
            "Platssamverkan på Sergels torg",
            "Stockholms stad med fastighetsägare, näringsliv och civilsamhälle",
            Spell(date(2020, 1, 1), Precision.YEAR, date(2025, 1, 1), Precision.YEAR),
            covers="Sergels torg: konst, scenkonst, evenemang och tillfälliga platser att vara på.",
            aim="Att torget blir helt och rent, tryggt, välkomnande och känt som en öppen scen för konst och kultur.",
            note="Avtal på tre år från 2020. Det förlängdes under 2023 med tre år till, med nya mål för 2023–2025. "
            "Vad som gäller därefter säger källan inte.",
        ),
    ),
    (
        KLARA,
        _measure(
            "socialt-arbete",
            "Uppsökande socialt arbete (när det började är inte känt)",
            "Socialförvaltningen: Ungdomsjouren, Uppsökarteamet, Centralenuppsökarna, EU-teamet och Enheten mot "
            "prostitution och människohandel",
            _since(2023),
            note="De deltar i samverkan på platsen. När var och en kom med säger källan inte; den beskriver 2023.",
        ),
    ),
    (
        KLARA,
        _measure(
            "ordningsvakter",
            "Ordningsvakter genom avtal med Kulturhuset Stadsteatern",
            "Kulturhuset Stadsteatern",
            _since(2022, 6),
            covers="Sergels torg: scenkonsten och den tillfälliga parken.",
            aim="Trygghet och säkerhet vid evenemang och i parken.",
            note="Källan säger sommaren 2022; här står den som juni.",
        ),
    ),
    (
        KLARA,
        _measure(
            "ordningsvakter",
            "Trafikförvaltningens ordningsvakter",
            "Trafikförvaltningen",
            Spell(date(2023, 12, 31), Precision.DAY, date(2023, 12, 31), Precision.DAY),
            covers="Klaraområdet, vid nyårsafton 2023/2024 och andra särskilda tillfällen.",
            note="Källan säger att de är en allt större del av samverkan. Bara nyårsafton har ett datum.",
        ),
    ),
    (
        OBSERVATORIELUNDEN,
        _measure(
            "ovrigt",
            "Socialt arbete, polisarbete och platsaktivering (började tidigare)",
            "Norra innerstadens stadsdelsförvaltning och Polisen med lokala aktörer",
            _since(2023),
            aim="Att platsen inte åter blir en öppen drogscen, och att tryggheten ökar.",
            note="Arbetet har pågått i flera år; sedan när säger källan inte. 2023 är året då platsen inte längre "
            "bedömdes vara en öppen drogscen. Arbetet fortsätter som tidigare.",
        ),
    ),
)


@transaction.atomic
def load_documented_follow_up(*, by: str) -> None:
    """Write what the sources tell of measures on the documented scenes, and of cooperation and studies."""
    scenes = {scene.name: scene for scene in Scene.objects.filter(name__in=(KLARA, OBSERVATORIELUNDEN))}
    for name, data in MEASURES:
        record_measure(scenes[name], data, origin=Origin.DOCUMENTED, by=by)
    documented_cooperation.load(by=by)
