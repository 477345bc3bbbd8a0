"""The shapes of editions, their files and errata; see shapes."""

from typing import Any

from rest_framework import serializers

from kartlaggning.api.shapes import Common, EditionSummary
from kartlaggning.choices import EditionState

PUBLISHED_STATES = (EditionState.CURRENT.value, EditionState.SUPERSEDED.value, EditionState.WITHDRAWN.value)


class EditionFile(serializers.Serializer[Any]):
    """A file of an edition."""

    name = serializers.CharField(help_text="Filens namn.")
    title = serializers.CharField(help_text="Vad filen är.")
    media_type = serializers.CharField(help_text="Medietyp.")
    size = serializers.IntegerField(help_text="Storlek i byte.")
    sha256 = serializers.CharField(help_text="Kontrollsumma, SHA-256 hexadecimalt.")
    url = serializers.URLField(help_text="Filens beständiga adress.")


class ErratumText(serializers.Serializer[Any]):
    """What is put right, and why."""

    what = serializers.CharField(help_text="Vad som rättas.")
    why = serializers.CharField(help_text="Varför.")
    decided_by = serializers.CharField(help_text="Vem som beslutade.")
    decided_on = serializers.DateField(help_text="När det beslutades.")
    scenes = serializers.ListField(
        child=serializers.CharField(), help_text="Nummer på platserna som det gäller; tomt för hela utgåvan."
    )


class Erratum(ErratumText):
    """An erratum and the edition it stands in."""

    edition = serializers.CharField(help_text="Utgåvan som rättar.")
    replaces = serializers.CharField(help_text="Utgåvan som den ersätter.", allow_blank=True)
    url = serializers.URLField(help_text="Utgåvans sida.")


class ErratumList(Common):
    """What has been corrected."""

    errata = Erratum(many=True, help_text="Rättelserna, nyast först.")


class Revision(serializers.Serializer[Any]):
    """A published edition of any state."""

    ref = serializers.CharField(help_text="Utgåvans beteckning.")
    year = serializers.IntegerField(help_text="Kartläggningens år.")
    revision = serializers.IntegerField(help_text="Revision, från 1.")
    title = serializers.CharField(help_text="Utgåvans namn.")
    is_demonstration = serializers.BooleanField(help_text="Sant när utgåvan innehåller påhittade uppgifter.")
    state = serializers.ChoiceField(
        PUBLISHED_STATES, help_text="current: gällande. superseded: ersatt. withdrawn: återkallad."
    )
    state_reason = serializers.CharField(help_text="Varför den återkallades.", allow_blank=True)
    first_current_at = serializers.DateTimeField(help_text="När den först blev gällande, i UTC.", allow_null=True)
    replaces = serializers.CharField(help_text="Utgåvan som den ersatte.", allow_blank=True)
    manifest_sha256 = serializers.CharField(help_text="Kontrollsumma över alla filer.", allow_blank=True)
    url = serializers.URLField(help_text="Utgåvans sida.")


class EditionItem(EditionSummary):
    """An edition in full."""

    title = serializers.CharField(help_text="Utgåvans namn.")
    is_demonstration = serializers.BooleanField(help_text="Sant när utgåvan innehåller påhittade uppgifter.")
    judged_from = serializers.DateField(help_text="Första dagen som kartläggningen bedömer.", allow_null=True)
    judged_to = serializers.DateField(help_text="Sista dagen som kartläggningen bedömer.", allow_null=True)
    reference_date = serializers.DateField(help_text="Dag som avgör vilka områden som gällde.")
    built_at = serializers.DateTimeField(help_text="När utgåvan gjordes, i UTC.")
    note = serializers.CharField(help_text="Anmärkning.", allow_blank=True)
    joint_surveys = serializers.IntegerField(
        help_text="Öppna platser som kartlades tillsammans med kommunen.", allow_null=True
    )
    joint_surveys_of = serializers.IntegerField(help_text="Av så många öppna platser.", allow_null=True)
    open_count = serializers.IntegerField(help_text="Öppna platser i utgåvan.")
    closed_count = serializers.IntegerField(help_text="Platser i utgåvan som upphörde.")
    is_complete = serializers.BooleanField(help_text="Sant när raderna är lika många som det publicerade antalet.")
    registration_number = serializers.CharField(help_text="Diarienummer.", allow_blank=True)
    url = serializers.URLField(help_text="Utgåvans beständiga sida.")
    manifest_sha256 = serializers.CharField(help_text="Kontrollsumma över alla filer.", allow_blank=True)
    files = EditionFile(many=True, help_text="Utgåvans filer.")
    errata = ErratumText(many=True, help_text="Vad utgåvan rättar i den som den ersätter.")


class EditionList(Common):
    """The current editions, and all that have been published."""

    editions = EditionItem(many=True, help_text="De gällande, äldst först.")
    revisions = Revision(many=True, help_text="Alla som har publicerats, nyast först.")
