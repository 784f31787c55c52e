"""The connections of the yardstick: psycopg's pools with nothing around them."""

import os
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection, Connection
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool, ConnectionPool

DSN = os.environ["BARE_DSN"]
TENANT = UUID(os.environ["BARE_TENANT"])
POOL = 8

Row = dict[str, Any]
Asked = AsyncConnectionPool[AsyncConnection[Row]]
Waited = ConnectionPool[Connection[Row]]
aio: Asked = AsyncConnectionPool(
    DSN, min_size=POOL, max_size=POOL, open=False, kwargs={"row_factory": dict_row}
)
threads: Waited = ConnectionPool(
    DSN, min_size=POOL, max_size=POOL, open=False, kwargs={"row_factory": dict_row}
)
EVENT = """INSERT INTO event_outbox (tenant_id, event_id, type, version, occurred_at, source, correlation_id,
    actor_type, actor_id, subject, data)
    VALUES (%s, %s, %s, '1.0', now(), 'bench', %s, 'user', %s, %s, %s)"""
