"""What a round says of one area, in the language in force."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlaggning.exports.words.edition_words import examples_sentence
from kartlaggning.selectors.editions.atlas import Area, Atlas, SceneRow
from kartlaggning.selectors.editions.statistics import is_complete


def area_sentence(atlas: Atlas, area: Area, open_rows: tuple[SceneRow, ...], *, had_result: bool) -> str:
    """Return what the newest round says about an area, or why it says nothing."""
    edition = atlas.newest
    values = {"count": len(open_rows), "area": area.ref.name, "year": edition.year}
    if not had_result:
        if area.valid_from is not None and area.valid_from > edition.reference_date:
            return _("Området bildades efter kartläggningen %(year)s och har ännu inget resultat.") % values
        return _("Området fanns inte när kartläggningen %(year)s gjordes.") % values
    if not is_complete(atlas, edition):
        return _known_in_area(len(open_rows), area.ref.name, edition.year)
    if not open_rows and edition.is_demonstration:
        return _("Ingen öppen drogscen i %(area)s finns i kartläggningen %(year)s. Uppgiften är ett exempel.") % values
    if not open_rows:
        return _("Kartläggningen %(year)s fann ingen öppen drogscen i %(area)s.") % values
    text = ngettext(
        "Kartläggningen %(year)s fann %(count)s öppen drogscen i %(area)s.",
        "Kartläggningen %(year)s fann %(count)s öppna drogscener i %(area)s.",
        len(open_rows),
    )
    return f"{text % values} {examples_sentence(open_rows)}".rstrip()


def _known_in_area(count: int, area: str, year: int) -> str:
    """Say only what is known here: a round whose rows are not complete can't tell that an area has none."""
    values = {"count": count, "area": area, "year": year}
    if not count:
        return _("Ingen öppen drogscen i %(area)s är känd här för %(year)s.") % values
    text = ngettext(
        "%(count)s öppen drogscen i %(area)s är känd här för %(year)s.",
        "%(count)s öppna drogscener i %(area)s är kända här för %(year)s.",
        count,
    )
    return text % values
