"""The tables of what is done on the places, by whom and together with whom, with studies and contacts."""

from collections.abc import Iterable, Iterator

from kartlaggning.choices import Precision
from kartlaggning.exports.columns import LIST_SEPARATOR
from kartlaggning.exports.tables.scope import TableScope
from kartlaggning.exports.tables.table import Field, Table, build, field
from kartlaggning.exports.words.about_scene import (
    PAGE,
    WHERE,
    AboutScene,
    Thing,
    about_scenes,
    follow_up_of,
    origin_field,
    sources_field,
)
from kartlaggning.followup.values import AgreementNote, AreaName, ContactNote, MeasureNote, Spell, StudyNote

_LENGTHS = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}
_WHEN = "så noga som det är känt: år, månad eller dag (ISO 8601)."


def _starts(spell: Spell) -> str:
    return spell.starts_on.isoformat()[: _LENGTHS[spell.starts_precision]]


def _ends(spell: Spell) -> str | None:
    if spell.ends_on is None:
        return None
    return spell.ends_on.isoformat()[: _LENGTHS[spell.ends_precision or Precision.DAY]]


def _listed(areas: Iterable[AreaName]) -> str:
    return LIST_SEPARATOR.join(area.name for area in areas) or "hela länet"


MEASURE_FIELDS: tuple[Field[AboutScene[MeasureNote]], ...] = (
    *WHERE,
    field("key", "Insatsens nummer", "text", "Insatsens beständiga nummer.", lambda about: about.value.key),
    field("kind", "Slag, nyckel", "text", "Nyckeln för slaget av insats.", lambda about: about.value.kind),
    field("kind_name", "Slag", "text", "Slaget av insats.", lambda about: about.value.kind_name),
    field("title", "Rubrik", "text", "Vad insatsen är.", lambda about: about.value.title),
    field("starts", "Från", "text", f"När den började, {_WHEN}", lambda about: _starts(about.value.spell)),
    field(
        "ends",
        "Till",
        "text",
        f"När den slutade, {_WHEN} Tomt medan den pågår.",
        lambda about: _ends(about.value.spell),
    ),
    field("actor", "Vem som gör det", "text", "Organisationen som gör insatsen.", lambda about: about.value.actor),
    field("covers", "Omfattar", "text", "Området som insatsen gäller, eller tomt.", lambda about: about.value.covers),
    field("aim", "Syfte", "text", "Vad insatsen är till för.", lambda about: about.value.aim),
    field("note", "Anmärkning", "text", "Vad som är särskilt med raden, eller tomt.", lambda about: about.value.note),
    sources_field(lambda note: note.sources),
    origin_field(lambda note: note.origin),
    PAGE,
)
# Without the parties: who owns property must not be found in the same file as crimes.
_COOPERATION: tuple[Field[AboutScene[AgreementNote]], ...] = (
    field("key", "Samverkans nummer", "text", "Samverkans beständiga nummer.", lambda about: about.value.key),
    field(
        "kind",
        "Slag",
        "text",
        "överenskommelse, samverkansforum eller gemensam utsättning.",
        lambda about: str(about.value.kind.label),
    ),
    field("title", "Rubrik", "text", "Vad samverkan är.", lambda about: about.value.title),
    field(
        "areas",
        "Områden",
        "text",
        "Kommuner, stadsdelsområden och lokalpolisområden som den gäller, åtskilda av semikolon.",
        lambda about: _listed(about.value.areas),
    ),
    field(
        "scene_id",
        "Platsens nummer",
        "text",
        "Platsens beständiga nummer. Tomt där samverkan inte gäller en enda plats.",
        lambda about: about.item.row.public_id if about.item else None,
    ),
    field(
        "scene_name",
        "Platsens namn",
        "text",
        "Platsens namn i kartläggningen.",
        lambda about: about.item.row.name if about.item else None,
    ),
    field(
        "goals", "Mål", "text", "Målen, åtskilda av semikolon.", lambda about: LIST_SEPARATOR.join(about.value.goals)
    ),
    field("rhythm", "Hur ofta", "text", "Hur ofta man träffas, eller tomt.", lambda about: about.value.rhythm),
    field("starts", "Från", "text", f"När den började, {_WHEN}", lambda about: _starts(about.value.spell)),
    field(
        "ends",
        "Till",
        "text",
        f"När den slutade, {_WHEN} Tomt medan den pågår.",
        lambda about: _ends(about.value.spell),
    ),
    field("note", "Anmärkning", "text", "Vad som är särskilt med raden, eller tomt.", lambda about: about.value.note),
    sources_field(lambda note: note.sources),
    origin_field(lambda note: note.origin),
)
_STUDIES: tuple[Field[AboutScene[StudyNote]], ...] = (
    field("key", "Studiens nummer", "text", "Studiens beständiga nummer.", lambda about: about.value.key),
    field("title", "Titel", "text", "Studiens titel.", lambda about: about.value.title),
    field("organisation", "Utgivare", "text", "Vem som har gett ut den.", lambda about: about.value.organisation),
    field("year", "År", "integer", "När den gavs ut.", lambda about: about.value.year),
    field("findings", "Vad den fann", "text", "Vad studien fann, i några rader.", lambda about: about.value.findings),
    field(
        "scenes",
        "Platsernas nummer",
        "text",
        "Beständiga nummer på platserna som den handlar om, åtskilda av semikolon.",
        lambda about: LIST_SEPARATOR.join(about.value.public_ids),
    ),
    field("link", "Studiens adress", "url", "Var studien finns, eller tomt.", lambda about: about.value.url),
    field(
        "checked_on",
        "Adressen kontrollerad",
        "date",
        "Dagen då adressen senast kontrollerades.",
        lambda about: about.value.checked_on.isoformat() if about.value.checked_on else None,
    ),
    sources_field(lambda note: note.sources),
    origin_field(lambda note: note.origin),
)
_CONTACTS: tuple[Field[AboutScene[ContactNote]], ...] = (
    field("key", "Kontaktens nummer", "text", "Kontaktens beständiga nummer.", lambda about: about.value.key),
    field("function", "Funktion", "text", "Funktionen som nås, aldrig en person.", lambda about: about.value.function),
    field("organisation", "Organisation", "text", "Var funktionen finns.", lambda about: about.value.organisation),
    field(
        "areas",
        "Områden",
        "text",
        "Områdena som kontakten gäller, åtskilda av semikolon.",
        lambda about: _listed(about.value.areas),
    ),
    field("email", "E-post", "text", "Funktionens e-post, eller tomt.", lambda about: about.value.email),
    field("phone", "Telefon", "text", "Funktionens telefon, eller tomt.", lambda about: about.value.phone),
    field("link", "Kontaktens webbadress", "url", "Funktionens webbadress, eller tomt.", lambda about: about.value.url),
    field(
        "checked_on",
        "Kontrollerad",
        "date",
        "Dagen då uppgiften senast kontrollerades.",
        lambda about: about.value.checked_on.isoformat(),
    ),
    sources_field(lambda note: note.sources),
    origin_field(lambda note: note.origin),
)


def measures_table(scope: TableScope) -> Table:
    """Return the public measures, scene by scene."""
    items = about_scenes(scope, follow_up_of(scope).measures, lambda note: note.public_id)
    text = (
        "Vad som görs eller har gjorts på platserna. Att något har ändrats efteråt säger inte att insatsen gjorde det."
    )
    return build("measures", "Insatser", scope.sentence(text), MEASURE_FIELDS, items)


def cooperation_table(scope: TableScope) -> Table:
    """Return the public agreements, forums and joint briefings, without their parties."""
    notes = follow_up_of(scope).agreements
    found = {about.value.key: about for about in about_scenes(scope, notes, lambda note: note.public_id)}
    items = (
        found.get(note.key) or AboutScene(note, None)
        for note in notes
        if _is_shown(scope, note, is_of_scene=note.key in found)
    )
    text = "Överenskommelser, forum och gemensamma utsättningar. Vilka som är parter står inte i filen."
    return build("cooperation", "Samverkan", scope.sentence(text), _COOPERATION, items)


def studies_table(scope: TableScope) -> Table:
    """Return the public studies: all, or those about a scene of the chosen area."""
    own = {row.public_id for row in scope.within(scope.edition.scenes)}
    notes = (note for note in follow_up_of(scope).studies if scope.area is None or own & set(note.public_ids))
    text = "Utvärderingar och studier, och vad de fann i några rader."
    return build("studies", "Studier", scope.sentence(text), _STUDIES, _alone(notes))


def contacts_table(scope: TableScope) -> Table:
    """Return the public contacts: all, or those of the chosen area and of the whole county."""
    notes = (note for note in follow_up_of(scope).contacts if _covers(scope, note.areas))
    text = "Funktioner som går att nå. Ingen person står här."
    return build("contacts", "Kontakter", scope.sentence(text), _CONTACTS, _alone(notes))


def _alone(values: Iterable[Thing]) -> Iterator[AboutScene[Thing]]:
    return (AboutScene(value, None) for value in values)


def _is_shown(scope: TableScope, note: AgreementNote, *, is_of_scene: bool) -> bool:
    """Tell whether an agreement stands in the table: one about a scene where the scene does, others by their areas."""
    return is_of_scene if note.public_id else _covers(scope, note.areas)


def _covers(scope: TableScope, areas: tuple[AreaName, ...]) -> bool:
    """Tell whether what holds for these areas, or for the whole county, concerns the chosen area."""
    area = scope.area
    return area is None or not areas or any((one.kind, one.slug) == (area.kind, area.slug) for one in areas)
