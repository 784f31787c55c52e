"""The yardstick: Litestar and psycopg with nothing around them, asynchronous and as a synchronous twin."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from litestar import Litestar, get, post
from psycopg.types.json import Jsonb

from bench.bare_pool import EVENT, TENANT, aio, threads
from bench.bare_work import HANDLERS

LIST = """SELECT h.customer_id, h.name, h.type, h.territory, h.region, h.city, h.channel, h.owner_user_id,
    h.contactability, h.is_chain, h.parent_id, CASE WHEN h.is_chain THEN (SELECT s.size FROM chain_sizes s
        WHERE s.tenant_id = h.tenant_id AND s.chain_id = h.customer_id) END AS chain_size,
    h.created_at, h.sample_status, h.sample_last_event_at, h.roi_bucket, h.roi_value_cents,
    h.decision_maker_count, h.has_exec_alignment, h.season_start, h.season_end, h.renewal_date, h.exclusivity,
    h.updated_at
    FROM cm_customer_hot_proj h
    WHERE h.tenant_id = %s AND h.archived_at IS NULL ORDER BY h.name_key, h.customer_id LIMIT 51"""
CUSTOMER = """INSERT INTO customers (tenant_id, id, version, name, name_key, search_key, type, territory,
    region, is_chain, coverage_policy, channel, city, country, owner_user_id, contactability, created_at,
    updated_at)
    VALUES (%s, %s, 1, %s, %s, %s, 'RESTAURANT', 'DE', 'BENCH', false, 'OWNER_ONLY', 'DIRECT', 'Berlin', 'DE',
    %s, 'OK', now(), now())"""


def customer(body: dict[str, Any], new: UUID) -> tuple[object, ...]:
    name = body["name"]
    return (TENANT, new, name, name.lower(), name.lower(), TENANT)


def event(new: UUID) -> tuple[object, ...]:
    about = Jsonb({"customerId": str(new)})
    return (TENANT, f"evt-{uuid4()}", "customer.created", uuid4(), TENANT, str(new), about)


@get("/async/list")
async def list_async() -> list[dict[str, Any]]:
    async with aio.connection() as connection:
        cursor = await connection.execute(LIST, (TENANT,))
        return await cursor.fetchall()


@get("/sync/list", sync_to_thread=True)
def list_sync() -> list[dict[str, Any]]:
    with threads.connection() as connection:
        return connection.execute(LIST, (TENANT,)).fetchall()


@post("/async/create")
async def create_async(data: dict[str, Any]) -> dict[str, Any]:
    new = uuid4()
    async with aio.connection() as connection:
        await connection.execute(CUSTOMER, customer(data, new))
        await connection.execute(EVENT, event(new))
    return {"id": new, **data}


@post("/sync/create", sync_to_thread=True)
def create_sync(data: dict[str, Any]) -> dict[str, Any]:
    new = uuid4()
    with threads.connection() as connection:
        connection.execute(CUSTOMER, customer(data, new))
        connection.execute(EVENT, event(new))
    return {"id": new, **data}


@asynccontextmanager
async def pools(_: Litestar) -> AsyncIterator[None]:
    await aio.open(wait=True)
    threads.open(wait=True)
    yield
    await aio.close()
    threads.close()


app = Litestar(
    [list_async, list_sync, create_async, create_sync, *HANDLERS], lifespan=[pools], openapi_config=None
)
