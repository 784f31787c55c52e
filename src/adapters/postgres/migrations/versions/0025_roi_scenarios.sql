-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
CREATE TABLE roi_scenarios (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    name text NOT NULL CONSTRAINT roi_scenarios_name_check CHECK (length(name) BETWEEN 1 AND 200),
    inputs jsonb NOT NULL,
    assumptions_version text NOT NULL,
    results jsonb NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT roi_scenarios_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT roi_scenarios_customer_fkey FOREIGN KEY (tenant_id, customer_id)
        REFERENCES customers (tenant_id, id)
);

CREATE INDEX roi_scenarios_by_customer ON roi_scenarios (tenant_id, customer_id, created_at DESC, id);

ALTER TABLE roi_scenarios ENABLE ROW LEVEL SECURITY;

ALTER TABLE roi_scenarios FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON roi_scenarios AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON roi_scenarios FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = roi_scenarios.tenant_id AND c.id = roi_scenarios.customer_id AND true OFFSET 0));

CREATE POLICY may_create ON roi_scenarios FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = roi_scenarios.tenant_id AND c.id = roi_scenarios.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0));

GRANT SELECT, INSERT ON roi_scenarios TO crm_service, crm_worker;
