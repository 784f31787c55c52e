-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
CREATE TABLE lead_commitments (
    tenant_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    id uuid NOT NULL,
    about_id uuid NOT NULL,
    field text NOT NULL,
    made_at timestamptz NOT NULL,
    digest text NOT NULL CONSTRAINT lead_commitments_digest_check CHECK (digest ~ '^[0-9a-f]{64}$'),
    salt text CONSTRAINT lead_commitments_salt_check CHECK (salt ~ '^[0-9a-f]{64}$'),
    CONSTRAINT lead_commitments_pkey PRIMARY KEY (tenant_id, lead_id, id),
    CONSTRAINT lead_commitments_lead_fkey FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id)
);

ALTER TABLE lead_commitments ENABLE ROW LEVEL SECURITY;

ALTER TABLE lead_commitments FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON lead_commitments AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON lead_commitments FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_commitments.tenant_id AND l.id = lead_commitments.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))) OFFSET 0));

CREATE POLICY may_create ON lead_commitments FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_commitments.tenant_id AND l.id = lead_commitments.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0));

CREATE POLICY worker_may_forget ON lead_commitments FOR UPDATE TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[])) WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

GRANT SELECT, INSERT ON lead_commitments TO crm_service, crm_worker;

GRANT UPDATE (salt) ON lead_commitments TO crm_worker;
