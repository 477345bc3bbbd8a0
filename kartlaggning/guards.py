"""What the database itself refuses, on both databases: triggers that freeze editions and check outlines.

They are reinstalled after every migrate, because SQLite's rebuild of a table drops its triggers silently.
The rules are written once, as conditions that both databases understand; only the wrapping differs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from kartlaggning.choices import Origin
from kartlaggning.models import (
    Agreement,
    AttitudeShare,
    AuditEntry,
    CrimeCount,
    DisposalDecision,
    Edition,
    EditionArea,
    EditionFigure,
    EditionFollowUp,
    EditionManifest,
    EditionScene,
    Erratum,
    FigureImport,
    Measure,
    Question,
    Questionnaire,
    Removal,
    Scene,
    SceneCheck,
    Signature,
    Study,
    Survey,
)

STATE_COLUMNS = ("state", "state_changed_at", "published_at", "state_reason", "removals_mark")
# Sweden in EPSG:3006 with some sea around: E and N in metres.
SWEDEN_E_N = (180_000, 6_090_000, 960_000, 7_720_000)
_STEPS = {
    "ready": ("current",),
    "current": ("superseded", "withdrawn"),
    "superseded": ("current", "withdrawn"),
}
EDITION_ROWS = (EditionScene, EditionArea, EditionFigure, EditionFollowUp, Erratum)
_UNPUBLISHED = "('building', 'ready')"


@dataclass(frozen=True)
class Guard:
    """One trigger: before `event` on `table`, refuse with `message` when `condition` holds."""

    table: str
    event: str
    message: str
    condition: str

    @property
    def name(self) -> str:
        """Return the trigger's name, unique in the database."""
        return f"guard_{self.table}_{self.event}".lower()


def all_guards() -> Iterator[Guard]:
    """Yield every row guard."""
    yield from _edition_header_guards()
    for model in EDITION_ROWS:
        yield from _edition_row_guards(model._meta.db_table)
    yield from _manifest_guards()
    yield from _decision_guards()
    audit = AuditEntry._meta.db_table
    yield Guard(audit, "UPDATE", "loggen kan inte ändras", "1 = 1")
    yield Guard(audit, "DELETE", "loggen kan inte raderas", "1 = 1")
    yield from _outline_guards()
    yield from _questionnaire_guards()
    yield from _signature_guards()
    yield from _fiction_guards()


def _edition_header_guards() -> Iterator[Guard]:
    table = Edition._meta.db_table
    frozen = [field.column for field in Edition._meta.concrete_fields if field.column not in STATE_COLUMNS]
    changed = " OR ".join(f'(NEW."{column}" IS DISTINCT FROM OLD."{column}")' for column in frozen)
    steps = " OR ".join(
        f"(OLD.state = '{before}' AND NEW.state = '{after}')" for before, allowed in _STEPS.items() for after in allowed
    )
    illegal_step = f"(NEW.state <> OLD.state AND NOT ({steps}))"
    yield Guard(table, "UPDATE", "utgåvan är fryst", f"OLD.state <> 'building' AND ({changed} OR {illegal_step})")
    yield Guard(table, "DELETE", "utgåvan är fryst", f"OLD.state NOT IN {_UNPUBLISHED} AND NOT OLD.is_demonstration")
    yield Guard(table, "INSERT", "en utgåva börjar som byggd", "NEW.state <> 'building'")


def _being_redacted(row: str) -> str:
    """Return a query that finds something while a removal that two people confirmed is not yet carried out."""
    removal = Removal._meta.db_table
    links = " UNION ALL ".join(
        f"SELECT removal_id, edition_id FROM {through._meta.db_table}"
        for through in (Removal.editions.through, Removal.touched.through)
    )
    return (
        f"SELECT 1 FROM {removal} r JOIN ({links}) l ON l.removal_id = r.id WHERE l.edition_id = {row}.edition_id"
        " AND r.confirmed_at IS NOT NULL AND r.done_at IS NULL"
    )


def _edition_row_guards(table: str) -> Iterator[Guard]:
    edition = Edition._meta.db_table
    open_for = f"SELECT 1 FROM {edition} e WHERE e.id = {{row}}.edition_id AND e.state = 'building'"
    inserting, leaving = f"NOT EXISTS ({open_for.format(row='NEW')})", f"NOT EXISTS ({open_for.format(row='OLD')})"
    kept = f"NOT EXISTS ({_being_redacted('OLD')})"
    moved = "NEW.edition_id <> OLD.edition_id"
    yield Guard(table, "INSERT", "utgåvan är fryst", inserting)
    yield Guard(table, "UPDATE", "utgåvan är fryst", f"({inserting} OR {leaving}) AND ({kept} OR {moved})")
    yield Guard(table, "DELETE", "utgåvan är fryst", f"NOT EXISTS ({_removable('OLD')}) AND {kept}")


def _removable(row: str) -> str:
    edition = Edition._meta.db_table
    return (
        f"SELECT 1 FROM {edition} e WHERE e.id = {row}.edition_id AND (e.state IN {_UNPUBLISHED} OR e.is_demonstration)"
    )


def _manifest_guards() -> Iterator[Guard]:
    table, edition = EditionManifest._meta.db_table, Edition._meta.db_table
    building = f"SELECT 1 FROM {edition} e WHERE e.id = NEW.edition_id AND e.state = 'building'"
    message = "filförteckningen är fryst"
    yield Guard(table, "INSERT", message, f"NOT EXISTS ({building}) AND NOT EXISTS ({_being_redacted('NEW')})")
    yield Guard(table, "UPDATE", message, "1 = 1")
    yield Guard(table, "DELETE", message, f"NOT EXISTS ({_removable('OLD')})")


def _decision_guards() -> Iterator[Guard]:
    """A decision is never rewritten: each later step is added to it once."""
    steps = {
        Removal: ("confirmed_by", "confirmed_at", "done_at", "undone_by", "undone_at", "checksums"),
        DisposalDecision: ("done_at", "done_by", "protocol"),
    }
    for model, added in steps.items():
        table = model._meta.db_table
        fixed = [field.column for field in model._meta.concrete_fields if field.column not in added]
        changed = " OR ".join(f'(NEW."{column}" IS DISTINCT FROM OLD."{column}")' for column in fixed)
        over = "OLD.done_at IS NOT NULL" + (" OR OLD.undone_at IS NOT NULL" if model is Removal else "")
        yield Guard(table, "UPDATE", "beslutet kan inte ändras", f"{changed} OR {over}")
    edition, link = Edition._meta.db_table, Removal.editions.through._meta.db_table
    real = (
        f"SELECT 1 FROM {link} l JOIN {edition} e ON e.id = l.edition_id"
        " WHERE l.removal_id = OLD.id AND NOT e.is_demonstration"
    )
    yield Guard(Removal._meta.db_table, "DELETE", "beslutet kan inte raderas", f"EXISTS ({real})")
    yield Guard(DisposalDecision._meta.db_table, "DELETE", "beslutet kan inte raderas", "1 = 1")


def _outline_guards() -> Iterator[Guard]:
    west, south, east, north = SWEDEN_E_N
    outside = (
        f"ST_XMin(NEW.outline) < {west} OR ST_YMin(NEW.outline) < {south}"
        f" OR ST_XMax(NEW.outline) > {east} OR ST_YMax(NEW.outline) > {north}"
    )
    wrong = f"NEW.outline IS NOT NULL AND (NOT ST_IsValid(NEW.outline) OR ST_Area(NEW.outline) = 0 OR {outside})"
    message = "gränsen är ogiltig eller ligger utanför Sverige"
    for event in ("INSERT", "UPDATE"):
        yield Guard(Survey._meta.db_table, event, message, wrong)


def _questionnaire_guards() -> Iterator[Guard]:
    version, question = Questionnaire._meta.db_table, Question._meta.db_table
    message = "formuläret är fryst"
    yield Guard(version, "UPDATE", message, "OLD.frozen_at IS NOT NULL")
    yield Guard(version, "DELETE", message, "OLD.frozen_at IS NOT NULL")
    frozen = f"EXISTS (SELECT 1 FROM {version} v WHERE v.id = {{row}}.questionnaire_id AND v.frozen_at IS NOT NULL)"
    yield Guard(question, "INSERT", message, frozen.format(row="NEW"))
    yield Guard(question, "UPDATE", message, f"{frozen.format(row='NEW')} OR {frozen.format(row='OLD')}")
    yield Guard(question, "DELETE", message, frozen.format(row="OLD"))


def _signature_guards() -> Iterator[Guard]:
    """A signature is never rewritten: all that may change is that it lapses, once."""
    fixed = [field.column for field in Signature._meta.concrete_fields if field.column != "lapsed_at"]
    changed = " OR ".join(f'(NEW."{column}" IS DISTINCT FROM OLD."{column}")' for column in fixed)
    rewritten = f"{changed} OR OLD.lapsed_at IS NOT NULL"
    yield Guard(Signature._meta.db_table, "UPDATE", "en underskrift kan inte ändras", rewritten)
    survey = Survey._meta.db_table
    made_up = f"EXISTS (SELECT 1 FROM {survey} s WHERE s.id = OLD.survey_id AND s.origin = '{Origin.EXAMPLE.value}')"
    yield Guard(Signature._meta.db_table, "DELETE", "en underskrift kan inte raderas", f"NOT {made_up}")


def _fiction_guards() -> Iterator[Guard]:
    """No made-up figure, measure, check, cooperation or study on a place that is real, nor made so afterwards."""
    scene, imports, made_up = Scene._meta.db_table, FigureImport._meta.db_table, Origin.EXAMPLE.value
    real = f"EXISTS (SELECT 1 FROM {scene} s WHERE s.id = NEW.scene_id AND NOT s.is_example)"
    of_import = f"EXISTS (SELECT 1 FROM {imports} i WHERE i.id = NEW.figure_import_id AND i.origin = '{made_up}')"
    origins = {
        CrimeCount: of_import,
        AttitudeShare: of_import,
        Measure: f"NEW.origin = '{made_up}'",
        SceneCheck: f"NEW.origin = '{made_up}'",
        Agreement: f"NEW.origin = '{made_up}'",
    }
    for model, is_made_up in origins.items():
        for event in ("INSERT", "UPDATE"):
            yield Guard(
                model._meta.db_table, event, "påhittat får inte stå på en verklig plats", f"{is_made_up} AND {real}"
            )
    yield from _study_guards()
    yield Guard(scene, "UPDATE", "en verklig plats blir inte påhittad", "NEW.is_example <> OLD.is_example")
    yield Guard(imports, "UPDATE", "ett underlags ursprung kan inte ändras", "NEW.origin <> OLD.origin")


def _study_guards() -> Iterator[Guard]:
    """A study names its scenes in a table of its own, so either of the two may come first."""
    scene, study, link = Scene._meta.db_table, Study._meta.db_table, Study.scenes.through._meta.db_table
    message, made_up = "påhittat får inte stå på en verklig plats", Origin.EXAMPLE.value
    of_link = (
        f"EXISTS (SELECT 1 FROM {study} t WHERE t.id = NEW.study_id AND t.origin = '{made_up}')"
        f" AND EXISTS (SELECT 1 FROM {scene} s WHERE s.id = NEW.scene_id AND NOT s.is_example)"
    )
    for event in ("INSERT", "UPDATE"):
        yield Guard(link, event, message, of_link)
    is_real = (
        f"EXISTS (SELECT 1 FROM {link} l JOIN {scene} s ON s.id = l.scene_id"
        " WHERE l.study_id = NEW.id AND NOT s.is_example)"
    )
    yield Guard(study, "UPDATE", message, f"NEW.origin = '{made_up}' AND {is_real}")


# TRUNCATE passes row triggers by on PostgreSQL, so these tables refuse it while they hold anything frozen.
def _truncate_guards() -> Iterator[Guard]:
    edition = Edition._meta.db_table
    frozen = f"EXISTS (SELECT 1 FROM {edition} WHERE state NOT IN {_UNPUBLISHED} AND NOT is_demonstration)"
    for model in (Edition, *EDITION_ROWS, EditionManifest):
        yield Guard(model._meta.db_table, "TRUNCATE", "utgåvan är fryst", frozen)
    audit = AuditEntry._meta.db_table
    yield Guard(audit, "TRUNCATE", "loggen kan inte raderas", f"EXISTS (SELECT 1 FROM {audit})")


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place, replacing those that are there."""
    statements = _postgresql_statements() if connection.vendor == "postgresql" else _sqlite_statements()
    _execute(connection, statements)


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away. For tests that must empty tables; no command of the product calls it."""
    if connection.vendor == "postgresql":
        guards = (*all_guards(), *_truncate_guards())
        _execute(connection, (f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}" for guard in guards))
    else:
        _execute(connection, (f"DROP TRIGGER IF EXISTS {guard.name}" for guard in all_guards()))


def install_after_migrate(using: str, **_: Any) -> None:
    """Answer Django's post_migrate signal, once all tables exist."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if {guard.table for guard in all_guards()} <= tables:
        install(connection)


def _execute(connection: BaseDatabaseWrapper, statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite_statements() -> Iterator[str]:
    for guard in all_guards():
        condition = guard.condition.replace("IS DISTINCT FROM", "IS NOT")  # SQLite's own words before 3.39
        yield f"DROP TRIGGER IF EXISTS {guard.name}"
        yield (
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW"
            f" WHEN {condition} BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
        )


def _postgresql_statements() -> Iterator[str]:
    for guard in all_guards():
        result = "OLD" if guard.event == "DELETE" else "NEW"
        yield from _postgresql_trigger(guard, level="ROW", result=result)
    for guard in _truncate_guards():
        yield from _postgresql_trigger(guard, level="STATEMENT", result="NULL")


def _postgresql_trigger(guard: Guard, *, level: str, result: str) -> Iterator[str]:
    yield (
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $guard$"
        f" BEGIN IF {guard.condition} THEN"
        f" RAISE EXCEPTION '{guard.message}' USING ERRCODE = 'integrity_constraint_violation';"
        f" END IF; RETURN {result}; END $guard$"
    )
    yield f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}"
    yield (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table}"
        f" FOR EACH {level} EXECUTE FUNCTION {guard.name}()"
    )
