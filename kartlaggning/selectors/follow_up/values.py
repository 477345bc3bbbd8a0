"""Rows of the registers and of the imports as the values that both the public and the staff are shown."""

from collections.abc import Mapping
from zlib import crc32

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
    ImportRef,
    Limits,
    MeasureNote,
    SafetyFigure,
    Spell,
    StudyNote,
)
from kartlaggning.models import (
    Agreement,
    AttitudeShare,
    Contact,
    CrimeCount,
    FigureImport,
    FollowUpLimits,
    Measure,
    MeasureKind,
    SafetyBand,
    SceneCheck,
    Study,
)
from kartlaggning.models.measures import InArea
from kartlaggning.models.measures import Spell as SpellColumns


def limits_value() -> Limits:
    """Return the limits in force; those proposed where nobody has set any."""
    row = FollowUpLimits.objects.first()
    return Limits(row.small_number, row.outline_percent, row.smallest_group) if row else Limits()


def import_ref(row: FigureImport) -> ImportRef:
    """Return how a figure names its import."""
    return ImportRef(row.number, row.title, row.source, is_example=row.origin == Origin.EXAMPLE)


def crime_figure(row: CrimeCount) -> CrimeFigure:
    """Return a count as a value, nothing suppressed. Needs scene, category and import."""
    return CrimeFigure(
        key=f"{row.figure_import.number}-{row.scene.public_id}-{row.year}-{row.category.key}",
        public_id=row.scene.public_id,
        year=row.year,
        category=row.category.key,
        category_name=row.category.name,
        group=CrimeGroup(row.category.group),
        count=row.count,
        outline_year=row.outline_year,
        outline_m2=row.outline_m2,
        constant_count=row.constant_count,
        constant_m2=row.constant_m2,
        constant_years=tuple(row.figure_import.constant_years),
        source=import_ref(row.figure_import),
    )


def safety_figure(row: SafetyBand) -> SafetyFigure:
    """Return a band as a value. Needs its import."""
    return SafetyFigure(
        key=f"{row.figure_import.number}-{row.year}-{row.from_m}-{row.to_m}",
        year=row.year,
        from_m=row.from_m,
        to_m=row.to_m,
        respondents=row.respondents,
        unsafe=row.unsafe,
        weight=row.weight,
        weight_squares=row.weight_squares,
        unsafe_weight=row.unsafe_weight,
        source=import_ref(row.figure_import),
    )


def attitude_figure(row: AttitudeShare) -> AttitudeFigure:
    """Return a share as a value. Needs scene and import."""
    return AttitudeFigure(
        key=f"{row.figure_import.number}-{row.scene.public_id}-{row.year}-{row.group}-{crc32(row.question.encode())}",
        public_id=row.scene.public_id,
        year=row.year,
        group=AttitudeGroup(row.group),
        question=row.question,
        share=row.share,
        respondents=row.respondents,
        city_mean=row.city_mean,
        source=import_ref(row.figure_import),
    )


def spell_value(row: SpellColumns) -> Spell:
    """Return from when to when something holds."""
    ends = Precision(row.ends_precision) if row.ends_on else None
    return Spell(row.starts_on, Precision(row.starts_precision), row.ends_on, ends)


def area_names(row: InArea) -> tuple[AreaName, ...]:
    """Return the areas that something belongs to; none is the whole county. Needs them joined."""
    areas = (
        (AreaKind.MUNICIPALITY, row.municipality),
        (AreaKind.CITY_DISTRICT, row.city_district),
        (AreaKind.POLICE_AREA, row.police_area),
    )
    return tuple(AreaName(kind, area.name, area.slug) for kind, area in areas if area is not None)


def measure_note(row: Measure) -> MeasureNote:
    """Return a measure as a value. Needs scene and kind."""
    return MeasureNote(
        key=row.public_id,
        public_id=row.scene.public_id,
        kind=row.kind.key,
        kind_name=row.kind.name,
        title=row.title,
        spell=spell_value(row),
        actor=row.actor,
        covers=row.covers,
        aim=row.aim,
        note=row.note,
        visibility=Visibility(row.visibility),
        origin=Origin(row.origin),
        sources=tuple(row.sources),
    )


def agreement_note(row: Agreement) -> AgreementNote:
    """Return a form of cooperation as a value. Needs scene, areas and parties."""
    parties = sorted((party.is_property_owner, party.name) for party in row.parties.all())
    return AgreementNote(
        key=row.public_id,
        public_id=row.scene.public_id if row.scene else "",
        kind=AgreementKind(row.kind),
        title=row.title,
        areas=area_names(row),
        parties=tuple(name for _is_owner, name in parties),
        goals=tuple(row.goals),
        rhythm=row.rhythm,
        spell=spell_value(row),
        next_review=row.next_review,
        note=row.note,
        visibility=Visibility(row.visibility),
        origin=Origin(row.origin),
        sources=tuple(row.sources),
    )


def check_note(row: SceneCheck) -> CheckNote:
    """Return a check of a closed scene as a value. Needs the scene."""
    return CheckNote(
        key=str(row.pk),
        public_id=row.scene.public_id,
        checked_on=row.checked_on,
        organisation=row.organisation,
        finding=CheckFinding(row.finding),
        note=row.note,
        answer=row.answer,
        origin=Origin(row.origin),
    )


def measure_kind_names() -> Mapping[str, str]:
    """Return the names of the kinds of measures by key."""
    return dict(MeasureKind.objects.order_by("position", "pk").values_list("key", "name"))


def study_note(row: Study, kind_names: Mapping[str, str]) -> StudyNote:
    """Return a study as a value; `kind_names` are those of the kinds of measures by key. Needs its scenes."""
    return StudyNote(
        key=row.public_id,
        title=row.title,
        organisation=row.organisation,
        year=row.year,
        url=row.url,
        findings=row.findings,
        place_kinds=tuple(row.place_kinds),
        measure_kinds=tuple(row.measure_kinds),
        public_ids=tuple(sorted(scene.public_id for scene in row.scenes.all())),
        visibility=Visibility(row.visibility),
        origin=Origin(row.origin),
        sources=tuple(row.sources),
        checked_on=row.checked_on,
        measure_kind_names=tuple(kind_names.get(key, key) for key in row.measure_kinds),
    )


def contact_note(row: Contact) -> ContactNote:
    """Return a contact as a value. Needs its areas."""
    return ContactNote(
        key=row.public_id,
        function=row.function,
        organisation=row.organisation,
        areas=area_names(row),
        email=row.email,
        phone=row.phone,
        url=row.url,
        visibility=Visibility(row.visibility),
        origin=Origin(row.origin),
        sources=tuple(row.sources),
        checked_on=row.checked_on,
    )
