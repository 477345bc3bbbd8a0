"""The page for taking out answers: the form, and the file once the form says for what and why."""

from django.http import QueryDict
from django.utils import timezone

from kartlaggning.exports.formats.workbook import XLSX_TYPE, Book, workbook_bytes
from kartlaggning.exports.package.bundle import ZIP_TYPE, zip_bytes
from kartlaggning.exports.package.table_csv import CSV_TYPE, csv_bytes
from kartlaggning.exports.source import PublishedFile
from kartlaggning.permissions import Actor
from kartlaggning.selectors.answers import years_of
from kartlaggning.selectors.editions import AreaRef, current_atlas
from kartlaggning.services.exports import InternalExport, export_answers
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.tables import AnswersForm, area_choices, area_value

TITLE = "Internt: svar ur kartläggningar av öppna drogscener"


class AnswersPage:
    """The form as sent, or empty with the latest round chosen."""

    def __init__(self, actor: Actor, sent: QueryDict | None) -> None:
        self._actor = actor
        self._areas = current_atlas().areas
        self.years = years_of(actor)
        self.form = AnswersForm(
            sent,
            areas=area_choices(self._areas, "Allt som du får läsa"),
            years=self.years,
            initial={"years": self.years[-1:], "file_format": "xlsx"},
        )

    @property
    def status(self) -> int:
        """Return the page's status: 422 where something has to be put right."""
        return 422 if self.form.errors else 200

    def take(self) -> PublishedFile | None:
        """Return the file that is asked for, or None where nothing is sent or the form has errors."""
        taken = attempt(self.form, self._export) if self.form.is_bound else None
        return answers_file(taken, self.form.cleaned_data["file_format"]) if taken else None

    def _export(self) -> InternalExport:
        filled = self.form.cleaned_data
        return export_answers(
            years=filled["years"],
            area=self._area(filled["area"]),
            file_format=filled["file_format"],
            purpose=filled["purpose"],
            reason=filled["reason"],
            by=self._actor,
        )

    def _area(self, wanted: str) -> AreaRef | None:
        return next((area.ref for area in self._areas if area_value(area.ref) == wanted), None)


def answers_file(taken: InternalExport, file_format: str) -> PublishedFile:
    """Return the answers as a workbook, or as CSV files in a zip; who, when and why stands first in each."""
    found = taken.answers
    stem = f"internt-svar-{timezone.localtime(taken.taken_at).date().isoformat()}"
    if file_format == "xlsx":
        book = Book(TITLE, taken.facts, (found.table, found.dictionary), taken.taken_at)
        return PublishedFile(f"{stem}.xlsx", XLSX_TYPE, TITLE, workbook_bytes(book))
    preface = ((TITLE, ""), *taken.facts)
    files = (
        PublishedFile(f"{stem}.csv", CSV_TYPE, "Svaren", csv_bytes(found.table, preface)),
        PublishedFile(f"{stem}-datalexikon.csv", CSV_TYPE, "Datalexikon", csv_bytes(found.dictionary, preface)),
    )
    return PublishedFile(f"{stem}.zip", ZIP_TYPE, TITLE, zip_bytes(files, taken.taken_at))
