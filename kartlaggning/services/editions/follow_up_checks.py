"""The checks of what an edition takes along besides the surveys: nothing internal, made up or too small."""

from collections.abc import Iterator, Mapping
from typing import Any

from kartlaggning.choices import FollowUpKind, Origin, Visibility
from kartlaggning.followup.payload import follow_up
from kartlaggning.followup.values import AttitudeFigure, SafetyFigure
from kartlaggning.models import Edition, EditionFollowUp, SurveyRound
from kartlaggning.personal_data import has_identity_number
from kartlaggning.services.editions.check import Check, check
from kartlaggning.services.editions.follow_up import follow_up_rows

COUNTS = ("count", "constant_count")  # of a row of crimes; no other kind has them


def checks_of_follow_up(edition: Edition) -> tuple[Check, ...]:
    """Return the checks that hold of an edition in any state; none where it takes nothing along."""
    rows = list(edition.follow_up.order_by("kind", "key"))
    if not any(row.kind != FollowUpKind.LIMITS for row in rows):
        return ()
    return (_public(rows), _fiction(edition, rows), _small_numbers(rows), _identity_numbers(rows))


def like_the_live_registers(edition: Edition) -> Check:
    """Hold the edition's rows against what would be taken along now."""
    then, now = _then(edition), _now(edition)
    differing = [key for key in {*now, *then} if now.get(key) != then.get(key)]
    problem = (
        f"Uppföljningen har ändrats sedan utgåvan byggdes: {len(differing)} uppgifter skiljer." if differing else ""
    )
    return check(problem, "Uppföljningen är densamma som när utgåvan byggdes.", "look")


def still_to_be_told(edition: Edition) -> Check:
    """Hold a built edition against what may be told now: what has been revoked or withdrawn since is not.

    Nor are its hidden counts the right ones where another edition has been published since: both can be read.
    """
    then = _then(edition)
    now = _now(edition) if then else {}
    gone = [key for key in then if key not in now]
    hidden = [
        key
        for key, content in then.items()
        if key in now and any((content.get(name) is None) is not (now[key].get(name) is None) for name in COUNTS)
    ]
    problem = (
        f"{len(gone)} uppgifter i uppföljningen är inte längre offentliga, och {len(hidden)} antal ska nu döljas eller "
        "visas. Bygg om utgåvan."
        if gone or hidden
        else ""
    )
    return check(problem, "Allt i uppföljningen får fortfarande berättas.")


def _then(edition: Edition) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row.kind, row.key): row.content for row in edition.follow_up.all()}


def _now(edition: Edition) -> dict[tuple[str, str], dict[str, Any]]:
    survey_round = SurveyRound.objects.get(year=edition.year)
    scenes = list(edition.scenes.only("public_id", "areas"))
    return {(row.kind, row.key): row.content for row in follow_up_rows(edition, survey_round, scenes)}


def _public(rows: list[EditionFollowUp]) -> Check:
    internal = [row.key for row in rows if row.content.get("visibility", Visibility.PUBLIC) != Visibility.PUBLIC]
    internal += [row.key for row in rows if row.kind == FollowUpKind.CHECK]
    problem = f"Uppföljning som inte är offentlig: {', '.join(internal)}." if internal else ""
    return check(problem, "All uppföljning i utgåvan är offentlig.")


def _fiction(edition: Edition, rows: list[EditionFollowUp]) -> Check:
    made_up = [row.key for row in rows if _is_made_up(row.content)]
    if edition.is_demonstration:
        return Check("look", f"{len(made_up)} uppgifter i uppföljningen är påhittade och märkta som exempel.")
    problem = f"Påhittat i uppföljningen: {', '.join(made_up)}." if made_up else ""
    return check(problem, "Inget i uppföljningen är påhittat.")


def _is_made_up(content: Mapping[str, Any]) -> bool:
    source = content.get("source")
    return content.get("origin") == Origin.EXAMPLE or (isinstance(source, dict) and source["is_example"])


def _small_numbers(rows: list[EditionFollowUp]) -> Check:
    found = follow_up((row.kind, row.content) for row in rows)
    limit = found.limits.small_number
    counts = {crime.key: (crime.count, crime.constant_count) for crime in found.crimes if crime.count is not None}
    small = [key for key, (count, _constant) in counts.items() if 0 < count < limit]
    small += [key for key, (count, all_in) in counts.items() if all_in is not None and 0 < all_in - count < limit]
    asked: tuple[SafetyFigure | AttitudeFigure, ...] = (*found.safety, *found.attitudes)
    groups = [figure.key for figure in asked if (figure.respondents or 0) < found.limits.smallest_group]
    problem = f"För små tal: {', '.join((*small, *groups))}." if small or groups else ""
    return check(problem, f"Inget antal brott under {limit} visas, och ingen för liten grupp.")


def _identity_numbers(rows: list[EditionFollowUp]) -> Check:
    bad = [row.key for row in rows if any(has_identity_number(text) for text in _texts(row.content))]
    problem = f"Något som liknar ett personnummer i uppföljningen: {', '.join(bad)}." if bad else ""
    return check(problem, "Inget som liknar ett personnummer finns i uppföljningen.")


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, list):
        for part in content:
            yield from _texts(part)
    elif isinstance(content, str):
        yield content
