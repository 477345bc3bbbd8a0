"""The yearly tables of an edition, made of the published rows alone."""

from collections.abc import Callable, Collection

from kartlaggning.choices import AreaKind
from kartlaggning.exports.tables.areas import area_table
from kartlaggning.exports.tables.changed import changed_table
from kartlaggning.exports.tables.county import county_table, joint_work_table
from kartlaggning.exports.tables.figures import attitudes_table, crimes_table, safety_table
from kartlaggning.exports.tables.lineage import lineage_table
from kartlaggning.exports.tables.registers import contacts_table, cooperation_table, measures_table, studies_table
from kartlaggning.exports.tables.scenes import closed_table, new_table, scenes_table
from kartlaggning.exports.tables.scope import TableScope
from kartlaggning.exports.tables.table import Table, TableColumn
from kartlaggning.selectors.editions.atlas import AreaRef, Atlas, Edition

FOLLOW_UP = (
    crimes_table,
    safety_table,
    attitudes_table,
    measures_table,
    cooperation_table,
    studies_table,
    contacts_table,
)
__all__ = ["Table", "TableColumn", "tables_of", "yearly_tables"]


def yearly_tables(
    atlas: Atlas,
    edition: Edition,
    scene_url: Callable[[str], str],
    area: AreaRef | None = None,
    *,
    years: Collection[int] | None = None,
) -> tuple[Table, ...]:
    """Return the tables of an edition: scenes, closed, new, changed, per area, county, joint work and lineage.

    Of follow-up come the tables that have rows: crimes, safety, attitudes, measures, cooperation, studies, contacts.
    `area` limits the rows to scenes that have it as a primary or further area; county and joint work stay the
    county's. Tables over the rounds have all of the atlas up to the edition's, or those of `years`.
    """
    return tables_of(TableScope(atlas, edition, scene_url, area, None if years is None else frozenset(years)))


def tables_of(scope: TableScope) -> tuple[Table, ...]:
    """Return the tables of what the scope says."""
    return (
        scenes_table(scope),
        closed_table(scope),
        new_table(scope),
        changed_table(scope),
        area_table(scope, AreaKind.MUNICIPALITY),
        area_table(scope, AreaKind.CITY_DISTRICT),
        area_table(scope, AreaKind.POLICE_AREA),
        county_table(scope),
        joint_work_table(scope),
        lineage_table(scope),
        *follow_up_tables(scope),
    )


def follow_up_tables(scope: TableScope) -> tuple[Table, ...]:
    """Return what follows the scenes up: only the tables that have a row, for most editions have few or none."""
    return tuple(table for table in (make(scope) for make in FOLLOW_UP) if table.rows)
