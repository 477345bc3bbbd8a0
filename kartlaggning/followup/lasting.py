"""Forms of cooperation that last: what was in force a year ago, and what of it still is."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from kartlaggning.choices import Origin
from kartlaggning.followup.indicators import Indicator, IndicatorKind, Reading, Verdict, Why
from kartlaggning.followup.spells import Stage, stage
from kartlaggning.followup.values import AgreementNote, Spell


def lasting_indicators(agreements: Sequence[AgreementNote], day: date, reference: str) -> tuple[Indicator, ...]:
    """Return how many of the forms of cooperation in force a year before `day` still are, made-up ones apart.

    `reference` names where they stand: the edition, or the register. There is no verdict: no source says how much must
    last, and one agreement that has ended, among those that happen to be known, says nothing of the county.
    """
    documented = [note for note in agreements if note.origin is not Origin.EXAMPLE]
    examples = [note for note in agreements if note.origin is Origin.EXAMPLE]
    return tuple(
        _indicator(notes, day, reference, is_example=is_example)
        for notes, is_example in ((documented, False), (examples, True))
        if notes
    )


def _indicator(notes: Sequence[AgreementNote], day: date, reference: str, *, is_example: bool) -> Indicator:
    a_year_ago = _year_before(day)
    then = [note for note in notes if holds(note.spell, a_year_ago)]
    kept = [note for note in then if holds(note.spell, day)]
    now = [note for note in notes if holds(note.spell, day)]
    sources = "; ".join(dict.fromkeys(source for note in now for source in note.sources))
    return Indicator(
        IndicatorKind.LASTING,
        Verdict.UNKNOWN,
        Why.NO_LIMIT,
        Reading(day.year, len(now), reference, sources),
        Reading(a_year_ago.year, len(then), reference, sources),
        is_example=is_example,
        known=len(kept),
        total=len(then),
    )


def holds(spell: Spell, day: date) -> bool:
    """Tell whether a spell holds on a day; a year or a month that it ends in counts to its end."""
    return stage(spell, day) is Stage.GOING_ON


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))
