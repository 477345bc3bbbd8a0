"""Reads editions out of the database into an Atlas, once a process until another edition is current."""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from kartlaggning.choices import AreaKind, Change, EditionState, LineageKind, Origin, Provenance, Status
from kartlaggning.errors import NotFoundInEdition
from kartlaggning.geometry.stored import from_stored
from kartlaggning.models import Edition as EditionTable
from kartlaggning.models import EditionArea, EditionFigure, EditionScene, Removal
from kartlaggning.selectors.editions import lens
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
from kartlaggning.selectors.editions.lens import Lens
from kartlaggning.selectors.editions.load_register import hidden_scenes, in_force, notice, register

PUBLISHED = (EditionState.CURRENT, EditionState.SUPERSEDED, EditionState.WITHDRAWN)
KEPT_ATLASES = 3  # the current one, and through lenses the last others

_lock = Lock()
_atlases: OrderedDict[str, Atlas] = OrderedDict()
_editions: WeakValueDictionary[str, Edition] = WeakValueDictionary()  # shared between atlases


def pointer_key() -> str:
    """Return what stands for all that the public may read now; another key, another answer. Costs one small query."""
    return _key(_headers(None), None)


def current_atlas() -> Atlas:
    """Return the current editions, or those that the lens in force shows.

    Costs one small query; all else is in memory while the pointer stands still. Outside a demonstration, made-up
    editions are left out even where somebody has brought them along.
    """
    return _atlas(lens.chosen())


def atlas_as_it_was(ref: str) -> Atlas:
    """Return an edition with the earlier rounds that it was based on; raises NotFoundInEdition."""
    return _atlas(Lens(ref, as_it_was=True))


def _atlas(through: Lens | None) -> Atlas:
    headers = _headers(through)
    key = _key(headers, through)
    with _lock:
        if key not in _atlases:
            _atlases[key] = _load(headers, through, key)
            while len(_atlases) > KEPT_ATLASES:
                _atlases.popitem(last=False)
        _atlases.move_to_end(key)
        return _atlases[key]


def _headers(through: Lens | None) -> list[EditionTable]:
    """Return the headers of all that has been published, and of the edition that the lens shows."""
    wanted = Q(state__in=PUBLISHED)
    if not settings.DEMONSTRATION:
        wanted &= Q(is_demonstration=False)
    if through is not None:
        wanted |= Q(ref=through.ref)
    return list(EditionTable.objects.filter(wanted).order_by("year", "is_demonstration", "revision"))


def _key(headers: list[EditionTable], through: Lens | None) -> str:
    states = ";".join(
        f"{_edition_key(header)}{header.state}:{header.state_changed_at.timestamp()}" for header in headers
    )
    return f"{through.ref if through else ''}:{through.as_it_was if through else ''}:{states}"


def _edition_key(header: EditionTable) -> str:
    return f"{header.pk}:{header.ref}:{header.checksum}:{header.removals_mark}:"


def _chosen(headers: list[EditionTable], through: Lens | None) -> list[EditionTable]:
    """Return the headers of the editions that are read, one per year, oldest first."""
    current = [header for header in headers if header.state == EditionState.CURRENT]
    if through is None:
        return current
    looked_at = next((header for header in headers if header.ref == through.ref), None)
    if looked_at is None:
        raise NotFoundInEdition(_("Det finns ingen utgåva med beteckningen ”%(ref)s”.") % {"ref": through.ref})
    if through.as_it_was:
        others = [header for header in headers if header.ref in looked_at.based_on]
    else:
        others = [header for header in current if header.year != looked_at.year]
    return sorted([*others, looked_at], key=lambda header: header.year)


def _load(headers: list[EditionTable], through: Lens | None, key: str) -> Atlas:
    chosen = _chosen(headers, through)
    removed = in_force(headers)
    missing = [header for header in chosen if _edition_key(header) not in _editions]
    loaded = _load_editions(missing, removed) if missing else []
    kept = {edition.ref: edition for edition in loaded}
    editions = []
    for header in chosen:
        edition = kept.get(header.ref) or _editions.get(_edition_key(header)) or _load_editions([header], removed)[0]
        editions.append(edition)
    newest = chosen[-1:]
    published = [header for header in headers if header.state in PUBLISHED]
    return Atlas(
        editions=tuple(editions),
        areas=tuple(_area(row) for row in EditionArea.objects.filter(edition__in=newest).order_by("kind", "pk")),
        figures=tuple(
            Figure(row.year, row.key, row.value, row.unit, row.source)
            for row in EditionFigure.objects.filter(edition__in=newest).order_by("year", "key")
        ),
        register=register(published),
        removals=tuple(notice(removal) for removal in removed),
        loaded_key=key,
    )


def _load_editions(headers: list[EditionTable], removed: list[Removal]) -> list[Edition]:
    """Read the editions' scenes; what is taken away is left out, also where it is still in the table."""
    scenes: defaultdict[int, list[SceneRow]] = defaultdict(list)
    years = {header.pk: header.year for header in headers}
    gone = hidden_scenes(removed)
    for row in EditionScene.objects.filter(edition__in=headers).order_by("sort_key", "public_id"):
        if row.public_id not in gone[row.edition_id]:
            scenes[row.edition_id].append(scene_value(row, years[row.edition_id], gone[row.edition_id]))
    made = [edition_value(header, tuple(scenes[header.pk])) for header in headers]
    for header, edition in zip(headers, made, strict=True):
        _editions[_edition_key(header)] = edition
    return made


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


def scene_value(row: EditionScene, year: int, gone: Collection[str] = ()) -> SceneRow:
    """Return a scene's row as the public side reads it; `gone` are the ids of scenes that nothing may point to."""
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
        lineage=tuple(_lineage(note, gone) for note in row.lineage),
        outline=from_stored(row.outline) if row.outline else None,
        outline_wgs84=_frozen(row.outline_wgs84),
    )


def _area_ref(value: Mapping[str, Any]) -> AreaRef:
    return AreaRef(AreaKind(value["kind"]), value["name"], value["slug"], value["code"])


def _lineage(value: Mapping[str, Any], gone: Collection[str]) -> LineageNote:
    return LineageNote(
        kind=LineageKind(value["kind"]),
        happened_on=date.fromisoformat(value["happened_on"]),
        from_scenes=_scene_refs(value["from"], gone),
        to_scenes=_scene_refs(value["to"], gone),
        origin=Origin(value["origin"]),
    )


def _scene_refs(values: Iterable[Mapping[str, str]], gone: Collection[str]) -> tuple[SceneRef, ...]:
    kept = (value for value in values if value["public_id"] not in gone)
    return tuple(SceneRef(value["public_id"], value["name"], value["slug"]) for value in kept)


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
