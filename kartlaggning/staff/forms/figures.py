"""The forms about figures: a file with what is said of it, withdrawing, a crime category, the limits."""

from typing import Any

from django import forms
from django.core.files import File

from kartlaggning.choices import CrimeGroup, ImportKind
from kartlaggning.errors import ImportProblem, Refused
from kartlaggning.followup.values import Limits
from kartlaggning.imports.figure_files import read_figure_file
from kartlaggning.imports.figure_table import FORMATS
from kartlaggning.imports.survey_file import LARGEST_BYTES
from kartlaggning.models import CrimeCategory
from kartlaggning.services.follow_up.categories import (
    LEAST_WITHOUT_COUNTS,
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    MOST_COUNT,
    MOST_PERCENT,
    MOST_RESPONDENTS,
    CategoryText,
    text_of,
)
from kartlaggning.services.follow_up.figure_imports import (
    LONGEST_NOTE,
    LONGEST_NUMBER,
    LONGEST_SOURCE,
    LONGEST_TITLE,
    About,
    checked,
)
from kartlaggning.staff.forms.disposal import line_field
from kartlaggning.staff.forms.scenes import reason_field

KINDS = {
    ImportKind.CRIME: "Anmälda brott, antal per plats, år och kategori",
    ImportKind.SAFETY: "Trygghet, svarande per avståndsband",
    ImportKind.ATTITUDE: "Attityder till en plats, andelar över tid",
}
ABOUT = ("title", "source", "registration_number", "note")


class FigureUploadForm(forms.Form):
    """A file of figures and where they come from; `content` is the file's, once the form is valid."""

    kind = forms.ChoiceField(
        label="Vad innehåller filen?",
        choices=[("", "välj"), *((kind.value, words) for kind, words in KINDS.items())],
        error_messages={"required": "Välj vad filen innehåller.", "invalid_choice": "Välj i listan."},
    )
    file = forms.FileField(
        label="Fil",
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join(FORMATS)}),
        help_text=(
            f"CSV med semikolon eller Excel (.xlsx), högst {LARGEST_BYTES // 1_000_000} MB. "
            "Bara antal: inga punkter och inga personuppgifter."
        ),
        error_messages={
            "required": "Välj en fil.",
            "empty": "Filen är tom.",
            "max_length": "Filens namn är för långt. Korta det.",
        },
    )
    title = line_field("Rubrik", "Skriv en rubrik.", LONGEST_TITLE, "Till exempel: Anmälda brott 2023, Polisregionen.")
    source = line_field(
        "Källa", "Skriv vem siffrorna kommer från.", LONGEST_SOURCE, "Visas vid varje siffra, även för allmänheten."
    )
    registration_number = line_field("Diarienummer (om det finns)", "", LONGEST_NUMBER)
    note = reason_field(
        "Anmärkning (om det behövs)", "", "Till exempel hur brotten valdes ut. Visas bara för personal.", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["registration_number"].required = False
        self.fields["note"].max_length = LONGEST_NOTE  # type: ignore[attr-defined]
        self.content = b""

    def clean_file(self) -> "File[bytes]":
        """Take the file's content, unless it is too large."""
        upload: File[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST_BYTES:
            raise forms.ValidationError(f"Filen är större än {LARGEST_BYTES // 1_000_000} MB. Dela upp den.")
        self.content = upload.read()
        return upload

    def clean(self) -> dict[str, Any]:
        """Read the file as what it is said to be, or say why it can't be read."""
        filled = super().clean() or {}
        if "file" in filled and "kind" in filled:
            try:
                read_figure_file(ImportKind(filled["kind"]), filled["file"].name or "", self.content)
            except ImportProblem as problem:
                self.add_error("file", str(problem))
        if not self.errors:
            try:
                checked(self.about)
            except Refused as refusal:
                self.add_error(None, str(refusal))
        return filled

    @property
    def about(self) -> About:
        """Return what is said of the import."""
        return About(**{name: self.cleaned_data[name] for name in ABOUT})


class WithdrawForm(forms.Form):
    """Why an import is withdrawn."""

    reason = reason_field(
        "Varför återkallas underlaget?",
        "Skriv varför underlaget återkallas.",
        "Läses bara av personal. Skriv inga personuppgifter.",
    )


class CategoryForm(forms.Form):
    """A crime category."""

    name = line_field("Namn", "Skriv kategorins namn.", LONGEST_NAME)
    group = forms.ChoiceField(
        label="Hur siffran ska läsas",
        choices=[(group.value, str(group.label).capitalize()) for group in CrimeGroup],
        help_text="Upptäcktsbrott anmäls för att någon har letat: färre är inte bättre, och de jämförs aldrig.",
        error_messages={"required": "Välj hur siffran ska läsas.", "invalid_choice": "Välj i listan."},
    )
    description = forms.CharField(
        label="Vad som räknas",
        required=False,
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Visas för allmänheten bredvid siffran.",
        error_messages={"max_length": f"Korta texten till högst {LONGEST_DESCRIPTION} tecken."},
    )

    @property
    def text(self) -> CategoryText:
        """Return what has been filled in, of a valid form."""
        data = self.cleaned_data
        return CategoryText(data["name"], CrimeGroup(data["group"]), data["description"])


class ChangeCategoryForm(CategoryForm):
    """A category as it was when the page was opened, and as it is to be."""

    was_name = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    was_group = forms.CharField(widget=forms.HiddenInput, required=False)
    was_description = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    @property
    def before(self) -> CategoryText:
        """Return what the person saw; nothing of it is checked, for it is only compared."""
        data = self.cleaned_data
        group = data["was_group"] if data["was_group"] in CrimeGroup.values else CrimeGroup.OTHER
        return CategoryText(data["was_name"], CrimeGroup(group), data["was_description"].replace("\r\n", "\n"))


def initial_of(category: CrimeCategory) -> dict[str, Any]:
    """Return what the form holds of a category that is to be changed."""
    text = text_of(category)
    values = {"name": text.name, "group": text.group.value, "description": text.description}
    return {**values, **{f"was_{name}": value for name, value in values.items()}}


_LIMITS = ("small_number", "outline_percent", "smallest_group")


def _number_field(label: str, ends: tuple[int, int], help_text: str) -> forms.IntegerField:
    words = f"Skriv ett helt tal från {ends[0]} till {ends[1]}."
    messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), words)
    return forms.IntegerField(
        label=label, min_value=ends[0], max_value=ends[1], help_text=help_text, error_messages=messages
    )


class LimitsForm(forms.Form):
    """The three limits, and as they were when the page was opened."""

    small_number = _number_field(
        "Minsta antal brott som visas för allmänheten",
        (2, MOST_COUNT),
        "Antal under det, utom noll, visas inte. Minst ett till döljs i samma rad och kolumn. "
        f"Under {LEAST_WITHOUT_COUNTS} sätts det bara av den som läser Polisens del.",
    )
    outline_percent = _number_field(
        "När det sägs att gränsen har ändrats, i procent",
        (1, MOST_PERCENT),
        "Har ytan ändrats mer än så står det bredvid antalet per hektar.",
    )
    smallest_group = _number_field(
        "Minsta grupp svarande som visas för allmänheten",
        (1, MOST_RESPONDENTS),
        "Mindre grupper lämnas ute.",
    )
    was = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, current: Limits) -> None:
        given = (current.small_number, current.outline_percent, current.smallest_group)
        was = " ".join(str(number) for number in given)
        super().__init__(data, initial={**dict(zip(_LIMITS, given, strict=True)), "was": was})

    def clean_was(self) -> str:
        """Want three numbers."""
        was: str = self.cleaned_data["was"]
        if len(was.split()) != len(_LIMITS) or not all(word.isdecimal() and len(word) < 6 for word in was.split()):
            raise forms.ValidationError("Sidan är inte hel. Läs in den igen.")
        return was

    @property
    def limits(self) -> Limits:
        """Return what has been filled in, of a valid form."""
        return Limits(*(self.cleaned_data[name] for name in _LIMITS))

    @property
    def before(self) -> Limits:
        """Return what the person saw."""
        return Limits(*(int(word) for word in self.cleaned_data["was"].split()))
