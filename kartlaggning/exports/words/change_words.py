"""The change between two rounds as sentences, in the language in force: how many, what became of them, how large."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlaggning.exports.tables.changes import ChangeKind, Changes, PlaceChange, Transfer
from kartlaggning.exports.words.edition_words import open_count
from kartlaggning.exports.words.writing import hectares, listed, long_date, number
from kartlaggning.selectors.editions.atlas import Atlas


def count_words(kind: ChangeKind, count: int) -> str:
    """Return so many places of a kind as part of a list: `12 upphörda`. Merges and splits have `joined_words`."""
    values = {"count": count}
    words = {
        ChangeKind.CLOSED: ngettext("%(count)s upphörd", "%(count)s upphörda", count),
        ChangeKind.NEW: ngettext("%(count)s ny", "%(count)s nya", count),
        ChangeKind.REOPENED: ngettext("%(count)s åter öppen", "%(count)s åter öppna", count),
        ChangeKind.GROWN: ngettext("%(count)s större", "%(count)s större", count),
        ChangeKind.SHRUNK: ngettext("%(count)s mindre", "%(count)s mindre", count),
        ChangeKind.REDRAWN: ngettext("%(count)s omritad", "%(count)s omritade", count),
        ChangeKind.KEPT: ngettext("%(count)s i stort sett oförändrad", "%(count)s i stort sett oförändrade", count),
        ChangeKind.UNMEASURED: ngettext(
            "%(count)s öppen båda åren vars yta inte är känd",
            "%(count)s öppna båda åren vars yta inte är känd",
            count,
        ),
    }
    return words[kind] % values


def joined_words(kind: ChangeKind, before: int, after: int) -> str:
    """Return `4 sammanslagna till 2` or `2 delade i 4`."""
    values = {"before": before, "after": after}
    if kind is ChangeKind.MERGED:
        return _("%(before)s sammanslagna till %(after)s") % values
    return ngettext("%(before)s delad i %(after)s", "%(before)s delade i %(after)s", before) % values


def place_of(changes: Changes) -> str:
    """Return the area's name as it stands in a sentence."""
    return changes.area.name if changes.area else _("Stockholms län")


def number_sentence(atlas: Atlas, changes: Changes) -> str:
    """Return how many were open in each round, and the difference; of an incomplete area only what is known here."""
    first, second = changes.balance.number_before, changes.balance.number_after
    if changes.area is None:
        first, second = open_count(atlas, changes.earlier), open_count(atlas, changes.later)
    values = {
        "place": place_of(changes),
        "before": number(first),
        "after": number(second),
        "first": changes.earlier.year,
        "second": changes.later.year,
    }
    if changes.area is not None and not changes.is_complete:
        text = _("I %(place)s är %(before)s öppna platser kända här för %(first)s och %(after)s för %(second)s.")
        return text % values
    text = _(
        "Från kartläggningen %(first)s till %(second)s gick antalet öppna drogscener i %(place)s från %(before)s till "
        "%(after)s: %(difference)s."
    )
    return text % {**values, "difference": _difference(second - first)}


def _difference(difference: int) -> str:
    values = {"count": number(abs(difference))}
    if difference < 0:
        return ngettext("%(count)s färre", "%(count)s färre", -difference) % values
    if difference > 0:
        return ngettext("%(count)s fler", "%(count)s fler", difference) % values
    return _("lika många")


def parts_sentence(changes: Changes) -> str:
    """Return what became of the places, as one list; empty where none is known.

    Closed and new are always said where the rows are all there are: that none came is news too.
    """
    parts = [
        count_words(line.kind, line.count)
        for line in changes.balance.lines
        if line.kind not in (ChangeKind.MERGED, ChangeKind.SPLIT)
        and (line.count or (line.kind in (ChangeKind.CLOSED, ChangeKind.NEW) and changes.is_complete))
    ]
    for kind in (ChangeKind.MERGED, ChangeKind.SPLIT):
        places = changes.of(kind)
        if places:
            before, after = (sum(bool(row) for row in rows) for rows in _sides(places))
            parts.append(joined_words(kind, before, after))
    if not parts:
        return ""
    values = {"first": changes.earlier.year, "second": changes.later.year, "parts": listed(parts)}
    if not changes.is_complete:
        return _("Av de platser som är kända här är %(parts)s.") % values
    return _("Plats för plats, %(first)s till %(second)s: %(parts)s.") % values


def _sides(places: tuple[PlaceChange, ...]) -> tuple[list[object], list[object]]:
    return [place.before for place in places], [place.after for place in places]


def area_sentence(changes: Changes) -> str:
    """Return the sum of the known areas in both rounds, and for how many places it is known; empty where for none."""
    balance = changes.balance
    if not balance.measured_before and not balance.measured_after:
        return ""
    values = {
        "before": hectares(balance.area_before_m2),
        "after": hectares(balance.area_after_m2),
        "first": changes.earlier.year,
        "second": changes.later.year,
        "known_before": balance.measured_before,
        "all_before": balance.number_before,
        "known_after": balance.measured_after,
        "all_after": balance.number_after,
    }
    return (
        _(
            "Den sammanlagda ytan var %(before)s %(first)s (känd för %(known_before)s av %(all_before)s platser) och "
            "%(after)s %(second)s (känd för %(known_after)s av %(all_after)s)."
        )
        % values
    )


def transfer_sentence(transfer: Transfer) -> str:
    """Return that places of one area are counted in another, since the areas have changed."""
    values = {
        "count": transfer.count,
        "stated": transfer.stated.name,
        "counted": transfer.counted.name,
        "year": transfer.year,
    }
    text = ngettext(
        "%(count)s plats som i kartläggningen %(year)s låg i %(stated)s räknas i %(counted)s.",
        "%(count)s platser som i kartläggningen %(year)s låg i %(stated)s räknas i %(counted)s.",
        transfer.count,
    )
    return text % values


def uncertain_sentence(changes: Changes) -> str:
    """Return how many places the editions do not place in an area of the chosen day; empty where there is none."""
    if not changes.uncertain:
        return ""
    text = ngettext(
        "%(count)s plats räknas i det område som kartläggningen anger, fast området inte fanns %(day)s: det går inte "
        "att säga vilket område den hörde till då.",
        "%(count)s platser räknas i det område som kartläggningen anger, fast området inte fanns %(day)s: det går "
        "inte att säga vilket område de hörde till då.",
        changes.uncertain,
    )
    return text % {"count": changes.uncertain, "day": long_date(changes.day)}


def place_words(place: PlaceChange) -> str:
    """Return what became of one place; of a merged or split one, the words before the names of the others."""
    if place.kind is ChangeKind.MERGED:
        return _("sammanslagen, ingår i") if place.after is None else _("sammanslagen av")
    if place.kind is ChangeKind.SPLIT:
        return _("delad i") if place.after is None else _("del av den delade platsen")
    return str(place.kind.label)
