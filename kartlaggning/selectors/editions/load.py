"""Reads the current editions out of the database into an Atlas, once a process until another edition is current."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from threading import Lock
from typing import Any

from django.conf import settings

from kartlaggning.choices import AreaKind, Change, EditionState, LineageKind, Origin, Provenance, Status
from kartlaggning.geometry.stored import from_stored
from kartlaggning.models import Edition as EditionTable
from kartlaggning.models import EditionArea, EditionFigure, EditionScene
from kartlaggning.selectors.editions.atlas import (
    Area,
    AreaRef,
    Atlas,
    Edition,
    Figure,
    LineageNote,
    SceneRef,
    SceneRow,
)

_lock = Lock()
_loaded: list[Atlas] = [Atlas((), (), ())]  # one place, replaced whole


def current_atlas() -> Atlas:
    """Return the current editions. Costs one small query; all else is in memory while the pointer stands still.

    Outside a demonstration, made-up editions are left out even where somebody has brought them along.
    """
    current = EditionTable.objects.filter(state=EditionState.CURRENT).order_by("year")
    if not settings.DEMONSTRATION:
        current = current.filter(is_demonstration=False)
    pointer = current.values_list("pk", "ref", "checksum")
    key = ";".join(f"{pk}:{ref}:{checksum}" for pk, ref, checksum in pointer)
    with _lock:
        if _loaded[0].loaded_key != key:
            _loaded[0] = _load(list(current), key)
        return _loaded[0]


def _load(headers: list[EditionTable], key: str) -> Atlas:
    scenes: defaultdict[int, list[SceneRow]] = defaultdict(list)
    years = {header.pk: header.year for header in headers}
    for row in EditionScene.objects.filter(edition__in=headers).order_by("sort_key", "public_id"):
        scenes[row.edition_id].append(scene_value(row, years[row.edition_id]))
    newest = headers[-1:]
    return Atlas(
        editions=tuple(edition_value(header, tuple(scenes[header.pk])) for header in headers),
        areas=tuple(_area(row) for row in EditionArea.objects.filter(edition__in=newest).order_by("kind", "pk")),
        figures=tuple(
            Figure(row.year, row.key, row.value, row.unit, row.source)
            for row in EditionFigure.objects.filter(edition__in=newest).order_by("year", "key")
        ),
        loaded_key=key,
    )


def edition_value(header: EditionTable, scenes: tuple[SceneRow, ...]) -> Edition:
    """Return an edition's row with its scenes as the public side reads it."""
    return Edition(
        ref=header.ref,
        year=header.year,
        revision=header.revision,
        is_demonstration=header.is_demonstration,
        published_on=header.published_on,
        published_text=header.published_text,
        judged_from=header.judged_from,
        judged_to=header.judged_to,
        reference_date=header.reference_date,
        built_at=header.built_at,
        sources=tuple(header.sources),
        note=header.note,
        checksum=header.checksum,
        joint_surveys=header.joint_surveys,
        joint_surveys_of=header.joint_surveys_of,
        scenes=scenes,
    )


def scene_value(row: EditionScene, year: int) -> SceneRow:
    """Return a scene's row as the public side reads it."""
    refs = [(_area_ref(area), area["primary"]) for area in row.areas]
    primary = {ref.kind: ref for ref, is_primary in refs if is_primary}
    return SceneRow(
        public_id=row.public_id,
        name=row.name,
        slug=row.slug,
        former_names=tuple(row.former_names),
        former_slugs=tuple(row.former_slugs),
        year=year,
        status=Status(row.status),
        change=Change(row.change),
        area_m2=row.area_m2,
        previous_year=row.previous_year,
        previous_area_m2=row.previous_area_m2,
        municipality=primary[AreaKind.MUNICIPALITY],
        city_district=primary.get(AreaKind.CITY_DISTRICT),
        police_area=primary[AreaKind.POLICE_AREA],
        further_areas=tuple(ref for ref, is_primary in refs if not is_primary),
        provenance=Provenance(row.provenance) if row.provenance else None,
        origin=Origin(row.origin),
        last_open_year=row.last_open_year,
        sources=tuple(row.sources),
        note=row.note,
        lineage=tuple(_lineage(note) for note in row.lineage),
        outline=from_stored(row.outline) if row.outline else None,
        outline_wgs84=_frozen(row.outline_wgs84),
    )


def _area_ref(value: Mapping[str, Any]) -> AreaRef:
    return AreaRef(AreaKind(value["kind"]), value["name"], value["slug"], value["code"])


def _lineage(value: Mapping[str, Any]) -> LineageNote:
    return LineageNote(
        kind=LineageKind(value["kind"]),
        happened_on=date.fromisoformat(value["happened_on"]),
        from_scenes=_scene_refs(value["from"]),
        to_scenes=_scene_refs(value["to"]),
        origin=Origin(value["origin"]),
    )


def _scene_refs(values: Iterable[Mapping[str, str]]) -> tuple[SceneRef, ...]:
    return tuple(SceneRef(value["public_id"], value["name"], value["slug"]) for value in values)


def _area(row: EditionArea) -> Area:
    return Area(
        ref=AreaRef(AreaKind(row.kind), row.name, row.slug, row.code),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        police_district=row.police_district,
        covers=row.covers,
        note=row.note,
        outline_wgs84=_frozen(row.outline_wgs84),
    )


def _frozen(value: Any) -> Any:
    """Return nested JSON lists as tuples, so that nothing can change a loaded edition."""
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
