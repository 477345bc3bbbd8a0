"""Corrections as the pages show them: what was put right, why, who decided, and which places it concerns."""

from collections.abc import Iterable
from dataclasses import dataclass

from kartlaggning.public.editions.addresses import edition_path
from kartlaggning.public.editions.titles import edition_title
from kartlaggning.selectors.editions import AreaRef, Atlas, Correction, Edition, Registered, SceneRow


@dataclass(frozen=True, slots=True)
class Erratum:
    """A correction and the edition that makes it. `scenes` are the places it names, as the newest round has them."""

    correction: Correction
    title: str
    address: str
    scenes: tuple[SceneRow, ...]


def of_edition(atlas: Atlas, entry: Registered) -> tuple[Erratum, ...]:
    """Return what an edition puts right in the one it replaces."""
    return _shown(atlas, ((entry, correction) for correction in entry.errata))


def in_edition(atlas: Atlas, edition: Edition) -> tuple[Erratum, ...]:
    """Return what the edition that is read puts right, also in a preview, where the register does not have it yet."""
    return tuple(
        Erratum(correction, edition.title, edition_path(edition.ref), _scenes(atlas, correction))
        for correction in edition.errata
    )


def of_scene(atlas: Atlas, public_id: str) -> tuple[Erratum, ...]:
    """Return the corrections in the current editions that name a scene."""
    return _shown(atlas, atlas.errata_of(public_id))


def of_area(atlas: Atlas, area: AreaRef) -> tuple[Erratum, ...]:
    """Return the corrections in the current editions that name a scene which was ever counted in the area."""
    return tuple(
        erratum
        for erratum in _shown(atlas, _current(atlas))
        if any(area in row.areas for scene in erratum.scenes for row in atlas.history[scene.public_id])
    )


def of_whole(atlas: Atlas, *editions: Edition) -> tuple[Erratum, ...]:
    """Return the corrections in these editions that concern the edition as a whole."""
    refs = {edition.ref for edition in editions}
    return _shown(atlas, ((entry, each) for entry, each in _current(atlas) if entry.ref in refs and not each.scenes))


def _current(atlas: Atlas) -> Iterable[tuple[Registered, Correction]]:
    shown = {edition.ref for edition in atlas.editions}
    return ((entry, correction) for entry in atlas.register if entry.ref in shown for correction in entry.errata)


def _shown(atlas: Atlas, corrections: Iterable[tuple[Registered, Correction]]) -> tuple[Erratum, ...]:
    return tuple(
        Erratum(
            correction,
            edition_title(entry),
            edition_path(entry.ref),
            _scenes(atlas, correction),
        )
        for entry, correction in corrections
    )


def _scenes(atlas: Atlas, correction: Correction) -> tuple[SceneRow, ...]:
    return tuple(atlas.history[public_id][-1] for public_id in correction.scenes if public_id in atlas.history)
