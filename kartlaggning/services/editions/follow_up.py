"""What an edition takes along besides the surveys: released figures, and what the registers mark as public."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from kartlaggning.choices import FollowUpKind, Origin, Visibility
from kartlaggning.followup.payload import to_json
from kartlaggning.followup.suppression import Areas, Before, large_enough, suppress
from kartlaggning.followup.values import AttitudeFigure, CrimeFigure, Limits, SafetyFigure
from kartlaggning.models import Edition, EditionFollowUp, EditionScene, FigureImport, SurveyRound
from kartlaggning.selectors.follow_up import rows, values
from kartlaggning.services.removals.rules import follow_up_without_removed


def follow_up_rows(
    edition: Edition, survey_round: SurveyRound, scenes: Sequence[EditionScene]
) -> list[EditionFollowUp]:
    """Return the edition's rows of follow-up, unsaved; `scenes` are those that stand in it.

    Made-up figures and register rows go into demonstration editions only. Small counts are suppressed here, before
    anything is stored, and groups that are too small left out.
    """
    areas = scene_areas(scenes)
    found = [
        row
        for row in (_row(edition, kind, value) for kind, value in _values(edition, survey_round, areas))
        if not row.public_id or row.public_id in areas
    ]
    kept = follow_up_without_removed(edition, found, areas)
    return sorted(kept, key=lambda row: (row.kind, row.key))


def scene_areas(scenes: Iterable[EditionScene]) -> Areas:
    """Return the areas that each scene counts in, by its permanent id, as the edition has them."""
    return {scene.public_id: [f"{area['kind']}:{area['slug']}" for area in scene.areas] for scene in scenes}


def _row(edition: Edition, kind: FollowUpKind, value: Any) -> EditionFollowUp:
    return EditionFollowUp(
        edition=edition,
        kind=kind,
        key=getattr(value, "key", kind.value),
        public_id=getattr(value, "public_id", ""),
        content=to_json(value),
    )


def _values(edition: Edition, survey_round: SurveyRound, areas: Areas) -> Iterator[tuple[FollowUpKind, Any]]:
    limits = values.limits_value()
    released = list(_allowed(edition, rows.released_for(survey_round)))
    yield FollowUpKind.LIMITS, limits
    yield from public_figures(released, limits, areas, told_before(edition, limits))
    public = {"visibility": Visibility.PUBLIC}
    for measure in _allowed(edition, rows.measures().filter(**public)):
        yield FollowUpKind.MEASURE, values.measure_note(measure)
    for agreement in _allowed(edition, rows.agreements().filter(**public)):
        yield FollowUpKind.AGREEMENT, values.agreement_note(agreement)
    kind_names = values.measure_kind_names()
    for study in _allowed(edition, rows.studies().filter(**public)):
        note = values.study_note(study, kind_names)
        yield FollowUpKind.STUDY, replace(note, public_ids=tuple(key for key in note.public_ids if key in areas))
    for contact in _allowed(edition, rows.contacts().filter(**public)):
        yield FollowUpKind.CONTACT, values.contact_note(contact)


def public_figures(
    released: Collection[FigureImport], limits: Limits, areas: Areas, before: Before
) -> Iterator[tuple[FollowUpKind, CrimeFigure | SafetyFigure | AttitudeFigure]]:
    """Yield what the public is told of the imports together, on the scenes of `areas`, after what it knows `before`."""
    crimes = [
        values.crime_figure(row)
        for row in rows.crimes().filter(figure_import__in=released, scene__public_id__in=list(areas))
    ]
    for crime in suppress(crimes, limits.small_number, areas=areas, before=before):
        yield FollowUpKind.CRIME, crime
    bands = [values.safety_figure(row) for row in rows.bands().filter(figure_import__in=released)]
    for band in large_enough(bands, limits.smallest_group):
        yield FollowUpKind.SAFETY, band
    for share in rows.attitudes().filter(figure_import__in=released):
        if share.respondents is not None and share.respondents >= limits.smallest_group:
            yield FollowUpKind.ATTITUDE, values.attitude_figure(share)


def told_before(edition: Edition, limits: Limits) -> Before:
    """Return the counts that the editions published before this one tell, and those that they hide by no higher limit.

    For one that is not published yet these are all that are, also what was built after it. A hidden count is known by
    its import, and concerns that same count, in whichever import it stands now.
    """
    published = Edition.objects.filter(is_demonstration=edition.is_demonstration, published_at__isnull=False)
    if edition.published_at is not None:
        published = published.filter(built_at__lt=edition.built_at)
    found = EditionFollowUp.objects.filter(edition__in=published)
    limit_of = {
        row.edition_id: row.content["small_number"] for row in found.filter(kind=FollowUpKind.LIMITS).order_by()
    }
    count_of = {figure.key: figure.count for figure in map(values.crime_figure, rows.all_crimes())}
    told, hidden = set(), set()
    for row in found.filter(kind=FollowUpKind.CRIME).order_by():
        place = (row.content["category"], row.public_id, row.content["year"])
        if row.content["count"] is not None:
            told.add((*place, row.content["count"]))
        elif row.key in count_of and limit_of.get(row.edition_id, 0) <= limits.small_number:
            hidden.add((*place, count_of[row.key] or 0))
    return Before(frozenset(told), frozenset(hidden))


def _allowed(edition: Edition, found: Iterable[Any]) -> Iterator[Any]:
    return (row for row in found if edition.is_demonstration or row.origin != Origin.EXAMPLE)
