-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
CREATE TABLE sample_request (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL CONSTRAINT sample_request_version_check CHECK (version > 0),
    customer_id uuid,
    lead_id uuid,
    status text NOT NULL CONSTRAINT sample_request_status_check CHECK (status IN ('REQUESTED', 'PACKED', 'SHIPPED', 'DELIVERED',
        'FEEDBACK_SUCCESS', 'FEEDBACK_NEUTRAL', 'FEEDBACK_FAIL', 'CANCELED')),
    status_event_at timestamptz NOT NULL,
    status_recorded_at timestamptz NOT NULL,
    kit_id text,
    delivery_date date NOT NULL,
    delivery_address text,
    contact_email text,
    notes text,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT sample_request_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT sample_request_party_check CHECK (num_nonnulls(customer_id, lead_id) = 1),
    CONSTRAINT sample_request_customer_fkey FOREIGN KEY (tenant_id, customer_id)
        REFERENCES customers (tenant_id, id)
) WITH (fillfactor = 85);

-- The first row of a customer is its newest sample: the one whose status was recorded last.
CREATE INDEX sample_request_newest ON sample_request (tenant_id, customer_id, status_recorded_at DESC, id DESC)
    WHERE customer_id IS NOT NULL;

CREATE INDEX sample_request_by_age ON sample_request (tenant_id, created_at DESC, id);

CREATE INDEX sample_request_by_status ON sample_request (tenant_id, status, created_at DESC, id);

CREATE INDEX sample_request_by_customer ON sample_request (tenant_id, customer_id, created_at DESC, id)
    WHERE customer_id IS NOT NULL;

CREATE INDEX sample_request_by_lead ON sample_request (tenant_id, lead_id, created_at DESC, id)
    WHERE lead_id IS NOT NULL;

CREATE INDEX sample_request_underway ON sample_request (tenant_id, delivery_date, id)
    WHERE status IN ('REQUESTED', 'PACKED', 'SHIPPED');

CREATE TABLE sample_item (
    tenant_id uuid NOT NULL,
    sample_id uuid NOT NULL,
    place bigint NOT NULL,
    sku text NOT NULL,
    quantity bigint NOT NULL CONSTRAINT sample_item_quantity_check CHECK (quantity > 0),
    CONSTRAINT sample_item_pkey PRIMARY KEY (tenant_id, sample_id, place),
    CONSTRAINT sample_item_sample_fkey FOREIGN KEY (tenant_id, sample_id)
        REFERENCES sample_request (tenant_id, id)
);

-- Steps in the order of their recording; when one happened may lie before the one recorded earlier.
CREATE TABLE sample_status_history (
    tenant_id uuid NOT NULL,
    sample_id uuid NOT NULL,
    version bigint NOT NULL CONSTRAINT sample_status_history_version_check CHECK (version > 1),
    old_status text NOT NULL CONSTRAINT sample_status_history_old_check CHECK (old_status IN ('REQUESTED', 'PACKED', 'SHIPPED', 'DELIVERED',
        'FEEDBACK_SUCCESS', 'FEEDBACK_NEUTRAL', 'FEEDBACK_FAIL', 'CANCELED')),
    new_status text NOT NULL CONSTRAINT sample_status_history_new_check CHECK (new_status IN ('REQUESTED', 'PACKED', 'SHIPPED', 'DELIVERED',
        'FEEDBACK_SUCCESS', 'FEEDBACK_NEUTRAL', 'FEEDBACK_FAIL', 'CANCELED')),
    event_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid NOT NULL,
    activity_id uuid,
    CONSTRAINT sample_status_history_pkey PRIMARY KEY (tenant_id, sample_id, version),
    CONSTRAINT sample_status_history_step_check CHECK (old_status <> new_status),
    CONSTRAINT sample_status_history_sample_fkey FOREIGN KEY (tenant_id, sample_id)
        REFERENCES sample_request (tenant_id, id)
);

ALTER TABLE sample_request ENABLE ROW LEVEL SECURITY;

ALTER TABLE sample_request FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON sample_request AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON sample_request FOR SELECT TO crm_service, crm_worker
    USING ((sample_request.lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND created_by = (SELECT nullif(current_setting('app.user', true), '')::uuid)))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = sample_request.tenant_id AND c.id = sample_request.customer_id AND true));

CREATE POLICY may_create ON sample_request FOR INSERT TO crm_service, crm_worker
    WITH CHECK ((sample_request.lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND created_by = (SELECT nullif(current_setting('app.user', true), '')::uuid)))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = sample_request.tenant_id AND c.id = sample_request.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))));

CREATE POLICY may_write ON sample_request FOR UPDATE TO crm_service, crm_worker
    USING ((sample_request.lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND created_by = (SELECT nullif(current_setting('app.user', true), '')::uuid)))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = sample_request.tenant_id AND c.id = sample_request.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))))
    WITH CHECK ((sample_request.lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND created_by = (SELECT nullif(current_setting('app.user', true), '')::uuid)))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = sample_request.tenant_id AND c.id = sample_request.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))));

ALTER TABLE sample_item ENABLE ROW LEVEL SECURITY;

ALTER TABLE sample_item FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON sample_item AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON sample_item FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM sample_request s
        WHERE s.tenant_id = sample_item.tenant_id AND s.id = sample_item.sample_id AND (true)));

CREATE POLICY may_create ON sample_item FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM sample_request s
        WHERE s.tenant_id = sample_item.tenant_id AND s.id = sample_item.sample_id AND ((s.lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND created_by = (SELECT nullif(current_setting('app.user', true), '')::uuid)))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = s.tenant_id AND c.id = s.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))))));

ALTER TABLE sample_status_history ENABLE ROW LEVEL SECURITY;

ALTER TABLE sample_status_history FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON sample_status_history AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON sample_status_history FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM sample_request s
        WHERE s.tenant_id = sample_status_history.tenant_id AND s.id = sample_status_history.sample_id AND (true)));

CREATE POLICY may_create ON sample_status_history FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM sample_request s
        WHERE s.tenant_id = sample_status_history.tenant_id AND s.id = sample_status_history.sample_id AND ((s.lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND created_by = (SELECT nullif(current_setting('app.user', true), '')::uuid)))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = s.tenant_id AND c.id = s.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))))));

GRANT SELECT, INSERT ON sample_request, sample_item, sample_status_history TO crm_service, crm_worker;

GRANT UPDATE (version, status, status_event_at, status_recorded_at) ON sample_request
    TO crm_service, crm_worker;
