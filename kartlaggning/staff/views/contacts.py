"""The register of contacts: the list with those to check again, adding, changing, confirming and taking out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.choices import Visibility
from kartlaggning.errors import Refused
from kartlaggning.permissions import Permission, can
from kartlaggning.selectors.follow_up import contacts
from kartlaggning.services.follow_up import contacts as changing
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.contacts import ContactForm, initial_of
from kartlaggning.staff.forms.registers import TakeOutForm, is_stale


@require_GET
@staff_page(Permission.READ_FOLLOW_UP)
def contact_list(request: HttpRequest) -> HttpResponse:
    """Show the contacts that the person may read, those to check again first."""
    actor = signed_in(request)
    context = {"rows": contacts.contact_rows(actor, localdate()), "may_run": can(actor, Permission.RUN_FOLLOW_UP)}
    return render(request, "staff/contacts/list.html", context)


@staff_page(Permission.RUN_FOLLOW_UP)
def add(request: HttpRequest) -> HttpResponse:
    """Add a contact."""
    actor, initial = signed_in(request), {"visibility": Visibility.SHARED.value}
    form = ContactForm(request.POST or None, by=actor, today=localdate(), initial=initial)
    made = attempt(form, lambda: changing.add_contact(form.data_of, by=actor))
    if made:
        messages.success(request, f"Kontakten är tillagd och har nummer {made.public_id}.")
        return redirect("staff:contacts")
    return render(request, "staff/contacts/form.html", {"form": form}, status=422 if form.errors else 200)


@staff_page(Permission.RUN_FOLLOW_UP)
def change(request: HttpRequest, contact: str) -> HttpResponse:
    """Change a contact; what somebody else has changed meanwhile is shown beside what was typed."""
    actor = signed_in(request)
    row = contacts.find_contact(actor, contact, localdate())
    initial = initial_of(row.contact)
    form = ContactForm(request.POST or None, by=actor, today=localdate(), contact=row.contact, initial=initial)
    if attempt(form, lambda: changing.change_contact(row.contact, form.seen, form.data_of, by=actor)):
        messages.success(request, "Kontakten är ändrad.")
        return redirect("staff:contacts")
    context = {"form": form, "row": row, "is_stale": is_stale(form, row.contact)}
    return render(request, "staff/contacts/form.html", context, status=422 if form.errors else 200)


@require_POST
@staff_page(Permission.RUN_FOLLOW_UP)
def confirm(request: HttpRequest, contact: str) -> HttpResponse:
    """Say that a contact was tried today and is right."""
    actor = signed_in(request)
    row, version = contacts.find_contact(actor, contact, localdate()), request.POST.get("version", "")
    try:
        changing.confirm_contact(row.contact, int(version) if version.isdecimal() else 0, by=actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Kontakten är kontrollerad i dag.")
    return redirect("staff:contacts")


@staff_page(Permission.RUN_FOLLOW_UP)
def withdraw(request: HttpRequest, contact: str) -> HttpResponse:
    """Take a contact out of the register, with why."""
    actor = signed_in(request)
    row = contacts.find_contact(actor, contact, localdate())
    form = TakeOutForm(request.POST or None)
    if attempt(form, lambda: changing.withdraw_contact(row.contact, form.seen, form.why, by=actor)):
        messages.success(request, "Kontakten är borttagen ur registret.")
        return redirect("staff:contacts")
    context = {"form": form, "row": row, "is_stale": is_stale(form, row.contact)}
    return render(request, "staff/contacts/withdraw.html", context, status=422 if form.errors else 200)
