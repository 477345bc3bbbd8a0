"""`manage.py import_surveys`: reads surveys from a file into a round, all lines or none."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from kartlaggning.errors import ImportProblem, Refused
from kartlaggning.imports.survey_file import SurveyTable, read_survey_file
from kartlaggning.imports.survey_mapping import SurveyMapping, Target, read_mapping, suggested
from kartlaggning.management.change import ChangeCommand
from kartlaggning.selectors.import_facts import round_to_import, targets_for
from kartlaggning.selectors.survey_import import ImportPlan, PlannedRow, plan_import
from kartlaggning.services.survey_import import import_surveys


class Command(ChangeCommand):
    """Dry run unless `--commit`; the report is the same in both."""

    help = (
        "Läser in kartläggningar ur CSV, Excel (.xlsx), GeoJSON eller GeoPackage i en omgång. I en omgång som pågår "
        "blir raderna utkast, i en avslutad gäller de genast. Samma fil en gång till ändrar inget. Utan --mapping "
        "används den koppling som rubrikerna ger, och den skrivs ut."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, the round and how the columns are mapped."""
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="filen med kartläggningar")
        parser.add_argument("--round", type=int, required=True, help="omgångens år")
        parser.add_argument("--mapping", type=Path, help="JSON med ”columns” och ”values”")
        parser.add_argument("--new-scenes", action="store_true", help="lägg till platser som inte är med")

    def change(self, **options: Any) -> str:
        """Report every line, then write them."""
        path: Path = options["file"]
        survey_round = round_to_import(options["round"])
        table = read_survey_file(path.name, _content(path))
        known = targets_for(survey_round, self.actor)
        mapping = self._mapping(options["mapping"], table, known)
        how = {"new_scenes": options["new_scenes"], "by": self.actor}
        self._report(plan_import(table, mapping, survey_round, **how))
        done = import_surveys(table, mapping, survey_round, **how)
        return f"Inlästa rader: {len(done.written_rows)} av {len(done.rows)}."

    def _mapping(self, path: Path | None, table: SurveyTable, known: tuple[Target, ...]) -> SurveyMapping:
        if path is None:
            mapping = suggested(table, known)
            self.stdout.write(json.dumps(mapping.as_json(), ensure_ascii=False, indent=1))
            return mapping
        try:
            return read_mapping(json.loads(_content(path)), table, known)
        except ValueError as error:
            raise ImportProblem(f"{path.name} är inte JSON.") from error

    def _report(self, plan: ImportPlan) -> None:
        for row in plan.rows:
            self.stdout.write(f"{row.line:>5}  {row.name or '(utan namn)'}: {row.outcome.value}{_changes(row)}")
            for problem in row.problems:
                where = f"”{problem.column}”: " if problem.column else ""
                self.stdout.write(f"       {where}{problem.message}")
            for note in row.notes:
                self.stdout.write(f"       {note}")
        self.stdout.write(", ".join(f"{words} {number}" for words, number in plan.counts.items()))


def _changes(row: PlannedRow) -> str:
    labels = ", ".join(difference.label for difference in row.differences)
    return f" ({labels})" if labels and not row.problems else ""


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"Filen {path.name} går inte att öppna.") from error
