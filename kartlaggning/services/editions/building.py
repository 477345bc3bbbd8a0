"""Building an edition as a coordinator may: a finished round's first one, and after that only with an erratum."""

from django.conf import settings

from kartlaggning.errors import Forbidden, Refused
from kartlaggning.models import Edition, SurveyRound
from kartlaggning.permissions import Actor, Permission, can
from kartlaggning.selectors.edition_list import has_been_published, hindrances
from kartlaggning.services.editions.publication import Correcting, build_edition
from kartlaggning.services.words import free_text

LONGEST_TEXT = 600
LONGEST_NAME = 120


def build_first(survey_round: SurveyRound, *, by: Actor) -> Edition:
    """Build the edition of a round that has none published; what was built before and not published goes.

    Raises Refused where something hinders it, or where a revision has been published: that wants an erratum.
    """
    _check(survey_round, by)
    if has_been_published(survey_round.year):
        raise Refused(
            f"Kartläggningen {survey_round.year} är redan publicerad. En ny revision måste ha en rättelse: "
            "skriv vad som rättas och varför."
        )
    return build_edition(survey_round, demonstration=settings.DEMONSTRATION, by=by)


def build_correction(survey_round: SurveyRound, erratum: Correcting, *, by: Actor) -> Edition:
    """Build the next revision of a published round, with the erratum that says what it puts right.

    Raises Refused where something hinders it, where nothing has been published to correct, and for a bad text.
    """
    _check(survey_round, by)
    if not has_been_published(survey_round.year):
        raise Refused(f"Kartläggningen {survey_round.year} är inte publicerad. Bygg utgåvan i stället för att rätta.")
    checked = Correcting(
        what=free_text(erratum.what, required="Skriv vad som rättas.", longest=LONGEST_TEXT),
        why=free_text(erratum.why, required="Skriv varför.", longest=LONGEST_TEXT),
        decided_by=free_text(erratum.decided_by, required="Skriv vem som beslutade.", longest=LONGEST_NAME),
        decided_on=erratum.decided_on,
        scenes=erratum.scenes,
    )
    return build_edition(survey_round, demonstration=settings.DEMONSTRATION, by=by, erratum=checked)


def _check(survey_round: SurveyRound, by: Actor) -> None:
    if not can(by, Permission.PUBLISH_EDITIONS):
        raise Forbidden
    found = list(hindrances(survey_round))
    if found:
        raise Refused(" ".join(found))
