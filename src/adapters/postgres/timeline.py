"""A customer's timeline: every source in order and no longer than the page, merged in one statement."""

from functools import lru_cache

from attrs import frozen

from adapters.postgres.customer_rows import COLUMNS, customer_from
from adapters.postgres.flush import Row
from adapters.postgres.instants import utc
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from adapters.postgres.timeline_sources import SOURCES, Source
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.timeline import Entry, TimelineSlice
from crm_core.domain.ids import UserId
from crm_core.ports.timeline_readings import TimelineReading

# Every text is put together from names of ours and whole numbers; values travel as parameters.
_CUSTOMER = ", ".join(f"c.{name.strip()}" for name in COLUMNS.split(","))
_WIDTH = len(COLUMNS.split(","))
_BEHIND = """ AND {at} <= %(at)s::timestamptz
    AND ({at} < %(at)s::timestamptz OR ({place}) COLLATE "C" < %(place)s)"""


@frozen
class PostgresTimelineReadings:
    connections: Connections
    sources: tuple[Source, ...] = SOURCES

    def page(self, actor: Actor, wanted: TimelineSlice) -> TimelineReading | None:
        at, place = wanted.after or (None, None)
        params = {
            "tenant": actor.tenant,
            "customer": wanted.customer_id,
            "kinds": list(wanted.kinds),
            "at": at,
            "place": place,
        }
        asked_for = tuple(one for one in self.sources if not set(one.kinds).isdisjoint(wanted.kinds))
        text = page_text(asked_for, wanted.limit, wanted.after is not None)
        rows, scope = asked(self.connections, actor, text, params)
        if not rows:
            return None
        entries = [_entry(row[_WIDTH:]) for row in rows if row[_WIDTH] is not None]
        return TimelineReading(customer_from(rows[0]), scope, entries)


def _entry(row: Row) -> Entry:
    at, place, kind, by, data = row
    return Entry(place, kind, utc(at), None if by is None else UserId(by), data)


@lru_cache(maxsize=512)
def page_text(sources: tuple[Source, ...], limit: int, goes_on: bool) -> str:
    tail = f"ORDER BY at DESC, place DESC LIMIT {limit + 1}"
    # By its index alone a source is in order of instants; what shares the last one comes along to be sorted.
    newest = f"ORDER BY at DESC FETCH FIRST {limit + 1} ROWS WITH TIES"
    parts = " UNION ALL ".join(_part(source, newest, goes_on) for source in sources) or _NOTHING
    return f"""SELECT {_CUSTOMER}, t.at, t.place, t.kind, t.by_user, t.data FROM customers c
        LEFT JOIN LATERAL (SELECT * FROM ({parts}) u {tail}) t ON true
        WHERE c.tenant_id = %(tenant)s AND c.id = %(customer)s
        ORDER BY t.at DESC, t.place DESC"""  # noqa: S608 - see above


def _part(source: Source, newest: str, goes_on: bool) -> str:
    behind = _BEHIND.format(at=source.at, place=source.place) if goes_on else ""
    return f"""(SELECT {source.at} AS at, ({source.place}) COLLATE "C" AS place, {source.told_as} AS kind,
        {source.by} AS by_user, {source.data} AS data FROM {source.table} x
        WHERE x.tenant_id = c.tenant_id AND {source.customer} = c.id AND {source.only}
        AND {source.told_as} = ANY (%(kinds)s::text[]){behind} {newest})"""  # noqa: S608 - see above


_NOTHING = """SELECT NULL::timestamptz AS at, ''::text AS place, ''::text AS kind, NULL::uuid AS by_user,
    NULL::jsonb AS data WHERE false"""
