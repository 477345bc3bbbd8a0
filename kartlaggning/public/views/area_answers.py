"""The answer to what is done about the scenes of a municipality, city district or police area: page and PDF."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation

from kartlaggning.choices import AreaKind
from kartlaggning.exports.answer.area import area_answer
from kartlaggning.exports.answer.printed import answer_pdf
from kartlaggning.public.area_reports import made_once
from kartlaggning.public.forms import refuse_unknown
from kartlaggning.public.reading import atlas_of
from kartlaggning.selectors.editions import Area, Atlas


def answer(request: HttpRequest, kind: AreaKind, slug: str) -> HttpResponse:
    """Show the public answer; a municipality's code leads to its address."""
    refuse_unknown(request.GET, ())
    atlas = atlas_of(request)
    area = atlas.area(kind, slug)
    if area.ref.slug != slug:
        return redirect(f"public:{kind.value}_answer", area.ref.slug, permanent=True)
    found = area_answer(atlas, area, atlas.follow_up)
    context = {"answer": found, "area": area, "kind": kind, "edition": atlas.newest}
    return render(request, "public/answer.html", context)


def answer_file(request: HttpRequest, kind: AreaKind, slug: str) -> HttpResponse:
    """Answer the same as PDF; a municipality's code leads to its address."""
    refuse_unknown(request.GET, ())
    atlas = atlas_of(request)
    area = atlas.area(kind, slug)
    if area.ref.slug != slug:
        return redirect(f"public:{kind.value}_answer_file", area.ref.slug, permanent=True)
    content = made_once(
        ("answer", atlas.loaded_key, kind, slug),
        lambda: _pdf(atlas, area),
        address=request.META.get("REMOTE_ADDR", ""),
    )
    headers = {"Content-Disposition": f'inline; filename="svar-{atlas.newest.ref}-{slug}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _pdf(atlas: Atlas, area: Area) -> bytes:
    with translation.override("sv"):
        found = area_answer(atlas, area, atlas.follow_up)
        return answer_pdf(found, atlas.newest, publisher=settings.PUBLISHER_NAME)
