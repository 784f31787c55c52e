"""What a page of the list reads of the database, at a hundred thousand customers and at a million."""

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import psycopg
from attrs import frozen
from psycopg.errors import QueryCanceled
from psycopg.sql import SQL, Literal

from adapters.embedded.cluster import Cluster
from adapters.postgres.customer_list import PageTexts, parameters
from adapters.postgres.flush import numbered
from adapters.postgres.identity import IDENTIFY, identity
from adapters.postgres.policies.arms import reached_by
from adapters.postgres.pool import Connection
from bench.hot_crowd import load
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS
from crm_core.domain.access.role import Role
from crm_core.domain.customers.list_query import ListQuery
from crm_core.domain.customers.listing import CustomerSlice
from crm_core.domain.ids import CorrelationId
from crm_core.pack import hot_columns_of
from crm_food_pack.demo.crowd import CHAIN_EVERY, member, owner_of
from crm_food_pack.demo.people import ANA, TENANT
from crm_food_pack.pack import FOOD
from entrypoints.composition.crowds import CROWD_BASE
from entrypoints.composition.database import prepared
from entrypoints.config import Config

SMALLER, LARGER = 100_000, 1_000_000
GOAL, PATIENCE = 1.2, 500.0
QUERY = ListQuery(hot_columns_of(FOOD))
TEXTS = PageTexts(QUERY.hot_columns)
# The nine filters of the hot search alone, and the three pairs of filter and order that work lists use.
NAMED: Mapping[str, Mapping[str, object]] = {
    "sample_status": {"sample_status": "DELIVERED"},
    "roi_bucket": {"roi_bucket": "HIGH"},
    "season_from": {"season_from": date(2026, 9, 1)},
    "season_to": {"season_to": date(2026, 5, 31)},
    "renewal_before": {"renewal_before": date(2026, 3, 31)},
    "exclusivity": {"exclusivity": True},
    "has_exec_alignment": {"has_exec_alignment": True},
    "decision_maker_count_min": {"decision_maker_count_min": 4},
    "contactability": {"contactability": "HARD_BOUNCE"},
    "sample_status, newest sample first": {"sample_status": "DELIVERED", "sort": "-sample_last_event_at"},
    "roi_bucket, highest value first": {"roi_bucket": "HIGH", "sort": "-roi_value"},
    "renewal_before, next first": {"renewal_before": date(2026, 3, 31), "sort": "renewal_date"},
}
OTHERS: Mapping[str, object] = {
    "type": "HOTEL",
    "territory": "AT",
    "region": "R003",
    "channel": "PARTNER",
    "q": "seeblick",
}
NEVER: Mapping[str, Mapping[str, object]] = {
    "nothing: renewal_before": {"renewal_before": date(2000, 1, 1)},
    "nothing: season_from": {"season_from": date(2099, 1, 1)},
    "nothing: decision_maker_count_min": {"decision_maker_count_min": 1000},
}
WORDS = (
    "hotel",
    "seeblik",
    "hotel adlre",
    "rosengartn hafen",
    "99999",
    "xyzzy",
    "ho",
    "wirtshaus am markt mitte",
)


@frozen
class Page:
    """One page, as the database counted and timed it."""

    buffers: int
    ms: float
    plan: Mapping[str, Any]


def readers() -> Mapping[str, Actor]:
    def actor(role: Role, **more: Any) -> Actor:
        user = more.pop("user", ANA.id)
        return Actor(user, TENANT, frozenset({role}), CorrelationId(TENANT), **more)

    chain = member(CHAIN_EVERY, base=CROWD_BASE).id
    return {
        "admin": actor(Role.ADMIN),
        "rep of 50": actor(Role.SALES_REP, user=owner_of(CHAIN_EVERY + 130, CROWD_BASE)),
        "lead of 5,000": actor(Role.TEAM_LEAD, regions=frozenset({"R003"})),
        "chain manager": actor(Role.CHAIN_MANAGER, chains=frozenset({chain})),
    }


def wanted(asked: Mapping[str, object]) -> CustomerSlice:
    sort = str(asked.get("sort", "name"))
    return QUERY.slice(asked, me=ANA.id, sort=sort)


def read(connection: Connection, actor: Actor, asked: Mapping[str, object]) -> Page:
    """Behind the reader's identity, by the plan that everybody's parameters share; the second time counts.

    What takes four times as long as a list may is given up.
    """
    page = wanted(asked)
    text, names = numbered(TEXTS.text(page, reached_by(actor, CUSTOMERS)))
    given = parameters(page)
    values = SQL(", ").join(Literal(given[name]) for name in names)
    execute = SQL("EXECUTE page ({})").format(values) if names else SQL("EXECUTE page")
    try:
        with connection.transaction():
            connection.execute(IDENTIFY, identity(actor))
            connection.execute(f"SET LOCAL statement_timeout = {4 * PATIENCE:.0f}".encode())
            connection.execute(b"PREPARE page AS " + text)
            for _ in range(2):
                row = connection.execute(SQL("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ") + execute).fetchone()
    except QueryCanceled:
        return Page(0, 4 * PATIENCE, {})
    finally:
        connection.execute("DEALLOCATE ALL")
    assert row is not None
    (told,) = row[0] if isinstance(row[0], list) else json.loads(row[0])
    plan = told["Plan"]
    return Page(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], told["Execution Time"], plan)


@contextmanager
def filled(customers: int) -> Iterator[Connection]:
    """A connection of the service's role to a database with so many customers and their hot rows."""
    with tempfile.TemporaryDirectory(prefix="crm-lists-") as folder:
        Path(folder).chmod(0o711)
        config = Config.from_environment({"CRM_DATA_DIR": folder})
        with Cluster(Path(folder) / "postgres", durable=False) as cluster:
            owner = cluster.dsn(tcp=True)
            service = prepared(owner, config)
            began = time.monotonic()
            with psycopg.connect(owner, autocommit=True) as superuser:
                load(superuser, customers)
            print(f"{customers:,} customers loaded in {time.monotonic() - began:.0f} s", file=sys.stderr)
            with psycopg.connect(service, autocommit=True, prepare_threshold=None) as connection:
                yield connection


def pages(connection: Connection) -> Mapping[tuple[str, str], Page]:
    return {
        (name, who): read(connection, actor, asked)
        for name, asked in NAMED.items()
        for who, actor in readers().items()
    }


def every_other(connection: Connection, draw: Random) -> Mapping[str, Page]:
    """For those who see everything, in every order: all pairs of filters, many of more, what nobody meets."""
    plain = {name: value for one in NAMED.values() for name, value in one.items() if name != "sort"} | dict(
        OTHERS
    )
    groups: list[Mapping[str, object]] = [dict(pair) for pair in combinations(plain.items(), 2)]
    known = sorted(plain.items(), key=str)
    groups += [dict(draw.sample(known, draw.randint(3, 8))) for _ in range(40)]
    asked = {", ".join(group): group for group in groups} | dict(NEVER)
    admin = readers()["admin"]
    return {
        f"{name} by {sort}": read(connection, admin, {**group, "sort": sort})
        for name, group in asked.items()
        for sort in QUERY.orders
    }


def searches(connection: Connection) -> Mapping[tuple[str, str], Page]:
    return {(q, who): read(connection, actor, {"q": q}) for q in WORDS for who, actor in readers().items()}


def nodes(plan: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """The parts of a plan that read a table, with what they read."""
    if "Relation Name" in plan or plan["Node Type"] in ("Limit", "Sort", "Merge Append"):
        over = plan.get("Index Name", plan.get("Relation Name", ""))
        count = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
        yield f"{'  ' * depth}{plan['Node Type']} {over} rows={plan['Actual Rows']:g} buffers={count}"
    for below in plan.get("Plans", ()):
        if below.get("Parent Relationship") != "InitPlan" or "CTE" in below.get("Subplan Name", ""):
            yield from nodes(below, depth + 1)


def report(
    small: Mapping[tuple[str, str], Page],
    large: Mapping[tuple[str, str], Page],
    others: Mapping[str, Page],
    words: Mapping[tuple[str, str], Page],
) -> str:
    return "\n".join([*_named(small, large), "", *_others(others), "", *_words(words), "", *_plans(large)])


def _named(small: Mapping[tuple[str, str], Page], large: Mapping[tuple[str, str], Page]) -> Iterator[str]:
    who = list(readers())
    yield f"Buffers of a page of 50 at {SMALLER:,} → {LARGER:,} customers, **ratio** (goal ≤ {GOAL}), ms:"
    yield ""
    yield f"| query | {' | '.join(who)} |"
    yield "|---|" + "---|" * len(who)
    for name in NAMED:
        cells = [(small[name, one], large[name, one]) for one in who]
        told = (f"{s.buffers} → {b.buffers} **{b.buffers / s.buffers:.2f}** {b.ms:.1f}" for s, b in cells)
        yield f"| {name} | {' | '.join(told)} |"
    worst = max(large[key].buffers / small[key].buffers for key in large)
    yield ""
    yield f"Largest ratio: {worst:.2f}."


def _others(others: Mapping[str, Page]) -> Iterator[str]:
    times = sorted(page.ms for page in others.values())
    slow = [name for name, page in others.items() if page.ms > PATIENCE]
    yield (
        f"{len(others)} other combinations for an administrator at {LARGER:,}: "
        f"median {times[len(times) // 2]:.1f} ms, 95 % {times[int(len(times) * 0.95)]:.0f} ms, "
        f"longest {times[-1]:.0f} ms; over {PATIENCE:.0f} ms, so stopped: {len(slow)}."
    )
    yield ""
    for name, page in sorted(others.items(), key=lambda one: -one[1].ms)[:5]:
        yield f"- {page.ms:.0f} ms, {page.buffers} buffers: {name}"


def _words(words: Mapping[tuple[str, str], Page]) -> Iterator[str]:
    who = list(readers())
    yield f"Searches at {LARGER:,}, ms:"
    yield ""
    yield f"| q | {' | '.join(who)} |"
    yield "|---|" + "---|" * len(who)
    for q in WORDS:
        yield f"| {q} | {' | '.join(f'{words[q, one].ms:.1f}' for one in who)} |"


def _plans(large: Mapping[tuple[str, str], Page]) -> Sequence[str]:
    shown = ["Plans at the larger size:", "", "```"]
    for key in (
        ("sample_status", "admin"),
        ("sample_status", "lead of 5,000"),
        ("renewal_before, next first", "admin"),
        ("sample_status", "rep of 50"),
    ):
        shown += [f"{key[1]}, {key[0]}", *nodes(large[key].plan), ""]
    return [*shown[:-1], "```"]


def run() -> str:
    with filled(SMALLER) as connection:
        small = pages(connection)
    with filled(LARGER) as connection:
        large, words = pages(connection), searches(connection)
        others = every_other(connection, Random("lists"))
    return report(small, large, others, words)


if __name__ == "__main__":
    print(run())
