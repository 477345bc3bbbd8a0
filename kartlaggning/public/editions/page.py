"""The permanent page of one edition as values: what it is, its files, how to check and cite it, what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kartlaggning.choices import EditionState
from kartlaggning.exports.catalogue import schema_org
from kartlaggning.exports.catalogue.citation import Citation, citation
from kartlaggning.exports.catalogue.publisher import Publisher
from kartlaggning.exports.package.manifest import CHECKSUM_LIST, NAME, stable_name
from kartlaggning.exports.words import edition_words
from kartlaggning.exports.words.writing import number
from kartlaggning.public.editions import errata
from kartlaggning.public.editions.addresses import edition_path, file_path
from kartlaggning.public.editions.errata import Erratum
from kartlaggning.public.editions.removed import notices_of, why_withheld
from kartlaggning.public.editions.titles import edition_title, state_sentence
from kartlaggning.selectors.editions import Atlas, ManifestFile, Registered, RemovalNotice

FORMATS = {
    "csv": "CSV",
    "geojson": "GeoJSON",
    "gpkg": "GeoPackage",
    "pdf": "PDF",
    "png": "PNG",
    "svg": "SVG",
    "xlsx": "Excel (XLSX)",
    "zip": "ZIP",
}
_DICTIONARY = "datalexikon.csv"


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file in the list. `withheld` says why it can't be had just now, empty where it can."""

    file: ManifestFile
    address: str
    withheld: str

    @property
    def format(self) -> str:
        """Return what the format is called."""
        ending = self.file.path.rpartition(".")[2]
        return FORMATS.get(ending, ending.upper())

    @property
    def size(self) -> str:
        """Return the size in kB, as the page's language writes it; at least 0,1."""
        kilobytes = self.file.size / 1000
        return number(max(kilobytes, 0.1), 1 if kilobytes < 10 else 0)


@dataclass(frozen=True, slots=True)
class OtherRevision:
    """A revision of the same round."""

    entry: Registered
    title: str
    address: str


@dataclass(frozen=True)
class EditionPage:
    """What the page shows. `address` is the permanent one, absolute and without language."""

    entry: Registered
    title: str
    state_sentence: str
    judged_period: str
    publication: str
    address: str
    files: tuple[FileLine, ...]
    manifest_address: str
    checksum_list_address: str
    dictionary: FileLine | None
    citation: Citation
    errata: tuple[Erratum, ...]
    replaces: OtherRevision | None
    replaced_by: OtherRevision | None
    removals: tuple[RemovalNotice, ...]
    reading_address: str
    linked_data: Mapping[str, Any]


def edition_page(atlas: Atlas, entry: Registered, publisher: Publisher) -> EditionPage:
    """Return the page of an edition that is current or superseded."""
    address = f"{publisher.site_url}/utgavor/{entry.ref}/"
    files = tuple(_line(atlas, entry, file) for file in entry.files)
    return EditionPage(
        entry=entry,
        title=edition_title(entry),
        state_sentence=state_sentence(entry),
        judged_period=edition_words.judged_period(entry),
        publication=edition_words.publication(entry),
        address=address,
        files=files,
        manifest_address=file_path(entry.ref, NAME),
        checksum_list_address=file_path(entry.ref, CHECKSUM_LIST),
        dictionary=next((line for line in files if stable_name(entry.ref, line.file.path) == _DICTIONARY), None),
        citation=citation(entry, address, publisher.name),
        errata=errata.of_edition(atlas, entry),
        replaces=_other(atlas, entry.replaces),
        replaced_by=_replaced_by(atlas, entry),
        removals=notices_of(atlas, entry.ref),
        reading_address=f"{edition_path(entry.ref)}las/",
        linked_data=schema_org.dataset(entry, publisher),
    )


def _line(atlas: Atlas, entry: Registered, file: ManifestFile) -> FileLine:
    return FileLine(file, file_path(entry.ref, file.path), why_withheld(atlas, entry, file.path) or "")


def _other(atlas: Atlas, ref: str) -> OtherRevision | None:
    found = next((entry for entry in atlas.register if ref and entry.ref == ref), None)
    return OtherRevision(found, edition_title(found), edition_path(ref)) if found else None


def _replaced_by(atlas: Atlas, entry: Registered) -> OtherRevision | None:
    """Return what counts in place of a superseded edition: its round's current edition."""
    if entry.state is not EditionState.SUPERSEDED:
        return None
    current = next((other for other in atlas.register if other.year == entry.year and other.is_current), None)
    return _other(atlas, current.ref) if current else None
