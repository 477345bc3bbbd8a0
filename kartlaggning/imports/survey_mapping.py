"""Which column of a file is which field of a survey, and which text in it means which answer."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kartlaggning.choices import Provenance, QuestionKind, Section, Visibility
from kartlaggning.errors import ImportProblem
from kartlaggning.imports.survey_file import SurveyTable
from kartlaggning.questionnaire import STATUS, STATUS_CLOSED, STATUS_OPEN, WITH_OPTIONS, Option, Question, Questionnaire
from kartlaggning.swedish import search_key

# What belongs to the survey itself; all other targets are questions' keys. A question's key has no point in it.
SCENE, YEAR = "survey.scene", "survey.year"
MUNICIPALITY, CITY_DISTRICT, POLICE_AREA = "survey.municipality", "survey.city_district", "survey.police_area"
JOINTLY, NOTE, SOURCE = "survey.jointly", "survey.note", "survey.source"
PROVENANCE, OUTLINE_WKT = "survey.provenance", "survey.outline"
YES, NO = "yes", "no"
MOST_VALUES = 100  # different texts in one column with options
_YES_WORDS = frozenset(("ja", "j", "yes", "y", "1", "x", "sant", "true"))
_NO_WORDS = frozenset(("nej", "n", "no", "0", "falskt", "false"))
_STATUS_WORDS = {
    **dict.fromkeys(("öppen", "ja", "open", "pågående"), STATUS_OPEN),
    **dict.fromkeys(("upphörd", "nej", "closed", "stängd", "avslutad"), STATUS_CLOSED),
}

_JOINTLY = Question(JOINTLY, Section.JOINT, "Gjord tillsammans med kommunen", QuestionKind.YES_NO)
_PROVENANCE = Question(
    PROVENANCE,
    Section.PLACE,
    "Gränsens ursprung",
    QuestionKind.ONE_OF,
    (
        Option(Provenance.SURVEYED.value, "kartlagd gräns"),
        Option(Provenance.DIGITISED.value, "ritad efter publicerad karta"),
        Option(Provenance.SCHEMATIC.value, "ungefärligt läge"),
    ),
)
_STATUS = Question(
    STATUS,
    Section.ASSESSMENT,
    "Status",
    QuestionKind.ONE_OF,
    (Option(STATUS_OPEN, "öppen"), Option(STATUS_CLOSED, "upphörd")),
    visibility=Visibility.PUBLIC,
)


@dataclass(frozen=True, slots=True)
class Target:
    """A field that a column may be. `question` parses its texts; `names` are what the column may be called."""

    key: str
    label: str
    group: str
    visibility: Visibility = Visibility.PUBLIC
    question: Question | None = None
    names: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return the answers that a text may mean, each with its words; none where the text is the answer."""
        if self.question is None:
            return ()
        if self.question.kind is QuestionKind.YES_NO:
            return ((YES, "Ja"), (NO, "Nej"))
        return tuple((option.key, option.text) for option in self.question.options)


@dataclass(frozen=True, slots=True)
class SurveyMapping:
    """`columns` is target by heading; `values` is, by target, the answer by the text found, "" for no answer."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def heading(self, target: str) -> str | None:
        """Return the column that is the target, or None."""
        return next((heading for heading, key in self.columns.items() if key == target), None)

    def as_json(self) -> dict[str, Any]:
        """Return the mapping as `manage.py import_surveys --mapping` reads it."""
        return {"columns": dict(self.columns), "values": {key: dict(texts) for key, texts in self.values.items()}}


def targets(questionnaire: Questionnaire, *, is_open_round: bool) -> tuple[Target, ...]:
    """Return every field that a column may be in a round; signatures tell of joint work in one that is under way."""
    place = "Platsen"
    own = [
        Target(SCENE, "Plats: nummer eller namn", place, names=("plats", "platsnamn", "namn", "name", "id", "nummer")),
        Target(YEAR, "År", place, names=("år", "ar", "year", "omgång", "kartläggning")),
        Target(MUNICIPALITY, "Kommun: namn eller kod", place, names=("kommun", "kommunkod", "kommunnamn")),
        Target(CITY_DISTRICT, "Stadsdelsområde", place, names=("stadsdelsområde", "stadsdel", "sdo", "sdf")),
        Target(POLICE_AREA, "Lokalpolisområde", place, names=("lokalpolisområde", "lpo", "polisområde")),
        Target(OUTLINE_WKT, "Gräns som WKT i SWEREF 99 TM", place, names=("wkt", "gräns", "geometri", "geometry")),
    ]
    if not is_open_round:
        own += [
            _chosen(_PROVENANCE, place, ("ursprung", "gränsens ursprung")),
            _chosen(_JOINTLY, place, ("gemensam", "gemensamt", "med kommunen", "tillsammans")),
            Target(SOURCE, "Källa", place, names=("källa", "source")),
            Target(NOTE, "Anmärkning", place, names=("anmärkning", "not", "kommentar")),
        ]
    questions = questionnaire.questions
    if questionnaire.question(STATUS) is None:
        questions = (*questions, _STATUS)
    return (*own, *(target for question in questions for target in _of_question(question)))


def _of_question(question: Question) -> Iterable[Target]:
    names = ("status", "bedömning") if question.key == STATUS else ()
    yield _chosen(question, question.section.label, names)
    if question.takes_comment:
        label = f"Kommentar: {_label(question)}"
        yield Target(question.comment_key, label, question.section.label, question.visibility)


def _chosen(question: Question, group: str, names: tuple[str, ...]) -> Target:
    return Target(question.key, _label(question), group, question.visibility, question, names)


def _label(question: Question) -> str:
    return f"{question.group} {question.text}".strip()


def suggested(table: SurveyTable, known: Iterable[Target]) -> SurveyMapping:
    """Return the mapping that the headings and texts suggest by themselves."""
    return with_suggested_values(table, SurveyMapping(suggested_columns(table, known)), known)


def suggested_columns(table: SurveyTable, known: Iterable[Target]) -> dict[str, str]:
    """Return the target by heading, for the headings that say by themselves what they are."""
    free = list(known)
    columns = {}
    for heading in table.columns:
        found = next((target for target in free if _is_called(target, heading)), None)
        if found is not None:
            columns[heading] = found.key
            free.remove(found)
    return columns


def _is_called(target: Target, heading: str) -> bool:
    names = {_plain(name) for name in (target.key, target.key.removeprefix("survey."), target.label, *target.names)}
    if target.question is not None:
        names.add(_plain(target.question.text))
    return _plain(heading) in names


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", search_key(text)).strip()


def with_suggested_values(table: SurveyTable, mapping: SurveyMapping, known: Iterable[Target]) -> SurveyMapping:
    """Return the mapping with an answer for each text that says one; what is mapped already is kept."""
    values = {}
    for target in known:
        texts = found_texts(table, mapping, target)
        kept = {search_key(text): answer for text, answer in mapping.values.get(target.key, {}).items()}
        answers = {text: kept.get(search_key(text), _suggested_answer(target, text)) for text in texts}
        if texts:
            values[target.key] = {text: answer for text, answer in answers.items() if answer is not None}
    return SurveyMapping(mapping.columns, values)


def found_texts(table: SurveyTable, mapping: SurveyMapping, target: Target) -> tuple[str, ...]:
    """Return the different texts of a column with options, in the order in which they come; case makes no difference.

    Raises ImportProblem where they are so many that the column can't be answers to choose among.
    """
    heading = mapping.heading(target.key)
    if heading is None or not target.choices:
        return ()
    found: dict[str, str] = {}
    for cell in table.column(heading):
        for part in parts_of(target, cell):
            found.setdefault(search_key(part), part)
    if len(found) > MOST_VALUES:
        raise ImportProblem(f"Kolumnen ”{heading}” har {len(found)} olika värden, för många för ”{target.label}”.")
    return tuple(found.values())


def parts_of(target: Target, cell: str) -> tuple[str, ...]:
    """Return the texts in a cell; where any may be chosen, they are parted by semicolons, new lines or else commas."""
    if target.question is None or target.question.kind is not QuestionKind.ANY_OF:
        return (cell,) if cell else ()
    texts = [cell] if _suggested_answer(target, cell) else re.split(r"[;|\n]", cell)
    if len(texts) == 1 and not _suggested_answer(target, cell):
        texts = cell.split(",")
    return tuple(text.strip() for text in texts if text.strip())


def _suggested_answer(target: Target, text: str) -> str | None:
    wanted = _plain(text)
    if target.question is not None and target.question.kind is QuestionKind.YES_NO:
        return YES if wanted in _YES_WORDS else NO if wanted in _NO_WORDS else None
    if target.key == STATUS and wanted in _STATUS_WORDS:
        return _STATUS_WORDS[wanted]
    return next((key for key, words in target.choices if wanted in (_plain(key), _plain(words))), None)


def read_mapping(data: object, table: SurveyTable, known: Iterable[Target]) -> SurveyMapping:
    """Return a mapping written as JSON, checked against the file and the fields. Raises ImportProblem."""
    if not isinstance(data, dict) or not set(data) <= {"columns", "values"}:
        raise ImportProblem("Kopplingen ska vara ett objekt med ”columns” och ”values”.")
    columns, values = data.get("columns", {}), data.get("values", {})
    if not _is_texts(columns) or not isinstance(values, dict) or not all(_is_texts(part) for part in values.values()):
        raise ImportProblem("”columns” ska koppla rubrik till fält, och ”values” för varje fält text till svar.")
    mapping = SurveyMapping(columns, values)
    check_mapping(mapping, table, known)
    return mapping


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(part, str) for pair in value.items() for part in pair)


def check_mapping(mapping: SurveyMapping, table: SurveyTable, known: Iterable[Target]) -> None:
    """Raise ImportProblem where a mapping names what is not there, or the same field twice, or not the place."""
    by_key = {target.key: target for target in known}
    for heading, key in mapping.columns.items():
        if heading not in table.columns:
            raise ImportProblem(f"Filen har ingen kolumn ”{heading}”.")
        if key not in by_key:
            raise ImportProblem(f"Det finns inget fält ”{key}” att läsa in i den här omgången.")
    keys = list(mapping.columns.values())
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise ImportProblem(f"Två kolumner är kopplade till ”{by_key[twice].label}”. Välj en av dem.")
    if SCENE not in keys:
        raise ImportProblem("Välj vilken kolumn som är platsens nummer eller namn.")
    for key, answers in mapping.values.items():
        allowed = {"", *(choice for choice, _words in by_key[key].choices)} if key in by_key else set()
        unknown = next((answer for answer in answers.values() if answer not in allowed), None)
        if unknown is not None:
            raise ImportProblem(f"”{unknown}” är inget svar på ”{by_key[key].label if key in by_key else key}”.")


def _has_choices(question: Question) -> bool:
    return question.kind in WITH_OPTIONS or question.kind is QuestionKind.YES_NO
