"""The whole answer for one area: what is done about its scenes, as one reader may see it."""

from django.utils.translation import gettext as _

from kartlaggning.choices import Visibility
from kartlaggning.exports.answer import crimes, ending, safety, scenes, work
from kartlaggning.exports.answer.document import Answer
from kartlaggning.exports.answer.opening import opening
from kartlaggning.exports.answer.scope import Scope
from kartlaggning.followup.values import FollowUp
from kartlaggning.selectors.editions.atlas import Area, Atlas

SECTIONS = (
    scenes.scenes_now,
    scenes.over_rounds,
    work.measures,
    work.cooperation,
    scenes.closed,
    crimes.crimes,
    safety.safety,
    work.studies,
    ending.contacts,
    ending.what_is_not_said,
    ending.sources,
)


def area_answer(atlas: Atlas, area: Area, follow_up: FollowUp, level: Visibility = Visibility.PUBLIC) -> Answer:
    """Return the answer in the language in force; raises NotFoundInEdition before the first publication.

    `follow_up` is all that may be shown and `level` what it was chosen by: nothing is left out here. The same values
    give the same answer on any day.
    """
    scope = Scope(atlas, area, follow_up, level)
    edition = scope.edition
    found = (make(scope) for make in SECTIONS)
    return Answer(
        title=_("Vad görs åt de öppna drogscenerna i %(area)s?") % {"area": area.ref.name},
        subtitle=_("Svar ur %(edition)s") % {"edition": edition.title},
        opening=opening(scope),
        sections=tuple(one for one in found if one is not None),
        level=level,
        others=tuple(other.ref for other in (*scope.predecessors, *scope.successors)),
    )
