"""The sections that end an answer: whom to turn to, what the figures do not say, and where everything comes from."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kartlaggning.choices import Origin
from kartlaggning.exports.answer.document import (
    Cell,
    Column,
    DataTable,
    Listing,
    Part,
    Section,
    Text,
    as_written,
    section,
    source,
)
from kartlaggning.exports.answer.opening import not_known
from kartlaggning.exports.answer.scope import Scope
from kartlaggning.exports.words.caveats import caveats
from kartlaggning.exports.words.edition_words import publication
from kartlaggning.exports.words.writing import listed, long_date
from kartlaggning.followup.values import ContactNote, ImportRef
from kartlaggning.selectors.editions.atlas import Edition


def contacts(scope: Scope) -> Section | None:
    """Return the functions to turn to in the area, and the numbers that hold everywhere."""
    return section("kontakter", _("Vem du kan vända dig till"), _contacts(scope))


def _contacts(scope: Scope) -> Iterator[Part]:
    if scope.contacts:
        columns = (
            Column(_("Funktion"), width=30),
            Column(_("Organisation"), width=28),
            Column(_("Gäller"), width=24),
            Column(_("E-post"), width=34),
            Column(_("Telefon"), width=22),
            Column(_("Webb"), width=34),
        )
        yield DataTable(_("Kontakter"), columns, tuple(_contact_line(one) for one in scope.contacts))
        oldest = min(one.checked_on for one in scope.contacts)
        yield source(
            _("Kontakterna är funktioner. Den äldsta uppgiften kontrollerades %(day)s.") % {"day": long_date(oldest)}
        )
    yield Text(_("Ring 112 vid pågående brott eller fara för liv, och 114 14 till Polisen när det inte är bråttom."))


def _contact_line(one: ContactNote) -> tuple[Cell, ...]:
    return (
        Cell(one.function, is_example=one.origin is Origin.EXAMPLE, is_swedish=True),
        as_written(one.organisation),
        Cell(listed([area.name for area in one.areas]) or _("hela länet")),
        Cell(one.email, href=f"mailto:{one.email}" if one.email else ""),
        Cell(one.phone, href=f"tel:{one.phone.replace(' ', '')}" if one.phone else ""),
        Cell(one.url, href=one.url),
    )


def what_is_not_said(scope: Scope) -> Section | None:
    """Return what must be known to read the figures, and what nobody can tell from them."""
    said = (not_known(scope), *caveats(scope.atlas, scope.edition))
    items = tuple(Cell(text) for text in dict.fromkeys(said))
    return section("att-tanka-pa", _("Vad siffrorna inte säger"), (Listing(items),))


def sources(scope: Scope) -> Section | None:
    """Return the editions and the imports that the figures come from."""
    return section("kallor", _("Källor"), _sources(scope))


def _sources(scope: Scope) -> Iterator[Part]:
    columns = (
        Column(_("Kartläggning"), width=14),
        Column(_("Utgåva"), width=40),
        Column(_("Publicerad"), width=24),
        Column(_("Källor"), width=50),
    )
    editions = tuple(_edition_line(edition) for edition in reversed(scope.atlas.editions))
    yield DataTable(_("Utgåvor som antalen och ytorna kommer ur"), columns, editions)
    imports = _imports(scope)
    if imports:
        parts = (Column(_("Underlag"), width=20), Column(_("Vad det är"), width=44), Column(_("Källa"), width=44))
        lines = tuple(
            (Cell(one.number, is_example=one.is_example), as_written(one.title), as_written(one.source))
            for one in imports
        )
        yield DataTable(_("Inlästa underlag som siffrorna kommer ur"), parts, lines)


def _edition_line(edition: Edition) -> tuple[Cell, ...]:
    return (
        Cell(str(edition.year), is_example=edition.is_demonstration),
        Cell(f"{edition.title} ({edition.ref})", edition=edition.ref, is_swedish=True),
        Cell(publication(edition) or _("dagen är inte känd")),
        as_written("; ".join(edition.sources)),
    )


def _imports(scope: Scope) -> list[ImportRef]:
    """Return the imports behind the figures that are shown, each once, in the order of their numbers."""
    own = scope.of_scenes
    found = {
        *(figure.source for figure in own.crimes),
        *(figure.source for figure in own.attitudes),
        *(figure.source for figure in scope.follow_up.safety),
    }
    return sorted(found, key=lambda one: one.number)
