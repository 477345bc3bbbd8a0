"""What an edition's figures do not say, in the language in force: to stand beside them wherever they are shown."""

from django.utils.translation import gettext as _

from kartlaggning.change import LIMIT_PERCENT
from kartlaggning.choices import Change, Origin, Status
from kartlaggning.exports.words.edition_words import missing_sentence
from kartlaggning.exports.words.story import year_before
from kartlaggning.selectors.editions.atlas import Atlas, Edition


def caveats(atlas: Atlas, edition: Edition) -> tuple[str, ...]:
    """Return what must be known to read the edition's figures, what concerns only other editions left out."""
    return tuple(
        sentence
        for sentence in (
            made_up(edition),
            missing_sentence(atlas, edition),
            missing_sentence(atlas, edition, Status.CLOSED.value),
            *edition_notes(edition),
            compared_source(atlas, edition),
            people(),
            rough_places(edition),
            size_and_crime(edition),
            limit(edition),
            merged(edition),
        )
        if sentence
    )


def made_up(edition: Edition) -> str:
    """Return that some of it is made up; empty outside a demonstration."""
    if not edition.is_demonstration:
        return ""
    return _(
        "Platser som heter Exempelplats är påhittade. Det som räknas ur dem är exempel och ingen uppgift om länet."
    )


def edition_notes(edition: Edition) -> tuple[str, ...]:
    """Return what the edition itself says of the round."""
    return (edition.note,) if edition.note else ()


def compared_source(atlas: Atlas, edition: Edition) -> str:
    """Return where the total that the edition is compared with comes from, where no edition here has that year."""
    before = year_before(atlas, edition)
    figure = atlas.figure(before, "scenes") if before and before not in atlas.years else None
    if figure is None:
        return ""
    return _("Antalet för %(year)s är hämtat ur: %(source)s.") % {"year": figure.year, "source": figure.source}


def people() -> str:
    """Return that an outline says nothing of people."""
    return _("En gräns säger inget om dem som bor, arbetar eller äger något på platsen.")


def rough_places(edition: Edition) -> str:
    """Return that some places are shown only roughly; empty where every outline is known."""
    rough = [row for row in edition.open_scenes if row.is_schematic]
    closed = [row for row in edition.closures if row.origin is Origin.DOCUMENTED]
    if not (rough or closed):
        return ""
    return _("En streckad cirkel visar ungefär var en plats är. Gränsen är inte känd och ingen yta räknas.")


def size_and_crime(edition: Edition) -> str:
    """Return that a smaller area alone is no measure of safety; empty where no area is known."""
    if all(row.area_m2 is None for row in edition.open_scenes):
        return ""
    return _("Att ytan är mindre säger inte om brotten är färre. När en plats krymper kan brotten per hektar öka.")


def limit(edition: Edition) -> str:
    """Return what larger and smaller mean; empty where no scene is either."""
    if not any(row.change in (Change.GROWN, Change.SHRUNK) for row in edition.scenes):
        return ""
    return _(
        "Större och mindre betyder minst %(limit)s procent. Gränsen är projektets egen. En plats kan också ha "
        "ritats om."
    ) % {"limit": LIMIT_PERCENT}


def merged(edition: Edition) -> str:
    """Return that merged places count as fewer though none closed; empty where none was merged or split."""
    if not any(row.change in (Change.MERGED, Change.SPLIT) for row in edition.scenes):
        return ""
    return _("När platser slås ihop blir de färre utan att någon upphör. När en plats delas blir de fler.")
