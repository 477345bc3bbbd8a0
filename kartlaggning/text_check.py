"""Finding in free text what looks like personal data, and what has been said of it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

import phonenumbers

from kartlaggning.content import EXPLAINED, REASON, Content
from kartlaggning.personal_data import Span, identity_numbers
from kartlaggning.questionnaire import Questionnaire

CONTEXT = 24  # characters quoted on each side of what is found
SHORTEST_EXPLANATION = 5  # characters; the project's own choice


class Kind(Enum):
    """What a piece of text looks like, with the Swedish words for it."""

    IDENTITY_NUMBER = "ett personnummer"
    PHONE = "ett telefonnummer"
    EMAIL = "en e-postadress"
    PLATE = "ett registreringsnummer"


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of text that looks like personal data: quoted as it stands, with what stands around it."""

    kind: Kind
    quoted: str
    before: str
    after: str

    @property
    def stops(self) -> bool:
        """Tell whether it must be taken out: an identity number can't be explained away."""
        return self.kind is Kind.IDENTITY_NUMBER

    @property
    def words(self) -> str:
        """Return in Swedish what it looks like and what to do."""
        if self.stops:
            return f"Det här ser ut som {self.kind.value}. Ta bort det."
        return f"Det här ser ut som {self.kind.value}. Ta bort det, eller skriv varför det inte hör till en person."


@dataclass(frozen=True, slots=True)
class FieldFinding:
    """A finding in a field of a survey, and the reason that was given for leaving it there, if any."""

    key: str
    finding: Finding
    explanation: str = ""

    @property
    def is_settled(self) -> bool:
        """Tell whether it may stand as it is."""
        return not self.finding.stops and len(self.explanation.strip()) >= SHORTEST_EXPLANATION


# Swedish plates have no I, Q, V, Å, Ä or Ö, and no O last. With a space between, small letters are words ("rum 112").
_LETTERS = "A-HJ-PR-UW-Z"
_PLATE = re.compile(
    rf"(?<![\w/-])(?:[{_LETTERS}]{{3}}[ ]?[0-9]{{2}}[0-9A-HJ-NPR-UW-Z]"
    rf"|[{_LETTERS.lower()}]{{3}}[0-9]{{2}}[0-9a-hj-npr-uw-z])(?![\w/:.-]*\w)"
)
_NO_PLATES = frozenset(("DNR", "SSR", "LPO", "OSL", "TEL", "SCB", "NOR"))  # abbreviations that numbers follow
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[A-Za-zÅÄÖåäö]{2,24}\b")
# What phonenumbers may take for a number and is none: dates, registration numbers of documents, coordinates.
_DATE = re.compile(r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_BEFORE_NO_PHONE = re.compile(r"(?:\bdnr|\bdiarienummer|\bdiarienr|\bärende\w*|\b[NE]|[/.])[ :]{0,2}$", re.IGNORECASE)
_AFTER_NO_PHONE = re.compile(r"^(?:/|-?[A-Za-z]\d|[.,]\d)")


def find(text: str) -> tuple[Finding, ...]:
    """Return what looks like personal data in a text, in its order; what lies inside another finding is left out."""
    found: list[tuple[Span, Kind]] = []
    for span, kind in _all(text):
        if not any(span.start < other.end and other.start < span.end for other, _ in found):
            found.append((span, kind))
    return tuple(_finding(text, span, kind) for span, kind in sorted(found, key=lambda pair: pair[0].start))


def find_in(content: Content, questionnaire: Questionnaire) -> tuple[FieldFinding, ...]:
    """Return what looks like personal data in a survey's answers and comments, with the explanations given.

    What stands twice in a field is named once.
    """
    found: dict[tuple[str, str], FieldFinding] = {}
    for key, text in _answers(content, questionnaire):
        for finding in find(text):
            found.setdefault((key, finding.quoted), _in_field(key, finding, content))
    for key, text in _reasons(content):
        for finding in find(text):
            if finding.stops:
                found.setdefault((key, finding.quoted), FieldFinding(key, finding))
    return tuple(found.values())


def _answers(content: Content, questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    for question in questionnaire.questions:
        for key in (question.key, question.comment_key):
            if isinstance(content.get(key), str):
                yield key, content[key]


def _reasons(content: Content) -> Iterator[tuple[str, str]]:
    """Return what was written to explain something, by field: in it only an identity number is looked for."""
    for key, value in content.items():
        if key.startswith(REASON) and isinstance(value, str):
            yield key, value
        elif key.startswith(EXPLAINED) and isinstance(value, Mapping):
            yield key.removeprefix(EXPLAINED), " ".join(str(reason) for reason in value.values())


def _in_field(key: str, finding: Finding, content: Content) -> FieldFinding:
    explanations = content.get(EXPLAINED + key)
    given = explanations.get(finding.quoted, "") if isinstance(explanations, Mapping) else ""
    return FieldFinding(key, finding, str(given))


def _all(text: str) -> Iterator[tuple[Span, Kind]]:
    """Return every hit, the surest kinds first."""
    for kind, spans in (
        (Kind.IDENTITY_NUMBER, identity_numbers(text)),
        (Kind.EMAIL, _matches(_EMAIL, text)),
        (Kind.PLATE, _plates(text)),
        (Kind.PHONE, _phones(text)),
    ):
        for span in spans:
            yield span, kind


def _matches(pattern: re.Pattern[str], text: str) -> Iterable[Span]:
    return (Span(match.start(), match.end()) for match in pattern.finditer(text))


def _plates(text: str) -> Iterator[Span]:
    for span in _matches(_PLATE, text):
        if text[span.start : span.start + 3].upper() not in _NO_PLATES:
            yield span


def _phones(text: str) -> Iterator[Span]:
    for match in phonenumbers.PhoneNumberMatcher(text, "SE"):
        before, after = text[: match.start], text[match.end :]
        if not (
            _DATE.search(match.raw_string) or _BEFORE_NO_PHONE.search(before[-20:]) or _AFTER_NO_PHONE.match(after)
        ):
            yield Span(match.start, match.end)


def _finding(text: str, span: Span, kind: Kind) -> Finding:
    before, after = text[: span.start], text[span.end :]
    return Finding(
        kind=kind,
        quoted=text[span.start : span.end],
        before=("…" if len(before) > CONTEXT else "") + " ".join(before[-CONTEXT:].split("\n")),
        after=" ".join(after[:CONTEXT].split("\n")) + ("…" if len(after) > CONTEXT else ""),
    )
