"""The statements that make the whole projection, in their order; a migration freezes them as text."""

from collections.abc import Mapping

from adapters.postgres.hot import functions, schema
from adapters.postgres.hot.fold import Fold
from adapters.postgres.hot.records import RECORDS, Record
from adapters.postgres.migrations.statements import BETWEEN
from adapters.postgres.roles import FINDER, OWNER
from crm_core.domain.projections.hot_row import HotColumns

HEADING = "-- Generated from the hot columns. Statements end with a semicolon and an empty line.\n"
AS_FINDER = (f"GRANT CREATE ON SCHEMA app TO {FINDER}", f"SET LOCAL ROLE {FINDER}")
AS_OWNER = (f"SET LOCAL ROLE {OWNER}", f"REVOKE CREATE ON SCHEMA app FROM {FINDER}")


def fold_of(columns: HotColumns, records: Mapping[str, Record] = RECORDS) -> Fold:
    return Fold(columns, records)


def statements(fold: Fold) -> list[str]:
    return [
        schema.table(fold),
        *schema.indexes(fold),
        *schema.policies(),
        *schema.finder_rights(fold),
        *AS_FINDER,
        *functions.functions(fold),
        *functions.rights(),
        *AS_OWNER,
        *functions.triggers(fold),
        *AS_FINDER[1:],
        functions.FOLD_ALL,
        *AS_OWNER[:1],
        schema.view(fold),
        schema.view_rights(),
    ]


def text_of(made: list[str]) -> str:
    return HEADING + "".join(one + BETWEEN for one in made).rstrip("\n") + "\n"
