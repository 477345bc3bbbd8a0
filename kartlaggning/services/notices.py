"""Telling people that something has come to them: a notice at each hand-over, and one mail a day at most with them.

Neither holds a place's name or an answer: who wants to know more signs in.
"""

import logging
import smtplib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from kartlaggning.choices import Decision, SurveyState
from kartlaggning.models import ChangeRequest, Notice, Survey, User
from kartlaggning.permissions import Actor
from kartlaggning.selectors import recipients, worklist
from kartlaggning.selectors.accounts import actor_for
from kartlaggning.selectors.follow_up.cooperation import due_for_review
from kartlaggning.selectors.follow_up.rows import unanswered_signals
from kartlaggning.services import audit
from kartlaggning.services.audit import By
from kartlaggning.workflow import Step

log = logging.getLogger(__name__)

TO_SIGN = "En kartläggning väntar på din underskrift."
RETURNED = "En kartläggning har kommit tillbaka till dig."
TO_REVIEW = "En kartläggning väntar på din granskning."
CHANGE_ASKED = "En begäran om ändring väntar på ditt svar."
CHANGE_REFUSED = "En begäran om ändring har fått nej."
SIGNAL = "En upphörd plats bör bedömas på nytt enligt en kontroll. Den väntar på ditt svar."
TO_LOOK_OVER = "En form av samverkan ska ses över."
# The same for several; those for one are what a notice keeps.
_SEVERAL = {
    TO_SIGN: "{number} kartläggningar väntar på din underskrift.",
    RETURNED: "{number} kartläggningar har kommit tillbaka till dig.",
    TO_REVIEW: "{number} kartläggningar väntar på din granskning.",
    CHANGE_ASKED: "{number} begäranden om ändring väntar på ditt svar.",
    CHANGE_REFUSED: "{number} begäranden om ändring har fått nej.",
    SIGNAL: "{number} upphörda platser bör bedömas på nytt enligt kontroller. De väntar på ditt svar.",
    TO_LOOK_OVER: "{number} former av samverkan ska ses över.",
}
_NUMBERS = ("Två", "Tre", "Fyra", "Fem", "Sex", "Sju", "Åtta", "Nio", "Tio", "Elva", "Tolv")  # from two on
# What a notice of each kind speaks of, as it stands when the mail is written.
_STATES = {
    TO_SIGN: SurveyState.WITH_MUNICIPALITY,
    RETURNED: SurveyState.RETURNED,
    TO_REVIEW: SurveyState.SUBMITTED,
}


def tell_of(step: Step, survey: Survey, *, by: Actor) -> None:
    """Write a notice for each whose turn it is after the step; called inside the step's transaction."""
    for find, text in _TELL.get(step, ()):
        tell((user for user in find(survey) if user.pk != by.user_id), text)


def tell(users: Iterable[User], text: str) -> None:
    """Write a notice for each of the people; `text` (200 letters at most) names no place and holds no answer."""
    Notice.objects.bulk_create([Notice(user=user, text=text) for user in users])


def _who_asked_last(survey: Survey) -> tuple[User, ...]:
    last = survey.change_requests.select_related("requested_by").order_by("-pk").first()
    return (last.requested_by,) if last else ()


_Find = Callable[[Survey], Iterable[User]]
_SUBMITTED: tuple[tuple[_Find, str], ...] = (
    (lambda _survey: recipients.coordinators(), TO_REVIEW),
    (lambda _survey: recipients.police_coordinators(), TO_REVIEW),
)
_TELL: Mapping[Step, tuple[tuple[_Find, str], ...]] = {
    Step.SEND: ((recipients.municipal_officers_of, TO_SIGN),),
    Step.SIGN: _SUBMITTED,
    Step.SUBMIT_ALONE: _SUBMITTED,
    Step.HAND_BACK: ((recipients.police_officers_of, RETURNED),),
    Step.RETURN: ((recipients.police_officers_of, RETURNED),),
    Step.REVIEW_POLICE_ONLY: ((lambda _survey: recipients.coordinators(), TO_REVIEW),),
    Step.REQUEST_CHANGE: ((lambda _survey: recipients.coordinators(), CHANGE_ASKED),),
    Step.REFUSE_CHANGE: ((_who_asked_last, CHANGE_REFUSED),),
    Step.REOPEN: ((recipients.police_officers_of, RETURNED),),
}


@dataclass(frozen=True, slots=True)
class Digest:
    """One person's mail of the day: the lines in it, and the notices that it stands for."""

    user: User
    lines: tuple[str, ...]
    notice_ids: tuple[int, ...]


@transaction.atomic
def send_digests(*, by: By, now: datetime | None = None) -> int:
    """Send each person with news one mail, at most one a day, and return how many there are.

    What has been seen to meanwhile is left out; who has nothing left gets no mail. The mails leave after the commit;
    one that can't be sent is tried again the next time.
    """
    now = now or timezone.now()
    sent = 0
    for user in _with_news(now):
        digest = _digest(user)
        notices = Notice.objects.filter(pk__in=digest.notice_ids)
        if not digest.lines:
            notices.delete()
            continue
        notices.update(sent_at=now)
        transaction.on_commit(partial(_send, digest), robust=True)
        sent += 1
    audit.record(by=by, action="send-digests", subject="aviseringar", details={"mails": sent})
    return sent


def _with_news(now: datetime) -> list[User]:
    """Return those who have unsent notices and have had no mail today. Closed accounts get none."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    had_today = Notice.objects.filter(sent_at__gte=midnight).values("user_id")
    waiting = Notice.objects.filter(sent_at=None).values("user_id")
    return list(User.objects.filter(is_active=True, pk__in=waiting).exclude(pk__in=had_today).order_by("pk"))


def _digest(user: User) -> Digest:
    unsent = list(Notice.objects.filter(user=user, sent_at=None).order_by("pk"))
    written = Counter(notice.text for notice in unsent)
    actor = actor_for(user)
    mine = Counter(survey.state for survey in worklist.work_for(actor).mine) if actor else Counter[str]()
    lines = [_line(text, _number_now(text, number, mine)) for text, number in written.items()]
    return Digest(user, tuple(line for line in lines if line), tuple(notice.pk for notice in unsent))


def _number_now(text: str, written: int, mine: Mapping[str, int]) -> int:
    if text in _STATES:
        return mine.get(_STATES[text], 0)
    if text == CHANGE_ASKED:
        return ChangeRequest.objects.filter(decision=Decision.PENDING).count()
    if text == SIGNAL:
        return min(written, unanswered_signals().count())
    if text == TO_LOOK_OVER:
        return min(written, due_for_review(timezone.localdate()).count())
    return written


def _line(text: str, number: int) -> str:
    if number < 1:
        return ""
    return text if number == 1 or text not in _SEVERAL else _SEVERAL[text].format(number=_in_words(number))


def _in_words(number: int) -> str:
    return _NUMBERS[number - 2] if number - 2 < len(_NUMBERS) else str(number)


def _send(digest: Digest) -> None:
    text = render_to_string("staff/mail/digest.txt", {"user": digest.user, "lines": digest.lines}).strip() + "\n"
    try:
        send_mail("Kartläggningen: något väntar på dig", text, settings.DEFAULT_FROM_EMAIL, [digest.user.email])
    except (OSError, smtplib.SMTPException):
        log.exception("a daily mail was not sent")
        Notice.objects.filter(pk__in=digest.notice_ids).update(sent_at=None)
