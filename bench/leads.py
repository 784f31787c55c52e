"""The protection clock at work: ten thousand reminders due at once, and a million leads with nothing due."""

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from attrs import evolve, frozen

from adapters.postgres import lead_dues
from adapters.postgres.identity import IDENTIFY, identity
from adapters.postgres.pool import Connection
from adapters.system.clock import SystemClock
from bench.load import cpu_of_tree
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CorrelationId
from crm_core.domain.leads.clock_work import ended_if_begun_before, released_if_lapsed_before
from crm_core.use_cases.protection_clock import ProtectionClock
from crm_core.use_cases.rounds import BATCH
from crm_food_pack.demo.people import TENANT
from entrypoints.composition.backstage import worker_address
from entrypoints.composition.crowds import crowds
from entrypoints.composition.database import embedded_cluster, prepared
from entrypoints.composition.installation import installation_of
from entrypoints.composition.mail import mailer_of
from entrypoints.config import Config

LEADS, TIMES, DUE = 100_000, 5, 10_000  # twice as many again for the idle run
AT_ONCE = 2_000
GOAL = 60  # seconds
TABLES = ("leads", "lead_persons", "lead_assignments", "lead_terms", "lead_activities", "lead_holds",
          "lead_notices")  # fmt: skip
# No question of the clock needs them, and they cost the most.
UNASKED = "DROP INDEX leads_by_words, leads_by_company_like"
OWNERS = """INSERT INTO people (tenant_id, user_id, name, email, language)
    SELECT DISTINCT tenant_id, owner_user_id, 'Kim Muster', 'kim@vertrieb.example', 'de' FROM leads
    WHERE owner_user_id IS NOT NULL ON CONFLICT DO NOTHING"""
# What was looked at stays out of every later run, until something changes.
LOOKED_AT = """INSERT INTO lead_agenda (tenant_id, lead_id, looked_version)
    SELECT tenant_id, id, version FROM leads WHERE phase = 'RUNNING' AND grace_from IS NULL
        AND reminder_due_at <= now() AND (lapse_at IS NULL OR lapse_at > now()) ORDER BY id OFFSET %s
    ON CONFLICT (tenant_id, lead_id) DO UPDATE SET (looked_version, look_at)
        = (excluded.looked_version, NULL)"""
TOLD = """INSERT INTO lead_agenda (tenant_id, lead_id, looked_version, told_lapse_at)
    SELECT tenant_id, id, version, lapse_at FROM leads WHERE phase = 'RUNNING' AND lapse_at <= now()
    ON CONFLICT (tenant_id, lead_id) DO UPDATE SET told_lapse_at = excluded.told_lapse_at"""
ASKED = ("REMINDERS", "LAPSED", "RELEASABLE", "LONG_HOLDS")


@frozen
class Stage:
    superuser: Connection
    worker: str
    config: Config
    postgres: int


@contextmanager
def filled(leads: int) -> Iterator[Stage]:
    """A durable cluster with so many leads, whose owners have an address."""
    with tempfile.TemporaryDirectory(prefix="crm-leads-") as folder:
        Path(folder).chmod(0o711)
        config = Config.from_environment({"CRM_DATA_DIR": folder})
        with embedded_cluster(config) as cluster:
            owner = cluster.dsn(tcp=True)
            service = prepared(owner, config)
            with crowds(config, service) as all_of:
                for first in range(0, leads, AT_ONCE):
                    all_of.leads.add(range(first, min(first + AT_ONCE, leads)))
            with psycopg.connect(owner, autocommit=True) as superuser:
                for statement in ("SET session_replication_role = replica", OWNERS):
                    superuser.execute(statement.encode())
                assert cluster.pid is not None
                worker = worker_address(evolve(config, database_url=service))
                yield Stage(superuser, worker, config, cluster.pid)


def times(superuser: Connection, numbers: Sequence[int]) -> None:
    """All leads again for each of these numbers, under ids of their own."""
    for table in TABLES:
        rows = superuser.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
            "AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
            [table],
        ).fetchall()
        names = [f'"{row[0]}"' for row in rows]
        other = [
            f"md5({name}::text || n)::uuid" if name in ('"id"', '"lead_id"', '"assignment_id"') else name
            for name in names
        ]
        text = f"""INSERT INTO {table} ({", ".join(names)}) SELECT {", ".join(other)}
            FROM {table}, unnest(%s::int[]) n"""
        superuser.execute(text.encode(), [list(numbers)])


def reminded(on: Stage) -> str:
    """Exactly so many reminders that are due, by inbox and by mail into files."""
    on.superuser.execute(LOOKED_AT, [DUE])
    on.superuser.execute("VACUUM ANALYZE")
    began = (time.monotonic(), time.process_time(), cpu_of_tree(on.postgres))
    done = run(on)
    ended = (time.monotonic(), time.process_time(), cpu_of_tree(on.postgres))
    seconds, own, database = (after - before for before, after in zip(began, ended, strict=True))
    return (
        f"{done:,} reminders due: {seconds:.0f} s (goal: < {GOAL} s), of which {own:.0f} s of processor time "
        f"in the worker and {database:.0f} s in the database."
    )


def run(on: Stage) -> int:
    installation = installation_of(on.config, on.worker, 2)
    try:
        clock = ProtectionClock(installation.world(), mailer_of(on.config, SystemClock()))
        return clock.run(system())
    finally:
        installation.connections().close()


def system() -> Actor:
    return Actor.system(TENANT, CorrelationId(UUID(int=1)))


def idle(on: Stage) -> Iterator[str]:
    """What a run asks when nothing is due, with the plan of each question."""
    on.superuser.execute(LOOKED_AT, [0])
    on.superuser.execute(TOLD)
    on.superuser.execute("VACUUM ANALYZE")
    began = time.monotonic()
    done = run(on)
    counted = on.superuser.execute("SELECT count(*) FROM leads").fetchone()
    assert counted is not None
    yield f"An idle run over {counted[0]:,} leads: {(time.monotonic() - began) * 1000:.0f} ms, {done} done."
    yield ""
    yield "```"
    with psycopg.connect(on.worker, autocommit=True) as connection:
        for name in ASKED:
            plan = explained(connection, getattr(lead_dues, name))
            yield f"{name.lower()}: {plan['Actual Total Time']:.1f} ms"
            yield from (f"  {line}" for line in scans(plan))
    yield "```"


def asked_at(text: str) -> datetime:
    now = SystemClock().now()
    bounds = {
        lead_dues.LONG_HOLDS: ended_if_begun_before(now),
        lead_dues.RELEASABLE: released_if_lapsed_before(now),
    }
    return bounds.get(text, now)


def explained(connection: Connection, text: str) -> Mapping[str, Any]:
    told = {"tenant": TENANT, "now": asked_at(text), "limit": BATCH}
    with connection.transaction():
        connection.execute(IDENTIFY, identity(system()))
        row = connection.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {text}".encode(), told).fetchone()
    assert row is not None
    (found,) = row[0] if isinstance(row[0], list) else json.loads(str(row[0]))
    plan: Mapping[str, Any] = found["Plan"]
    return plan


def scans(plan: Mapping[str, Any]) -> Iterator[str]:
    if "Relation Name" in plan:
        over = plan.get("Index Name", plan["Relation Name"])
        read = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
        yield f"{plan['Node Type']} {over} rows={plan['Actual Rows']:g} buffers={read}"
    for below in plan.get("Plans", ()):
        if below.get("Parent Relationship") != "InitPlan":
            yield from scans(below)


def report() -> Sequence[str]:
    with filled(LEADS) as on:
        on.superuser.execute(UNASKED)
        times(on.superuser, range(1, TIMES))
        told = [reminded(on), ""]
        print(told[0], file=sys.stderr)
        times(on.superuser, [TIMES])
        return [*told, *idle(on)]


if __name__ == "__main__":
    print("\n".join(report()))
