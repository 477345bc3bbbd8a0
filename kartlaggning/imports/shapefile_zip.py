"""Unpacking a zipped Shapefile safely: limits on number and size, no member outside the folder, fixed file names."""

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from kartlaggning.errors import ImportProblem

MOST_MEMBERS = 100
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_NEEDED = (".shp", ".shx", ".dbf", ".prj")


@contextmanager
def unpacked_shapefile(path: Path, largest_bytes: int, layer: str, choose_layer: str) -> Iterator[Path]:
    """Yield the path of the Shapefile in the archive, unpacked to a temporary folder; `layer` names one of several.

    `largest_bytes` bounds what it may become unpacked, `choose_layer` begins the sentence that says what to do about
    several.

    Raises ImportProblem for an archive that is broken, encrypted, too large, names a place outside itself, or lacks
    a part of the Shapefile.
    """
    try:
        with zipfile.ZipFile(path) as archive, TemporaryDirectory() as folder:
            members = _safe_members(archive, largest_bytes)
            stem = _chosen(members, layer, choose_layer)
            unpacked = Path(folder) / f"{stem.name}.shp"
            _unpack(archive, {suffix: members.get(f"{stem}{suffix}") for suffix in _PARTS}, unpacked)
            yield unpacked
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise ImportProblem(f"{path.name} är inte en hel zip-fil.") from error


def _safe_members(archive: zipfile.ZipFile, largest_bytes: int) -> dict[str, zipfile.ZipInfo]:
    """Return the archive's files by path, with the suffix in lower case."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MOST_MEMBERS:
        raise ImportProblem(f"Arkivet innehåller {len(members)} filer. Högst {MOST_MEMBERS} tas emot.")
    for member in members:
        _check_member(member)
    # The sizes are what the archive states; zipfile gives out no more than that, whatever is packed inside.
    if sum(member.file_size for member in members) > largest_bytes:
        raise ImportProblem(f"Arkivet blir större än {largest_bytes // 1_000_000} MB uppackat och läses inte.")
    return {_lower_suffix(member.filename): member for member in members}


def _check_member(member: zipfile.ZipInfo) -> None:
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in member.filename:
        raise ImportProblem(f"Arkivet pekar utanför sig självt: ”{member.filename}”. Filen läses inte.")
    if member.flag_bits & 1:
        raise ImportProblem("Arkivet är krypterat. Packa om det utan lösenord.")


def _lower_suffix(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    return str(path.with_suffix(path.suffix.lower()))


def _chosen(members: dict[str, zipfile.ZipInfo], layer: str, choose_layer: str) -> PurePosixPath:
    """Return the path without suffix of the archive's one Shapefile, or of the one named `layer`."""
    paths = [PurePosixPath(name) for name in members]
    found = [path.with_suffix("") for path in paths if path.suffix == ".shp" and "__MACOSX" not in path.parts]
    chosen = [path for path in found if layer in ("", path.name)]
    if not found:
        raise ImportProblem("Arkivet innehåller ingen Shapefile (.shp).")
    if len(chosen) != 1:
        names = ", ".join(sorted(path.name for path in found))
        raise ImportProblem(f"Arkivet innehåller flera Shapefiler eller inte den som söks. {choose_layer}: {names}.")
    return chosen[0]


def _unpack(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo | None], target: Path) -> None:
    """Write the parts beside `target`, under its name."""
    if missing := [suffix for suffix in _NEEDED if parts[suffix] is None]:
        raise ImportProblem(f"Shapefilen saknar {', '.join(missing)}.")
    for suffix, member in parts.items():
        if member is not None:
            with archive.open(member) as source, target.with_suffix(suffix).open("wb") as file:
                shutil.copyfileobj(source, file)
