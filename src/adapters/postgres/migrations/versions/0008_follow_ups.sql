-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
CREATE TABLE follow_ups (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL CONSTRAINT follow_ups_version_check CHECK (version > 0),
    rule text NOT NULL,
    terms jsonb NOT NULL,
    customer_id uuid,
    lead_id uuid,
    source_kind text NOT NULL,
    source_id uuid NOT NULL,
    source_at timestamptz NOT NULL,
    source_day date NOT NULL,
    owner_user_id uuid,
    created_at timestamptz NOT NULL,
    due_at timestamptz,
    due_soon_at timestamptz,
    next_at timestamptz,
    ahead jsonb NOT NULL,
    state text NOT NULL CONSTRAINT follow_ups_state_check CHECK (state IN ('OPEN', 'DONE', 'CANCELED')),
    closed_at timestamptz,
    outcome text,
    note text,
    closed_by uuid,
    snoozes jsonb NOT NULL,
    pauses jsonb NOT NULL,
    place timestamptz GENERATED ALWAYS AS (coalesce(due_at, 'infinity')) STORED,
    CONSTRAINT follow_ups_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT follow_ups_party_check CHECK (num_nonnulls(customer_id, lead_id) = 1),
    CONSTRAINT follow_ups_closing_check CHECK ((state = 'OPEN') = (closed_at IS NULL)),
    CONSTRAINT follow_ups_customer_fkey FOREIGN KEY (tenant_id, customer_id)
        REFERENCES customers (tenant_id, id)
) WITH (fillfactor = 85);

-- One index per way to a page; a list of all states is put together from one of each.
CREATE INDEX follow_ups_by_state ON follow_ups (tenant_id, state, place, id);

CREATE INDEX follow_ups_by_owner ON follow_ups (tenant_id, owner_user_id, state, place, id);

CREATE INDEX follow_ups_by_customer ON follow_ups (tenant_id, customer_id, state, place, id)
    WHERE customer_id IS NOT NULL;

CREATE INDEX follow_ups_by_lead ON follow_ups (tenant_id, lead_id, state, place, id)
    WHERE lead_id IS NOT NULL;

CREATE INDEX follow_ups_by_source ON follow_ups (tenant_id, source_id);

CREATE INDEX follow_ups_by_closing ON follow_ups (tenant_id, closed_by) WHERE closed_by IS NOT NULL;

CREATE INDEX follow_ups_by_next ON follow_ups (tenant_id, next_at) WHERE next_at IS NOT NULL;

ALTER TABLE follow_ups ENABLE ROW LEVEL SECURITY;

ALTER TABLE follow_ups FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON follow_ups AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON follow_ups FOR SELECT TO crm_service, crm_worker
    USING (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","chain-manager","manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR (lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor"}'::text[]))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = follow_ups.tenant_id AND c.id = follow_ups.customer_id AND true));

CREATE POLICY may_create ON follow_ups FOR INSERT TO crm_service, crm_worker
    WITH CHECK (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","chain-manager","manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR (lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = follow_ups.tenant_id AND c.id = follow_ups.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))));

CREATE POLICY may_write ON follow_ups FOR UPDATE TO crm_service, crm_worker
    USING (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","chain-manager","manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR (lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = follow_ups.tenant_id AND c.id = follow_ups.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))))
    WITH CHECK (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","chain-manager","manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR (lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = follow_ups.tenant_id AND c.id = follow_ups.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))));

GRANT SELECT, INSERT, UPDATE ON follow_ups TO crm_service, crm_worker;
