"""The draft of the press text: to copy, change and send by other means. Nothing is saved here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kartlaggning.permissions import Permission
from kartlaggning.staff.access import staff_page
from kartlaggning.staff.press_page import press_draft


@require_GET
@staff_page(Permission.PUBLISH_EDITIONS)
def press_text(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the draft for one edition."""
    return render(request, "staff/editions/press_text.html", {"draft": press_draft(ref)})
