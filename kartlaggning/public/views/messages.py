"""Messages from the public: what the forms send, and the page with the receipt number."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kartlaggning.choices import MessageKind
from kartlaggning.public.message_forms import MessageForm, accessibility_form, correction_form
from kartlaggning.public.reading import atlas_of
from kartlaggning.selectors.editions import SceneRow
from kartlaggning.services.messages import Message, TooManyMessages, is_received, receive_message

SENDER = "allmänheten"


@never_cache
def scene_message(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a message about a scene, or show its form alone."""
    row = atlas_of(request).scene_history(slug)[-1]
    return _answer(request, correction_form(row.slug, _sent(request)), MessageKind.CORRECTION, row)


@never_cache
def accessibility_message(request: HttpRequest) -> HttpResponse:
    """Take a message about an obstacle on the site, or show its form alone."""
    return _answer(request, accessibility_form(_sent(request)), MessageKind.ACCESSIBILITY)


@never_cache
@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show the receipt number and what happens next; nothing of the message."""
    if not is_received(receipt):
        raise Http404
    return render(request, "public/message_received.html", {"receipt": receipt})


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _answer(request: HttpRequest, form: MessageForm, kind: MessageKind, row: SceneRow | None = None) -> HttpResponse:
    """Store what is right and go on to its receipt; else show the form again with everything that was typed."""
    status = 200
    if form.is_bound and form.is_valid():
        try:
            return redirect("public:receipt", receive_message(_message(form, kind, row), by=SENDER).receipt)
        except TooManyMessages:
            form.add_error(None, _("Vi har fått ovanligt många meddelanden. Vänta en timme och skicka igen."))
            status = 429
    elif form.is_bound:
        status = 422
    return render(request, "public/message.html", {"message_form": form, "row": row}, status=status)


def _message(form: MessageForm, kind: MessageKind, row: SceneRow | None) -> Message:
    return Message(
        kind=kind,
        body=form.cleaned_data["meddelande"],
        reply_to=form.cleaned_data["e_post"],
        language=get_language() or "sv",
        scene_public_id=row.public_id if row else "",
        scene_name=row.name if row else "",
    )
