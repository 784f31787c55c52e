-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
ALTER DEFAULT PRIVILEGES FOR ROLE crm_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

GRANT USAGE ON SCHEMA app TO crm_service, crm_worker, crm_portal;

GRANT USAGE, CREATE ON SCHEMA app TO crm_finder;

GRANT SELECT ON app.schema_version TO crm_service, crm_worker;

CREATE TABLE customers (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL CONSTRAINT customers_version_check CHECK (version > 0),
    name text NOT NULL CONSTRAINT customers_name_check CHECK (length(name) BETWEEN 1 AND 200),
    name_key text COLLATE "C" NOT NULL,
    search_key text COLLATE "C" NOT NULL,
    type text NOT NULL CONSTRAINT customers_type_check
        CHECK (type IN ('HOTEL', 'RESTAURANT', 'BETRIEBSGASTRONOMIE', 'CATERING')),
    territory text NOT NULL,
    region text,
    parent_id uuid,
    is_chain boolean NOT NULL,
    chain_root_id uuid GENERATED ALWAYS AS (CASE WHEN is_chain THEN id ELSE parent_id END) STORED,
    coverage_policy text NOT NULL CONSTRAINT customers_coverage_policy_check
        CHECK (coverage_policy IN ('OWNER_ONLY', 'CHAIN_SHARED')),
    channel text NOT NULL CONSTRAINT customers_channel_check CHECK (channel IN ('DIRECT', 'PARTNER')),
    street text,
    postal_code text,
    city text,
    state text,
    country text,
    contact_email text,
    phone text,
    website text,
    owner_user_id uuid,
    contactability text NOT NULL CONSTRAINT customers_contactability_check
        CHECK (contactability IN ('OK', 'SOFT_BOUNCE', 'HARD_BOUNCE')),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    archived_at timestamptz,
    CONSTRAINT customers_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT customers_parent_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES customers (tenant_id, id),
    CONSTRAINT customers_parent_check CHECK (parent_id <> id AND NOT (is_chain AND parent_id IS NOT NULL))
) WITH (fillfactor = 85);

CREATE INDEX customers_by_name ON customers (tenant_id, name_key, id) WHERE archived_at IS NULL;

CREATE INDEX customers_by_region_and_name ON customers (tenant_id, region, name_key, id)
    WHERE archived_at IS NULL;

CREATE INDEX customers_by_chain_and_name ON customers (tenant_id, chain_root_id, name_key, id)
    WHERE archived_at IS NULL AND chain_root_id IS NOT NULL;

CREATE INDEX customers_by_owner_and_name ON customers (tenant_id, owner_user_id, name_key, id);

CREATE INDEX customers_by_age ON customers (tenant_id, created_at DESC, id) WHERE archived_at IS NULL;

CREATE INDEX customers_by_region_and_age ON customers (tenant_id, region, created_at DESC, id)
    WHERE archived_at IS NULL;

CREATE INDEX customers_by_chain_and_age ON customers (tenant_id, chain_root_id, created_at DESC, id)
    WHERE archived_at IS NULL AND chain_root_id IS NOT NULL;

CREATE INDEX customers_by_words ON customers USING gin (search_key app.gin_trgm_ops)
    WHERE archived_at IS NULL;

ALTER TABLE customers ENABLE ROW LEVEL SECURITY;

ALTER TABLE customers FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON customers AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY within_territories ON customers AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[])));

CREATE POLICY within_channels ON customers AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[])));

CREATE POLICY may_read ON customers FOR SELECT TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[])
    OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor","customers:read"}'::text[])
    OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid))
    OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.own_chains', true), '')::uuid[])::uuid[])))
    OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))
    OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))));

CREATE POLICY may_create ON customers FOR INSERT TO crm_service, crm_worker
    WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[])
    OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid))
    OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))
    OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))));

CREATE POLICY may_write ON customers FOR UPDATE TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[])
    OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid))
    OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))
    OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))
    WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[])
    OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid))
    OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))
    OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))));

GRANT SELECT, INSERT, UPDATE ON customers TO crm_service, crm_worker;

-- The finder sees past the wall so that its operators may use indexes; its functions name the tenant themselves.
CREATE POLICY finder_reads ON customers FOR SELECT TO crm_finder USING (true);

-- It may hold a row against writers, which needs the right to update, and no new row of it passes.
CREATE POLICY finder_holds ON customers FOR UPDATE TO crm_finder USING (true) WITH CHECK (false);

GRANT SELECT (tenant_id, id, owner_user_id, parent_id, chain_root_id, archived_at, search_key), UPDATE (version)
    ON customers TO crm_finder;

CREATE TABLE setting_values (
    tenant_id uuid NOT NULL,
    key text NOT NULL,
    value jsonb NOT NULL,
    version bigint NOT NULL CONSTRAINT setting_values_version_check CHECK (version > 0),
    CONSTRAINT setting_values_pkey PRIMARY KEY (tenant_id, key)
);

ALTER TABLE setting_values ENABLE ROW LEVEL SECURITY;

ALTER TABLE setting_values FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON setting_values AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON setting_values FOR SELECT TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY may_create ON setting_values FOR INSERT TO crm_service, crm_worker
    WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

CREATE POLICY may_write ON setting_values FOR UPDATE TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]))
    WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

GRANT SELECT, INSERT, UPDATE ON setting_values TO crm_service, crm_worker;

CREATE TABLE global_settings (
    key text NOT NULL,
    value jsonb NOT NULL,
    version bigint NOT NULL CONSTRAINT global_settings_version_check CHECK (version > 0),
    CONSTRAINT global_settings_pkey PRIMARY KEY (key)
);

ALTER TABLE global_settings ENABLE ROW LEVEL SECURITY;

ALTER TABLE global_settings FORCE ROW LEVEL SECURITY;

CREATE POLICY may_read ON global_settings FOR SELECT TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY may_create ON global_settings FOR INSERT TO crm_service, crm_worker
    WITH CHECK ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL AND (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

CREATE POLICY may_write ON global_settings FOR UPDATE TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL AND (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]))
    WITH CHECK ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL AND (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

GRANT SELECT, INSERT, UPDATE ON global_settings TO crm_service, crm_worker;

CREATE TABLE idempotency_answers (
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    route text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status bigint NOT NULL,
    headers jsonb NOT NULL,
    body bytea NOT NULL,
    answered_at timestamptz NOT NULL,
    CONSTRAINT idempotency_answers_pkey PRIMARY KEY (tenant_id, user_id, route, key)
);

CREATE INDEX idempotency_answers_by_age ON idempotency_answers (tenant_id, answered_at);

ALTER TABLE idempotency_answers ENABLE ROW LEVEL SECURITY;

ALTER TABLE idempotency_answers FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON idempotency_answers AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON idempotency_answers FOR SELECT TO crm_service
    USING (user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid));

CREATE POLICY worker_may_read ON idempotency_answers FOR SELECT TO crm_worker
    USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY may_create ON idempotency_answers FOR INSERT TO crm_service, crm_worker
    WITH CHECK (user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid));

CREATE POLICY may_write ON idempotency_answers FOR UPDATE TO crm_service, crm_worker
    USING (user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid))
    WITH CHECK (user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid));

CREATE POLICY worker_may_remove ON idempotency_answers FOR DELETE TO crm_worker
    USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

GRANT SELECT, INSERT, UPDATE ON idempotency_answers TO crm_service, crm_worker;

GRANT DELETE ON idempotency_answers TO crm_worker;

SET LOCAL ROLE crm_finder;

CREATE FUNCTION app.own_chains() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
    person uuid := nullif(current_setting('app.user', true), '')::uuid;
BEGIN
    RETURN coalesce(
        (SELECT array_agg(DISTINCT c.chain_root_id) FROM public.customers c
         WHERE c.tenant_id = tenant AND c.owner_user_id = person AND c.chain_root_id IS NOT NULL),
        '{}');
END $$;

CREATE FUNCTION app.hold_customer(customer uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    PERFORM 1 FROM public.customers c WHERE c.tenant_id = tenant AND c.id = customer FOR SHARE;
END $$;

CREATE FUNCTION app.has_live_locations(chain uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    RETURN EXISTS (
        SELECT FROM public.customers c
        WHERE c.tenant_id = tenant AND c.chain_root_id = chain AND c.parent_id = chain
            AND c.archived_at IS NULL);
END $$;

-- Live customers of the tenant in which every word stands, or something like it; the first word is looked up.
CREATE FUNCTION app.customers_like(words text[], patterns text[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp
SET pg_trgm.word_similarity_threshold = 0.5 ROWS 50 AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    RETURN QUERY SELECT c.id FROM public.customers c
    WHERE c.archived_at IS NULL AND c.tenant_id = tenant
        AND (c.search_key LIKE patterns[1] OR c.search_key %> words[1])
        AND NOT EXISTS (
            SELECT FROM unnest(words, patterns) AS w (word, pattern)
            WHERE NOT (c.search_key LIKE w.pattern OR c.search_key %> w.word));
END $$;

REVOKE ALL ON FUNCTION app.own_chains(), app.hold_customer(uuid), app.has_live_locations(uuid),
    app.customers_like(text[], text[]) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.own_chains(), app.hold_customer(uuid), app.has_live_locations(uuid),
    app.customers_like(text[], text[]) TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;

CREATE FUNCTION app.identify(
    tenant uuid, person uuid, grips text[], correlation uuid, regions text[], chains uuid[],
    territories text[], channels text[], stands_on_chains boolean) RETURNS uuid[]
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    own uuid[] := '{}';
BEGIN
    PERFORM set_config('app.tenant', tenant::text, true), set_config('app.user', person::text, true),
        set_config('app.grips', grips::text, true), set_config('app.correlation', correlation::text, true),
        set_config('app.regions', regions::text, true), set_config('app.chains', chains::text, true),
        set_config('app.territories', coalesce(territories::text, 'any'), true),
        set_config('app.channels', coalesce(channels::text, 'any'), true);
    IF stands_on_chains THEN
        own := app.own_chains();
    END IF;
    PERFORM set_config('app.own_chains', own::text, true);
    RETURN own;
END $$;

GRANT EXECUTE ON FUNCTION app.identify(uuid, uuid, text[], uuid, text[], uuid[], text[], text[], boolean)
    TO crm_service, crm_worker;

