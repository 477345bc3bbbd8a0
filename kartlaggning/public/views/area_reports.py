"""The report as PDF for one municipality, city district or police area."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kartlaggning.choices import AreaKind
from kartlaggning.exports.report import area as report
from kartlaggning.public.area_reports import made_once
from kartlaggning.public.forms import refuse_unknown
from kartlaggning.public.reading import atlas_of


def area_report(request: HttpRequest, kind: AreaKind, slug: str) -> HttpResponse:
    """Answer the newest edition's report for the area; a municipality's code leads to its address."""
    refuse_unknown(request.GET, ())
    atlas = atlas_of(request)
    area = atlas.area(kind, slug)
    if area.ref.slug != slug:
        return redirect(f"public:{kind.value}_report", area.ref.slug, permanent=True)
    content = made_once(
        ("report", atlas.loaded_key, kind, slug),
        lambda: report.area_report(atlas, area, site_url=settings.SITE_URL, publisher=settings.PUBLISHER_NAME),
        address=request.META.get("REMOTE_ADDR", ""),
    )
    name = f"rapport-{atlas.newest.ref}-{area.ref.slug}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
