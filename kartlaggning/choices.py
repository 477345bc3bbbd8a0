"""The field's closed vocabularies: what a column may hold, with its Swedish words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AreaKind(TextChoices):
    """The three divisions of the county that a scene is counted by."""

    MUNICIPALITY = "municipality", _("kommun")
    CITY_DISTRICT = "city_district", _("stadsdelsområde")
    POLICE_AREA = "police_area", _("lokalpolisområde")


class Status(TextChoices):
    """What a survey concluded about a scene in its round."""

    OPEN = "open", _("öppen")
    CLOSED = "closed", _("upphörd")
    REPLACED = "replaced", _("ersatt")  # merged with others or split: lives on under other scenes


class Change(TextChoices):
    """How a scene stands against the round before."""

    NEW = "new", _("ny")
    REOPENED = "reopened", _("åter öppen")
    KEPT = "kept", _("oförändrad")
    GROWN = "grown", _("större")
    SHRUNK = "shrunk", _("mindre")
    MERGED = "merged", _("sammanslagen av flera")
    SPLIT = "split", _("del av en delad plats")
    CLOSED = "closed", _("upphörd")
    STILL_CLOSED = "still_closed", _("fortsatt upphörd")
    REPLACED = "replaced", _("ersatt")
    UNKNOWN = "unknown", _("uppgift saknas")


class Provenance(TextChoices):
    """Where an outline comes from."""

    SURVEYED = "surveyed", _("kartlagd gräns")
    DIGITISED = "digitised", _("ritad efter publicerad karta")
    SCHEMATIC = "schematic", _("ungefärligt läge, gränsen är inte känd")


class Origin(TextChoices):
    """Whether a row states a fact with a source or is made up for the demonstration."""

    DOCUMENTED = "documented", _("dokumenterad")
    EXAMPLE = "example", _("exempel")


class LineageKind(TextChoices):
    """How scenes follow each other over time."""

    MERGED = "merged", _("sammanslagen")
    SPLIT = "split", _("delad")
    REOPENED = "reopened", _("åter öppen")


class EditionState(TextChoices):
    """The life of an edition; only the database's listed steps are allowed between them (see guards)."""

    BUILDING = "building", _("byggs")
    READY = "ready", _("byggd, inte publicerad")
    CURRENT = "current", _("gällande")
    SUPERSEDED = "superseded", _("ersatt")
    WITHDRAWN = "withdrawn", _("återkallad")


PUBLISHED_STATES = (EditionState.CURRENT, EditionState.SUPERSEDED, EditionState.WITHDRAWN)
UNPUBLISHED_STATES = (EditionState.BUILDING, EditionState.READY)


class RemovalKind(TextChoices):
    """What is taken away from the public by decision."""

    SCENE = "scene", _("en plats")
    FIELD = "field", _("en uppgift om en plats")
    FILE = "file", _("en fil")


class Visibility(TextChoices):
    """Who may read a field: everybody, the surveying parties, or the police alone."""

    PUBLIC = "public", _("offentlig")
    SHARED = "shared", _("delad mellan parterna")
    POLICE_ONLY = "police_only", _("endast Polisen")


class MessageKind(TextChoices):
    """What a message from the public is about."""

    CORRECTION = "correction", _("felaktig uppgift")
    ACCESSIBILITY = "accessibility", _("tillgänglighet")


class Role(TextChoices):
    """What a person does here; permissions.py says what each role may."""

    POLICE_OFFICER = "police_officer", "polis i lokalpolisområde"
    POLICE_COORDINATOR = "police_coordinator", "polisregionens samordnare"
    MUNICIPAL_OFFICER = "municipal_officer", "kommunens handläggare"
    COORDINATOR = "coordinator", "samordnare vid SSR"
    READER = "reader", "läsare"
    ADMINISTRATOR = "administrator", "administratör"


class Party(TextChoices):
    """The two that survey a scene together and sign for it."""

    POLICE = "police", "Polisen"
    MUNICIPALITY = "municipality", "kommunen"


class RoundState(TextChoices):
    """The life of a survey round."""

    OPEN = "open", "pågår"
    CLOSED = "closed", "avslutad"


class SurveyState(TextChoices):
    """How far the survey of a scene has come; workflow.py says which step may follow which."""

    NOT_STARTED = "not_started", "inte påbörjad"
    DRAFT = "draft", "utkast"
    WITH_MUNICIPALITY = "with_municipality", "hos kommunen"
    SUBMITTED = "submitted", "inlämnad"
    RETURNED = "returned", "återlämnad"
    APPROVED = "approved", "godkänd"
    PUBLISHED = "published", "publicerad"
    WITHDRAWN = "withdrawn", "återtagen"


class Section(TextChoices):
    """The sections of the survey form, in their order."""

    PLACE = "place", "Plats och gräns"
    SYMPTOMS = "symptoms", "Symtom"
    PEOPLE = "people", "Personer på platsen"
    SUBSTANCES = "substances", "Preparat"
    WORK = "work", "Utfört arbete"
    PARTNERS = "partners", "Samarbetspartner"
    ASSESSMENT = "assessment", "Bedömning"
    JOINT = "joint", "Gemensamt arbete"


class QuestionKind(TextChoices):
    """How a question is answered."""

    ONE_OF = "one_of", "ett av flera alternativ"
    ANY_OF = "any_of", "valfritt antal alternativ"
    TEXT = "text", "fri text"
    NUMBER = "number", "tal"
    YES_NO = "yes_no", "ja eller nej"
    DATE = "date", "datum"


class Decision(TextChoices):
    """What became of a request for change."""

    PENDING = "pending", "väntar"
    GRANTED = "granted", "beviljad"
    REFUSED = "refused", "avslagen"


class ImportKind(TextChoices):
    """What an import of figures holds."""

    CRIME = "crime", _("anmälda brott")
    SAFETY = "safety", _("trygghet efter avstånd")
    ATTITUDE = "attitude", _("attityder till en plats")


class CrimeGroup(TextChoices):
    """How a crime category is to be read: fewer detected crimes is not better, so they are never lumped together."""

    VIOLENCE = "violence", _("våldsbrott")
    DETECTION = "detection", _("upptäcktsbrott")
    OTHER = "other", _("övriga brott")


class AttitudeGroup(TextChoices):
    """Whose view of a place a share tells; the groups are never added up."""

    RESIDENTS = "residents", _("boende")
    VISITORS = "visitors", _("besökare")
    WORKERS = "workers", _("de som arbetar där")


class Precision(TextChoices):
    """How exactly a day is known: a measure may be known to have begun in a year, and no more."""

    YEAR = "year", _("år")
    MONTH = "month", _("månad")
    DAY = "day", _("dag")


class AgreementKind(TextChoices):
    """The forms of lasting cooperation."""

    AGREEMENT = "agreement", _("överenskommelse")
    FORUM = "forum", _("samverkansforum")
    BRIEFING = "briefing", _("gemensam utsättning")


class CheckFinding(TextChoices):
    """What somebody found who went to look at a closed scene."""

    CALM = "calm", _("lugnt")
    SIGNS = "signs", _("tecken på handel eller bruk")
    REOPEN = "reopen", _("bör bedömas på nytt")


class FollowUpKind(TextChoices):
    """What a row of an edition's follow-up holds."""

    CRIME = "crime", _("anmälda brott")
    SAFETY = "safety", _("trygghet efter avstånd")
    ATTITUDE = "attitude", _("attityder")
    MEASURE = "measure", _("insats")
    AGREEMENT = "agreement", _("samverkan")
    CHECK = "check", _("kontroll av upphörd plats")
    STUDY = "study", _("studie")
    CONTACT = "contact", _("kontakt")
    LIMITS = "limits", _("gränser för redovisning")
