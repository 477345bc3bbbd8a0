"""Forms that arrive when the session has ended: held on the server until the same person is back."""

import re
import time
from dataclasses import dataclass

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

KEY = "held_form"
MOST_BYTES = 500_000
SECONDS_KEPT = 8 * 3600
LEFT_OUT = ("csrfmiddlewaretoken", "return_to")
_ANCHOR = re.compile(r"[\w.:-]{1,120}")


@dataclass(frozen=True, slots=True)
class HeldForm:
    """What was sent, where, and by whom. `anchor` is the id of the field to come back to, or empty."""

    user_id: int
    path: str
    fields: tuple[tuple[str, str], ...]
    anchor: str

    @property
    def action(self) -> str:
        """Return where the form goes; browsers keep the fragment over the redirect that follows."""
        return f"{self.path}#{self.anchor}" if self.anchor else self.path


def hold(request: HttpRequest, user_id: int) -> bool:
    """Keep the posted form in the session for this person; False where it is too large. Files are not kept."""
    fields = [[key, value] for key, values in request.POST.lists() if key not in LEFT_OUT for value in values]
    if sum(len(key.encode()) + len(value.encode()) for key, value in fields) > MOST_BYTES:
        return False
    anchor = request.POST.get("return_to", "").removeprefix("#")
    request.session[KEY] = {
        "user_id": user_id,
        "path": request.get_full_path(),
        "fields": fields,
        "anchor": anchor if _ANCHOR.fullmatch(anchor) else "",
        "at": int(time.time()),
    }
    if SESSION_KEY not in request.session:
        request.session.set_expiry(SECONDS_KEPT)  # an ended session is kept for no other purpose
    return True


def held_for(request: HttpRequest, user_id: int) -> HeldForm | None:
    """Return the form that is held for this person. Another's, or one that is too old, is thrown away."""
    held = request.session.get(KEY)
    if held is None:
        return None
    if held["user_id"] != user_id or time.time() - held["at"] > SECONDS_KEPT:
        discard(request)
        return None
    fields = tuple((key, value) for key, value in held["fields"])
    return HeldForm(user_id=user_id, path=held["path"], fields=fields, anchor=held["anchor"])


def discard_if_too_old(request: HttpRequest) -> None:
    """Forget a form that nobody has come back for in time, whoever asks and for whatever page."""
    held = request.session.get(KEY)
    if held is not None and time.time() - held["at"] > SECONDS_KEPT:
        discard(request)


def discard(request: HttpRequest) -> None:
    """Forget the form that is held, if any."""
    request.session.pop(KEY, None)
