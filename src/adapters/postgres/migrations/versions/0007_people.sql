-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
CREATE TABLE people (
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL CONSTRAINT people_name_check CHECK (length(name) BETWEEN 1 AND 200),
    email text CONSTRAINT people_email_check CHECK (length(email) <= 254),
    language text NOT NULL CONSTRAINT people_language_check CHECK (language IN ('de', 'en')),
    CONSTRAINT people_pkey PRIMARY KEY (tenant_id, user_id)
);

ALTER TABLE people ENABLE ROW LEVEL SECURITY;

ALTER TABLE people FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON people AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON people FOR SELECT TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY may_create ON people FOR INSERT TO crm_service, crm_worker WITH CHECK (user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

CREATE POLICY may_write ON people FOR UPDATE TO crm_service, crm_worker USING (user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[])) WITH CHECK (user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

GRANT SELECT, INSERT, UPDATE ON people TO crm_service, crm_worker;
