"""Editions of the documented record in the states that tests of their pages and files want."""

import json
from datetime import date

from kartlaggning.models import Edition, SurveyRound
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.services.editions.publication import Correcting, build_edition, publish_edition

ERRATUM = Correcting(
    what="Anmärkningen för Dalen var fel.",
    why="Fel underlag användes.",
    decided_by="Vera Samordnare",
    decided_on=date(2026, 3, 2),
    scenes=(),
)


def corrected(year=2024, scenes=(), **changes):
    """Publish a new revision of the year's edition with an erratum about some scenes, by name; return it."""
    survey_round = SurveyRound.objects.get(year=year)
    survey_round.surveys.filter(scene__name="Dalen").update(note="Rättad anmärkning.")
    ids = tuple(history[-1].public_id for history in current_atlas().history.values() if history[-1].name in scenes)
    values = {"what": ERRATUM.what, "why": ERRATUM.why, "decided_by": ERRATUM.decided_by} | changes
    erratum = Correcting(**values, decided_on=ERRATUM.decided_on, scenes=ids)
    built = build_edition(survey_round, demonstration=False, by="test", erratum=erratum)
    return publish_edition(Edition.objects.get(pk=built.pk), by="test")


def entry(ref):
    """Return an edition as the register has it."""
    return current_atlas().registered(ref)


def linked_data(page):
    """Return the JSON-LD of a page."""
    text = page.content.decode()
    return json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
