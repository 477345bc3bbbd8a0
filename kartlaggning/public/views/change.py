"""The page of change between two rounds, and its table as a file."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kartlaggning.errors import NotFoundInEdition
from kartlaggning.exports.package.table_csv import CSV_TYPE, csv_bytes
from kartlaggning.exports.tables.change import change_table
from kartlaggning.exports.tables.changes import changes_between
from kartlaggning.public.documents import document
from kartlaggning.public.follow_up.change_file import change_preface, file_name
from kartlaggning.public.follow_up.change_form import ChangeForm
from kartlaggning.public.follow_up.change_page import change_page
from kartlaggning.public.reading import atlas_of


def change(request: HttpRequest) -> HttpResponse:
    """Show what has changed between two rounds in the county or an area; 422 where the question cannot be answered."""
    atlas = atlas_of(request)
    form = ChangeForm(request.GET, atlas)
    if not form.is_valid():
        return render(request, "public/change.html", {"form": form, "page": None}, status=422)
    context = {"form": form, "page": change_page(atlas, form), "edition": form.later}
    return render(request, "public/change.html", context)


def change_csv(request: HttpRequest) -> HttpResponse:
    """Answer the same table as CSV."""
    atlas = atlas_of(request)
    form = ChangeForm(request.GET, atlas)
    if not form.is_valid():
        raise NotFoundInEdition(str(form.non_field_errors()[0]))
    area = form.area.ref if form.area else None
    changes = changes_between(atlas, form.earlier.year, form.later.year, area, form.day)
    table = change_table(changes, lambda slug: settings.SITE_URL + reverse("public:scene", args=[slug]))
    answer = document(csv_bytes(table, change_preface(atlas, changes)), CSV_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(changes)}"'
    return answer
