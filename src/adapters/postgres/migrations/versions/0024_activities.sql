-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
CREATE TABLE activities (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL CONSTRAINT activities_version_check CHECK (version > 0),
    customer_id uuid,
    lead_id uuid,
    kind text NOT NULL,
    occurred_at timestamptz NOT NULL,
    note text,
    content jsonb NOT NULL,
    author uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    corrected_at timestamptz,
    corrected_by uuid,
    withdrawn_at timestamptz,
    withdrawn_by uuid,
    withdrawn_because text,
    -- Stems for who searches in German, and every word as it stands.
    words tsvector GENERATED ALWAYS AS (to_tsvector('german', coalesce(note, '')) || to_tsvector('simple', coalesce(note, ''))
    || jsonb_to_tsvector('german', content, '["string"]')
    || jsonb_to_tsvector('simple', content, '["string"]')) STORED,
    CONSTRAINT activities_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT activities_party_check CHECK (num_nonnulls(customer_id, lead_id) = 1),
    CONSTRAINT activities_withdrawal_check CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
    CONSTRAINT activities_customer_fkey FOREIGN KEY (tenant_id, customer_id)
        REFERENCES customers (tenant_id, id),
    CONSTRAINT activities_lead_fkey FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id)
);

-- Lists, timelines and figures ask for what stands.
CREATE INDEX activities_by_customer ON activities (tenant_id, customer_id, occurred_at DESC, id)
    WHERE customer_id IS NOT NULL AND withdrawn_at IS NULL;

CREATE INDEX activities_by_lead ON activities (tenant_id, lead_id, occurred_at DESC, id)
    WHERE lead_id IS NOT NULL;

-- What a correction or a withdrawal replaced.
CREATE TABLE activity_history (
    tenant_id uuid NOT NULL,
    activity_id uuid NOT NULL,
    version bigint NOT NULL CONSTRAINT activity_history_version_check CHECK (version > 0),
    occurred_at timestamptz NOT NULL,
    note text,
    content jsonb NOT NULL,
    corrected_at timestamptz,
    corrected_by uuid,
    CONSTRAINT activity_history_pkey PRIMARY KEY (tenant_id, activity_id, version),
    CONSTRAINT activity_history_activity_fkey FOREIGN KEY (tenant_id, activity_id)
        REFERENCES activities (tenant_id, id)
);

ALTER TABLE activities ENABLE ROW LEVEL SECURITY;

ALTER TABLE activities FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON activities AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON activities FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = activities.tenant_id AND c.id = activities.customer_id AND true OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = activities.tenant_id AND l.id = activities.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor","leads:read"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE,VIEW}'))::uuid[])))) OFFSET 0));

CREATE POLICY may_create ON activities FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = activities.tenant_id AND c.id = activities.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = activities.tenant_id AND l.id = activities.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0));

CREATE POLICY may_write ON activities FOR UPDATE TO crm_service, crm_worker USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = activities.tenant_id AND c.id = activities.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = activities.tenant_id AND l.id = activities.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0)) WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = activities.tenant_id AND c.id = activities.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = activities.tenant_id AND l.id = activities.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0));

ALTER TABLE activity_history ENABLE ROW LEVEL SECURITY;

ALTER TABLE activity_history FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON activity_history AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON activity_history FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM activities w
        WHERE w.tenant_id = activity_history.tenant_id AND w.id = activity_history.activity_id AND (true)));

CREATE POLICY may_create ON activity_history FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM activities w
        WHERE w.tenant_id = activity_history.tenant_id AND w.id = activity_history.activity_id AND (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = w.tenant_id AND c.id = w.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = w.tenant_id AND l.id = w.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0))));

GRANT SELECT, INSERT ON activities, activity_history TO crm_service, crm_worker;

GRANT UPDATE (version, occurred_at, note, content, corrected_at, corrected_by, withdrawn_at, withdrawn_by,
    withdrawn_because) ON activities TO crm_service, crm_worker;

-- A converted lead's activities become the customer's, as its samples and follow-ups do.
CREATE POLICY finder_reads ON activities FOR SELECT TO crm_finder USING (lead_id IS NOT NULL OR customer_id IS NOT NULL);

CREATE POLICY finder_hands_over ON activities FOR UPDATE TO crm_finder
    USING (lead_id IS NOT NULL) WITH CHECK (customer_id IS NOT NULL);

GRANT SELECT (tenant_id, id, lead_id, customer_id, version), UPDATE (lead_id, customer_id)
    ON activities TO crm_finder;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

CREATE OR REPLACE FUNCTION app.hand_over_lead(of_lead uuid, to_customer uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    IF EXISTS (SELECT FROM public.leads l WHERE l.tenant_id = tenant AND l.id = of_lead
            AND l.phase = 'CONVERTED' AND l.customer_id = to_customer) THEN
        UPDATE public.sample_request s SET (lead_id, customer_id, version) = (NULL, to_customer, s.version + 1)
        WHERE s.tenant_id = tenant AND s.lead_id = of_lead;
        UPDATE public.follow_ups f SET (lead_id, customer_id, version) = (NULL, to_customer, f.version + 1)
        WHERE f.tenant_id = tenant AND f.lead_id = of_lead;
        UPDATE public.activities a SET (lead_id, customer_id) = (NULL, to_customer)
        WHERE a.tenant_id = tenant AND a.lead_id = of_lead;
    END IF;
END $$;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;

-- What is sent to a lead stands behind the leads' own wall.
DROP POLICY may_read ON sample_request;

DROP POLICY may_create ON sample_request;

DROP POLICY may_write ON sample_request;

DROP POLICY may_read ON sample_item;

DROP POLICY may_create ON sample_item;

DROP POLICY may_read ON sample_status_history;

DROP POLICY may_create ON sample_status_history;

CREATE POLICY may_read ON sample_request FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = sample_request.tenant_id AND c.id = sample_request.customer_id AND true OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = sample_request.tenant_id AND l.id = sample_request.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor","leads:read"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE,VIEW}'))::uuid[])))) OFFSET 0));

CREATE POLICY may_create ON sample_request FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = sample_request.tenant_id AND c.id = sample_request.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = sample_request.tenant_id AND l.id = sample_request.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0));

CREATE POLICY may_write ON sample_request FOR UPDATE TO crm_service, crm_worker USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = sample_request.tenant_id AND c.id = sample_request.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = sample_request.tenant_id AND l.id = sample_request.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0)) WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = sample_request.tenant_id AND c.id = sample_request.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = sample_request.tenant_id AND l.id = sample_request.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0));

CREATE POLICY may_read ON sample_item FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM sample_request w
        WHERE w.tenant_id = sample_item.tenant_id AND w.id = sample_item.sample_id AND (true)));

CREATE POLICY may_create ON sample_item FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM sample_request w
        WHERE w.tenant_id = sample_item.tenant_id AND w.id = sample_item.sample_id AND (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = w.tenant_id AND c.id = w.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = w.tenant_id AND l.id = w.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0))));

CREATE POLICY may_read ON sample_status_history FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM sample_request w
        WHERE w.tenant_id = sample_status_history.tenant_id AND w.id = sample_status_history.sample_id AND (true)));

CREATE POLICY may_create ON sample_status_history FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM sample_request w
        WHERE w.tenant_id = sample_status_history.tenant_id AND w.id = sample_status_history.sample_id AND (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = w.tenant_id AND c.id = w.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = w.tenant_id AND l.id = w.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0))));
