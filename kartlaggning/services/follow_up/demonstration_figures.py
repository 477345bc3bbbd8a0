"""The demonstration's made-up crimes, safety and attitudes, read in from files as real ones are."""

from collections.abc import Iterable

from kartlaggning.choices import ImportKind
from kartlaggning.demonstration import figures
from kartlaggning.demonstration.plan import HALVED
from kartlaggning.exports.formats.spreadsheet import Cell, csv_lines
from kartlaggning.imports.figure_files import COLUMNS, read_figure_file
from kartlaggning.models import FigureImport, Scene, SurveyRound
from kartlaggning.selectors.follow_up.figure_outlines import Outlines, outlines_of
from kartlaggning.services.follow_up.figure_imports import About, import_figures
from kartlaggning.services.follow_up.releases import release_figures

NEWEST = 2024
SOURCE = "Exempel: påhittade siffror"
# Two police areas whose figures have not come, as in life.
WITHOUT = ("Haninge", "Järfälla")
UNCOVERED = 12  # places with counts of the year that is not decided on


def load(*, by: str) -> None:
    """Write them; all but the crimes of the last year are released for the newest round."""
    scenes = {scene.pk: scene for scene in Scene.objects.filter(is_example=True).order_by("public_id")}
    halved = f"Exempelplats {HALVED[0]} {HALVED[1]}"
    lasting = [(scenes[pk], found) for pk, found in outlines_of(scenes).items() if _lasts(scenes[pk], found)]
    crimes: list[tuple[object, ...]] = []
    later: list[tuple[object, ...]] = []
    for place, (scene, found) in enumerate(lasting):
        areas = {year: found.area_m2(year) or 0.0 for year in figures.ROUNDS}
        lines = figures.falling_violence_lines if scene.name == halved else figures.crime_lines
        crimes += lines(scene.public_id, areas, found.constant_m2(figures.ROUNDS) or 0.0)
        if place < UNCOVERED:
            later += figures.uncovered_lines(scene.public_id, areas[NEWEST])
    seen = figures.attitude_lines(next(scene.public_id for scene, _found in lasting if scene.name == halved))
    released = (
        _imported(ImportKind.CRIME, "Exempel: anmälda brott 2020, 2022 och 2023", crimes, by),
        _imported(ImportKind.SAFETY, "Exempel: trygghet kring exempelplatserna", figures.SAFETY, by),
        _imported(ImportKind.ATTITUDE, f"Exempel: attityder till {halved}", seen, by),
    )
    newest = SurveyRound.objects.get(year=NEWEST)
    for figure_import in released:
        release_figures(figure_import, newest, by=by)
    _imported(ImportKind.CRIME, f"Exempel: anmälda brott {figures.UNCOVERED_YEAR}", later, by)


def _lasts(scene: Scene, found: Outlines) -> bool:
    """Tell whether a scene was open, with a measured outline, in every round, where figures have come from."""
    return all(found.by_round.get(year) for year in figures.ROUNDS) and not any(name in scene.name for name in WITHOUT)


def _imported(kind: ImportKind, title: str, lines: Iterable[tuple[object, ...]], by: str) -> FigureImport:
    needed, optional = COLUMNS[kind]
    written = csv_lines((*needed, *optional), ([_cell(value) for value in line] for line in lines))
    file = read_figure_file(kind, f"exempel-{kind.value}.csv", "".join(written).encode())
    return import_figures(file, About(title, SOURCE), by=by)


def _cell(value: object) -> Cell:
    return value if isinstance(value, int | float) or value is None else str(value)
