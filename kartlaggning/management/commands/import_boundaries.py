"""`manage.py import_boundaries`: loads official outlines of municipalities, city districts or police areas."""

from pathlib import Path
from typing import Any

import shapely
from django.core.management.base import CommandParser

from kartlaggning.choices import AreaKind
from kartlaggning.imports.boundaries import BoundaryFile, Fields, read_boundaries
from kartlaggning.management.change import ChangeCommand
from kartlaggning.services.boundaries import Comparison, Finding, Outcome, compare, import_outlines
from kartlaggning.swedish import number

# The map's whole background is now about 1 600 corners; this many would weigh more than the rest of the front page.
_MANY_CORNERS = 10_000


class Command(ChangeCommand):
    """Dry run unless `--commit`; the report is the same in both."""

    help = (
        "Läser in officiella gränser ur en GeoPackage (.gpkg), en GeoJSON (.geojson) eller en zippad Shapefile (.zip) "
        "i EPSG:4326 eller EPSG:3006. Gränserna är bakgrund: de avgör aldrig vilket område en plats hör till."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, what it holds, and where to look in it."""
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="filen med gränser")
        parser.add_argument("--kind", choices=AreaKind.values, required=True, help="vad gränserna omger")
        parser.add_argument("--layer", default="", help="lagret, om filen har flera")
        parser.add_argument("--name-field", default="", help="fältet med områdets namn")
        parser.add_argument("--code-field", default="", help="fältet med kommunkoden")

    def change(self, **options: Any) -> str:
        """Report every feature, then write the outlines that match."""
        kind = AreaKind(options["kind"])
        fields = Fields(options["layer"], options["name_field"], options["code_field"])
        file = read_boundaries(options["file"], fields)
        self._report(file, compare(kind, file))
        changed = import_outlines(kind, file, by=self.actor).having(Outcome.NEW, Outcome.CHANGED)
        return f"Inlästa gränser: {len(changed)}. De syns när senaste året publiceras på nytt (publish_round)."

    def _report(self, file: BoundaryFile, comparison: Comparison) -> None:
        order = "N, E: axlarna har vänts" if file.is_north_first else "E, N"
        self.stdout.write(f"{file.file}, lager {file.layer}, EPSG:{file.crs} ({order})")
        for finding in comparison.findings:
            self.stdout.write(_line(finding))
        if comparison.without_feature:
            self.stdout.write(f"Finns inte i filen, ändras inte: {', '.join(comparison.without_feature)}")
        outlines = [finding.boundary.outline for finding in comparison.having(Outcome.NEW, Outcome.CHANGED)]
        corners = sum(int(shapely.get_num_coordinates(outline)) for outline in outlines)
        if corners > _MANY_CORNERS:
            self.stdout.write(f"Obs: {number(corners)} hörn gör kartan tung att hämta. Förenkla gränserna först.")


def _line(finding: Finding) -> str:
    """Return the report's line of a feature: number, name and code, outcome, area in km² now and before."""
    boundary = finding.boundary
    name = " ".join(filter(None, (boundary.code, boundary.name))) or "(utan namn)"
    parts = [finding.outcome.value if not finding.reason else f"{finding.outcome.value}: {finding.reason}"]
    if boundary.outline is not None:
        parts.append(f"{_km2(boundary.outline.area)} km²")
    if finding.previous_m2 is not None and finding.outcome is Outcome.CHANGED:
        parts.append(f"förut {_km2(finding.previous_m2)} km²")
    return f"{boundary.number:>4}  {name}: {', '.join(parts)}"


def _km2(area_m2: float) -> str:
    return number(area_m2 / 1_000_000, 1)
