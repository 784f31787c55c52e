"""The table of hot rows with its indexes, its wall and its view, as the declaration makes them."""

from adapters.postgres.hot.copies import COPIES, SOUGHT, TABLE
from adapters.postgres.hot.fold import Fold, words
from adapters.postgres.hot.records import Record
from adapters.postgres.policies.compiled import admitted, permitted
from adapters.postgres.policies.wall import guarded, reading, restriction
from adapters.postgres.roles import FINDER, SERVICE, WORKER
from crm_core.domain.access.policy import CUSTOMERS, Operation

VIEW = "hot_projection_staleness"
LAG = "greatest(extract(epoch FROM coalesce(s.source_at - s.row_at, now() - s.source_at)), 0)::float8"
# The orders that every list has, beside those that hot columns declare.
_CORE_ORDERS = {"name": "name_key", "age": "created_at DESC"}


def table(fold: Fold) -> str:
    """Dense: nearly every change of a row touches an index, so that room beside it would serve few."""
    columns = [f"{column.name} {column.type}" for column in fold.columns.columns]
    columns += [f"{name} {kind}" for name, kind in COPIES.items()]
    lines = "".join(f"    {one},\n" for one in columns)
    return f"""CREATE TABLE {TABLE} (
    tenant_id uuid NOT NULL,
    customer_id uuid NOT NULL,
{lines}    updated_at timestamptz NOT NULL,
    CONSTRAINT {TABLE}_pkey PRIMARY KEY (tenant_id, customer_id)
) WITH (fillfactor = 90)"""


def indexes(fold: Fold) -> list[str]:
    """One in each order for those who see everything, with all that a list filters by, so that it reads the
    index alone; one in each order for regions; owners' and chains' few rows are sorted when found."""
    return [
        f"CREATE INDEX hot_by_owner ON {TABLE} (tenant_id, owner_user_id, customer_id)",
        f"""CREATE INDEX hot_by_chain ON {TABLE} (tenant_id, chain_root_id, customer_id)
    WHERE chain_root_id IS NOT NULL""",
        *(text for name, key in orders(fold).items() for text in order_indexes(fold, name, key)),
    ]


def orders(fold: Fold) -> dict[str, str]:
    """The key of each order by a name for its index."""
    falls = {c.name: any(sort.startswith("-") for sort in c.sorts) for c in fold.columns.columns if c.sorts}
    return _CORE_ORDERS | {name: f"{name} DESC NULLS LAST" if down else name for name, down in falls.items()}


def order_indexes(fold: Fold, name: str, key: str) -> list[str]:
    """`updated_at` stays outside: a change that changes nothing else then touches no index."""
    known = [column.name for column in fold.columns.columns] + [*SOUGHT]
    beside = [one for one in known if one not in (key.split()[0], "archived_at")]
    return [
        f"""CREATE INDEX hot_by_{name} ON {TABLE} (tenant_id, {key}, customer_id)
    INCLUDE ({", ".join(beside)})
    WHERE archived_at IS NULL""",
        f"""CREATE INDEX hot_by_region_and_{name} ON {TABLE} (tenant_id, region, {key}, customer_id)
    WHERE archived_at IS NULL""",
    ]


def policies() -> list[str]:
    """Who reads a customer reads its hot row, and nobody writes one; the triggers' owner does."""
    return [
        *guarded(TABLE),
        *(restriction(TABLE, f"within_{bound.claim}", admitted(bound)) for bound in CUSTOMERS.bounds),
        reading(TABLE, "may_read", permitted(CUSTOMERS, Operation.READ)),
    ]


def finder_rights(fold: Fold) -> list[str]:
    """What the functions need that keep the rows."""
    of_customers = ", ".join(dict.fromkeys(("tenant_id", "id", "fields_changed_at", *COPIES)))
    return [
        f"GRANT SELECT ON {TABLE} TO {SERVICE}, {WORKER}",
        f"CREATE POLICY finder_reads ON {TABLE} FOR SELECT TO {FINDER} USING (true)",
        f"CREATE POLICY finder_adds ON {TABLE} FOR INSERT TO {FINDER} WITH CHECK (true)",
        f"CREATE POLICY finder_changes ON {TABLE} FOR UPDATE TO {FINDER} USING (true) WITH CHECK (true)",
        f"CREATE POLICY finder_removes ON {TABLE} FOR DELETE TO {FINDER} USING (true)",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {TABLE} TO {FINDER}",
        f"GRANT SELECT ({of_customers}) ON customers TO {FINDER}",
        f"GRANT SELECT (tenant_id, customer_id, key, value, updated_at) ON field_values TO {FINDER}",
        *(text for record in fold.sorts.values() for text in record_rights(record)),
    ]


def record_rights(record: Record) -> list[str]:
    columns = (
        "tenant_id",
        "id",
        "customer_id",
        record.recorded,
        *(name for name, _ in record.members.values()),
    )
    return [
        f"CREATE POLICY finder_reads ON {record.table} FOR SELECT TO {FINDER} USING (true)",
        f"GRANT SELECT ({', '.join(columns)}) ON {record.table} TO {FINDER}",
    ]


def view(fold: Fold) -> str:
    """Lag, not age: how far the newest change of a source is ahead of the row; a missing row lags since."""
    newest = ",\n        ".join(source_stamps(fold))
    return f"""CREATE OR REPLACE VIEW {VIEW} WITH (security_invoker = true) AS
SELECT s.customer_id,
    {LAG}
        AS staleness_seconds,
    CASE WHEN s.row_at IS NOT NULL THEN greatest(extract(epoch FROM now() - s.row_at), 0)::float8 END
        AS age_seconds
FROM (SELECT c.id AS customer_id, h.updated_at AS row_at, greatest({newest}) AS source_at
    FROM customers c LEFT JOIN {TABLE} h ON h.tenant_id = c.tenant_id AND h.customer_id = c.id) s"""


def source_stamps(fold: Fold, schema: str = "") -> list[str]:
    """When each source of the customer `c` changed last."""
    return [
        "c.created_at",
        "c.fields_changed_at",
        f"""(SELECT max(v.updated_at) FROM {schema}field_values v WHERE v.tenant_id = c.tenant_id
        AND v.customer_id = c.id AND v.key = ANY ({words(fold.keys)}))""",
        *(
            f"""(SELECT max(r.{record.recorded}) FROM {schema}{record.table} r
        WHERE r.tenant_id = c.tenant_id AND r.customer_id = c.id)"""
            for record in fold.sorts.values()
        ),
    ]


def view_rights() -> str:
    return f"GRANT SELECT ON {VIEW} TO {SERVICE}, {WORKER}"
