"""What a survey's form sends, by field key: from posted fields or a script's JSON to values, errors and an Edit."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from shapely.geometry import MultiPolygon

from kartlaggning.choices import QuestionKind, Section, Visibility
from kartlaggning.content import CRITERIA, EXPLAINED, OUTLINE, REASON, outline_value, visibility_of
from kartlaggning.errors import ImportProblem
from kartlaggning.geometry.outline_checks import WARNINGS
from kartlaggning.geometry.outline_input import OutlineUnreadable, parse_outline
from kartlaggning.plain_text import clean
from kartlaggning.questionnaire import COMMENT, Question, Questionnaire, Unusable, parse
from kartlaggning.services.survey_edits import NEVER_SEEN, Edit
from kartlaggning.staff.forms.outline import FILE, submitted_outline

BAR = "|"  # between a field's key and the quoted text in the name of an explanation's control
MINE, STORED = "mine", "stored"
CHOOSE, CONFLICT = "choose.", "conflict"
LONGEST_REASON = 1000
_REASONS = frozenset((CRITERIA, *(REASON + code for code in WARNINGS)))
_TEXT = Question("", Section.PLACE, "", QuestionKind.TEXT)

Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sent:
    """What arrived: the edit to save, the texts as typed by key, and what could not be used, by key in Swedish."""

    edit: Edit
    typed: Typed
    errors: Mapping[str, str] = field(default_factory=dict)


def digest(texts: Sequence[str]) -> str:
    """Return a short mark of a field's texts, by which a form tells later whether its user changed the field.

    Blanks around them, empty texts, the two ways to end a line and explanations without words make no difference.
    """
    plain = [text.replace("\r\n", "\n").strip() for text in texts]
    kept = [text for text in plain if text and not text.endswith(', ""]')]
    return hashlib.sha256(json.dumps(kept).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a survey, and the levels of fields that the sender may read."""

    questionnaire: Questionnaire
    levels: frozenset[Visibility]


def read_posted(post: QueryDict, files: MultiValueDict[str, Any], asked: Asked) -> Sent:
    """Return what a whole form sent: only the fields that differ from what the page was rendered with.

    The page's version stands in `base_version`, the marks of its values in `initial`, the sections it shows in
    `sections`. A field in `conflict` counts as seen only once its `choose.<key>` says so.
    """
    initial = _initial(post.get("initial", ""))
    typed = {key: values for key, values in _typed(post).items() if _is_known(key, asked.questionnaire)}
    typed |= {key: [] for key in initial if key not in typed and _is_known(key, asked.questionnaire)}
    touched = {key: texts for key, texts in typed.items() if initial.get(key) != digest(texts)}
    values, errors = _parsed(touched, asked)
    _read_outline_file(post, files, values, errors)
    version = _version(post.get("base_version"))
    undecided = {key for key in post.getlist(CONFLICT) if post.get(CHOOSE + key) not in (MINE, STORED)}
    given_up = {key for key in post.getlist(CONFLICT) if post.get(CHOOSE + key) == STORED}
    changed = {key: value for key, value in values.items() if key not in given_up}
    bases = {key: NEVER_SEEN if key in undecided else version for key in changed}
    shown, marked = _sections(post.getlist("sections")), _sections([*post.getlist("confirmed"), post.get("go_on", "")])
    before = _sections(post.getlist("was_confirmed"))
    edit = Edit(changed, bases, confirmed=marked - before, unconfirmed=(before - marked) & shown)
    kept = {key: texts for key, texts in typed.items() if key in changed or key in errors}
    return Sent(edit, kept, {key: text for key, text in errors.items() if key not in given_up})


def read_script(body: Mapping[str, Any], asked: Asked) -> Sent:
    """Return what a page's script sent: {"fields": {key: {"base": version, "typed": [texts]}}, "confirmed": [sections],
    "unconfirmed": [sections]}. Raises Unusable where it is something else."""
    try:
        sent = {
            key: ([clean(str(text)) for text in item["typed"]], int(item["base"]))
            for key, item in body.get("fields", {}).items()
            if _is_known(key, asked.questionnaire)
        }
        marks = [_sections(body.get(name, [])) for name in ("confirmed", "unconfirmed")]
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise Unusable("Sidan skickade något som inte kunde läsas. Läs in den på nytt.") from error
    typed = {key: texts for key, (texts, _base) in sent.items()}
    values, errors = _parsed(typed, asked)
    edit = Edit(values, {key: sent[key][1] for key in values}, confirmed=marks[0], unconfirmed=marks[1])
    return Sent(edit, typed, errors)


def _typed(post: QueryDict) -> dict[str, list[str]]:
    """Return the posted texts by field key; explanations as JSON pairs of quoted text and reason."""
    typed: dict[str, list[str]] = {}
    for name, values in post.lists():
        texts = [clean(str(value)) for value in values]
        key, bar, quoted = name.partition(BAR)
        if bar and key.startswith(EXPLAINED):
            typed.setdefault(key, []).append(json.dumps([clean(quoted), texts[0]]))
        else:
            typed[name] = texts
    return typed


def _is_known(key: str, questionnaire: Questionnaire) -> bool:
    """Tell whether a name is a field's; what may not be read is known too, so that it can be refused."""
    if key in _REASONS or key == OUTLINE:
        return True
    question = questionnaire.question(key.removeprefix(EXPLAINED))
    if question is None:
        return False
    return question.takes_comment or not key.removeprefix(EXPLAINED).endswith(COMMENT)


def _parsed(typed: Typed, asked: Asked) -> tuple[dict[str, Any], dict[str, str]]:
    """Return values and errors by key. What the sender may not read is not looked at: its value is a mere wish to
    change it, which the service refuses, because an error would tell of the question.
    """
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for key, texts in typed.items():
        if visibility_of(key, asked.questionnaire) not in asked.levels:
            values[key] = None
            continue
        try:
            values[key] = _value(key, texts, asked.questionnaire)
        except (Unusable, OutlineUnreadable) as error:
            errors[key] = str(error)
    return values, errors


def _value(key: str, texts: Sequence[str], questionnaire: Questionnaire) -> Any:
    if key == OUTLINE:
        return as_stored(parse_outline(texts[0] if texts else ""))
    if key in _REASONS:
        return _reason(texts)
    if key.startswith(EXPLAINED):
        return _explanations(texts)
    question = questionnaire.question(key)
    if question is None or key.endswith(COMMENT):
        return parse(_TEXT, texts)
    return parse(question, texts)


def as_stored(outline: MultiPolygon | None) -> Any:
    """Return an outline (EPSG:3006) as the content keeps it once it has been stored, lists all through."""
    return json.loads(json.dumps(outline_value(outline)))


def read_explanations(typed: Typed) -> dict[str, dict[str, str]]:
    """Return what was typed as explanations, by field key and quoted text; what can't be read is left out."""
    read: dict[str, dict[str, str]] = {}
    for key, texts in typed.items():
        with suppress(Unusable):
            if key.startswith(EXPLAINED):
                read[key] = _explanations(texts) or {}
    return read


def _read_outline_file(
    post: QueryDict, files: MultiValueDict[str, Any], values: dict[str, Any], errors: dict[str, str]
) -> None:
    """Put the outline of an uploaded file, or the repaired one that was asked for, in the place of the text's."""
    if not (files.get(FILE) or post.get("outline_repair")):
        return
    try:
        values[OUTLINE] = as_stored(submitted_outline(post, files, None))
    except ImportProblem as problem:
        errors[FILE] = str(problem)
    except OutlineUnreadable as problem:
        errors[OUTLINE] = str(problem)


def _reason(texts: Sequence[str]) -> str | None:
    text = (texts[0] if texts else "").strip().replace("\r\n", "\n")
    if len(text) > LONGEST_REASON:
        raise Unusable(f"Skälet är för långt. Korta det till högst {LONGEST_REASON} tecken.")
    return text or None


def _explanations(texts: Sequence[str]) -> dict[str, str] | None:
    try:
        pairs = {clean(str(quoted)): clean(str(reason)).strip() for quoted, reason in map(json.loads, texts)}
    except (TypeError, ValueError, RecursionError) as error:
        raise Unusable("Förklaringen kunde inte läsas. Skriv den igen.") from error
    return {quoted: _reason([reason]) or "" for quoted, reason in pairs.items() if reason} or None


def _initial(text: str) -> dict[str, str]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {str(key): str(mark) for key, mark in read.items()} if isinstance(read, dict) else {}


def _version(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _sections(names: Iterable[str]) -> frozenset[Section]:
    known: Collection[str] = Section.values
    return frozenset(Section(name) for name in names if name in known)
