"""The yardstick of daily work: activities, fields and leads, written and listed without any rule."""

from typing import Any
from uuid import UUID, uuid4

from litestar import get, patch, post
from psycopg.types.json import Jsonb

from bench.bare_pool import EVENT, TENANT, aio

ACTIVITY = """INSERT INTO activities (tenant_id, id, version, customer_id, kind, occurred_at, note, content,
    author, recorded_at) VALUES (%s, %s, 1, %s, %s, now(), %s, %s, %s, now())"""
ACTIVITIES = """SELECT id, version, customer_id, kind, occurred_at, note, content, author, recorded_at,
    corrected_at, corrected_by FROM activities
    WHERE tenant_id = %s AND customer_id = %s AND withdrawn_at IS NULL
    ORDER BY occurred_at DESC, id LIMIT 51"""
COUNT_UP = """UPDATE customers SET version = version + 1, fields_changed_at = now()
    WHERE tenant_id = %s AND id = %s RETURNING version"""
CHANGED = """INSERT INTO bare_field_history (tenant_id, customer_id, key, version, old_value, new_value,
    restricted, changed_at, changed_by, correlation_id)
    VALUES (%s, %s, %s, %s, NULL, %s, false, now(), %s, %s)"""
STANDS = """INSERT INTO bare_field_values
    (tenant_id, customer_id, key, value, restricted, updated_at, updated_by)
    VALUES (%s, %s, %s, %s, false, now(), %s) ON CONFLICT (tenant_id, customer_id, key) DO UPDATE
    SET (value, updated_at, updated_by) = (excluded.value, excluded.updated_at, excluded.updated_by)"""
AUDIT = """WITH entry AS (INSERT INTO audit_entries
        (id, tenant_id, at, user_id, correlation_id, action, resource, resource_id,
        version_before, version_after, fields, outcome)
    VALUES (%(id)s, %(tenant)s, now(), %(tenant)s, %(id)s, 'patch', 'customer-fields', %(customer)s, 1, 2,
        %(keys)s, 'DONE') RETURNING at)
    INSERT INTO audit_unsealed (tenant_id, at, entry_id) SELECT %(tenant)s, at, %(id)s FROM entry"""
LEADS = """SELECT id, company_name, city, postal_code, territory, region, owner_user_id, phase, started_at,
    base_expiry_at, reminder_due_at, grace_end_at, lapse_at, paused_since, reserved_until, created_at
    FROM leads WHERE tenant_id = %s ORDER BY name_key, id LIMIT 51"""


def event(kind: str, about: str) -> tuple[object, ...]:
    return (TENANT, f"evt-{uuid4()}", kind, uuid4(), TENANT, about, Jsonb({"id": about}))


@post("/async/activities")
async def log_activity(data: dict[str, Any]) -> dict[str, Any]:
    new = uuid4()
    told = (TENANT, new, data["customerId"], data["kind"], data["note"], Jsonb({}), TENANT)
    async with aio.connection() as connection:
        await connection.execute(ACTIVITY, told)
        await connection.execute(EVENT, event("activity.created", str(new)))
    return {"id": new, **data}


@get("/async/activities/{customer:uuid}")
async def list_activities(customer: UUID) -> list[dict[str, Any]]:
    async with aio.connection() as connection:
        cursor = await connection.execute(ACTIVITIES, (TENANT, customer))
        return await cursor.fetchall()


@patch("/async/fields/{customer:uuid}")
async def patch_fields(customer: UUID, data: dict[str, Any]) -> dict[str, Any]:
    async with aio.connection() as connection:
        found = await (await connection.execute(COUNT_UP, (TENANT, customer))).fetchone()
        version = 1 if found is None else found["version"]
        for key, value in data.items():
            told = (TENANT, customer, key, version, Jsonb(value), TENANT, uuid4())
            await connection.execute(CHANGED, told)
            await connection.execute(STANDS, (TENANT, customer, key, Jsonb(value), TENANT))
        await connection.execute(EVENT, event("customer.fields.changed", str(customer)))
        deed = {"id": uuid4(), "tenant": TENANT, "customer": str(customer), "keys": list(data)}
        await connection.execute(AUDIT, deed)
    return {"customerId": customer, "fields": data}


@get("/async/leads")
async def list_leads() -> list[dict[str, Any]]:
    async with aio.connection() as connection:
        cursor = await connection.execute(LEADS, (TENANT,))
        return await cursor.fetchall()


HANDLERS = (log_activity, list_activities, patch_fields, list_leads)
