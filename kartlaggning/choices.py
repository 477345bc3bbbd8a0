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
    CURRENT = "current", _("gällande")
    SUPERSEDED = "superseded", _("ersatt")
    WITHDRAWN = "withdrawn", _("återkallad")


class Visibility(TextChoices):
    """Who may read a field: everybody, the surveying parties, or the police alone."""

    PUBLIC = "public", _("offentlig")
    SHARED = "shared", _("delad mellan parterna")
    POLICE_ONLY = "police_only", _("endast Polisen")


class MessageKind(TextChoices):
    """What a message from the public is about."""

    CORRECTION = "correction", _("felaktig uppgift")
    ACCESSIBILITY = "accessibility", _("tillgänglighet")
