"""The files of editions at their permanent addresses, and the addresses that lead to the newest edition's."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kartlaggning.errors import GoneFromEdition, NotFoundInEdition
from kartlaggning.exports.package.manifest import CHECKSUM_LIST, NAME, checksum_lines, manifest_of, stable_name
from kartlaggning.exports.words.writing import listed
from kartlaggning.public.documents import document
from kartlaggning.public.editions.addresses import edition_path, file_path
from kartlaggning.public.editions.file_answers import CORS_HEADERS, file_answer, with_headers
from kartlaggning.public.editions.removed import why_withheld
from kartlaggning.public.keeping import CACHE_CONTROL
from kartlaggning.public.reading import atlas_of
from kartlaggning.selectors.editions import Registered, current_atlas

_BRIEFLY = {"Cache-Control": CACHE_CONTROL, **CORS_HEADERS}


def edition_file(request: HttpRequest, ref: str, name: str) -> HttpResponseBase:
    """Answer a file that the edition's manifest lists; 410 with the reason for one that has been taken away."""
    atlas = atlas_of(request)
    entry = atlas.registered(ref)
    withheld = why_withheld(atlas, entry, name)
    if withheld is not None:
        raise GoneFromEdition(withheld)
    if name == NAME:
        return document(manifest_of(entry), "application/json")
    if name == CHECKSUM_LIST:
        lines = checksum_lines((file.sha256, file.path) for file in entry.files)
        return document(lines, "text/plain; charset=utf-8")
    return listed_file(request, entry, name)


def listed_file(request: HttpRequest, entry: Registered, name: str) -> HttpResponseBase:
    """Answer a file of the edition as the register had it; raises NotFoundInEdition for a name that is not listed."""
    file = entry.file(name)
    if file is None:
        raise NotFoundInEdition(
            _("Utgåvan %(ref)s har ingen fil som heter ”%(name)s”.") % {"ref": entry.ref, "name": name}
        )
    try:
        response = file_answer(request, entry.folder, file)
    except FileNotFoundError:
        newer = current_atlas().registered(entry.ref)
        if newer.folder == entry.folder:
            raise
        return listed_file(request, newer, name)  # a removal made the files anew just now
    # A search engine is to lead to what counts now; the pages of a superseded edition say the same of themselves.
    return response if entry.is_current else with_headers(response, {"X-Robots-Tag": "noindex"})


def latest(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Lead to the page of the edition that counts now, of the newest round or a certain one."""
    atlas = atlas_of(request)
    return with_headers(redirect(edition_path(atlas.edition(year).ref)), _BRIEFLY)


def latest_file(request: HttpRequest, name: str, year: int | None = None) -> HttpResponse:
    """Lead to a file of the edition that counts now: an address to put into a program once and for all."""
    atlas = atlas_of(request)
    entry = atlas.registered(atlas.edition(year).ref)
    if name in (NAME, CHECKSUM_LIST):
        return with_headers(redirect(file_path(entry.ref, name)), _BRIEFLY)
    paths = {stable_name(entry.ref, file.path): file.path for file in entry.files}
    if name not in paths:
        raise NotFoundInEdition(
            _("Det finns ingen fil som heter ”%(name)s”. Det finns %(names)s.")
            % {"name": name, "names": listed(list(paths))}
        )
    return with_headers(redirect(file_path(entry.ref, paths[name])), _BRIEFLY)
