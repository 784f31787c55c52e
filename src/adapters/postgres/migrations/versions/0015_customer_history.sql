-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- What happened to a customer apart from its fields: who had it before and why it went, whether letters reach it.
CREATE TABLE customer_history (
    tenant_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    version bigint NOT NULL CONSTRAINT customer_history_version_check CHECK (version > 0),
    turn text NOT NULL CONSTRAINT customer_history_turn_check
        CHECK (turn IN ('REASSIGNED', 'CONTACTABILITY', 'ARCHIVED', 'RESTORED')),
    at timestamptz NOT NULL,
    by_user uuid NOT NULL,
    correlation_id uuid NOT NULL,
    before text,
    after text,
    why text,
    CONSTRAINT customer_history_pkey PRIMARY KEY (tenant_id, customer_id, version, turn),
    CONSTRAINT customer_history_customer_fkey FOREIGN KEY (tenant_id, customer_id)
        REFERENCES customers (tenant_id, id)
);

CREATE INDEX customer_history_by_time ON customer_history (tenant_id, customer_id, at DESC);

ALTER TABLE customer_history ENABLE ROW LEVEL SECURITY;

ALTER TABLE customer_history FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON customer_history AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON customer_history FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = customer_history.tenant_id AND c.id = customer_history.customer_id AND true));

CREATE POLICY may_create ON customer_history FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = customer_history.tenant_id AND c.id = customer_history.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))));

GRANT SELECT, INSERT ON customer_history TO crm_service, crm_worker;
