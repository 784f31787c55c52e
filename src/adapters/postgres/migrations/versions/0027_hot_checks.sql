-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
CREATE TABLE hot_checks (
    tenant_id uuid NOT NULL,
    begun_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    place uuid,
    checked bigint NOT NULL,
    drifted bigint NOT NULL,
    remaining bigint NOT NULL,
    unreadable bigint NOT NULL,
    finished_at timestamptz,
    CONSTRAINT hot_checks_pkey PRIMARY KEY (tenant_id, begun_at)
);

ALTER TABLE hot_checks ENABLE ROW LEVEL SECURITY;

ALTER TABLE hot_checks FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON hot_checks AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY worker_may_read ON hot_checks FOR SELECT TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

CREATE POLICY worker_may_create ON hot_checks FOR INSERT TO crm_worker WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

CREATE POLICY worker_may_write ON hot_checks FOR UPDATE TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[])) WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

CREATE POLICY worker_may_remove ON hot_checks FOR DELETE TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

GRANT SELECT, INSERT, UPDATE, DELETE ON hot_checks TO crm_worker;

CREATE POLICY finder_reads ON hot_checks FOR SELECT TO crm_finder USING (true);

CREATE POLICY finder_reads ON event_heads FOR SELECT TO crm_finder USING (true);

GRANT SELECT ON hot_checks TO crm_finder;

GRANT SELECT (tenant_id) ON event_heads TO crm_finder;

GRANT SELECT (tenant_id, subject, data) ON event_outbox TO crm_finder;

GRANT SELECT (subject, data) ON event_log TO crm_finder;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

CREATE OR REPLACE FUNCTION app.lagging_hot() RETURNS double precision
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN (WITH met AS (
        (SELECT o.tenant_id, coalesce(o.data ->> 'customerId', o.subject) AS id FROM public.event_outbox o
            ORDER BY o.number DESC LIMIT 100)
        UNION SELECT t.tenant_id, e.id FROM public.event_heads t CROSS JOIN LATERAL (
            SELECT coalesce(l.data ->> 'customerId', l.subject) AS id FROM public.event_log l WHERE l.tenant_id = t.tenant_id
            ORDER BY l.position DESC LIMIT 20) e)
    SELECT coalesce(max(greatest(extract(epoch FROM coalesce(s.source_at - s.row_at, now() - s.source_at)), 0)::float8), 0)
    FROM (SELECT h.updated_at AS row_at, greatest(c.created_at,
            c.fields_changed_at,
            (SELECT max(v.updated_at) FROM public.field_values v WHERE v.tenant_id = c.tenant_id
        AND v.customer_id = c.id AND v.key = ANY (ARRAY['current_supplier_contracts', 'decision_makers', 'roi_potential', 'sample_status', 'seasonal_menu_cycle'])),
            (SELECT max(r.status_recorded_at) FROM public.sample_request r
        WHERE r.tenant_id = c.tenant_id AND r.customer_id = c.id)) AS source_at
        FROM met m
        JOIN public.customers c ON c.tenant_id = m.tenant_id
            AND c.id = CASE WHEN m.id ~ '^[0-9a-f-]{36}$' THEN m.id::uuid END
        LEFT JOIN public.cm_customer_hot_proj h ON h.tenant_id = c.tenant_id AND h.customer_id = c.id) s);
END $$;

-- What the last finished check of every tenant found, added up; the age is that of the oldest of them.
CREATE FUNCTION app.hot_checked(OUT age double precision, OUT checked bigint, OUT drifted bigint,
    OUT remaining bigint, OUT unreadable bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT extract(epoch FROM clock_timestamp() - min(n.finished_at)), coalesce(sum(n.checked), 0)::bigint,
        coalesce(sum(n.drifted), 0)::bigint, coalesce(sum(n.remaining), 0)::bigint,
        coalesce(sum(n.unreadable), 0)::bigint
    FROM (SELECT DISTINCT ON (c.tenant_id) c.* FROM public.hot_checks c WHERE c.finished_at IS NOT NULL
        ORDER BY c.tenant_id, c.begun_at DESC) n
$$;

REVOKE ALL ON FUNCTION app.lagging_hot(), app.hot_checked() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.lagging_hot(), app.hot_checked() TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;
