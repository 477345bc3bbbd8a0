"""Finds the GDAL and GEOS libraries that GeoDjango needs, in the installed wheels if nowhere else."""

from importlib.util import find_spec
from pathlib import Path


def find_in_wheel(package: str, name: str) -> str | None:
    """Return the path of the shared library `name` that the wheel of `package` carries.

    Looks in `<package>.libs/` (Linux, Windows) and `<package>/.dylibs/` (macOS).
    Returns None where the package was built against the system's library instead.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    package_dir = Path(spec.origin).parent
    folders = (package_dir.parent / f"{package}.libs", package_dir / ".dylibs")
    for folder in folders:
        for candidate in sorted(folder.glob(f"{name}[-.]*")):
            return str(candidate)
    return None


def gdal_library(environment_path: str) -> str | None:
    """Return the path of libgdal: the environment's if given, else pyogrio's, else None (the system's)."""
    return environment_path or find_in_wheel("pyogrio", "libgdal") or find_in_wheel("pyogrio", "gdal")


def geos_library(environment_path: str) -> str | None:
    """Return the path of libgeos_c: the environment's if given, else shapely's, else None (the system's)."""
    return environment_path or find_in_wheel("shapely", "libgeos_c") or find_in_wheel("shapely", "geos_c")
