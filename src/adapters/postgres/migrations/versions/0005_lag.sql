CREATE POLICY finder_reads ON event_outbox FOR SELECT TO crm_finder USING (true);

CREATE POLICY finder_reads ON event_log FOR SELECT TO crm_finder USING (true);

CREATE POLICY finder_reads ON consumer_checkpoints FOR SELECT TO crm_finder USING (true);

GRANT SELECT (number, occurred_at) ON event_outbox TO crm_finder;

GRANT SELECT (tenant_id, position, published_at) ON event_log TO crm_finder;

GRANT SELECT (tenant_id, consumer, position) ON consumer_checkpoints TO crm_finder;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

-- Seconds since the oldest fact that waits for its position, and since the oldest event that waits for a consumer.
CREATE FUNCTION app.event_lag(OUT relay double precision, OUT consumers double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT
        coalesce(extract(epoch FROM clock_timestamp() - (
            SELECT o.occurred_at FROM public.event_outbox o ORDER BY o.number LIMIT 1)), 0),
        coalesce(extract(epoch FROM clock_timestamp() - (
            SELECT min(e.published_at) FROM public.consumer_checkpoints c
            JOIN public.event_log e ON e.tenant_id = c.tenant_id AND e.position = c.position + 1)), 0)
$$;

REVOKE ALL ON FUNCTION app.event_lag() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.event_lag() TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;
