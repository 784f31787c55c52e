"""What passages through the hot rows have found, as rows that only the worker sees."""

from datetime import timedelta

from attrs import astuple, frozen

from adapters.postgres.instants import utc, utc_or_none
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.domain.projections.hot_check import HotCheck

KEPT_FOR = timedelta(days=90)
_COLUMNS = "begun_at, seen_at, place, checked, drifted, remaining, unreadable, finished_at"
NEWEST = f"SELECT {_COLUMNS} FROM hot_checks WHERE tenant_id = %s ORDER BY begun_at DESC LIMIT 1"
KEEP = f"""WITH old AS (DELETE FROM hot_checks WHERE tenant_id = %s AND begun_at < %s)
    INSERT INTO hot_checks (tenant_id, {_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (tenant_id, begun_at) DO UPDATE
    SET ({_COLUMNS}) = ROW ({", ".join(f"excluded.{name}" for name in _COLUMNS.split(", "))})"""


@frozen
class PostgresHotChecks:
    connections: Connections

    def newest(self, actor: Actor) -> HotCheck | None:
        rows, _ = asked(self.connections, actor, NEWEST, (actor.tenant,))
        if not rows:
            return None
        begun, seen, place, checked, drifted, remaining, unreadable, finished = rows[0]
        return HotCheck(
            begun_at=utc(begun),
            seen_at=utc(seen),
            place=None if place is None else CustomerId(place),
            checked=checked,
            drifted=drifted,
            remaining=remaining,
            unreadable=unreadable,
            finished_at=utc_or_none(finished),
        )

    def keep(self, actor: Actor, check: HotCheck) -> None:
        long_ago = check.begun_at - KEPT_FOR
        asked(self.connections, actor, KEEP, (actor.tenant, long_ago, actor.tenant, *astuple(check)))
