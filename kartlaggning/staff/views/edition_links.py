"""Preview links of an edition: making one and ending one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kartlaggning.permissions import Permission
from kartlaggning.selectors.edition_links import find_link
from kartlaggning.selectors.edition_list import find_edition
from kartlaggning.services.editions import preview_links
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.edition_page import title
from kartlaggning.staff.forms.editions import LinkForm
from kartlaggning.staff.views.editions import NEW_LINK


@staff_page(Permission.PUBLISH_EDITIONS)
def make(request: HttpRequest, ref: str) -> HttpResponse:
    """Make a link; its address is shown once, on the edition's page."""
    actor, edition, form = signed_in(request), find_edition(ref), LinkForm(request.POST or None)
    made = attempt(
        form,
        lambda: preview_links.make_link(
            edition, given_to=form.cleaned_data["given_to"], expires_at=form.moment, by=actor
        ),
    )
    if made:
        request.session[NEW_LINK] = request.build_absolute_uri(f"/forhandsvisning/{made[1]}/")
        return redirect("staff:edition", ref)
    context = {"form": form, "edition": edition, "title": title(edition)}
    return render(request, "staff/editions/make_link.html", context, status=422 if form.errors else 200)


@require_POST
@staff_page(Permission.PUBLISH_EDITIONS)
def revoke(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """End a link at once."""
    preview_links.revoke_link(find_link(find_edition(ref), pk), by=signed_in(request))
    messages.success(request, "Länken gäller inte längre.")
    return redirect("staff:edition", ref)
