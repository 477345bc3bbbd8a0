"""The search for what has been done on places as values: the form, what it finds, and the file of it."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils import timezone

from kartlaggning.exports.package.table_csv import CSV_TYPE, csv_bytes
from kartlaggning.exports.source import PublishedFile
from kartlaggning.exports.tables.table import EXAMPLE, Field, Table, build, field
from kartlaggning.followup.spells import day_words
from kartlaggning.followup.values import MeasureNote, StudyNote
from kartlaggning.permissions import Actor
from kartlaggning.selectors.editions import current_atlas
from kartlaggning.selectors.follow_up.what_worked import Search, WorkedScene, what_worked
from kartlaggning.services.follow_up.what_worked import TakenWhatWorked, take_out_what_worked
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.what_worked import TakeOutForm, WhatWorkedForm

SCENES_ON_A_PAGE = 20
CAVEAT = "Det här gjordes, och det här hände sedan. Tabellen säger inte att det ena beror på det andra."


class WhatWorkedPage:
    """The search as it was asked, what it finds for one person, and the form for taking that out, as `sent`."""

    def __init__(self, actor: Actor, asked: QueryDict, sent: QueryDict | None = None) -> None:
        self._actor, self._atlas = actor, current_atlas()
        self._known = what_worked(actor, self._atlas)
        self.taking = TakeOutForm(sent)
        self.form = WhatWorkedForm(asked, known=self._known)
        self.search = self.form.search()
        self._number = asked.get("sida")
        others = asked.copy()
        others.pop("sida", None)
        self.query = others.urlencode()

    @property
    def status(self) -> int:
        """Return the page's status: 422 where the search can't be understood, or the file is for nothing."""
        return 422 if self.search is None or self.taking.errors else 200

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

    def take(self) -> PublishedFile | None:
        """Return what the search finds as CSV, a row for each measure; None where a form has errors."""
        search = self.search
        if search is None:
            return None
        taken = attempt(self.taking, lambda: self._take_out(search), at="purpose")
        return _file(taken) if taken else None

    def _take_out(self, search: Search) -> TakenWhatWorked:
        purpose = self.taking.cleaned_data["purpose"]
        return take_out_what_worked(self._atlas, search, purpose=purpose, by=self._actor)


def _file(taken: TakenWhatWorked) -> PublishedFile:
    preface = (
        ("Internt arbetsmaterial: vad som har gjorts på öppna drogscener", ""),
        *taken.facts,
        ("Läs så här", CAVEAT),
        ("Utelämnat", "Det som bara Polisen får läsa står inte i filen."),
    )
    name = f"internt-vad-har-fungerat-{timezone.localtime(taken.taken_at).date().isoformat()}.csv"
    return PublishedFile(name, CSV_TYPE, "Vad har fungerat", csv_bytes(_table(taken.found), preface))


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
