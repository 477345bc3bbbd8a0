"""Files of figures as tests send them, and the made-up scenes of the example county by what their outlines do."""

from kartlaggning.choices import ImportKind
from kartlaggning.imports.figure_files import COLUMNS, read_figure_file
from kartlaggning.models import Scene
from kartlaggning.services.follow_up.figure_imports import About, import_figures

ABOUT = About("Anmälda brott", "Polisregionen", "A 123/2026", "Utan dubbletter")


def halved():
    """Return the made-up scene that shrinks to half: 4,0 ha in 2021, 3,8 in 2023 and 2,0 in 2024."""
    return Scene.objects.get(name="Exempelplats Stockholm 9")


def content(kind, *rows):
    """Return a file's bytes: the columns of its kind, then the rows, whose missing cells are empty."""
    columns = [name for part in COLUMNS[kind] for name in part]
    lines = [columns, *([*map(str, row), *[""] * len(columns)][: len(columns)] for row in rows)]
    return "\r\n".join(";".join(line) for line in lines).encode("utf-8-sig")


def file_of(kind, *rows):
    """Return what a file says."""
    return read_figure_file(kind, "siffror.csv", content(kind, *rows))


def imported(kind, *rows, by="test", **more):
    """Read a file in."""
    return import_figures(file_of(kind, *rows), ABOUT, by=by, **more)


CRIME, SAFETY, ATTITUDE = ImportKind.CRIME, ImportKind.SAFETY, ImportKind.ATTITUDE
