"""The coordinators' list of crime categories, and the limits of what is shown."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kartlaggning.errors import Refused
from kartlaggning.permissions import Permission
from kartlaggning.selectors.follow_up import figure_pages
from kartlaggning.selectors.follow_up.figure_pages import find_category
from kartlaggning.selectors.follow_up.values import limits_value
from kartlaggning.services.follow_up import categories as lists
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.figures import CategoryForm, ChangeCategoryForm, LimitsForm, initial_of


@staff_page(Permission.RUN_FOLLOW_UP)
def categories(request: HttpRequest) -> HttpResponse:
    """Show the list, and add to it."""
    actor, form = signed_in(request), CategoryForm(request.POST or None)
    if attempt(form, lambda: lists.add_category(form.text, by=actor), at="name"):
        messages.success(request, "Kategorin är tillagd.")
        return redirect("staff:crime_categories")
    context = {"form": form, "categories": figure_pages.categories()}
    return render(request, "staff/figures/categories.html", context, status=422 if form.errors else 200)


@staff_page(Permission.RUN_FOLLOW_UP)
def change(request: HttpRequest, category: str) -> HttpResponse:
    """Rename or describe a category."""
    actor, found = signed_in(request), find_category(category)
    form = ChangeCategoryForm(request.POST or None, initial=initial_of(found))
    if form.is_valid():
        attempt(form, lambda: lists.change_category(found, form.text, before=form.before, by=actor), at="name")
        if not form.errors:
            messages.success(request, "Kategorin är ändrad.")
            return redirect("staff:crime_categories")
    context = {"form": form, "category": found, "is_used": figure_pages.is_used(found)}
    return render(request, "staff/figures/category.html", context, status=422 if form.errors else 200)


@require_POST
@staff_page(Permission.RUN_FOLLOW_UP)
def move(request: HttpRequest, category: str) -> HttpResponse:
    """Move a category up or down in the list."""
    actor, up = signed_in(request), request.POST.get("up") == "1"
    return _done(request, lambda: lists.move_category(find_category(category), up=up, by=actor), "Listan är ordnad om.")


@require_POST
@staff_page(Permission.RUN_FOLLOW_UP)
def set_active(request: HttpRequest, category: str) -> HttpResponse:
    """Let a category be used no more, or again."""
    actor, found = signed_in(request), find_category(category)
    is_active = request.POST.get("is_active") == "1"
    words = "Kategorin används igen." if is_active else "Kategorin används inte längre i nya underlag."
    return _done(request, lambda: lists.set_category_active(found, is_active=is_active, by=actor), words)


@require_POST
@staff_page(Permission.RUN_FOLLOW_UP)
def delete(request: HttpRequest, category: str) -> HttpResponse:
    """Delete a category that nothing has been counted of."""
    actor = signed_in(request)
    return _done(request, lambda: lists.delete_category(find_category(category), by=actor), "Kategorin är borttagen.")


@staff_page(Permission.RUN_FOLLOW_UP)
def limits(request: HttpRequest) -> HttpResponse:
    """Show and set the limits."""
    actor, form = signed_in(request), LimitsForm(request.POST or None, current=limits_value())
    if form.is_valid():
        attempt(form, lambda: lists.set_limits(form.limits, before=form.before, by=actor))
        if not form.errors:
            messages.success(request, "Gränserna är ändrade. De gäller utgåvor som byggs från och med nu.")
            return redirect("staff:follow_up_limits")
    return render(request, "staff/figures/limits.html", {"form": form}, status=422 if form.errors else 200)


def _done(request: HttpRequest, act: Callable[[], None], words: str) -> HttpResponse:
    try:
        act()
        messages.success(request, words)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("staff:crime_categories")
