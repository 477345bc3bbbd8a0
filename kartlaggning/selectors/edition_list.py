"""The coordinators' list of editions: per round what is current, built and planned, and what hinders a build."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings

from kartlaggning import swedish
from kartlaggning.choices import PUBLISHED_STATES, EditionState, RoundState, SurveyState
from kartlaggning.errors import NotFound
from kartlaggning.models import Edition, PlannedPublication, Survey, SurveyRound
from kartlaggning.models.survey import CONCLUDED
from kartlaggning.workflow import OPEN_WORK

_NAMED = 8  # scenes that are named in a sentence; the rest are counted


@dataclass(frozen=True, slots=True)
class RoundEditions:
    """A round with its editions, newest revision first. `waiting` is built and not published."""

    survey_round: SurveyRound
    current: Edition | None
    waiting: Edition | None
    plan: PlannedPublication | None
    editions: tuple[Edition, ...]
    hindrances: tuple[str, ...]
    left_out: str

    @property
    def has_been_published(self) -> bool:
        """Tell whether a further revision must have an erratum."""
        return any(edition.state in PUBLISHED_STATES for edition in self.of_this_site)

    @property
    def of_this_site(self) -> tuple[Edition, ...]:
        """Return the editions of the kind that is built here: in a demonstration those with made-up rows."""
        return tuple(edition for edition in self.editions if edition.is_demonstration == settings.DEMONSTRATION)


def round_editions() -> tuple[RoundEditions, ...]:
    """Return every round with its editions, newest round first."""
    by_year: defaultdict[int, list[Edition]] = defaultdict(list)
    for edition in Edition.objects.order_by("-is_demonstration", "-revision"):
        by_year[edition.year].append(edition)
    rounds = SurveyRound.objects.order_by("-year")
    return tuple(_of_round(survey_round, by_year[survey_round.year]) for survey_round in rounds)


def editions_of(survey_round: SurveyRound) -> RoundEditions:
    """Return one round with its editions."""
    of_year = Edition.objects.filter(year=survey_round.year).order_by("-is_demonstration", "-revision")
    return _of_round(survey_round, list(of_year))


def find_edition(ref: str) -> Edition:
    """Return the edition with this reference; raises NotFound."""
    edition = Edition.objects.filter(ref=ref).first()
    if edition is None:
        raise NotFound(f"Det finns ingen utgåva med beteckningen {ref}.")
    return edition


def exists(ref: str) -> bool:
    """Tell whether there is an edition with this reference."""
    return Edition.objects.filter(ref=ref).exists()


def plan_of(edition: Edition) -> PlannedPublication | None:
    """Return when the edition is planned to be published, or None."""
    return PlannedPublication.objects.filter(edition=edition).first()


def has_been_published(year: int) -> bool:
    """Tell whether an edition of the round, of the kind that is built here, has been published."""
    return Edition.objects.filter(
        year=year, is_demonstration=settings.DEMONSTRATION, state__in=PUBLISHED_STATES
    ).exists()


def earlier_revisions(edition: Edition) -> list[Edition]:
    """Return the superseded revisions that can be made current again in the edition's place, newest first."""
    others = Edition.objects.filter(year=edition.year, state=EditionState.SUPERSEDED).exclude(pk=edition.pk)
    shown = others if settings.DEMONSTRATION else others.filter(is_demonstration=False)
    return list(shown.order_by("-is_demonstration", "-revision"))


def scenes_to_choose(survey_round: SurveyRound) -> list[tuple[str, str]]:
    """Return the permanent ids and names of the round's concluded scenes, in Swedish order."""
    rows = Survey.objects.filter(survey_round=survey_round, state__in=CONCLUDED)
    pairs = rows.values_list("scene__public_id", "scene__name")
    return sorted(pairs, key=lambda pair: swedish.sort_key(pair[1]))


def hindrances(survey_round: SurveyRound) -> tuple[str, ...]:
    """Return what hinders an edition of the round from being built, in words; empty where nothing does.

    A round that was closed with a reason why not all of it was done is built without what was left.
    """
    if survey_round.state == RoundState.OPEN:
        return (f"Omgången {survey_round.year} pågår. Avsluta den först.",)
    if not Survey.objects.filter(survey_round=survey_round, state__in=CONCLUDED).exists():
        return (f"Ingen kartläggning i omgången {survey_round.year} är godkänd.",)
    left = _left(survey_round)
    if left and not survey_round.closing_reason:
        return (f"Allt i omgången {survey_round.year} är inte godkänt: {_names(left)}.",)
    return ()


def left_out(survey_round: SurveyRound) -> str:
    """Return which surveys of a closed round will not come with, in words; empty where all do."""
    left = _left(survey_round) if survey_round.state == RoundState.CLOSED else []
    return f"Kommer inte med, för de är inte godkända: {_names(left)}." if left else ""


def _of_round(survey_round: SurveyRound, editions: list[Edition]) -> RoundEditions:
    waiting = next((edition for edition in editions if edition.state == EditionState.READY), None)
    return RoundEditions(
        survey_round=survey_round,
        current=next((edition for edition in editions if edition.state == EditionState.CURRENT), None),
        waiting=waiting,
        plan=plan_of(waiting) if waiting else None,
        editions=tuple(edition for edition in editions if edition.state != EditionState.BUILDING),
        hindrances=hindrances(survey_round),
        left_out=left_out(survey_round),
    )


def _left(survey_round: SurveyRound) -> list[tuple[str, str]]:
    left = Survey.objects.filter(survey_round=survey_round, state__in=OPEN_WORK)
    rows = left.values_list("scene__name", "state")
    return sorted(rows, key=lambda row: swedish.sort_key(row[0]))


def _names(left: list[tuple[str, str]]) -> str:
    named = [f"{name} ({SurveyState(state).label})" for name, state in left[:_NAMED]]
    if len(left) > _NAMED:
        named.append(f"{len(left) - _NAMED} till")
    return swedish.enumerate_words(named)
