"""The first step of an import: which file, and into which round."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files import File

from kartlaggning.errors import ImportProblem
from kartlaggning.imports.survey_file import KINDS, LARGEST_BYTES, SurveyTable, read_survey_file
from kartlaggning.models import SurveyRound


class UploadForm(forms.Form):
    """A file, the round and whether places may be added. `table` is what was read, once the form is valid."""

    year = forms.TypedChoiceField(label="Omgång", coerce=int, error_messages={"required": "Välj en omgång."})
    file = forms.FileField(
        label="Fil",
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
        help_text=(
            f"CSV, Excel (.xlsx), GeoJSON eller GeoPackage, högst {LARGEST_BYTES // 1_000_000} MB. "
            "Första raden ska vara rubriker. Formler räknas inte ut: klistra in dem som värden först."
        ),
        error_messages={
            "required": "Välj en fil.",
            "empty": "Filen är tom.",
            "max_length": "Filens namn är för långt. Korta det.",
        },
    )
    new_scenes = forms.BooleanField(
        label="Platser som inte är med får läggas till",
        required=False,
        help_text="Annars är det ett fel, så att ett felstavat namn inte blir en ny plats.",
    )

    def __init__(self, *args: Any, rounds: Iterable[SurveyRound], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.year, f"{row.year}, {row.get_state_display()}") for row in rounds]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]
        self.content = b""
        self.table: SurveyTable | None = None

    def clean_file(self) -> "File[bytes]":
        """Read the file as a table, or say why it can't be read."""
        upload: File[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST_BYTES:
            raise forms.ValidationError(f"Filen är större än {LARGEST_BYTES // 1_000_000} MB. Dela upp den.")
        self.content = upload.read()
        try:
            self.table = read_survey_file(upload.name or "", self.content)
        except ImportProblem as problem:
            raise forms.ValidationError(str(problem)) from problem
        return upload
