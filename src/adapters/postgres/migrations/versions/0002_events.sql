-- Statements end with a semicolon and an empty line.
CREATE TABLE event_outbox (
    tenant_id uuid NOT NULL,
    number bigint GENERATED ALWAYS AS IDENTITY,
    event_id text NOT NULL,
    type text NOT NULL,
    version text NOT NULL,
    occurred_at timestamptz NOT NULL,
    source text NOT NULL,
    correlation_id uuid NOT NULL,
    actor_type text NOT NULL CONSTRAINT event_outbox_actor_type_check CHECK (actor_type IN ('user', 'system')),
    actor_id uuid NOT NULL,
    subject text NOT NULL,
    data jsonb NOT NULL,
    -- The relay takes rows of all tenants in the order of their numbers.
    CONSTRAINT event_outbox_pkey PRIMARY KEY (number)
);

CREATE TABLE event_heads (
    tenant_id uuid NOT NULL,
    position bigint NOT NULL,
    retired_through bigint NOT NULL DEFAULT 0,
    CONSTRAINT event_heads_pkey PRIMARY KEY (tenant_id),
    CONSTRAINT event_heads_retired_check CHECK (retired_through BETWEEN 0 AND position)
);

CREATE TABLE event_log (
    tenant_id uuid NOT NULL,
    position bigint NOT NULL CONSTRAINT event_log_position_check CHECK (position > 0),
    event_id text NOT NULL,
    type text NOT NULL,
    version text NOT NULL,
    occurred_at timestamptz NOT NULL,
    published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    source text NOT NULL,
    correlation_id uuid NOT NULL,
    actor_type text NOT NULL,
    actor_id uuid NOT NULL,
    subject text NOT NULL,
    data jsonb NOT NULL,
    CONSTRAINT event_log_pkey PRIMARY KEY (tenant_id, position),
    CONSTRAINT event_log_event_key UNIQUE (tenant_id, event_id)
);

CREATE INDEX event_log_by_subject ON event_log (tenant_id, subject, position);

CREATE TABLE consumer_checkpoints (
    tenant_id uuid NOT NULL,
    consumer text NOT NULL,
    position bigint NOT NULL CONSTRAINT consumer_checkpoints_position_check CHECK (position >= 0),
    CONSTRAINT consumer_checkpoints_pkey PRIMARY KEY (tenant_id, consumer)
) WITH (fillfactor = 50);

CREATE TABLE consumer_dead_letters (
    tenant_id uuid NOT NULL,
    consumer text NOT NULL,
    subject text NOT NULL,
    position bigint NOT NULL CONSTRAINT consumer_dead_letters_position_check CHECK (position > 0),
    attempts integer NOT NULL CONSTRAINT consumer_dead_letters_attempts_check CHECK (attempts >= 0),
    retry_at timestamptz,
    reason text NOT NULL,
    CONSTRAINT consumer_dead_letters_pkey PRIMARY KEY (tenant_id, consumer, subject)
);

CREATE TABLE chain_sizes (
    tenant_id uuid NOT NULL,
    chain_id uuid NOT NULL,
    size bigint NOT NULL,
    CONSTRAINT chain_sizes_pkey PRIMARY KEY (tenant_id, chain_id)
) WITH (fillfactor = 80);

-- Keys begin with tenant and instant, so that months can become partitions without another key.
CREATE TABLE audit_entries (
    tenant_id uuid NOT NULL,
    at timestamptz NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    on_behalf_of uuid,
    correlation_id uuid NOT NULL,
    action text NOT NULL,
    resource text NOT NULL,
    resource_id text NOT NULL,
    version_before bigint,
    version_after bigint,
    fields text[] NOT NULL,
    outcome text NOT NULL CONSTRAINT audit_entries_outcome_check CHECK (outcome IN ('DONE', 'DENIED', 'READ')),
    CONSTRAINT audit_entries_pkey PRIMARY KEY (tenant_id, at, id)
);

CREATE TABLE audit_unsealed (
    tenant_id uuid NOT NULL,
    place bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    entry_id uuid NOT NULL,
    CONSTRAINT audit_unsealed_pkey PRIMARY KEY (place)
);

-- The number is the fence: of two that continue a chain from the same end, one meets a taken number.
CREATE TABLE audit_seals (
    tenant_id uuid NOT NULL,
    number bigint NOT NULL CONSTRAINT audit_seals_number_check CHECK (number > 0),
    at timestamptz NOT NULL,
    id uuid NOT NULL,
    seal bytea NOT NULL CONSTRAINT audit_seals_seal_check CHECK (length(seal) = 32),
    CONSTRAINT audit_seals_pkey PRIMARY KEY (tenant_id, number)
);

ALTER TABLE event_outbox ENABLE ROW LEVEL SECURITY;

ALTER TABLE event_outbox FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON event_outbox AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid) OR (current_user = 'crm_worker' AND (SELECT current_setting('app.relay', true) = 'true')));

CREATE POLICY may_create ON event_outbox FOR INSERT TO crm_service, crm_worker
    WITH CHECK ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY relay_may_read ON event_outbox FOR SELECT TO crm_worker
    USING ((SELECT current_setting('app.relay', true) = 'true'));

CREATE POLICY relay_may_remove ON event_outbox FOR DELETE TO crm_worker
    USING ((SELECT current_setting('app.relay', true) = 'true'));

ALTER TABLE event_heads ENABLE ROW LEVEL SECURITY;

ALTER TABLE event_heads FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON event_heads AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid) OR (current_user = 'crm_worker' AND (SELECT current_setting('app.relay', true) = 'true')));

CREATE POLICY may_read ON event_heads FOR SELECT TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","events:read","system"}'::text[]));

CREATE POLICY relay_may_read ON event_heads FOR SELECT TO crm_worker
    USING ((SELECT current_setting('app.relay', true) = 'true'));

CREATE POLICY relay_may_create ON event_heads FOR INSERT TO crm_worker
    WITH CHECK ((SELECT current_setting('app.relay', true) = 'true'));

CREATE POLICY relay_may_write ON event_heads FOR UPDATE TO crm_worker
    USING ((SELECT current_setting('app.relay', true) = 'true'))
    WITH CHECK ((SELECT current_setting('app.relay', true) = 'true'));

ALTER TABLE event_log ENABLE ROW LEVEL SECURITY;

ALTER TABLE event_log FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON event_log AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid) OR (current_user = 'crm_worker' AND (SELECT current_setting('app.relay', true) = 'true')));

CREATE POLICY may_read ON event_log FOR SELECT TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","events:read","system"}'::text[]));

CREATE POLICY relay_may_create ON event_log FOR INSERT TO crm_worker
    WITH CHECK ((SELECT current_setting('app.relay', true) = 'true'));

ALTER TABLE consumer_checkpoints ENABLE ROW LEVEL SECURITY;

ALTER TABLE consumer_checkpoints FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON consumer_checkpoints AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON consumer_checkpoints FOR SELECT TO crm_worker
    USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY worker_may_create ON consumer_checkpoints FOR INSERT TO crm_worker
    WITH CHECK ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY worker_may_write ON consumer_checkpoints FOR UPDATE TO crm_worker
    USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL)
    WITH CHECK ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY worker_may_remove ON consumer_checkpoints FOR DELETE TO crm_worker
    USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

ALTER TABLE consumer_dead_letters ENABLE ROW LEVEL SECURITY;

ALTER TABLE consumer_dead_letters FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON consumer_dead_letters AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON consumer_dead_letters FOR SELECT TO crm_worker
    USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY worker_may_create ON consumer_dead_letters FOR INSERT TO crm_worker
    WITH CHECK ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY worker_may_write ON consumer_dead_letters FOR UPDATE TO crm_worker
    USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL)
    WITH CHECK ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY worker_may_remove ON consumer_dead_letters FOR DELETE TO crm_worker
    USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

ALTER TABLE chain_sizes ENABLE ROW LEVEL SECURITY;

ALTER TABLE chain_sizes FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON chain_sizes AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON chain_sizes FOR SELECT TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY worker_may_create ON chain_sizes FOR INSERT TO crm_worker
    WITH CHECK ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY worker_may_write ON chain_sizes FOR UPDATE TO crm_worker
    USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL)
    WITH CHECK ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY worker_may_remove ON chain_sizes FOR DELETE TO crm_worker
    USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

ALTER TABLE audit_entries ENABLE ROW LEVEL SECURITY;

ALTER TABLE audit_entries FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON audit_entries AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid) OR (current_user = 'crm_worker' AND (SELECT current_setting('app.relay', true) = 'true')));

CREATE POLICY may_read ON audit_entries FOR SELECT TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","system"}'::text[]));

CREATE POLICY relay_may_read ON audit_entries FOR SELECT TO crm_worker
    USING ((SELECT current_setting('app.relay', true) = 'true'));

CREATE POLICY may_create ON audit_entries FOR INSERT TO crm_service, crm_worker
    WITH CHECK ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

ALTER TABLE audit_unsealed ENABLE ROW LEVEL SECURITY;

ALTER TABLE audit_unsealed FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON audit_unsealed AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid) OR (current_user = 'crm_worker' AND (SELECT current_setting('app.relay', true) = 'true')));

CREATE POLICY may_create ON audit_unsealed FOR INSERT TO crm_service, crm_worker
    WITH CHECK ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY relay_may_read ON audit_unsealed FOR SELECT TO crm_worker
    USING ((SELECT current_setting('app.relay', true) = 'true'));

CREATE POLICY relay_may_remove ON audit_unsealed FOR DELETE TO crm_worker
    USING ((SELECT current_setting('app.relay', true) = 'true'));

ALTER TABLE audit_seals ENABLE ROW LEVEL SECURITY;

ALTER TABLE audit_seals FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON audit_seals AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid) OR (current_user = 'crm_worker' AND (SELECT current_setting('app.relay', true) = 'true')));

CREATE POLICY may_read ON audit_seals FOR SELECT TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","system"}'::text[]));

CREATE POLICY relay_may_read ON audit_seals FOR SELECT TO crm_worker
    USING ((SELECT current_setting('app.relay', true) = 'true'));

CREATE POLICY relay_may_create ON audit_seals FOR INSERT TO crm_worker
    WITH CHECK ((SELECT current_setting('app.relay', true) = 'true'));

GRANT INSERT ON event_outbox, audit_entries, audit_unsealed TO crm_service, crm_worker;

GRANT SELECT ON event_log, event_heads, audit_entries, audit_seals TO crm_service, crm_worker;

GRANT SELECT, DELETE ON event_outbox, audit_unsealed TO crm_worker;

GRANT INSERT ON event_log, event_heads, audit_seals TO crm_worker;

GRANT UPDATE (position) ON event_heads TO crm_worker;

GRANT SELECT, INSERT, UPDATE, DELETE ON consumer_checkpoints, consumer_dead_letters, chain_sizes TO crm_worker;

GRANT SELECT ON chain_sizes TO crm_service;

-- One statement is one message: a relay that is stopped at any point cannot keep its turn between two.
CREATE FUNCTION app.move_events(batch integer) RETURNS TABLE (tenant uuid, facts bigint)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(1129467138) THEN
        RETURN;
    END IF;
    PERFORM set_config('app.relay', 'true', true);
    RETURN QUERY WITH taken AS (
        DELETE FROM public.event_outbox o
        WHERE o.number = ANY (ARRAY(SELECT number FROM public.event_outbox ORDER BY number LIMIT batch))
        RETURNING o.*),
    counted AS (SELECT t.tenant_id, count(*) AS told FROM taken t GROUP BY t.tenant_id),
    heads AS (
        INSERT INTO public.event_heads AS head (tenant_id, position) SELECT c.tenant_id, c.told FROM counted c
        ON CONFLICT (tenant_id) DO UPDATE SET position = head.position + excluded.position
        RETURNING head.tenant_id, head.position),
    placed AS (
        INSERT INTO public.event_log (tenant_id, position, event_id, type, version, occurred_at, source,
            correlation_id, actor_type, actor_id, subject, data)
        SELECT t.tenant_id, h.position - c.told + row_number() OVER (PARTITION BY t.tenant_id ORDER BY t.number),
            t.event_id, t.type, t.version, t.occurred_at, t.source, t.correlation_id, t.actor_type, t.actor_id,
            t.subject, t.data
        FROM taken t JOIN counted c USING (tenant_id) JOIN heads h USING (tenant_id)),
    rung AS MATERIALIZED (
        SELECT c.tenant_id, c.told, pg_notify('crm_events', c.tenant_id::text) FROM counted c)
    SELECT r.tenant_id, r.told FROM rung r;
END $$;

CREATE FUNCTION app.seal_audit(tenants uuid[], numbers bigint[], instants timestamptz[], entries uuid[],
    seals bytea[], places bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM set_config('app.relay', 'true', true);
    INSERT INTO public.audit_seals (tenant_id, number, at, id, seal)
    SELECT * FROM unnest(tenants, numbers, instants, entries, seals);
    DELETE FROM public.audit_unsealed WHERE place = ANY (places);
END $$;

GRANT EXECUTE ON FUNCTION app.move_events(integer),
    app.seal_audit(uuid[], bigint[], timestamptz[], uuid[], bytea[], bigint[]) TO crm_worker;
