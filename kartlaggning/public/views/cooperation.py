"""The pages of cooperation, of studies and of contacts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from kartlaggning.public.follow_up.contacts_page import contact_groups
from kartlaggning.public.follow_up.cooperation_page import cooperation_groups, study_entries
from kartlaggning.public.forms import refuse_unknown
from kartlaggning.public.reading import atlas_of
from kartlaggning.public.support import ENTERED_ON, HELP


def cooperation(request: HttpRequest) -> HttpResponse:
    """Show agreements, forums and joint briefings that are public."""
    refuse_unknown(request.GET, ())
    groups = cooperation_groups(atlas_of(request), localdate())
    return render(request, "public/cooperation.html", {"groups": groups})


def studies(request: HttpRequest) -> HttpResponse:
    """Show the evaluations and studies that are public."""
    refuse_unknown(request.GET, ())
    return render(request, "public/studies.html", {"entries": study_entries(atlas_of(request))})


def contacts(request: HttpRequest) -> HttpResponse:
    """Show what to do in an emergency, and the contacts that are public."""
    refuse_unknown(request.GET, ())
    context = {"groups": contact_groups(atlas_of(request)), "help": HELP, "help_entered_on": ENTERED_ON}
    return render(request, "public/contacts.html", context)
