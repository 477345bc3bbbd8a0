"""What an edition is called on the pages, and its state in a sentence, in the page's language."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kartlaggning.choices import EditionState
from kartlaggning.exports.words.writing import long_date
from kartlaggning.selectors.editions import Registered


def edition_title(entry: Registered) -> str:
    """Return the edition's name: `Kartläggning 2024, revision 1`; one with made-up rows is called what it is."""
    values = {"year": entry.year, "revision": entry.revision}
    if entry.is_demonstration:
        return _("Exempelutgåva %(revision)s av kartläggning %(year)s") % values
    return _("Kartläggning %(year)s, revision %(revision)s") % values


def state_sentence(entry: Registered) -> str:
    """Return what the edition's state means for who reads it."""
    values = {"year": entry.year, "day": long_date(localdate(entry.state_changed_at))}
    if entry.state is EditionState.CURRENT:
        return _("Det är den här utgåvan som gäller för kartläggningen %(year)s.") % values
    if entry.state is EditionState.SUPERSEDED:
        return _("Utgåvan är ersatt sedan %(day)s. Den finns kvar för dem som har hänvisat till den.") % values
    return _("Utgåvan är återkallad sedan %(day)s.") % values


def gone_sentence(entry: Registered) -> str:
    """Return that a withdrawn edition can't be had any more, since when, and why."""
    return f"{edition_title(entry)}. {state_sentence(entry)} {entry.state_reason}"
