-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
CREATE TABLE saved_views (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL CONSTRAINT saved_views_version_check CHECK (version > 0),
    owner_user_id uuid NOT NULL,
    name text NOT NULL CONSTRAINT saved_views_name_check CHECK (length(name) BETWEEN 1 AND 100),
    name_key text COLLATE "C" NOT NULL,
    filter jsonb NOT NULL,
    sort text NOT NULL,
    columns text[] NOT NULL,
    region text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT saved_views_pkey PRIMARY KEY (tenant_id, id)
);

CREATE INDEX saved_views_by_owner ON saved_views (tenant_id, owner_user_id);

CREATE INDEX saved_views_by_name ON saved_views (tenant_id, name_key, id);

ALTER TABLE saved_views ENABLE ROW LEVEL SECURITY;

ALTER TABLE saved_views FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON saved_views AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON saved_views FOR SELECT TO crm_service, crm_worker USING (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","manager","sales-rep","team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor"}'::text[]));

CREATE POLICY may_create ON saved_views FOR INSERT TO crm_service, crm_worker WITH CHECK (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

CREATE POLICY may_write ON saved_views FOR UPDATE TO crm_service, crm_worker USING (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[])) WITH CHECK (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

CREATE POLICY may_remove ON saved_views FOR DELETE TO crm_service, crm_worker USING (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

GRANT SELECT, INSERT, UPDATE, DELETE ON saved_views TO crm_service, crm_worker;
