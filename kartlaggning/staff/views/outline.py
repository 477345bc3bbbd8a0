"""What the outline editor asks while somebody draws: is this outline right, and what stands in this file?"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from kartlaggning.errors import ImportProblem
from kartlaggning.geometry.outline_input import OutlineUnreadable, exchange_geometry, parse_outline
from kartlaggning.permissions import Permission
from kartlaggning.selectors import surveys
from kartlaggning.selectors.outlines import surroundings_of
from kartlaggning.staff.access import require, signed_in, staff_page
from kartlaggning.staff.forms.outline import FILE, candidates_of
from kartlaggning.staff.outline_context import check_answer


@require_POST
@staff_page(Permission.EDIT_SURVEY)
def check(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """Answer what is wrong with the outline sent, and how it stands against the one before; nothing is saved."""
    survey = surveys.find(signed_in(request), year, public_id)
    actor = require(request, Permission.EDIT_SURVEY, survey)
    try:
        outline = parse_outline(request.POST.get("outline", ""))
    except OutlineUnreadable as problem:
        return JsonResponse({"message": str(problem)}, status=422)
    return JsonResponse(check_answer(outline, surroundings_of(survey, actor)))


@require_POST
@staff_page(Permission.EDIT_SURVEY)
def file(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """Answer the areas of the file sent, in WGS 84, to choose one of; nothing is saved."""
    require(request, Permission.EDIT_SURVEY, surveys.find(signed_in(request), year, public_id))
    try:
        candidates = candidates_of(request.FILES.get(FILE))
    except ImportProblem as problem:
        return JsonResponse({"message": str(problem)}, status=422)
    return JsonResponse(
        {
            "features": [
                {
                    "number": candidate.number,
                    "label": candidate.label,
                    "geojson": exchange_geometry(candidate.outline),
                    "area_m2": round(candidate.outline.area),
                }
                for candidate in candidates
            ]
        }
    )
