"""The register of those who are told of editions: the list, adding, changing and ending."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.errors import Refused
from kartlaggning.permissions import Permission
from kartlaggning.selectors.edition_recipients import find_recipient, recipient_rows
from kartlaggning.services import recipients
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.recipients import RecipientForm, initial_of


@require_GET
@staff_page(Permission.PUBLISH_EDITIONS)
def recipient_list(request: HttpRequest) -> HttpResponse:
    """Show the register."""
    return render(request, "staff/editions/recipients.html", {"rows": recipient_rows()})


@staff_page(Permission.PUBLISH_EDITIONS)
def add(request: HttpRequest) -> HttpResponse:
    """Add a recipient."""
    actor, form = signed_in(request), RecipientForm(request.POST or None)
    if attempt(form, lambda: recipients.add_recipient(form.details, by=actor), at="name"):
        messages.success(request, "Mottagaren är tillagd.")
        return redirect("staff:recipients")
    return render(request, "staff/editions/recipient.html", {"form": form}, status=422 if form.errors else 200)


@staff_page(Permission.PUBLISH_EDITIONS)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change a recipient."""
    actor, recipient = signed_in(request), find_recipient(pk)
    form = RecipientForm(request.POST or None, initial=initial_of(recipient))
    if attempt(form, lambda: recipients.change_recipient(recipient, form.details, by=actor), at="name"):
        messages.success(request, "Mottagaren är ändrad.")
        return redirect("staff:recipients")
    context = {"form": form, "recipient": find_recipient(pk)}
    return render(request, "staff/editions/recipient.html", context, status=422 if form.errors else 200)


@require_POST
@staff_page(Permission.PUBLISH_EDITIONS)
def set_active(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a recipient be told no more, or again."""
    actor, recipient = signed_in(request), find_recipient(pk)
    is_active = request.POST.get("is_active") == "1"
    try:
        recipients.set_active(recipient, is_active=is_active, by=actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Mottagaren får brev igen." if is_active else "Mottagaren får inga fler brev.")
    return redirect("staff:recipient", pk)
