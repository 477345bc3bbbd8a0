"""The answers over the rounds as a table: a row for each survey, a column for each question that may be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from kartlaggning import swedish
from kartlaggning.choices import AreaKind, QuestionKind, Status, SurveyState, Visibility
from kartlaggning.exports.columns import Scalar
from kartlaggning.exports.tables.table import EXAMPLE, Table, TableColumn, TableKind
from kartlaggning.field_words import label_of
from kartlaggning.models import Survey
from kartlaggning.permissions import Actor, levels_for
from kartlaggning.questionnaire import COMMENT, Question, Questionnaire, in_words
from kartlaggning.selectors import questionnaires
from kartlaggning.selectors.answer_words import dictionary
from kartlaggning.selectors.editions.atlas import AreaRef
from kartlaggning.selectors.surveys import visible_to

_AREA_FIELDS = {
    AreaKind.MUNICIPALITY: ("municipality__slug", "further_municipalities__slug"),
    AreaKind.CITY_DISTRICT: ("city_district__slug", "further_city_districts__slug"),
    AreaKind.POLICE_AREA: ("police_area__slug", "further_police_areas__slug"),
}
_KINDS: Mapping[QuestionKind, TableKind] = {QuestionKind.NUMBER: "number", QuestionKind.DATE: "date"}
_SURVEY = (
    TableColumn("year", "År", "integer", "Omgångens år."),
    TableColumn("id", "Nummer", "text", "Platsens beständiga nummer."),
    TableColumn("name", "Namn", "text", "Platsens namn nu."),
    TableColumn("municipality", "Kommun", "text", "Kommunen som platsen hörde till i omgången."),
    TableColumn("city_district", "Stadsdelsområde", "text", "Stadsdelsområdet i omgången, i Stockholms stad."),
    TableColumn("police_area", "Lokalpolisområde", "text", "Lokalpolisområdet i omgången."),
    TableColumn("state", "Läge", "text", "Hur långt kartläggningen har kommit. Ett utkast är inget resultat."),
    TableColumn("status", "Resultat", "text", "Vad kartläggningen kom fram till. Tomt tills den är godkänd."),
    TableColumn("origin", "Uppgift", "text", "dokumenterad, eller exempel för en påhittad plats."),
)


@dataclass(frozen=True)
class Answers:
    """The table of answers with its dictionary. `guarded` are the surveys whose police-only answers stand in it."""

    table: Table
    dictionary: Table
    guarded: tuple[Survey, ...]


def years_of(actor: Actor) -> tuple[int, ...]:
    """Return the rounds with questions in which the actor may read a survey, oldest first."""
    asked = visible_to(actor).filter(survey_round__questionnaire__isnull=False)
    return tuple(asked.order_by("survey_round__year").values_list("survey_round__year", flat=True).distinct())


def answers(actor: Actor, years: Iterable[int], area: AreaRef | None = None) -> Answers:
    """Return the answers of the surveys that the actor may read, in these rounds and this area; None is all areas."""
    rows = _surveys(actor, years, area)
    versions = _versions(rows)
    readable = {survey.pk: _readable_keys(actor, survey, versions) for survey in rows}
    seen = _seen_by_year(rows, readable)
    columns = _columns(versions, seen)
    return Answers(
        table=Table(
            "answers",
            "Svar",
            "Svaren i ord så som frågan löd i omgången. En kolumn för varje fråga; tomt där inget svar finns.",
            (*_SURVEY, *columns),
            tuple(_row(survey, versions[survey.survey_round.year], readable[survey.pk], columns) for survey in rows),
        ),
        dictionary=dictionary(_SURVEY, columns, versions, seen),
        guarded=tuple(row for row in rows if _is_guarded(row, versions[row.survey_round.year], readable[row.pk])),
    )


def _is_guarded(survey: Survey, asked: Questionnaire, readable: frozenset[str]) -> bool:
    answered = readable.intersection(survey.content)
    return any(asked.visibility[key] is Visibility.POLICE_ONLY for key in answered)


def _surveys(actor: Actor, years: Iterable[int], area: AreaRef | None) -> list[Survey]:
    asked = visible_to(actor).filter(survey_round__year__in=list(years), survey_round__questionnaire__isnull=False)
    if area is not None:
        primary, further = _AREA_FIELDS[area.kind]
        inside = Survey.objects.filter(Q(**{primary: area.slug}) | Q(**{further: area.slug}))
        asked = asked.filter(pk__in=inside.values("pk"))
    return sorted(asked.defer("outline"), key=_place)


def _place(survey: Survey) -> tuple[int, str, str]:
    return survey.survey_round.year, swedish.sort_key(survey.scene.name), survey.scene.public_id


def _versions(rows: Iterable[Survey]) -> dict[int, Questionnaire]:
    """Return the questions of each round that has a survey among the rows, by year, oldest first."""
    rounds = {survey.survey_round.year: survey.survey_round for survey in rows}
    return {year: questionnaires.of_round(rounds[year]) for year in sorted(rounds)}


def _readable_keys(actor: Actor, survey: Survey, versions: Mapping[int, Questionnaire]) -> frozenset[str]:
    levels = levels_for(actor, survey)
    asked = versions[survey.survey_round.year]
    return frozenset(key for key, level in asked.visibility.items() if level in levels)


def _seen_by_year(rows: Iterable[Survey], readable: Mapping[int, frozenset[str]]) -> dict[int, frozenset[str]]:
    seen: dict[int, frozenset[str]] = {}
    for survey in rows:
        year = survey.survey_round.year
        seen[year] = seen.get(year, frozenset()) | readable[survey.pk]
    return seen


def _columns(versions: Mapping[int, Questionnaire], seen: Mapping[int, frozenset[str]]) -> tuple[TableColumn, ...]:
    """Return a column for each key that may be read in some round: as the latest form has them, then those gone."""
    columns: dict[str, TableColumn] = {}
    for year in sorted(versions, reverse=True):
        for question in versions[year].questions:
            keys = (question.key, question.comment_key) if question.takes_comment else (question.key,)
            for key in keys:
                if key in seen[year] and key not in columns:
                    columns[key] = _column(key, question, versions)
    return tuple(columns.values())


def _column(key: str, latest: Question, versions: Mapping[int, Questionnaire]) -> TableColumn:
    asked = (version.question(key) for version in versions.values())
    kinds = {question.kind for question in asked if question is not None}
    kind = "text" if len(kinds) > 1 or key.endswith(COMMENT) else _KINDS.get(latest.kind, "text")
    return TableColumn(key, label_of(key, Questionnaire("", (latest,))), kind, latest.help)


def _row(
    survey: Survey, asked: Questionnaire, readable: frozenset[str], columns: Iterable[TableColumn]
) -> tuple[Scalar, ...]:
    district = survey.city_district
    is_example = survey.scene.is_example
    return (
        survey.survey_round.year,
        survey.scene.public_id,
        survey.scene.name,
        survey.municipality.name,
        district.name if district else None,
        survey.police_area.name,
        str(SurveyState(survey.state).label),
        str(Status(survey.status).label) if survey.status else None,
        EXAMPLE if is_example else "dokumenterad",
        *(_value(survey, asked, column) if column.key in readable else None for column in columns),
    )


def _value(survey: Survey, asked: Questionnaire, column: TableColumn) -> Scalar:
    value = survey.content.get(column.key)
    question = asked.question(column.key)
    if value is None or question is None:
        return None
    if column.kind in ("number", "date") or column.key != question.key:
        return value if isinstance(value, (str, int, float)) else str(value)
    return in_words(question, value) or str(value)
