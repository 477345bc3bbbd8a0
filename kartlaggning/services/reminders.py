"""Reminding those who have work left in a round, by e-mail: how many and until when, never which places."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from kartlaggning import swedish
from kartlaggning.choices import Role, SurveyState
from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import Notice, Survey, SurveyRound, User
from kartlaggning.permissions import Actor, Permission, can, is_within
from kartlaggning.selectors.accounts import actor_for, has_accepted
from kartlaggning.selectors.surveys import open_round
from kartlaggning.selectors.worklist import TURN
from kartlaggning.services import audit
from kartlaggning.services.account_mail import send_when_safe
from kartlaggning.services.audit import By

ROLES = (Role.POLICE_OFFICER, Role.MUNICIPAL_OFFICER)
# What a notice says that was a reminder: it bears when it was sent, and nobody gets two a day.
TEXT = "Påminnelse om kartläggningar som är kvar."


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many were mailed, and how many had been mailed earlier the same day."""

    sent: int
    already: int


@transaction.atomic
def send_reminders(*, site: str, by: By) -> Reminded:
    """Mail each who has surveys left to go on with in the open round; `site` is the address where they sign in.

    Deputies are mailed only about what nobody else has. Raises Forbidden for a person who does not run rounds, Refused
    where no round is open or it has not begun.
    """
    if isinstance(by, Actor) and not can(by, Permission.RUN_ROUNDS):
        raise Forbidden("Bara samordnaren skickar påminnelser.")
    survey_round = open_round()
    if survey_round is None:
        raise Refused("Ingen omgång pågår, så det finns ingen att påminna.")
    if survey_round.first_day and timezone.localdate() < survey_round.first_day:
        raise Refused(f"Omgången börjar {swedish.long_date(survey_round.first_day)}. Innan dess påminns ingen.")
    left = _left_by_person(survey_round)
    already = _mailed_today(left)
    for user, number in left.items():
        if user.pk not in already:
            _mail(user, number, survey_round, site)
    sent = len(left) - len(already)
    details = {"sent": sent, "already": len(already)}
    audit.record(by=by, action="send-reminders", subject=str(survey_round), details=details)
    return Reminded(sent, len(already))


def _left_by_person(survey_round: SurveyRound) -> Counter[User]:
    """Return how many surveys wait for each person, who has any."""
    users = User.objects.filter(is_active=True, role__in=ROLES).prefetch_related(
        "police_areas", "municipalities", "city_districts"
    )
    actors = [(user, actor) for user in users if has_accepted(user) and (actor := actor_for(user)) is not None]
    waiting = Survey.objects.filter(survey_round=survey_round).defer("content", "outline")
    left: Counter[User] = Counter()
    for survey in waiting:
        theirs = [
            user for user, actor in actors if SurveyState(survey.state) in TURN[actor.role] and is_within(actor, survey)
        ]
        left.update([user for user in theirs if not user.is_deputy] or theirs)
    return left


def _mailed_today(users: Iterable[User]) -> set[int]:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    sent = Notice.objects.filter(user__in=[user.pk for user in users], text=TEXT, sent_at__gte=midnight)
    return set(sent.values_list("user_id", flat=True))


def _mail(user: User, number: int, survey_round: SurveyRound, site: str) -> None:
    last_day = survey_round.last_day
    subject = "1 kartläggning är kvar" if number == 1 else f"{number} kartläggningar är kvar"
    send_when_safe(
        user.email,
        f"Påminnelse: {subject}",
        "reminder",
        user=user,
        number=number,
        survey_round=survey_round,
        is_over=last_day is not None and last_day < timezone.localdate(),
        last_day=swedish.long_date(last_day) if last_day else "",
        site=site,
    )
    Notice.objects.create(user=user, text=TEXT, sent_at=timezone.now())
