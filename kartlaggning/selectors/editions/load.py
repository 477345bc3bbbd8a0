"""Reads editions out of the database into an Atlas, once a process until another edition is current."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from sys import intern
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from kartlaggning.choices import (
    PUBLISHED_STATES,
    AreaKind,
    Change,
    EditionState,
    LineageKind,
    Origin,
    Provenance,
    Status,
)
from kartlaggning.errors import NotFoundInEdition
from kartlaggning.followup.payload import follow_up
from kartlaggning.followup.values import FollowUp
from kartlaggning.models import Edition as EditionTable
from kartlaggning.models import EditionArea, EditionFigure, EditionFollowUp, EditionScene
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
from kartlaggning.selectors.editions.load_register import (
    errata_by_edition,
    in_force,
    notice,
    register,
    taken_away,
)
from kartlaggning.selectors.editions.packed import PackedOutline
from kartlaggning.selectors.editions.register import Correction
from kartlaggning.selectors.editions.taken_away import TakenAway

WGS84_TEXT = "wgs84_text"
ROWS_AT_A_TIME = 2_000
_CURRENT = "None:"  # how the key without a lens begins
KEPT_ATLASES = 3  # the current one, which is never driven out, and through lenses the last others

_lock = Lock()
_atlases: OrderedDict[str, Atlas] = OrderedDict()
_loading: dict[str, Lock] = {}  # by key, so that who reads what is loaded never waits for who loads something else
_editions: WeakValueDictionary[str, Edition] = WeakValueDictionary()  # shared between atlases


def pointer_key() -> str:
    """Return what stands for all that the public may read now; another key, another answer. Costs one small query."""
    return _key(None)


def current_atlas() -> Atlas:
    """Return the current editions, or those that the lens in force shows.

    Costs one small query; all else is in memory while the pointer stands still. Outside a demonstration, made-up
    editions are left out even where somebody has brought them along.
    """
    return _atlas(lens.chosen())


def atlas_as_it_was(ref: str) -> Atlas:
    """Return an edition with the earlier rounds that it was based on; raises NotFoundInEdition."""
    return _atlas(Lens(ref, as_it_was=True))


def atlas_for_files(ref: str) -> Atlas:
    """Return the same for making the edition's files: with the scenes that are only hidden until it is decided."""
    return _atlas(Lens(ref, as_it_was=True, with_hidden=True))


def _atlas(through: Lens | None) -> Atlas:
    key = _key(through)
    held = _held(key)
    if held is not None:
        return held
    with _lock:
        loading = _loading.setdefault(key, Lock())
    try:
        with loading:
            held = _held(key)
            if held is None:
                held = _load(_headers(through), through, key)
                _hold(key, held, is_current=through is None)
            return held
    finally:
        with _lock:
            _loading.pop(key, None)


def _held(key: str) -> Atlas | None:
    with _lock:
        if key in _atlases:
            _atlases.move_to_end(key)
        return _atlases.get(key)


def _hold(key: str, atlas: Atlas, *, is_current: bool) -> None:
    """Keep an atlas; the one that was current before goes, and of the others those that were read longest ago."""
    with _lock:
        if is_current:
            for former in [other for other in _atlases if other.startswith(_CURRENT)]:
                del _atlases[former]
        _atlases[key] = atlas
        others = [other for other in _atlases if not other.startswith(_CURRENT)]
        for surplus in others[: max(0, len(_atlases) - KEPT_ATLASES)]:
            del _atlases[surplus]


def _headers(through: Lens | None) -> list[EditionTable]:
    return list(_shown(through, demonstration=settings.DEMONSTRATION))


def _shown(through: Lens | None, *, demonstration: bool) -> QuerySet[EditionTable]:
    """Return the headers of all that has been published, and of the edition that the lens shows."""
    wanted = Q(state__in=PUBLISHED_STATES)
    if not demonstration:
        wanted &= Q(is_demonstration=False)
    if through is not None:
        wanted |= Q(ref=through.ref)
    return EditionTable.objects.filter(wanted).order_by("year", "is_demonstration", "revision")


def _key(through: Lens | None) -> str:
    """Return what changes with anything that is read; of each header only what can change, for each request asks."""
    with connection.cursor() as cursor:
        cursor.execute(*_key_query(through, demonstration=settings.DEMONSTRATION))
        return f"{through}:{';'.join(':'.join(map(str, header)) for header in cursor.fetchall())}"


@lru_cache(maxsize=64)
def _key_query(through: Lens | None, *, demonstration: bool) -> tuple[str, tuple[Any, ...]]:
    """Return the question as SQL with its parameters: to put it together takes longer than to ask it."""
    columns = _shown(through, demonstration=demonstration).values_list(
        "pk", "checksum", "removals_mark", "state", "state_changed_at"
    )
    return columns.query.sql_with_params()


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
        withdrawn = () if through.with_hidden else (EditionState.WITHDRAWN,)
        others = [h for h in headers if h.ref in looked_at.based_on and h.state not in withdrawn]
    else:
        others = [header for header in current if header.year != looked_at.year]
    return sorted([*others, looked_at], key=lambda header: header.year)


def _load(headers: list[EditionTable], through: Lens | None, key: str) -> Atlas:
    chosen = _chosen(headers, through)
    with_hidden = through is not None and through.with_hidden
    removed = [removal for removal in in_force(headers) if removal.confirmed_at or not with_hidden]
    taken = taken_away(headers, removed)
    editions = _load_editions(chosen, taken) if with_hidden else _shared_editions(chosen, taken)
    newest = chosen[-1:]
    published = [header for header in headers if header.state in PUBLISHED_STATES]
    return Atlas(
        editions=tuple(editions),
        areas=tuple(_area(row) for row in EditionArea.objects.filter(edition__in=newest).order_by("kind", "pk")),
        figures=tuple(
            Figure(row.year, row.key, row.value, row.unit, row.source)
            for row in EditionFigure.objects.filter(edition__in=newest).order_by("year", "key")
        ),
        follow_up=_follow_up(newest, taken),
        register=register(published, taken),
        removals=tuple(notice(removal) for removal in removed),
        loaded_key=key,
    )


def _follow_up(newest: list[EditionTable], taken: Mapping[int, TakenAway]) -> FollowUp:
    """Return what the newest edition released besides the surveys; nothing of a scene that is taken away."""
    rows = EditionFollowUp.objects.filter(edition__in=newest).order_by("kind", "key")
    return follow_up((row.kind, row.content) for row in rows if taken[row.edition_id].keeps_follow_up(row))


def _shared_editions(headers: list[EditionTable], taken: Mapping[int, TakenAway]) -> list[Edition]:
    """Return the editions, those that another atlas holds already from there."""
    held = {header.pk: _editions.get(_edition_key(header)) for header in headers}
    missing = [header for header in headers if held[header.pk] is None]
    for header, edition in zip(missing, _load_editions(missing, taken) if missing else [], strict=True):
        held[header.pk] = _editions[_edition_key(header)] = edition
    return [edition for edition in held.values() if edition is not None]


def _load_editions(headers: list[EditionTable], taken: Mapping[int, TakenAway]) -> list[Edition]:
    """Read the editions' scenes; what is taken away is left out, also where it is still in the table."""
    scenes: defaultdict[int, list[SceneRow]] = defaultdict(list)
    years = {header.pk: header.year for header in headers}
    rows = EditionScene.objects.filter(edition__in=headers).order_by("sort_key", "public_id")
    # As text, because that is how it is kept; a few at a time, because whole rows are much larger than what is kept.
    rows = rows.defer("outline_wgs84").annotate(**{WGS84_TEXT: Cast("outline_wgs84", TextField())})
    for row in rows.iterator(ROWS_AT_A_TIME):
        if taken[row.edition_id].keeps(row):
            scenes[row.edition_id].append(scene_value(row, years[row.edition_id]))
    errata = errata_by_edition(headers, taken)
    return [edition_value(header, tuple(scenes[header.pk]), errata[header.pk]) for header in headers]


def edition_value(header: EditionTable, scenes: tuple[SceneRow, ...], errata: Iterable[Correction] = ()) -> Edition:
    """Return an edition's row with its scenes and errata as the public side reads it."""
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
        registration_number=header.registration_number,
        errata=tuple(errata),
    )


def scene_value(row: EditionScene, year: int) -> SceneRow:
    """Return a scene's row as the public side reads it."""
    refs = [(_area_ref(area), area["primary"]) for area in row.areas]
    primary = {ref.kind: ref for ref, is_primary in refs if is_primary}
    return SceneRow(
        public_id=intern(row.public_id),
        name=intern(row.name),
        slug=intern(row.slug),
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
        sources=_shared_texts(*row.sources),
        note=row.note,
        lineage=tuple(_lineage(note) for note in row.lineage),
        packed=_packed(row),
    )


@lru_cache(maxsize=4096)
def _shared_texts(*texts: str) -> tuple[str, ...]:
    return texts


def _packed(row: EditionScene) -> PackedOutline | None:
    if row.outline is None:
        return None
    return PackedOutline.of(bytes(row.outline.wkb), vars(row).get(WGS84_TEXT) or row.outline_wgs84 or ())


def _area_ref(value: Mapping[str, Any]) -> AreaRef:
    return _shared_ref(AreaKind(value["kind"]), value["name"], value["slug"], value["code"])


@lru_cache(maxsize=4096)
def _shared_ref(kind: AreaKind, name: str, slug: str, code: str) -> AreaRef:
    """Return one and the same value for an area, however many rows name it."""
    return AreaRef(kind, name, slug, code)


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
