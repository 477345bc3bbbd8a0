"""Reading the register of studies for the staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kartlaggning.errors import NotFound
from kartlaggning.followup.place_kinds import place_kind
from kartlaggning.models import Scene, Study
from kartlaggning.permissions import Actor, Permission, can, reads
from kartlaggning.selectors.follow_up import rows
from kartlaggning.selectors.follow_up.values import measure_kind_names

OLD = timedelta(days=365)  # after how long a link or a contact is to be checked again; the project's own choice


@dataclass(frozen=True, slots=True)
class StudyRow:
    """One study as it stands in the register, its kinds in words."""

    study: Study
    place_kinds: tuple[str, ...]
    measure_kinds: tuple[str, ...]
    scenes: tuple[Scene, ...]

    @property
    def is_kept(self) -> bool:
        """Tell whether it is left alone in a demonstration."""
        return rows.is_kept(self.study)


def study_rows(actor: Actor) -> list[StudyRow]:
    """Return the studies that the actor may read, the newest first."""
    names = measure_kind_names()
    return [_row(study, names) for study in rows.studies() if reads(actor, study.visibility, None)]


def find_study(actor: Actor, number: str) -> StudyRow:
    """Return one study; raises NotFound where there is none or the actor may not read it.

    One that has been taken out of the register is found by the coordinators.
    """
    study = Study.objects.prefetch_related("scenes").filter(public_id=number).first()
    if study is None or not reads(actor, study.visibility, None):
        raise NotFound("Studien finns inte.")
    if study.withdrawn_at and not can(actor, Permission.RUN_FOLLOW_UP):
        raise NotFound("Studien finns inte.")
    return _row(study, measure_kind_names())


def is_old(checked_on: date | None, today: date) -> bool:
    """Tell whether what was checked then is to be checked again."""
    return checked_on is None or checked_on < today - OLD


def _row(study: Study, names: Mapping[str, str]) -> StudyRow:
    return StudyRow(
        study=study,
        place_kinds=tuple(place_kind(key) for key in study.place_kinds),
        measure_kinds=tuple(names.get(key, key) for key in study.measure_kinds),
        scenes=tuple(sorted(study.scenes.all(), key=lambda scene: scene.public_id)),
    )
