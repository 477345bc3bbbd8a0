"""The editor's forms: a version's name, and a question with its options."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from kartlaggning.choices import QuestionKind, Section, Visibility
from kartlaggning.questionnaire import WITH_OPTIONS, Option, Question
from kartlaggning.services.question_rules import LONGEST_REASON, MOST_OPTIONS, QuestionRefused
from kartlaggning.staff.questions import SEEN_BY

KIND_HELP = {
    QuestionKind.ONE_OF: "Ett svar kan väljas.",
    QuestionKind.ANY_OF: "Flera svar kan väljas.",
    QuestionKind.TEXT: "Svaret skrivs med egna ord. Personuppgifter söks upp innan kartläggningen lämnas in.",
    QuestionKind.NUMBER: "Svaret är ett tal, också med decimaler.",
    QuestionKind.YES_NO: "Svaret är ja eller nej.",
    QuestionKind.DATE: "Svaret är en dag.",
}
VISIBILITY_HELP = {
    Visibility.PUBLIC: "Svaret får publiceras.",
    Visibility.SHARED: "Polisen, kommunen, SSR och myndigheter med läsrätt ser svaret.",
    Visibility.POLICE_ONLY: "Bara Polisen ser svaret, och den samordnare som har fått särskild rätt.",
}
BLANK_ROWS = (Option("", ""), Option("", ""), Option("", ""))


class VersionForm(forms.Form):
    """A version's name and note."""

    name = forms.CharField(
        label="Namn", help_text="Till exempel Frågor 2027.", error_messages={"required": "Skriv ett namn."}
    )
    note = forms.CharField(label="Anmärkning", required=False, help_text="Till exempel vad som är nytt.")

    def refuse(self, refusal: QuestionRefused) -> None:
        """Show a refusal at its field."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class QuestionForm(forms.Form):
    """A question. Its options stand beside the form's own fields, one row each, numbered from 0 in the controls' names.

    `before` is the question as it is stored; `is_known` tells that other versions have it too, so that its key and
    kind are fixed.
    """

    text = forms.CharField(label="Fråga", error_messages={"required": "Skriv frågan."})
    help = forms.CharField(label="Hjälptext", required=False, help_text="Står under frågan. Får vara tom.")
    section = forms.ChoiceField(label="Avsnitt", choices=Section.choices)
    group = forms.CharField(
        label="Gemensam rubrik",
        required=False,
        help_text="Frågor efter varandra med samma rubrik hålls ihop. Tre eller fler med samma svar blir en tabell.",
    )
    kind = forms.ChoiceField(
        label="Svarssätt", choices=QuestionKind.choices, error_messages={"required": "Välj hur frågan besvaras."}
    )
    is_required = forms.BooleanField(label="Måste besvaras innan kartläggningen skickas", required=False)
    visibility = forms.ChoiceField(
        label="Vem ser svaret?", choices=Visibility.choices, error_messages={"required": "Välj vem som ser svaret."}
    )
    reason = forms.CharField(
        label="Varför får fler läsa svaren än förut?",
        required=False,
        max_length=LONGEST_REASON,
        help_text="Bara om fler ska få läsa svaren. Ange vem som har beslutat det. Skälet skrivs i loggen.",
    )
    is_assumed = forms.BooleanField(label="Frågan är projektets egen, utan källa", required=False)
    key = forms.CharField(label="Nyckel", required=False)

    def __init__(self, post: QueryDict | None, *, before: Question | None, section: str = "", is_known: bool) -> None:
        super().__init__(post, initial=_initial(before) if before else _blank(section))
        self.before, self.is_known = before, is_known
        self.option_errors: list[str] = []
        self.rows = list(before.options if before else ()) or list(BLANK_ROWS)
        if post is not None:
            self.rows = _posted_rows(post)

    @property
    def is_locked(self) -> bool:
        """Tell whether nothing but the wording may be changed."""
        return self.before is not None and self.before.is_locked

    @property
    def is_kind_fixed(self) -> bool:
        """Tell whether the kind can't be chosen any more."""
        return self.is_known or self.is_locked

    @property
    def has_options(self) -> bool:
        """Tell whether the kind that is chosen takes options, where it can't be chosen any more."""
        return self["kind"].value() in {kind.value for kind in WITH_OPTIONS}

    @property
    def kind_name(self) -> str:
        """Return the kind in words, where it can't be chosen any more."""
        return QuestionKind(self["kind"].value()).label

    @property
    def kinds(self) -> list[tuple[str, str, str]]:
        """Return the kinds to choose between: value, text, what it is."""
        return [(kind.value, kind.label, KIND_HELP[kind]) for kind in QuestionKind]

    @property
    def levels(self) -> list[tuple[str, str, str]]:
        """Return the levels to choose between, the most guarded first: value, text, what it is."""
        return [(level.value, SEEN_BY[level], VISIBILITY_HELP[level]) for level in reversed(Visibility)]

    def act_on_rows(self, act: str) -> bool:
        """Add, move or remove an option's row, where that is what was asked for; tell whether it was.

        What else is written so far is kept, and nothing in it is complained about yet.
        """
        name, _, number = act.partition(":")
        if name == "add":
            self.rows.append(Option("", ""))
        elif name in ("remove", "up", "down") and number in {str(place) for place in range(len(self.rows))}:
            row = self.rows.pop(int(number))
            if name != "remove":
                self.rows.insert(max(0, int(number) + (1 if name == "down" else -1)), row)
        else:
            return False
        self._errors = ErrorDict()
        return True

    def question(self) -> Question:
        """Return what has been filled in, once the form is valid; rows that were never written in are left out."""
        filled = self.cleaned_data
        kind = QuestionKind(filled["kind"])
        written = tuple(row for row in self.rows if row.key or row.text.strip())
        return Question(
            key=filled["key"].strip(),
            section=Section(filled["section"]),
            text=filled["text"],
            kind=kind,
            options=written if kind in WITH_OPTIONS else (),
            group=filled["group"],
            help=filled["help"],
            is_required=filled["is_required"],
            visibility=Visibility(filled["visibility"]),
            is_assumed=filled["is_assumed"],
        )

    def refuse(self, refusal: QuestionRefused) -> None:
        """Show a refusal at its field."""
        if refusal.field == "options":
            self.option_errors.append(str(refusal))
        else:
            self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


def _blank(section: str) -> dict[str, Any]:
    """A new question is for the police alone until somebody says otherwise."""
    known = section if section in Section.values else Section.PLACE.value
    return {"section": known, "visibility": Visibility.POLICE_ONLY.value}


def _initial(question: Question) -> dict[str, Any]:
    plain = ("text", "help", "group", "is_required", "is_assumed", "key")
    values = {name: getattr(question, name) for name in plain}
    fixed = {"section": question.section, "kind": question.kind, "visibility": question.visibility}
    return values | {name: value.value for name, value in fixed.items()}


def _posted_rows(post: QueryDict) -> list[Option]:
    count = post.get("option-count", "")
    numbers = range(min(int(count), MOST_OPTIONS + 1) if count.isdecimal() and len(count) < 4 else 0)
    return [
        Option(
            key=post.get(f"option-{number}-key", ""),
            text=post.get(f"option-{number}-text", ""),
            needs_comment=f"option-{number}-needs_comment" in post,
            is_assumed=f"option-{number}-is_assumed" in post,
        )
        for number in numbers
    ]
