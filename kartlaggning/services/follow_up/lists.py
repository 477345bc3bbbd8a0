"""The first lists of crime categories and of kinds of measures. They are assumed: the coordinators edit them."""

from django.db import transaction

from kartlaggning.choices import CrimeGroup
from kartlaggning.models import CrimeCategory, FollowUpLimits, MeasureKind
from kartlaggning.services import audit
from kartlaggning.services.audit import By

# Key, name, how it is to be read, what is counted.
CRIMES = (
    (
        "vald",
        "Våldsbrott",
        CrimeGroup.VIOLENCE,
        "Misshandel, rån, hot och våld mot tjänsteman utomhus, anmälda som begångna på platsen.",
    ),
    ("skjutningar", "Skjutningar", CrimeGroup.VIOLENCE, "Bekräftade skjutningar. Räknas också in i våldsbrotten."),
    (
        "narkotika",
        "Narkotikabrott",
        CrimeGroup.DETECTION,
        "Anmälda narkotikabrott. De flesta anmäls för att någon har letat.",
    ),
    (
        "vapen",
        "Vapenbrott",
        CrimeGroup.DETECTION,
        "Brott mot vapenlagen och knivlagen, anmälda som begångna på platsen.",
    ),
    ("stold", "Stöld", CrimeGroup.OTHER, "Stöld och snatteri utomhus och i butik, anmälda som begångna på platsen."),
    ("skadegorelse", "Skadegörelse", CrimeGroup.OTHER, "Skadegörelse och klotter, anmälda som begångna på platsen."),
)
# Key, name, what is meant, whether it is the police's alone to begin with.
MEASURES = (
    ("ordningsvakter", "Ordningsvakter", "Ordningsvakter, och området som de är förordnade för.", False),
    ("kameror", "Kameror", "Kamerabevakning, och vad kamerorna täcker.", True),
    ("platsaktivering", "Platsaktivering", "Verksamhet som får fler att vistas på platsen.", False),
    ("vuxennarvaro", "Vuxennärvaro", "Fältassistenter, nattvandrare och andra vuxna på plats.", False),
    ("belysning", "Belysning", "Ny eller bättre belysning.", False),
    ("stadning", "Städning och skötsel", "Städning, klottersanering och skötsel.", False),
    ("fysisk-forandring", "Ombyggnad", "Förändringar av den fysiska miljön.", False),
    ("socialt-arbete", "Socialt arbete", "Uppsökande och stödjande arbete för dem som använder eller säljer.", False),
    ("riktade-insatser", "Riktat polisarbete", "Polisens riktade insatser mot platsen.", True),
    ("spaning", "Spaning", "Polisens spaning.", True),
    ("ovrigt", "Annan insats", "Det som inte passar under något annat slag.", False),
)


@transaction.atomic
def load_lists(*, by: By) -> None:
    """Write the lists and the proposed limits into an installation that has none; else nothing."""
    if CrimeCategory.objects.exists() or MeasureKind.objects.exists():
        return
    for position, (key, name, group, description) in enumerate(CRIMES):
        CrimeCategory.objects.create(key=key, name=name, group=group, description=description, position=position)
    for position, (key, name, description, is_guarded) in enumerate(MEASURES):
        MeasureKind.objects.create(
            key=key, name=name, description=description, is_guarded=is_guarded, position=position
        )
    FollowUpLimits.objects.get_or_create(pk=1)
    audit.record(by=by, action="load-lists", subject="uppföljningens listor")
