-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- A value that was taken back is JSON's null: its row stays, so that versions go on counting.
-- The values of a region or of a person: nearer than the tenant's.
CREATE TABLE near_settings (
    tenant_id uuid NOT NULL,
    scope text NOT NULL CONSTRAINT near_settings_scope_check CHECK (scope IN ('org', 'user')),
    whose text NOT NULL CONSTRAINT near_settings_whose_check CHECK (length(whose) BETWEEN 1 AND 50),
    key text NOT NULL,
    value jsonb NOT NULL,
    version bigint NOT NULL CONSTRAINT near_settings_version_check CHECK (version > 0),
    CONSTRAINT near_settings_pkey PRIMARY KEY (tenant_id, scope, whose, key)
);

CREATE TABLE setting_history (
    tenant_id uuid NOT NULL,
    scope text NOT NULL CONSTRAINT setting_history_scope_check CHECK (scope IN ('tenant', 'org', 'user')),
    whose text NOT NULL,
    key text NOT NULL,
    version bigint NOT NULL,
    value_before jsonb,
    value_after jsonb,
    at timestamptz NOT NULL,
    user_id uuid NOT NULL,
    correlation_id uuid NOT NULL,
    CONSTRAINT setting_history_pkey PRIMARY KEY (tenant_id, scope, whose, key, version)
);

CREATE TABLE global_setting_history (
    key text NOT NULL,
    version bigint NOT NULL,
    value_before jsonb,
    value_after jsonb,
    at timestamptz NOT NULL,
    user_id uuid NOT NULL,
    correlation_id uuid NOT NULL,
    CONSTRAINT global_setting_history_pkey PRIMARY KEY (key, version)
);

-- What holds for all tenants is set by the installation alone.
DROP POLICY may_create ON global_settings;

DROP POLICY may_write ON global_settings;

CREATE POLICY may_create ON global_settings FOR INSERT TO crm_service, crm_worker WITH CHECK ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL AND (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

CREATE POLICY may_write ON global_settings FOR UPDATE TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL AND (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[])) WITH CHECK ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL AND (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

ALTER TABLE near_settings ENABLE ROW LEVEL SECURITY;

ALTER TABLE near_settings FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON near_settings AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON near_settings FOR SELECT TO crm_service, crm_worker USING (scope = 'org' OR ((scope = 'user' AND whose = (SELECT nullif(current_setting('app.user', true), ''))) AND NOT (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[])));

CREATE POLICY may_create ON near_settings FOR INSERT TO crm_service, crm_worker WITH CHECK (((scope = 'user' AND whose = (SELECT nullif(current_setting('app.user', true), ''))) AND NOT (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[])) OR (scope = 'org' AND (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND whose = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]))));

CREATE POLICY may_write ON near_settings FOR UPDATE TO crm_service, crm_worker USING (((scope = 'user' AND whose = (SELECT nullif(current_setting('app.user', true), ''))) AND NOT (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[])) OR (scope = 'org' AND (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND whose = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[])))) WITH CHECK (((scope = 'user' AND whose = (SELECT nullif(current_setting('app.user', true), ''))) AND NOT (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[])) OR (scope = 'org' AND (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND whose = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]))));

ALTER TABLE setting_history ENABLE ROW LEVEL SECURITY;

ALTER TABLE setting_history FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON setting_history AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON setting_history FOR SELECT TO crm_service, crm_worker USING (((scope = 'user' AND whose = (SELECT nullif(current_setting('app.user', true), ''))) AND NOT (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[])) OR (scope = 'org' AND (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND whose = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","manager","system"}'::text[]))) OR (scope = 'tenant' AND (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","manager","system"}'::text[])));

CREATE POLICY may_create ON setting_history FOR INSERT TO crm_service, crm_worker WITH CHECK (((scope = 'user' AND whose = (SELECT nullif(current_setting('app.user', true), ''))) AND NOT (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[])) OR (scope = 'org' AND (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND whose = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]))) OR (scope = 'tenant' AND (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[])));

ALTER TABLE global_setting_history ENABLE ROW LEVEL SECURITY;

ALTER TABLE global_setting_history FORCE ROW LEVEL SECURITY;

CREATE POLICY may_read ON global_setting_history FOR SELECT TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL AND (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","manager","system"}'::text[]));

CREATE POLICY may_create ON global_setting_history FOR INSERT TO crm_service, crm_worker WITH CHECK ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL AND (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

GRANT SELECT, INSERT, UPDATE ON near_settings TO crm_service, crm_worker;

GRANT SELECT, INSERT ON setting_history, global_setting_history TO crm_service, crm_worker;

-- Rings for every process that knows settings: nothing for all of them, a tenant, or a tenant's person.
CREATE FUNCTION app.ring_settings() RETURNS trigger
LANGUAGE plpgsql VOLATILE SET search_path = '' AS $$
DECLARE
    changed jsonb := to_jsonb(NEW);
BEGIN
    PERFORM pg_catalog.pg_notify('crm_settings', pg_catalog.concat_ws(' ', changed ->> 'tenant_id',
        CASE WHEN changed ->> 'scope' = 'user' THEN changed ->> 'whose' END));
    RETURN NULL;
END $$;

CREATE TRIGGER ring AFTER INSERT OR UPDATE ON global_settings FOR EACH ROW EXECUTE FUNCTION app.ring_settings();

CREATE TRIGGER ring AFTER INSERT OR UPDATE ON setting_values FOR EACH ROW EXECUTE FUNCTION app.ring_settings();

CREATE TRIGGER ring AFTER INSERT OR UPDATE ON near_settings FOR EACH ROW EXECUTE FUNCTION app.ring_settings();
