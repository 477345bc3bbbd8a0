"""The list of scenes in a round, and the list of those that have closed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kartlaggning.exports.words import edition_words
from kartlaggning.public import words
from kartlaggning.public.closures import closures_by_round
from kartlaggning.public.editions import errata
from kartlaggning.public.forms import LIST_PARAMETERS, SceneQuery, refuse_unknown
from kartlaggning.public.reading import atlas_of
from kartlaggning.public.scene_table import columns, sorted_rows


def scene_list(request: HttpRequest) -> HttpResponse:
    """Show a round's scenes as a table, sorted and filtered by the address."""
    query = SceneQuery(request.GET, atlas_of(request), LIST_PARAMETERS)
    rows = sorted_rows(query)
    context = {
        "query": query,
        "edition": query.edition,
        "columns": columns(query),
        "rows": rows,
        "sentence": words.list_sentence(query, rows),
        "errata": errata.of_whole(query.atlas, query.edition),
        "missing": edition_words.missing_sentence(query.atlas, query.edition, query.status_shown),
    }
    return render(request, "public/scenes.html", context)


def closed(request: HttpRequest) -> HttpResponse:
    """Show what has closed, round by round, newest first."""
    refuse_unknown(request.GET, ())
    atlas = atlas_of(request)
    context = {"rounds": closures_by_round(atlas), "errata": errata.of_whole(atlas, *atlas.editions)}
    return render(request, "public/closed.html", context)
