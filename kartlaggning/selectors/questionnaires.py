"""Reading questionnaires as values."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from kartlaggning import questionnaire as pure
from kartlaggning.choices import QuestionKind, Section, Visibility
from kartlaggning.errors import NotFound
from kartlaggning.models import Question, Questionnaire, SurveyRound
from kartlaggning.swedish import sort_key

_SECTION_ORDER = {section: place for place, section in enumerate(Section)}


def versions() -> QuerySet[Questionnaire]:
    """Return every version, the newest first, with its rounds, and its number of questions as `question_count`."""
    rows = Questionnaire.objects.annotate(question_count=Count("questions")).order_by("-created_at", "-pk")
    return rows.prefetch_related("rounds")


def find_version(pk: int) -> Questionnaire:
    """Return a version, or raise NotFound."""
    version = versions().filter(pk=pk).first()
    if version is None:
        raise NotFound("Formuläret finns inte.")
    return version


def find_question(version: Questionnaire, key: str) -> Question:
    """Return a version's question, or raise NotFound."""
    question = version.questions.filter(key=key).first()
    if question is None:
        raise NotFound("Frågan finns inte i formuläret.")
    return question


def compared_with(version: Questionnaire) -> Questionnaire | None:
    """Return the version that one is compared with if nothing else is said: the one made before it, or None."""
    return versions().filter(pk__lt=version.pk).order_by("-pk").first()


def elsewhere(key: str, version: Questionnaire) -> QuerySet[Question]:
    """Return the questions with a key in the other versions, the newest first."""
    rows = Question.objects.filter(key=key).exclude(questionnaire=version)
    return rows.select_related("questionnaire").order_by("-questionnaire_id")


def keys_elsewhere(version: Questionnaire) -> frozenset[str]:
    """Return the keys of a version's questions that other versions have too."""
    others = Question.objects.exclude(questionnaire=version).values_list("key", flat=True)
    return frozenset(others) & frozenset(version.questions.values_list("key", flat=True))


def group_headings(version: Questionnaire) -> list[str]:
    """Return the headings that a version's questions share, in order of the alphabet."""
    return sorted(set(version.questions.exclude(group="").values_list("group", flat=True)), key=sort_key)


def value_of(version: Questionnaire) -> pure.Questionnaire:
    """Return a version as a value, its questions in the form's order."""
    return pure.Questionnaire(version.name, ordered(version.questions.all()))


def of_round(survey_round: SurveyRound) -> pure.Questionnaire:
    """Return the questions that a round asks; none for a round from before the portal."""
    if survey_round.questionnaire is None:
        return pure.Questionnaire("", ())
    return value_of(survey_round.questionnaire)


def ordered(questions: Iterable[Question]) -> tuple[pure.Question, ...]:
    """Return rows as values: by section, then by their own order."""
    rows = sorted(questions, key=lambda row: (_SECTION_ORDER[Section(row.section)], row.order, row.key))
    return tuple(question_value(row) for row in rows)


def question_value(row: Question) -> pure.Question:
    """Return one row as a value."""
    return pure.Question(
        key=row.key,
        section=Section(row.section),
        text=row.text,
        kind=QuestionKind(row.kind),
        options=tuple(pure.Option(**option) for option in row.options),
        group=row.group,
        help=row.help,
        is_required=row.is_required,
        visibility=Visibility(row.visibility),
        is_assumed=row.is_assumed,
        is_locked=row.is_locked,
    )
