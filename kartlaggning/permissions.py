"""Who may do what: one table of roles, one question `can`, one answer to which fields may be read. Refusal is the rule.

Nothing here asks a database: an Actor is a copy of an account, and what is asked about is told by its areas.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from kartlaggning.choices import Party, Role, Status, SurveyState, Visibility


class Permission(Enum):
    """An act that somebody may be allowed."""

    READ_BOARD = auto()  # the round and how far it has come
    READ_SURVEY = auto()
    EDIT_SURVEY = auto()
    SIGN_FOR_POLICE = auto()  # also sends to the municipality, submits and asks for change
    SIGN_FOR_MUNICIPALITY = auto()
    REVIEW_SURVEY = auto()  # return, approve, withdraw, decide on changes
    REVIEW_POLICE_ONLY = auto()
    ADD_SCENE = auto()
    MANAGE_SCENES = auto()  # rename, merge, split, reopen, follow up
    NOTE_REASSESSMENT = auto()
    REPORT_NIL = auto()
    RUN_ROUNDS = auto()
    EDIT_QUESTIONNAIRE = auto()
    IMPORT_SURVEYS = auto()
    MANAGE_ACCOUNTS = auto()
    GRANT_POLICE_ONLY = auto()  # open the police-only fields for a coordinator
    READ_LOG = auto()
    PUBLISH_EDITIONS = auto()  # build, preview, publish, correct, withdraw, tell the recipients
    REMOVE_PUBLISHED = auto()  # hide at once, and with a second person redact
    EXPORT_TABLES = auto()  # tables over the rounds, of what may be read
    DISPOSE = auto()  # record disposal decisions, make masked copies
    READ_FOLLOW_UP = auto()  # measures, cooperation, figures: what of them, each row's visibility says
    EDIT_FOLLOW_UP = auto()  # measures, cooperation, checks of closed scenes
    RUN_FOLLOW_UP = auto()  # lists, limits, studies, contacts, what is public, answers to signals
    IMPORT_FIGURES = auto()  # also withdraw an import
    RELEASE_FIGURES = auto()  # decide that an import goes into a round's editions


P = Permission
ROLES: Mapping[Role, frozenset[Permission]] = {
    Role.POLICE_OFFICER: frozenset(
        (
            *(P.READ_BOARD, P.READ_SURVEY, P.EDIT_SURVEY, P.SIGN_FOR_POLICE, P.ADD_SCENE, P.NOTE_REASSESSMENT),
            *(P.REPORT_NIL, P.EXPORT_TABLES, P.READ_FOLLOW_UP, P.EDIT_FOLLOW_UP),
        )
    ),
    Role.POLICE_COORDINATOR: frozenset(
        (
            *(P.READ_BOARD, P.READ_SURVEY, P.REVIEW_POLICE_ONLY, P.NOTE_REASSESSMENT, P.EXPORT_TABLES),
            *(P.READ_FOLLOW_UP, P.IMPORT_FIGURES),
        )
    ),
    Role.MUNICIPAL_OFFICER: frozenset(
        (
            *(P.READ_BOARD, P.READ_SURVEY, P.EDIT_SURVEY, P.SIGN_FOR_MUNICIPALITY, P.NOTE_REASSESSMENT),
            *(P.REPORT_NIL, P.EXPORT_TABLES, P.READ_FOLLOW_UP, P.EDIT_FOLLOW_UP),
        )
    ),
    Role.COORDINATOR: frozenset(
        (
            *(P.READ_BOARD, P.READ_SURVEY, P.REVIEW_SURVEY, P.RUN_ROUNDS, P.EDIT_QUESTIONNAIRE, P.IMPORT_SURVEYS),
            *(P.ADD_SCENE, P.MANAGE_SCENES, P.NOTE_REASSESSMENT, P.REPORT_NIL, P.MANAGE_ACCOUNTS),
            *(P.PUBLISH_EDITIONS, P.REMOVE_PUBLISHED, P.EXPORT_TABLES, P.DISPOSE, P.READ_FOLLOW_UP),
            *(P.EDIT_FOLLOW_UP, P.RUN_FOLLOW_UP, P.IMPORT_FIGURES, P.RELEASE_FIGURES),
        )
    ),
    Role.READER: frozenset((P.READ_BOARD, P.READ_SURVEY, P.EXPORT_TABLES, P.READ_FOLLOW_UP)),
    Role.ADMINISTRATOR: frozenset((P.MANAGE_ACCOUNTS, P.GRANT_POLICE_ONLY, P.READ_LOG)),
}
PARTIES: Mapping[Role, Party] = {Role.POLICE_OFFICER: Party.POLICE, Role.MUNICIPAL_OFFICER: Party.MUNICIPALITY}
POLICE_ROLES = (Role.POLICE_OFFICER, Role.POLICE_COORDINATOR)
# A reader is shown what has been decided, not what is being worked on.
READER_STATES = (SurveyState.APPROVED, SurveyState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a copy of an account. The ids are those of the areas that bound the role; `address` is for the log."""

    user_id: int
    name: str
    role: Role
    organisation: str = ""
    police_area_ids: frozenset[int] = frozenset()
    municipality_ids: frozenset[int] = frozenset()
    city_district_ids: frozenset[int] = frozenset()
    may_read_police_only: bool = False
    address: str | None = None

    def __str__(self) -> str:
        """Return the name that the log keeps."""
        return self.name

    @property
    def party(self) -> Party | None:
        """Return the surveying party that the person signs for, or None."""
        return PARTIES.get(self.role)


class Located(Protocol):
    """What lies in areas: a survey, or a scene's placement, named by the areas' ids."""

    @property
    def police_area_id(self) -> int | None: ...
    @property
    def municipality_id(self) -> int | None: ...
    @property
    def city_district_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """A bare placement, for asking about what is not a survey yet."""

    police_area_id: int | None = None
    municipality_id: int | None = None
    city_district_id: int | None = None


def can(actor: Actor | None, permission: Permission, obj: Located | None = None) -> bool:
    """Tell whether `actor` may do `permission`, to `obj` if one is given. Nobody signed in may do nothing.

    Without `obj` the answer is whether the role has the permission at all.
    """
    if actor is None or permission not in ROLES[actor.role]:
        return False
    if obj is None:
        return True
    if actor.role is Role.READER and permission is not Permission.READ_FOLLOW_UP:
        # What was replaced by a merge or a split was never decided on: it is as it was when it was left.
        return getattr(obj, "state", None) in READER_STATES and getattr(obj, "status", None) != Status.REPLACED
    return is_within(actor, obj)


def is_within(actor: Actor, obj: Located) -> bool:
    """Tell whether something lies in the actor's areas; roles without bounds have the whole county."""
    if actor.role is Role.POLICE_OFFICER:
        return obj.police_area_id in actor.police_area_ids
    if actor.role is Role.MUNICIPAL_OFFICER:
        return obj.municipality_id in actor.municipality_ids or (
            obj.city_district_id is not None and obj.city_district_id in actor.city_district_ids
        )
    return True


def levels_for(actor: Actor | None, obj: Located) -> frozenset[Visibility]:
    """Return the levels of fields that the actor may read of a survey; none where the survey itself may not be read."""
    if not can(actor, Permission.READ_SURVEY, obj) or actor is None:
        return frozenset()
    levels = {Visibility.PUBLIC, Visibility.SHARED}
    if reads_police_only(actor):
        levels.add(Visibility.POLICE_ONLY)
    return frozenset(levels)


def reads(actor: Actor | None, visibility: str, place: Located | None) -> bool:
    """Tell whether the actor may read a row of follow-up of this visibility, in this place (None: the whole county)."""
    if not can(actor, Permission.READ_FOLLOW_UP) or actor is None:
        return False
    if visibility == Visibility.PUBLIC:
        return True
    if place is not None and not is_within(actor, place):
        return False
    return visibility == Visibility.SHARED or reads_police_only(actor)


def reads_police_only(actor: Actor) -> bool:
    """Tell whether the person may read what is the police's alone, wherever they may read at all."""
    return actor.role in POLICE_ROLES or actor.may_read_police_only


def may_read_crimes(actor: Actor | None, place: Located) -> bool:
    """Tell whether the actor may read counts of crimes in a place before they are released, and unsuppressed."""
    return reads(actor, Visibility.POLICE_ONLY, place)
