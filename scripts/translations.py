"""Collects the texts of templates and Python into the English catalogue, and compiles it. Run it when a text changed.

It needs Babel (in the test requirements) and no program of gettext's:

    python scripts/translations.py

New texts come into locale/en/LC_MESSAGES/django.po without a translation: write it there and run the script again.
Texts that are no longer used are taken out.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parent.parent
CATALOGUE = PROJECT / "locale" / "en" / "LC_MESSAGES" / "django.po"
SOURCES = ("drogscener/**/*.py", "kartlaggning/**/*.py", "templates/**/*.html")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
LINE_WIDTH = 110
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


def main() -> None:
    """Bring the catalogue up to date and say what lacks a translation."""
    catalogue = updated(read(CATALOGUE), collected())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(as_po(catalogue))
    CATALOGUE.with_suffix(".mo").write_bytes(as_mo(catalogue))
    missing = untranslated(catalogue)
    print(f"{len(catalogue)} texts, {len(missing)} without English.")
    for text in missing:
        print(f"  {text!r}")


def read(path: Path) -> Catalog:
    """Return the catalogue as it is stored, or an empty one."""
    if not path.exists():
        return Catalog(locale="en", project="drogscener", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def collected() -> Catalog:
    """Return every text of the project with the places that use it."""
    catalogue = Catalog(charset="utf-8")
    for path in sorted(path for pattern in SOURCES for path in PROJECT.glob(pattern)):
        for text, context in _texts(path):
            catalogue.add(
                text, locations=[(path.relative_to(PROJECT).as_posix(), 0)], context=context, flags=_flags(text)
            )
    return catalogue


def _texts(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # Django turns a template into something like Python; its indentation means nothing.
        source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    file = io.BytesIO(source.encode())
    for _line, text, _comments, context in extract("python", file, KEYWORDS, options={"encoding": "utf-8"}):
        yield text, context


def _flags(text: str | tuple[str, ...]) -> list[str]:
    return ["python-format"] if "%(" in "".join(text) else []


def updated(stored: Catalog, wanted: Catalog) -> Catalog:
    """Return the stored catalogue with the wanted texts: new ones empty, unused ones gone, nothing guessed."""
    stored.update(wanted, no_fuzzy_matching=True)
    stored.obsolete.clear()
    return stored


def as_po(catalogue: Catalog) -> bytes:
    """Return the catalogue as text, without dates and line numbers: it changes only when a text does."""
    file = io.BytesIO()
    write_po(file, catalogue, width=LINE_WIDTH, omit_header=True, include_lineno=False, sort_output=True)
    header = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    plural = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    return (header + plural).encode() + file.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """Return the catalogue compiled, as Django reads it, without the hour of the day in it."""
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts that lack a translation or whose translation is marked as doubtful."""
    return [str(message.id) for message in catalogue if message.id and (not _is_whole(message.string) or message.fuzzy)]


def _is_whole(translation: str | Sequence[str] | None) -> bool:
    return all(translation) if isinstance(translation, list | tuple) else bool(translation)


if __name__ == "__main__":
    main()
