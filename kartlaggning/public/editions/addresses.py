"""Addresses of editions and their files: the same wherever a page is read, also inside an older edition's own site."""

from django.urls import get_script_prefix, reverse
from django.utils import translation

from kartlaggning.selectors.editions import Atlas, Registered


def edition_list_path() -> str:
    """Return the path of the list of editions, in the page's language."""
    return _outside("public:editions")


def edition_path(ref: str) -> str:
    """Return the path of an edition's page, in the page's language."""
    return _outside("public:edition", ref)


def file_path(ref: str, path: str) -> str:
    """Return the path of an edition's file: one for all languages."""
    with translation.override("sv"):
        return _outside("public:edition_file", ref, path)


def latest_path(name: str) -> str:
    """Return the path that leads to the newest edition's file of that stable name."""
    with translation.override("sv"):
        return _outside("public:latest_file", name)


def document_path(name: str) -> str:
    """Return the path of a document for programs, by its route: one for all languages."""
    with translation.override("sv"):
        return _outside(name)


def current_entry(atlas: Atlas) -> Registered | None:
    """Return the newest current edition as the register has it, or None before the first."""
    newest = atlas.editions[-1].ref if atlas.editions else ""
    return next((entry for entry in atlas.register if entry.ref == newest), None)


def _outside(name: str, *arguments: str) -> str:
    return "/" + reverse(name, args=arguments).removeprefix(get_script_prefix())
