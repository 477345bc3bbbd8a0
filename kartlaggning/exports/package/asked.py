"""What a round asked, as the archive keeps it: the wording that the public may read, as rows of a codebook."""

from collections.abc import Iterator
from dataclasses import dataclass

from kartlaggning.choices import QuestionKind, Visibility
from kartlaggning.exports.formats.spreadsheet import csv_lines
from kartlaggning.questionnaire import Option, Question, Questionnaire

CODEBOOK = "frageformular.csv"
_HEADER = (
    "formulär", "avsnitt", "ordning", "nyckel", "fråga", "hjälptext", "svarssätt", "måste besvaras", "synlighet",
    "projektets egen ordalydelse", "alternativets nyckel", "alternativ", "alternativet vill ha en kommentar",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A round's questionnaire without the questions that only the police read; `left_out` says how many those were."""

    name: str
    questions: tuple[Question, ...]
    left_out: int


NOTHING_ASKED = Asked("", (), 0)


def asked(questionnaire: Questionnaire) -> Asked:
    """Return what may be kept openly of a questionnaire: no question that only the police read."""
    kept = tuple(question for question in questionnaire.questions if question.visibility is not Visibility.POLICE_ONLY)
    return Asked(questionnaire.name, kept, len(questionnaire.questions) - len(kept))


def codebook(asked_questions: Asked) -> bytes:
    """Return the codebook as CSV: a row for each option, and one for each question without options."""
    return "".join(csv_lines(_HEADER, _rows(asked_questions))).encode()


def _rows(asked_questions: Asked) -> Iterator[tuple[str | int, ...]]:
    for order, question in enumerate(asked_questions.questions, 1):
        for option in question.options or (Option("", ""),):
            yield (
                asked_questions.name,
                str(question.section.label),
                order,
                question.key,
                question.text,
                question.help,
                str(QuestionKind(question.kind).label),
                _yes_no(question.is_required),
                str(question.visibility.label),
                _yes_no(question.is_assumed or option.is_assumed),
                option.key,
                option.text,
                _yes_no(option.needs_comment) if option.key else "",
            )


def _yes_no(value: bool) -> str:
    return "ja" if value else "nej"
