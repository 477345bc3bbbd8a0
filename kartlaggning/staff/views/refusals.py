"""What the staff side answers where it says no: a page that is not there, not theirs, or a form out of date."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kartlaggning.errors import NotFound
from kartlaggning.models import User
from kartlaggning.staff import held_forms
from kartlaggning.staff.access import wants_json
from kartlaggning.staff.middleware import OWN_ACCOUNT

_NOT_OURS = (
    "Formuläret togs inte emot",
    (
        "Vi kunde inte se att det kom från den här webbplatsen. Det händer om sidan har varit öppen länge.",
        "Gå tillbaka, läs in sidan på nytt och skicka igen. Kopiera din text först.",
    ),
    403,
)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403; the sentence is ours where the refusal has one."""
    reason = str(exception) or "Din roll har inte den här sidan, eller så ligger platsen utanför dina områden."
    sentences = (reason, "Fråga den som gav dig kontot, om du behöver den.")
    return _refused(request, "Du kan inte öppna sidan", sentences, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404; what does not exist and what may not be seen look the same."""
    unknown = "Adressen leder ingenstans. Den kan vara felskriven, eller så har sidan flyttat."
    reason = str(exception) if isinstance(exception.__cause__, NotFound) else unknown
    return _refused(request, "Sidan finns inte", (reason,), 404)


def _refused(request: HttpRequest, heading: str, sentences: tuple[str, ...], status: int) -> HttpResponse:
    context = {"heading": heading, "sentences": sentences}
    return render(request, "staff/refused.html", context, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Hold a form that comes from our own page, so that nothing is lost; refuse any other.

    A browser says in Origin where a form comes from, and no other site can write our name there. The person is asked
    before it is sent again.
    """
    if request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}":
        return _refused(request, *_NOT_OURS)
    if wants_json(request):
        return JsonResponse({"session": reverse("own_session_status")}, status=403)
    if request.path_info.startswith(OWN_ACCOUNT):
        messages.warning(request, "Sidan hade legat öppen för länge. Försök igen.")
        return redirect(request.path if request.path != reverse("account_logout") else settings.LOGIN_REDIRECT_URL)
    user_id = request.user.pk if isinstance(request.user, User) else vars(request).get("staff_session_of")
    if user_id is None or not held_forms.hold(request, int(user_id)):
        return _refused(request, *_NOT_OURS)
    return redirect("own_resume") if isinstance(request.user, User) else redirect_to_login(reverse("own_resume"))
