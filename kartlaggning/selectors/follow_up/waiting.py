"""What waits in the follow-up for one person: signals, reviews, imports that are not released, contacts to check."""

from dataclasses import dataclass
from datetime import date

from kartlaggning.models import FigureImport, FigureRelease, SceneCheck
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors.follow_up import rows
from kartlaggning.selectors.follow_up.contacts import ContactRow, contact_rows
from kartlaggning.selectors.follow_up.cooperation import AgreementRow, agreement_rows


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits. A list is None where it is not the person's to act on."""

    signals: tuple[SceneCheck, ...] | None
    reviews: tuple[AgreementRow, ...] | None
    unreleased: tuple[FigureImport, ...] | None
    contacts: tuple[ContactRow, ...] | None

    @property
    def is_theirs(self) -> bool:
        """Tell whether any of it is the person's to act on."""
        return any(part is not None for part in (self.signals, self.reviews, self.unreleased, self.contacts))


def waiting_for(actor: Actor, today: date) -> Waiting:
    """Return what waits for the actor. Costs a fixed number of queries."""
    runs, releases = can(actor, Permission.RUN_FOLLOW_UP), can(actor, Permission.RELEASE_FIGURES)
    return Waiting(
        signals=tuple(rows.unanswered_signals()) if runs else None,
        reviews=_reviews(actor, today) if can(actor, Permission.EDIT_FOLLOW_UP) else None,
        unreleased=_unreleased() if releases else None,
        contacts=tuple(row for row in contact_rows(actor, today) if row.is_old) if runs else None,
    )


def _reviews(actor: Actor, today: date) -> tuple[AgreementRow, ...]:
    due = [row for row in agreement_rows(actor, today) if row.is_due]
    return tuple(row for row in due if can(actor, Permission.EDIT_FOLLOW_UP, row.place))


def _unreleased() -> tuple[FigureImport, ...]:
    """Return the imports in force that no decision puts into any round's edition, the oldest first."""
    released = FigureRelease.objects.filter(revoked_at=None).values("figure_import")
    return tuple(rows.imports_in_force().exclude(pk__in=released).order_by("number"))
