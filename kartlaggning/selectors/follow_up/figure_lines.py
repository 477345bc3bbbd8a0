"""Lines of a file of figures held against scenes, categories, rounds and outlines: rows that are not written yet."""

from collections.abc import Mapping

from django.conf import settings
from django.utils import timezone

from kartlaggning.choices import Origin
from kartlaggning.imports.figure_files import AttitudeLine, CrimeLine, FigureFile, SafetyLine
from kartlaggning.imports.figure_table import LineProblem
from kartlaggning.models import AttitudeShare, CrimeCategory, CrimeCount, FigureImport, SafetyBand, Scene, SurveyRound
from kartlaggning.selectors.follow_up.covering import covering_rounds
from kartlaggning.selectors.follow_up.figure_outlines import Outlines, outlines_of
from kartlaggning.swedish import enumerate_words, search_key


class FigureLines:
    """Turns the lines of one file into unsaved rows of an unsaved import, or into problems.

    `notes` say what is left out though it is no error. Costs a fixed number of queries.
    """

    def __init__(self, file: FigureFile) -> None:
        self._file = file
        constant = next((line.constant_years for line in file.crimes if line.constant_years), ())
        origin = Origin.EXAMPLE if settings.DEMONSTRATION else Origin.DOCUMENTED
        self.figure_import = FigureImport(kind=file.kind, origin=origin, constant_years=list(constant))
        self._this_year = timezone.localdate().year
        self._scenes = {
            search_key(name): scene for scene in Scene.objects.all() for name in (scene.public_id, scene.name)
        }
        self._categories = {
            search_key(name): row for row in CrimeCategory.objects.all() for name in (row.name, row.key)
        }
        self._covering = covering_rounds()
        self._rounds = set(SurveyRound.objects.values_list("year", flat=True))
        self._outlines = self._measured()
        self.crimes: list[CrimeCount] = []
        self.bands: list[SafetyBand] = []
        self.attitudes: list[AttitudeShare] = []
        self.problems: list[LineProblem] = []
        self.notes: list[LineProblem] = []
        self._written: dict[tuple[object, ...], int] = {}

    def _measured(self) -> Mapping[int, Outlines]:
        named = {search_key(line.scene) for line in self._file.crimes}
        return outlines_of({self._scenes[name].pk for name in named if name in self._scenes})

    def _fail(self, line: int, column: str, message: str) -> None:
        self.problems.append(LineProblem(line, column, message))

    def _is_past(self, line: int, year: int) -> bool:
        """Tell whether the year has begun; else that is a problem."""
        if year > self._this_year:
            self._fail(line, "ar", f"{year} har inte börjat.")
        return year <= self._this_year

    def _scene(self, line: int, name: str) -> Scene | None:
        """Return the scene of a number or name that figures may be read in for; else that is a problem."""
        scene = self._scenes.get(search_key(name))
        if scene is None:
            self._fail(line, "plats_id", f"Det finns ingen plats ”{name}”. Skriv platsens nummer, till exempel S-0001.")
        elif settings.DEMONSTRATION and not scene.is_example:
            self._fail(line, "plats_id", f"{scene} är en verklig plats. Här läses siffror in bara för exempelplatser.")
        elif not settings.DEMONSTRATION and scene.is_example:
            self._fail(line, "plats_id", f"{scene} är påhittad. Verkliga siffror får inte stå på den.")
        else:
            return scene
        return None

    def add_crime(self, line: CrimeLine) -> None:
        """Turn a line into a row, or into problems."""
        scene, category = self._scene(line.line, line.scene), self._categories.get(search_key(line.category))
        if category is None:
            known = enumerate_words(sorted(row.key for row in set(self._categories.values()) if row.is_active))
            self._fail(line.line, "kategori", f"Det finns ingen kategori ”{line.category}”. De som finns är {known}.")
        elif not category.is_active:
            self._fail(
                line.line, "kategori", f"{category} används inte längre. Börja använda den igen, eller välj en annan."
            )
        is_past = self._is_past(line.line, line.year)
        if scene is None or category is None or not category.is_active or not is_past:
            return
        if not self._is_first(line.line, (scene.pk, line.year, category.pk)) or not self._fits_rounds(line, scene):
            return
        outlines = self._outlines[scene.pk]
        constant_m2 = self._constant_m2(line, outlines)
        has_constant = line.constant_count is not None and constant_m2 is not None
        self.crimes.append(
            CrimeCount(
                figure_import=self.figure_import,
                scene=scene,
                year=line.year,
                category=category,
                count=line.count,
                outline_year=line.outline_year,
                outline_m2=self._outline_m2(line, outlines),
                constant_count=line.constant_count if has_constant else None,
                constant_m2=constant_m2 if has_constant else None,
            )
        )

    def _is_first(self, line: int, said: tuple[object, ...]) -> bool:
        """Tell whether no line above says the same by other words: a name where the other has the number."""
        first = self._written.setdefault(said, line)
        if first != line:
            self._fail(line, "", f"Samma sak står redan på rad {first}. Ta bort den ena raden.")
        return first == line

    def _fits_rounds(self, line: CrimeLine, scene: Scene) -> bool:
        """Tell whether the rounds that the line names are the right ones."""
        covering, wanted = self._covering.get(line.year), line.outline_year
        unknown = [str(year) for year in line.constant_years if year not in self._rounds]
        if unknown:
            message = f"Det finns ingen kartläggning {enumerate_words(unknown, 'eller')}."
            self._fail(line.line, "konstant_kartlaggningar", message)
        if wanted is None:
            words = "Ingen kartläggning bedömer hela" if covering is None else "Ingen gräns är angiven för"
            self.notes.append(LineProblem(line.line, "", f"{words} {line.year}: antal per hektar räknas inte ut."))
        elif wanted != covering:
            instead = f"Det gör kartläggning {covering}." if covering else "Ingen gör det: lämna cellen tom."
            self._fail(line.line, "kartlaggning", f"Kartläggning {wanted} bedömer inte hela {line.year}. {instead}")
            return False
        elif wanted not in self._outlines[scene.pk].by_round:
            message = f"{scene} har ingen gräns i kartläggning {wanted}. Lämna cellen tom."
            self._fail(line.line, "kartlaggning", message)
            return False
        return not unknown

    def _outline_m2(self, line: CrimeLine, outlines: Outlines) -> float | None:
        if line.outline_year is None:
            return None
        area = outlines.area_m2(line.outline_year)
        if area is None:
            message = "Gränsen är ungefärlig och har ingen yta: antal per hektar räknas inte ut."
            self.notes.append(LineProblem(line.line, "", message))
        return area

    def _constant_m2(self, line: CrimeLine, outlines: Outlines) -> float | None:
        if line.constant_count is None:
            return None
        area = outlines.constant_m2(line.constant_years)
        if area is None:
            message = "Den konstanta gränsens yta är inte känd: antalet på den läses inte in."
            self.notes.append(LineProblem(line.line, "antal_konstant", message))
        return area

    def add_band(self, line: SafetyLine) -> None:
        """Turn a band into a row, or into a problem."""
        if self._is_past(line.line, line.year):
            self.bands.append(
                SafetyBand(
                    figure_import=self.figure_import,
                    year=line.year,
                    from_m=line.from_m,
                    to_m=line.to_m,
                    respondents=line.respondents,
                    unsafe=line.unsafe,
                    weight=line.weight,
                    weight_squares=line.weight_squares,
                    unsafe_weight=line.unsafe_weight,
                )
            )

    def add_attitude(self, line: AttitudeLine) -> None:
        """Turn a group's view into a row, or into problems."""
        scene, is_past = self._scene(line.line, line.scene), self._is_past(line.line, line.year)
        if scene is None or not is_past:
            return
        if self._is_first(line.line, (scene.pk, line.year, line.group, line.question)):
            self.attitudes.append(
                AttitudeShare(
                    figure_import=self.figure_import,
                    scene=scene,
                    year=line.year,
                    group=line.group,
                    question=line.question,
                    share=line.share,
                    respondents=line.respondents,
                    city_mean=line.city_mean,
                )
            )
