"""Editions: the list per round, building, correcting, the page of one, publishing, and withdrawing."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kartlaggning.choices import EditionState
from kartlaggning.errors import Refused
from kartlaggning.models import Edition, PlannedPublication
from kartlaggning.permissions import Actor, Permission
from kartlaggning.selectors import edition_list, surveys
from kartlaggning.services import deliveries
from kartlaggning.services.editions import building as edition_building
from kartlaggning.services.editions import plans as edition_plans
from kartlaggning.services.editions import publication
from kartlaggning.services.editions import withdrawal as edition_withdrawal
from kartlaggning.staff.access import signed_in, staff_page
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.edition_page import edition_page, title
from kartlaggning.staff.forms.editions import CorrectionForm, PublishForm, WithdrawForm

# Where the secret of a new preview link lies until the edition's page has shown it once.
NEW_LINK = "new_preview_link"


@require_GET
@staff_page(Permission.PUBLISH_EDITIONS)
def edition_index(request: HttpRequest) -> HttpResponse:
    """Show every round with its editions."""
    return render(request, "staff/editions/list.html", {"rounds": edition_list.round_editions()})


@staff_page(Permission.PUBLISH_EDITIONS)
def build(request: HttpRequest, year: int) -> HttpResponse:
    """Say what will be built or what hinders it, and build the round's first edition."""
    actor, survey_round, refusal = signed_in(request), surveys.round_of(year), ""
    if request.method == "POST":
        try:
            built = edition_building.build_first(survey_round, by=actor)
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, f"Utgåvan {built.ref} är byggd. Den är inte publicerad än.")
            return redirect("staff:edition", built.ref)
    context = {"row": edition_list.editions_of(survey_round), "round": survey_round, "refusal": refusal}
    return render(request, "staff/editions/build.html", context, status=422 if refusal else 200)


@staff_page(Permission.PUBLISH_EDITIONS)
def correct(request: HttpRequest, year: int) -> HttpResponse:
    """Take the erratum and build a new revision with it."""
    actor, survey_round = signed_in(request), surveys.round_of(year)
    form = CorrectionForm(request.POST or None, scenes=edition_list.scenes_to_choose(survey_round))
    built = attempt(form, lambda: edition_building.build_correction(survey_round, form.erratum, by=actor))
    if built:
        messages.success(request, f"Utgåvan {built.ref} är byggd med rättelsen. Den är inte publicerad än.")
        return redirect("staff:edition", built.ref)
    context = {"row": edition_list.editions_of(survey_round), "round": survey_round, "form": form}
    return render(request, "staff/editions/correct.html", context, status=422 if form.errors else 200)


@require_GET
@staff_page(Permission.PUBLISH_EDITIONS)
def edition(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one edition; a new preview link is shown this once."""
    page = edition_page(edition_list.find_edition(ref))
    return render(request, "staff/editions/edition.html", {"page": page, "secret": request.session.pop(NEW_LINK, "")})


@staff_page(Permission.PUBLISH_EDITIONS)
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what will happen, and publish the edition now or plan it."""
    actor, found = signed_in(request), edition_list.find_edition(ref)
    form = PublishForm(request.POST or None)
    if attempt(form, lambda: _publish(form, found, actor)):
        done = "är publicerad och gäller nu" if form.is_now else "publiceras av sig själv på den valda tiden"
        messages.success(request, f"Utgåvan {ref} {done}.")
        return redirect("staff:edition", ref)
    context = {"form": form, "page": edition_page(found)}
    return render(request, "staff/editions/publish.html", context, status=422 if form.errors else 200)


def _publish(form: PublishForm, found: Edition, actor: Actor) -> Edition | PlannedPublication:
    if form.is_now:
        return publication.publish_edition(found, by=actor)
    return edition_plans.plan_publication(found, publish_at=form.moment, by=actor)


@require_POST
@staff_page(Permission.PUBLISH_EDITIONS)
def cancel_plan(request: HttpRequest, ref: str) -> HttpResponse:
    """Call a planned publication off."""
    found, actor = edition_list.find_edition(ref), signed_in(request)
    return _act(request, ref, lambda: edition_plans.cancel_plan(found, by=actor), "Publiceringen är avbokad.")


@require_POST
@staff_page(Permission.PUBLISH_EDITIONS)
def discard(request: HttpRequest, ref: str) -> HttpResponse:
    """Throw away a built edition."""
    found, actor = edition_list.find_edition(ref), signed_in(request)
    answer = _act(request, ref, lambda: publication.discard_edition(found, by=actor), f"Utgåvan {ref} är kastad.")
    return answer if edition_list.exists(ref) else redirect("staff:editions")


@require_POST
@staff_page(Permission.PUBLISH_EDITIONS)
def resend(request: HttpRequest, ref: str) -> HttpResponse:
    """Send the letter to those who have not got it."""
    found, actor = edition_list.find_edition(ref), signed_in(request)
    try:
        told = deliveries.resend(found, by=actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        say = messages.error if told.failed else messages.success
        say(request, f"Skickade brev: {told.sent}. Misslyckade: {told.failed}.")
    return redirect("staff:edition", ref)


@staff_page(Permission.PUBLISH_EDITIONS)
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what readers will see, and withdraw the edition."""
    actor, found = signed_in(request), edition_list.find_edition(ref)
    is_current = found.state == EditionState.CURRENT
    earlier = edition_list.earlier_revisions(found)
    form = WithdrawForm(request.POST or None, year=found.year, earlier=earlier, is_current=is_current)
    done = attempt(
        form,
        lambda: edition_withdrawal.withdraw(found, reason=form.cleaned_data["reason"], instead=form.chosen, by=actor),
    )
    if done:
        messages.success(request, f"Utgåvan {ref} är återkallad.")
        return redirect("staff:edition", ref)
    context = {"form": form, "edition": found, "title": title(found), "is_current": is_current}
    return render(request, "staff/editions/withdraw.html", context, status=422 if form.errors else 200)


def _act(request: HttpRequest, ref: str, act: Callable[[], object], done: str) -> HttpResponse:
    """Do what a button asks for and go back to the edition; a refusal is shown there."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("staff:edition", ref)
