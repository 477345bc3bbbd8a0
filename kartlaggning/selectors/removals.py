"""Reading removals for the staff: what waits for a second person, what has been decided, and what can be chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from kartlaggning import swedish
from kartlaggning.choices import PUBLISHED_STATES, AreaKind, RemovalKind
from kartlaggning.errors import NotFound
from kartlaggning.models import Edition, EditionArea, EditionManifest, EditionScene, Removal, Scene
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.removable import REMOVABLE


@dataclass(frozen=True, slots=True)
class RemovalRow:
    """A removal as one person sees it. `what` says in words what is taken away; `is_own` that the person asked."""

    removal: Removal
    what: str
    is_own: bool
    editions: tuple[Edition, ...]
    touched: tuple[Edition, ...]

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody has decided yet."""
        return self.removal.confirmed_at is None and self.removal.undone_at is None

    @property
    def is_unfinished(self) -> bool:
        """Tell whether it is decided and not carried out: the process was stopped in between."""
        return self.removal.confirmed_at is not None and self.removal.done_at is None

    @property
    def state(self) -> str:
        """Return how far it has come, in Swedish."""
        if self.removal.undone_at is not None:
            return "upphävd"
        if self.removal.done_at is not None:
            return "utförd"
        if self.removal.confirmed_at is not None:
            return "bekräftad, inte utförd"
        return "dold, väntar på en andra person" if self.removal.is_urgent else "väntar på en andra person"


def removal_rows(actor: Actor) -> tuple[RemovalRow, ...]:
    """Return every removal, the latest first."""
    found = list(Removal.objects.prefetch_related("editions", "touched").order_by("-asked_at", "-pk"))
    names = _names(removal.public_id for removal in found)
    return tuple(_row(removal, names, actor) for removal in found)


def removal_row(actor: Actor, pk: int) -> RemovalRow:
    """Return one removal; raises NotFound."""
    removal = Removal.objects.prefetch_related("editions", "touched").filter(pk=pk).first()
    if removal is None:
        raise NotFound
    return _row(removal, _names([removal.public_id]), actor)


def waiting_for(actor: Actor) -> int:
    """Return how many removals wait for the actor to confirm or undo them as the second person."""
    if not can(actor, Permission.REMOVE_PUBLISHED):
        return 0
    return Removal.objects.filter(confirmed_at=None, undone_at=None).exclude(asked_by_user=actor.user_id).count()


def _row(removal: Removal, names: dict[str, str], actor: Actor) -> RemovalRow:
    name = f"{names.get(removal.public_id, '')} ({removal.public_id})".strip()
    what = {
        RemovalKind.SCENE: name,
        RemovalKind.FIELD: f"{REMOVABLE[removal.field].words if removal.field in REMOVABLE else ''}: {name}",
        RemovalKind.FILE: f"Filen {removal.file_path}",
    }
    return RemovalRow(
        removal,
        what[RemovalKind(removal.kind)],
        removal.asked_by_user == actor.user_id,
        _in_order(removal.editions.all()),
        _in_order(removal.touched.all()),
    )


def _in_order(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    return tuple(sorted(editions, key=lambda edition: (edition.year, edition.revision)))


def _names(public_ids: Iterable[str]) -> dict[str, str]:
    """Return the scenes' names from the working material: what was published may be gone."""
    return dict(Scene.objects.filter(public_id__in=set(public_ids)).values_list("public_id", "name"))


def published_editions() -> QuerySet[Edition]:
    """Return every edition that has been published, the newest round and revision first."""
    return Edition.objects.filter(state__in=PUBLISHED_STATES).order_by("-year", "is_demonstration", "-revision")


def published_scenes() -> list[tuple[str, str]]:
    """Return the permanent ids and latest names of every scene in a published edition, in Swedish order."""
    rows = EditionScene.objects.filter(edition__state__in=PUBLISHED_STATES).order_by(
        "edition__year", "edition__revision"
    )
    names = dict(rows.values_list("public_id", "name"))
    return sorted(names.items(), key=lambda pair: swedish.sort_key(pair[1]))


def find_published_scene(typed: str) -> str:
    """Return the permanent id that is meant by an id, a name, an address part, or an id followed by the name.

    Raises NotFound where no published edition has it.
    """
    words = typed.strip()
    meant = Q(public_id__iexact=words.partition(" ")[0]) | Q(name__iexact=words) | Q(slug=words.lower())
    rows = EditionScene.objects.filter(meant, edition__state__in=PUBLISHED_STATES)
    public_id = rows.order_by("-edition__year").values_list("public_id", flat=True).first() if words else None
    if public_id is None:
        raise NotFound(f"Ingen publicerad utgåva har en plats som heter ”{words}”. Välj i listan.")
    return public_id


def published_files() -> list[tuple[Edition, list[str]]]:
    """Return the names of the files of every published edition, those of its latest manifest."""
    latest = {
        manifest.edition_id: manifest
        for manifest in EditionManifest.objects.filter(edition__state__in=PUBLISHED_STATES).order_by("number")
    }
    editions = [edition for edition in published_editions() if edition.pk in latest]
    return [(edition, [file["path"] for file in latest[edition.pk].files]) for edition in editions]


def every_file(edition: Edition) -> list[str]:
    """Return the names of the files that any of the edition's manifests lists."""
    manifests = edition.manifests.order_by("number")
    return list(dict.fromkeys(file["path"] for manifest in manifests for file in manifest.files))


def areas_of(editions: Iterable[Edition]) -> list[tuple[AreaKind, str]]:
    """Return kind and address part of every area in the editions."""
    rows = EditionArea.objects.filter(edition__in=list(editions)).order_by("kind", "slug")
    return [(AreaKind(kind), slug) for kind, slug in rows.values_list("kind", "slug").distinct()]
