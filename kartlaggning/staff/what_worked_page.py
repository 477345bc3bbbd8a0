"""The search for what has been done on places as values: the form, what it finds, and the file of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from kartlaggning.choices import Visibility
from kartlaggning.exports.package.table_csv import CSV_TYPE, csv_bytes
from kartlaggning.exports.source import PublishedFile
from kartlaggning.exports.tables.table import EXAMPLE, Field, Table, build, field
from kartlaggning.followup.spells import day_words
from kartlaggning.followup.values import MeasureNote, StudyNote
from kartlaggning.permissions import Actor
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.selectors.follow_up.what_worked import Search, WorkedScene, what_worked
from kartlaggning.staff.forms.what_worked import WhatWorkedForm

# What may stand in a file, which is passed on; what is for the police alone is read on the page.
IN_FILES = (Visibility.PUBLIC, Visibility.SHARED)
SCENES_ON_A_PAGE = 20
CAVEAT = "Det här gjordes, och det här hände sedan. Tabellen säger inte att det ena beror på det andra."


class WhatWorkedPage:
    """The search as it was asked, and what it finds for one person."""

    def __init__(self, actor: Actor, asked: QueryDict, *, levels: Collection[Visibility] = tuple(Visibility)) -> None:
        self._known = what_worked(actor, current_atlas(), levels=levels)
        self.form = WhatWorkedForm(asked, known=self._known)
        self.search = self.form.search()
        self._number = asked.get("sida")
        others = asked.copy()
        others.pop("sida", None)
        self.query = others.urlencode()

    @property
    def status(self) -> int:
        """Return the page's status: 422 where the search can't be understood."""
        return 422 if self.search is None else 200

    @cached_property
    def found(self) -> tuple[WorkedScene, ...]:
        """Return what the search finds, by name."""
        return () if self.search is None else self._known.found(self.search)

    @cached_property
    def shown(self) -> Page[WorkedScene]:
        """Return those of them that stand on the page that is asked for; the file has them all."""
        return Paginator(self.found, SCENES_ON_A_PAGE).get_page(self._number)

    @property
    def studies(self) -> tuple[StudyNote, ...]:
        """Return the studies of what is asked for."""
        return self._known.fitting(self.search or Search())

    @property
    def is_all(self) -> bool:
        """Tell whether nothing narrows the search."""
        return self.search is not None and self.search.is_empty

    def file(self, today: date) -> PublishedFile:
        """Return what the search finds as CSV, a row for each measure."""
        preface = (
            ("Internt arbetsmaterial: vad som har gjorts på öppna drogscener", ""),
            ("Uttaget", today.isoformat()),
            ("Läs så här", CAVEAT),
            ("Utelämnat", "Insatser som bara Polisen får läsa står inte i filen."),
        )
        name = f"internt-vad-har-fungerat-{today.isoformat()}.csv"
        return PublishedFile(name, CSV_TYPE, "Vad har fungerat", csv_bytes(_table(self.found), preface))


@dataclass(frozen=True, slots=True)
class _Line:
    scene: WorkedScene
    note: MeasureNote


def _table(found: tuple[WorkedScene, ...]) -> Table:
    lines = (_Line(scene, note) for scene in found for note in scene.measures)
    return build("what_worked", "Vad har fungerat", CAVEAT, _FIELDS, lines)


def _day(note: MeasureNote, *, is_end: bool) -> str:
    spell = note.spell
    if not is_end:
        return day_words(spell.starts_on, spell.starts_precision)
    return day_words(spell.ends_on, spell.ends_precision) if spell.ends_on and spell.ends_precision else ""


_FIELDS: tuple[Field[_Line], ...] = (
    field("id", "Plats", "text", "Platsens beständiga nummer.", lambda line: line.scene.row.public_id),
    field("name", "Namn", "text", "Platsens namn.", lambda line: line.scene.row.name),
    field("municipality", "Kommun", "text", "Kommunen.", lambda line: line.scene.row.municipality.name),
    field(
        *("city_district", "Stadsdelsområde", "text", "Stadsdelsområdet, i Stockholms stad."),
        lambda line: line.scene.row.city_district.name if line.scene.row.city_district else None,
    ),
    field(
        "place_kinds", "Slag av plats", "text", "Tomt där du inte får läsa det.", lambda line: line.scene.place_words
    ),
    field("measure", "Insats", "text", "Insatsens nummer.", lambda line: line.note.key),
    field("measure_kind", "Slag av insats", "text", "Slaget i registret.", lambda line: line.note.kind_name),
    field("title", "Rubrik", "text", "Vad som görs.", lambda line: line.note.title),
    field("starts", "Från", "text", "Så noga som det är känt.", lambda line: _day(line.note, is_end=False)),
    field("ends", "Till", "text", "Tomt om den pågår.", lambda line: _day(line.note, is_end=True)),
    field("actor", "Vem", "text", "Vem som gör det.", lambda line: line.note.actor),
    field("aim", "Syfte", "text", "Vad den skulle leda till.", lambda line: line.note.aim),
    field("from_year", "Räknat från", "integer", "Kartläggningen före insatsen.", lambda line: line.scene.from_year),
    field("outcome", "Vad som hände sedan", "text", "Enligt kartläggningarna.", lambda line: line.scene.outcome_words),
    field(
        *("rounds", "Kartläggningarna", "text", "Vad varje publicerad kartläggning fann."),
        lambda line: "; ".join(f"{found.year}: {found.words}" for found in line.scene.rounds),
    ),
    field(
        *("origin", "Uppgift", "text", "dokumenterad, eller exempel för en påhittad plats."),
        lambda line: EXAMPLE if line.scene.is_example else "dokumenterad",
    ),
)
