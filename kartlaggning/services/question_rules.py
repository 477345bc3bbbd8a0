"""What a question of an unfrozen version may be: checked before anything is written."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from kartlaggning.choices import QuestionKind, Visibility
from kartlaggning.content import OUTLINE
from kartlaggning.errors import Refused
from kartlaggning.models import Question, Questionnaire
from kartlaggning.questionnaire import LEVELS, WITH_OPTIONS, Option
from kartlaggning.questionnaire import Question as Asked
from kartlaggning.selectors.questionnaires import elsewhere
from kartlaggning.swedish import search_key, slugify

LONGEST = {"text": 300, "help": 500, "group": 120}  # characters, as the columns hold
LONGEST_KEY, LONGEST_OPTION, LONGEST_REASON = 60, 200, 400
MOST_OPTIONS = 30
_KEY = re.compile(r"[a-z][a-z0-9_]*")
# What the survey's form calls its other controls; a question's key is the name of its control.
_TAKEN = frozenset(
    (
        *("base_version", "sections", "initial", "conflict", "confirmed", "was_confirmed", "csrfmiddlewaretoken"),
        *("go_on", "return_to"),
        *(OUTLINE, "outline_file", "outline_feature", "outline_repair"),
    )
)
_NAMES = {"text": "Frågan", "help": "Hjälptexten", "group": "Rubriken"}


class QuestionRefused(Refused):
    """What is refused in one field; `field` is its name in questionnaire.Question, or `reason`."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def checked(question: Asked, version: Questionnaire, stored: Question | None) -> Asked:
    """Return a question as it may be written, missing keys made from the texts; raises QuestionRefused.

    `stored` is its row where it is changed, None where it is added.
    """
    question = replace(
        question,
        text=question.text.strip(),
        help=question.help.strip(),
        group=question.group.strip(),
        key=_key(question, version, stored),
    )
    _check_texts(question)
    known = list(elsewhere(question.key, version))
    _check_kind(question, known)
    if stored is not None and stored.is_locked:
        return _reworded(question, stored)
    used = {option["key"] for row in (*known, *([stored] if stored else [])) for option in row.options}
    return replace(question, options=_options(question, used), is_locked=False)


def opening(question: Asked, version: Questionnaire, stored: Question | None) -> Visibility | None:
    """Return the level that the answers had, where more people would read them now; None where no more do.

    What counts is the most guarded level that the key has in any other version. A level that has been decided on in
    this version before, or in the one it is a copy of, is not asked about again.
    """
    before = [Visibility(row.visibility) for row in elsewhere(question.key, version)]
    if not before:
        return None
    guarded = max(before, key=LEVELS.index)
    decided = Visibility(stored.visibility) if stored and stored.key == question.key else guarded
    is_wider = LEVELS.index(question.visibility) < min(LEVELS.index(guarded), LEVELS.index(decided))
    return guarded if is_wider else None


def check_opening(question: Asked, before: Visibility | None, reason: str) -> None:
    """Refuse to let more people read the answers to a question unless somebody says why."""
    if before is not None and not reason.strip():
        message = (
            f"Frågan har tidigare haft synligheten ”{before.label}”. Skriv vem som har beslutat att fler får läsa "
            "svaren, och varför."
        )
        raise QuestionRefused(message, "reason")
    if len(reason) > LONGEST_REASON:
        raise QuestionRefused(f"Korta skälet till högst {LONGEST_REASON} tecken.", "reason")


def suggested_key(text: str, taken: Collection[str], longest: int = LONGEST_KEY) -> str:
    """Return a key made from a text, with a number at the end where it is taken."""
    made = slugify(text).replace("-", "_")[:longest].strip("_") or "fraga"
    stem = made if made[0].isalpha() else f"f_{made}"[:longest]
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem[: longest - 4].rstrip('_')}_{number}"
    return key


def _key(question: Asked, version: Questionnaire, stored: Question | None) -> str:
    if not question.key:
        return stored.key if stored else _free_key(question.text)
    if stored and question.key == stored.key:
        return stored.key
    if stored and (stored.is_locked or elsewhere(stored.key, version).exists()):
        raise QuestionRefused("Nyckeln finns i andra versioner och kan inte ändras: svaren följs med den.", "key")
    if not _KEY.fullmatch(question.key) or len(question.key) > LONGEST_KEY:
        message = f"Skriv nyckeln med små bokstäver a–z, siffror och understreck, högst {LONGEST_KEY} tecken."
        raise QuestionRefused(message, "key")
    if question.key in _TAKEN:
        raise QuestionRefused("Formuläret använder redan det namnet till annat. Välj en annan nyckel.", "key")
    if version.questions.filter(key=question.key).exists():
        raise QuestionRefused("En annan fråga i formuläret har den nyckeln. Välj en annan.", "key")
    return question.key


def _free_key(text: str) -> str:
    """Return a key that no question of any version has, so that a new question is not taken for an old one."""
    return suggested_key(text, _TAKEN | set(Question.objects.values_list("key", flat=True)))


def _check_texts(question: Asked) -> None:
    if not question.text:
        raise QuestionRefused("Skriv frågan.", "text")
    for field, most in LONGEST.items():
        if len(getattr(question, field)) > most:
            raise QuestionRefused(f"{_NAMES[field]} är för lång. Korta den till högst {most} tecken.", field)


def _check_kind(question: Asked, known: Sequence[Question]) -> None:
    other = next((row for row in known if row.kind != question.kind), None)
    if other is not None:
        message = (
            f"Nyckeln {question.key} finns i {other.questionnaire} med svarssättet ”{QuestionKind(other.kind).label}”. "
            "Svaren måste kunna jämföras mellan åren. Behåll svarssättet, eller ta bort frågan och lägg till en ny."
        )
        raise QuestionRefused(message, "kind")


def _options(question: Asked, used: Collection[str]) -> tuple[Option, ...]:
    """Return the options with a key each; a key that neither this question nor an earlier one had is made anew."""
    if question.kind not in WITH_OPTIONS:
        return ()
    options = tuple(replace(option, text=option.text.strip()) for option in question.options)
    _check_options(options)
    taken = {option.key for option in options if option.key in used}
    made = []
    for option in options:
        key = option.key if option.key in used else suggested_key(option.text, taken)
        taken.add(key)
        made.append(replace(option, key=key))
    return tuple(made)


def _check_options(options: Sequence[Option]) -> None:
    if not all(option.text for option in options):
        raise QuestionRefused("Skriv en text för varje alternativ, eller ta bort raden.", "options")
    if len(options) < 2:
        raise QuestionRefused("Frågan behöver minst två alternativ.", "options")
    if len(options) > MOST_OPTIONS:
        raise QuestionRefused(f"Frågan får ha högst {MOST_OPTIONS} alternativ.", "options")
    if any(len(option.text) > LONGEST_OPTION for option in options):
        raise QuestionRefused(f"Korta alternativens texter till högst {LONGEST_OPTION} tecken.", "options")
    if _has_twins(search_key(option.text) for option in options):
        raise QuestionRefused("Två alternativ har samma text. Ändra det ena.", "options")
    if _has_twins(option.key for option in options if option.key):
        raise QuestionRefused("Två alternativ har samma nyckel. Läs in sidan på nytt.", "options")


def _has_twins(texts: Iterable[str]) -> bool:
    known = list(texts)
    return len(set(known)) < len(known)


def _reworded(question: Asked, stored: Question) -> Asked:
    """Return a locked question with nothing but its wording changed; raises QuestionRefused for anything else."""
    options = tuple(Option(**option) for option in stored.options)
    texts = {option.key: option.text.strip() for option in question.options}
    fixed = {
        "kind": stored.kind,
        "section": stored.section,
        "is_required": stored.is_required,
        "visibility": stored.visibility,
    }
    changed = next((name for name, value in fixed.items() if getattr(question, name) != value), None)
    if changed is not None or set(texts) != {option.key for option in options}:
        message = "Systemet läser svaret på den här frågan. Bara ordalydelsen kan ändras."
        raise QuestionRefused(message, changed or "options")
    options = tuple(replace(option, text=texts[option.key]) for option in options)
    if options:
        _check_options(options)
    return replace(question, options=options, is_locked=True)
