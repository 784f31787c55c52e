"""What the locations of a chain come to: counted and summed where the rows are, behind the walls."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from adapters.postgres.customer_rows import COLUMNS, customer_from
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.domain.projections.hot_row import HotColumns
from crm_core.domain.rollups.rollup import OPEN_BADGES, Rollup, counted, summed
from crm_core.ports.rollups import RollupReading

# Every text is put together from names of ours; values travel as parameters.
_CUSTOMER = ", ".join(f"c.{name.strip()}" for name in COLUMNS.split(","))
_WIDTH = len(COLUMNS.split(","))
_COUNT = """coalesce((SELECT jsonb_object_agg(word, n) FROM (SELECT {0} AS word, count(*) AS n FROM part
    WHERE {0} IS NOT NULL GROUP BY 1) t), '{{}}')"""
_SUM = """coalesce((SELECT jsonb_object_agg(territory, cents) FROM (SELECT territory, sum({0}) AS cents
    FROM part WHERE {0} IS NOT NULL GROUP BY 1) t), '{{}}')"""
# In the order of OPEN_BADGES.
_DUE = """(SELECT jsonb_build_array(
        count(*) FILTER (WHERE f.due_soon_at IS NULL OR f.due_soon_at > %(now)s),
        count(*) FILTER (WHERE f.due_soon_at <= %(now)s AND f.due_at > %(now)s),
        count(*) FILTER (WHERE f.due_at <= %(now)s))
    FROM part JOIN follow_ups f ON f.tenant_id = %(tenant)s AND f.customer_id = part.id
    AND f.state = 'OPEN')"""


@frozen
class PostgresRollups:
    connections: Connections
    hot_columns: HotColumns

    def of(self, actor: Actor, customer_id: CustomerId, now: datetime) -> RollupReading | None:
        params = {"tenant": actor.tenant, "customer": customer_id, "now": now}
        rows, scope = asked(self.connections, actor, _text(self.hot_columns), params)
        if not rows:
            return None
        locations, due, *told = rows[0][_WIDTH:]
        counts, sums = counted(self.hot_columns), summed(self.hot_columns)
        rollup = Rollup(
            locations=locations,
            counts={one.name: _whole(found) for one, found in zip(counts, told, strict=False)},
            sums={one.name: _whole(found) for one, found in zip(sums, told[len(counts) :], strict=True)},
            open_follow_ups=dict(zip(OPEN_BADGES, due, strict=True)),
        )
        return RollupReading(customer_from(rows[0]), scope, rollup)


def _whole(found: Mapping[str, object]) -> Mapping[str, int]:
    return {word: int(str(number)) for word, number in found.items()}


def _text(hot: HotColumns) -> str:
    """The chain by its root, and any other customer by itself: each by an index of its own."""
    counts, sums = [one.name for one in counted(hot)], [one.name for one in summed(hot)]
    needed = ", ".join(["c.id", "c.parent_id", "c.territory", *(f"h.{name}" for name in (*counts, *sums))])
    rows = f"""SELECT {needed} FROM customers c
        LEFT JOIN cm_customer_hot_proj h ON h.tenant_id = c.tenant_id AND h.customer_id = c.id
        WHERE c.tenant_id = %(tenant)s AND c.archived_at IS NULL"""  # noqa: S608 - see above
    told = ", ".join([*map(_COUNT.format, counts), *map(_SUM.format, sums)])
    return f"""WITH part AS MATERIALIZED ({rows} AND c.chain_root_id = %(customer)s
        UNION ALL {rows} AND c.id = %(customer)s AND c.chain_root_id IS DISTINCT FROM c.id)
        SELECT {_CUSTOMER}, (SELECT count(*) FROM part WHERE parent_id = %(customer)s), {_DUE}
        {", " + told if told else ""} FROM customers c
        WHERE c.tenant_id = %(tenant)s AND c.id = %(customer)s"""  # noqa: S608 - see above
