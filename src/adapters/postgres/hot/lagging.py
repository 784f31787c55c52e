"""How far rows lag for whom something happened last: the reading that probes can afford at any time.

All rows are compared at night; this one looks at a few, so that triggers which are away show within seconds.
"""

from adapters.postgres.hot.copies import TABLE
from adapters.postgres.hot.fold import Fold
from adapters.postgres.hot.schema import LAG, source_stamps

LAGGING = "app.lagging_hot()"
LOOKED_AT = 20  # newest facts of each tenant
WAITING = 100  # newest facts that have no position yet
_WHOM = "coalesce({0}.data ->> 'customerId', {0}.subject)"


def lagging(fold: Fold) -> str:
    """The largest lag in seconds; it tells of no row and of no tenant."""
    newest = ",\n            ".join(source_stamps(fold, "public."))
    return f"""CREATE OR REPLACE FUNCTION {LAGGING} RETURNS double precision
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN (WITH met AS (
        (SELECT o.tenant_id, {_WHOM.format("o")} AS id FROM public.event_outbox o
            ORDER BY o.number DESC LIMIT {WAITING})
        UNION SELECT t.tenant_id, e.id FROM public.event_heads t CROSS JOIN LATERAL (
            SELECT {_WHOM.format("l")} AS id FROM public.event_log l WHERE l.tenant_id = t.tenant_id
            ORDER BY l.position DESC LIMIT {LOOKED_AT}) e)
    SELECT coalesce(max({LAG}), 0)
    FROM (SELECT h.updated_at AS row_at, greatest({newest}) AS source_at
        FROM met m
        JOIN public.customers c ON c.tenant_id = m.tenant_id
            AND c.id = CASE WHEN m.id ~ '^[0-9a-f-]{{36}}$' THEN m.id::uuid END
        LEFT JOIN public.{TABLE} h ON h.tenant_id = c.tenant_id AND h.customer_id = c.id) s);
END $$"""
