"""Questions about activities: each is one flush of identity and one prepared statement."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from attrs import frozen

from adapters.postgres.activities import FIND
from adapters.postgres.activity_rows import COLUMNS, FORMER, activity_from
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.activities.listing import ActivitySlice

# Every text is put together from names of ours and whole numbers; values travel as parameters.
VERSIONS = f"""SELECT * FROM (
        SELECT {COLUMNS} FROM activities a WHERE a.tenant_id = %(tenant)s AND a.id = %(id)s
        UNION ALL SELECT {FORMER} FROM activities a
        JOIN activity_history h ON h.tenant_id = a.tenant_id AND h.activity_id = a.id
        WHERE a.tenant_id = %(tenant)s AND a.id = %(id)s) v
    ORDER BY v.version DESC"""  # noqa: S608 - see above
_FILTERS = {
    "kind": "a.kind = %(kind)s",
    "since": "a.occurred_at >= %(since)s",
    "until": "a.occurred_at < %(until)s",
    # The words of a customer's few activities are compared one by one, behind the wall.
    "q": "a.words @@ (websearch_to_tsquery('german', %(q)s) || websearch_to_tsquery('simple', %(q)s))",
}
_BEHIND = "a.occurred_at <= %(at)s AND (a.occurred_at < %(at)s OR a.id > %(last)s)"


@frozen
class PostgresActivityReadings:
    connections: Connections

    def one(self, actor: Actor, activity_id: ActivityId) -> Activity | None:
        rows, _ = asked(self.connections, actor, FIND, (actor.tenant, activity_id))
        return activity_from(rows[0]) if rows else None

    def versions(self, actor: Actor, activity_id: ActivityId) -> Sequence[Activity] | None:
        key = {"tenant": actor.tenant, "id": activity_id}
        rows, _ = asked(self.connections, actor, VERSIONS, key)
        return [activity_from(row) for row in rows] or None

    def page(self, actor: Actor, wanted: ActivitySlice) -> Sequence[Activity] | None:
        text, params = page_text(wanted, COLUMNS), page_parameters(actor, wanted)
        rows, _ = asked(self.connections, actor, text, params)
        if not rows:
            return None
        return [activity_from(row[1:]) for row in rows if row[1] is not None]


def page_parameters(actor: Actor, wanted: ActivitySlice) -> Mapping[str, object]:
    at, last = wanted.after or (None, None)
    told = {name: getattr(wanted.filter, name) for name in _FILTERS}
    return {**told, "tenant": actor.tenant, "customer": wanted.customer_id, "at": at, "last": last}


def page_text(wanted: ActivitySlice, columns: str) -> str:
    """The customer's id before these columns, the first of which is NULL where there is no activity."""
    names = tuple(name for name in _FILTERS if getattr(wanted.filter, name) is not None)
    return _text(names, wanted.after is not None, wanted.limit, columns)


@lru_cache(maxsize=512)
def _text(names: tuple[str, ...], goes_on: bool, limit: int, columns: str) -> str:
    """The customer, once or with each row, so that an invisible one is not an empty list."""
    conditions = ["a.tenant_id = c.tenant_id", "a.customer_id = c.id", "a.withdrawn_at IS NULL"]
    conditions += [_FILTERS[name] for name in names]
    if goes_on:
        conditions.append(_BEHIND)
    return f"""SELECT c.id, {columns} FROM customers c
        LEFT JOIN LATERAL (SELECT a.* FROM activities a WHERE {" AND ".join(conditions)}
            ORDER BY a.occurred_at DESC, a.id LIMIT {limit + 1}) a ON true
        WHERE c.tenant_id = %(tenant)s AND c.id = %(customer)s
        ORDER BY a.occurred_at DESC, a.id"""  # noqa: S608 - see above
