"""What a form sends of an outline: text, file, choice of one of the file's areas, wish for a repair."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from shapely.geometry import MultiPolygon

from kartlaggning.errors import ImportProblem
from kartlaggning.geometry.outline_checks import repaired
from kartlaggning.geometry.outline_input import parse_or_keep
from kartlaggning.imports.outline_file import Candidate, chosen_candidate, read_outline_file, refuse_size

FILE = "outline_file"
FIELDS = ("outline", FILE, "outline_feature", "outline_repair")


def submitted_outline(
    post: QueryDict, files: MultiValueDict[str, Any], stored: MultiPolygon | None
) -> MultiPolygon | None:
    """Return the outline (EPSG:3006) that a form sent; `stored` itself where nobody has touched it.

    A file counts before the text. Raises OutlineUnreadable about the text and ImportProblem about the file, both
    with Swedish words for the field.
    """
    if file := files.get(FILE):
        outline: MultiPolygon | None = chosen_candidate(candidates_of(file), post.get("outline_feature", "")).outline
    else:
        outline = parse_or_keep(post.get("outline", ""), stored)
    return repaired(outline) if outline is not None and post.get("outline_repair") else outline


def candidates_of(file: "UploadedFile[Any] | None") -> tuple[Candidate, ...]:
    """Return the areas of an uploaded file; raises ImportProblem where there is none or it can't be used."""
    if file is None:
        raise ImportProblem("Välj en fil.")
    refuse_size(file.size or 0)
    return read_outline_file(file.name or "", file.read())
