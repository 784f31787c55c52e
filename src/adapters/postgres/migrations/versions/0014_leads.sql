-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- Instants from base_expiry_at to pauses are the copy that follows from the facts (crm_core: leads/standing).
CREATE TABLE leads (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL CONSTRAINT leads_version_check CHECK (version > 0),
    phase text NOT NULL CONSTRAINT leads_phase_check
        CHECK (phase IN ('RESERVED', 'RUNNING', 'RELEASED', 'CONVERTED')),
    company_name text NOT NULL CONSTRAINT leads_company_name_check CHECK (length(company_name) BETWEEN 1 AND 200),
    name_key text COLLATE "C" NOT NULL,
    search_key text COLLATE "C" NOT NULL,
    company_key text COLLATE "C" NOT NULL,
    city_key text COLLATE "C" NOT NULL,
    email_key text COLLATE "C",
    city text NOT NULL,
    postal_code text,
    country text,
    region text,
    territory text NOT NULL,
    industry text,
    source text NOT NULL CONSTRAINT leads_source_check
        CHECK (source IN ('MESSE', 'EMPFEHLUNG', 'TELEFON', 'WEB_FORMULAR', 'PARTNER', 'SONSTIGES')),
    estimated_volume numeric(14, 2),
    metadata jsonb NOT NULL,
    owner_user_id uuid,
    created_at timestamptz NOT NULL,
    created_by uuid NOT NULL,
    updated_at timestamptz NOT NULL,
    reserved_until timestamptz,
    released_at timestamptz,
    former_owner_user_id uuid,
    former_owner_reads_until timestamptz,
    converted_at timestamptz,
    customer_id uuid,
    agreement_document_id uuid,
    agreement_signed_at timestamptz,
    pseudonymised_at timestamptz,
    started_at timestamptz,
    base_expiry_at timestamptz,
    reminder_due_at timestamptz,
    grace_from timestamptz,
    grace_end_at timestamptz,
    lapse_at timestamptz,
    lapse_reason text CONSTRAINT leads_lapse_reason_check CHECK (lapse_reason IN ('BASE_PERIOD', 'INACTIVITY')),
    paused_since timestamptz,
    pauses tstzmultirange,
    CONSTRAINT leads_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT leads_customer_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id),
    CONSTRAINT leads_running_check CHECK (phase <> 'RUNNING' OR (owner_user_id IS NOT NULL AND started_at IS NOT NULL)),
    CONSTRAINT leads_reserved_check CHECK ((phase = 'RESERVED') = (reserved_until IS NOT NULL)),
    CONSTRAINT leads_released_check CHECK ((phase = 'RELEASED') = (released_at IS NOT NULL)),
    CONSTRAINT leads_converted_check CHECK ((phase = 'CONVERTED') = (converted_at IS NOT NULL)),
    CONSTRAINT leads_lapse_check CHECK ((lapse_at IS NULL) = (lapse_reason IS NULL))
) WITH (fillfactor = 85);

-- Who a lead is about: everything personal beside the texts of single facts, behind a wall of its own.
CREATE TABLE lead_persons (
    tenant_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    first_name text,
    last_name text,
    email text,
    phone text,
    first_contact_channel text CONSTRAINT lead_persons_channel_check
        CHECK (first_contact_channel IN ('MESSE', 'PHONE', 'EMAIL', 'REFERRAL', 'OTHER')),
    first_contact_at timestamptz,
    first_contact_note text,
    CONSTRAINT lead_persons_pkey PRIMARY KEY (tenant_id, lead_id),
    CONSTRAINT lead_persons_lead_fkey FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id)
);

-- What people wrote about one fact of a lead, or about the lead itself: the only free texts there are.
CREATE TABLE lead_notes (
    tenant_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    about_id uuid NOT NULL,
    text text NOT NULL,
    CONSTRAINT lead_notes_pkey PRIMARY KEY (tenant_id, lead_id, about_id),
    CONSTRAINT lead_notes_lead_fkey FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id)
);

CREATE TABLE lead_assignments (
    tenant_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    assigned_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_because text CONSTRAINT lead_assignments_cause_check
        CHECK (ended_because IN ('TRANSFERRED', 'RELEASED', 'CONVERTED')),
    CONSTRAINT lead_assignments_pkey PRIMARY KEY (tenant_id, lead_id, id),
    CONSTRAINT lead_assignments_lead_fkey FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id),
    CONSTRAINT lead_assignments_end_check CHECK ((ended_at IS NULL) = (ended_because IS NULL))
);

CREATE UNIQUE INDEX lead_assignments_current ON lead_assignments (tenant_id, lead_id) WHERE ended_at IS NULL;

-- From when an assignment's clocks run and by which rules: rows are added, never changed.
CREATE TABLE lead_terms (
    tenant_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    number bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid NOT NULL,
    started_at timestamptz NOT NULL,
    inactivity_from timestamptz NOT NULL,
    rules jsonb NOT NULL,
    cause text NOT NULL CONSTRAINT lead_terms_cause_check
        CHECK (cause IN ('REGISTERED', 'TRANSFERRED', 'BACKDATED', 'RULES_APPLIED')),
    evidence_id uuid,
    CONSTRAINT lead_terms_pkey PRIMARY KEY (tenant_id, lead_id, assignment_id, number),
    CONSTRAINT lead_terms_assignment_fkey FOREIGN KEY (tenant_id, lead_id, assignment_id)
        REFERENCES lead_assignments (tenant_id, lead_id, id)
);

CREATE TABLE lead_activities (
    tenant_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    kind text NOT NULL,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid NOT NULL,
    credited boolean NOT NULL,
    outcome text,
    confirmed_at timestamptz,
    confirmed_by uuid,
    withdrawn_at timestamptz,
    withdrawn_by uuid,
    CONSTRAINT lead_activities_pkey PRIMARY KEY (tenant_id, lead_id, id),
    CONSTRAINT lead_activities_assignment_fkey FOREIGN KEY (tenant_id, lead_id, assignment_id)
        REFERENCES lead_assignments (tenant_id, lead_id, id)
);

CREATE TABLE lead_holds (
    tenant_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    id uuid NOT NULL,
    reason text NOT NULL CONSTRAINT lead_holds_reason_check CHECK (reason IN
        ('FFZ_PRICE_APPROVAL', 'FFZ_SAMPLE_DELAY', 'FFZ_SUPPLY_ISSUE', 'CUSTOMER_BLOCKED', 'OTHER')),
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    placed_at timestamptz NOT NULL,
    placed_by uuid NOT NULL,
    origin text,
    effective_at timestamptz,
    approved_by uuid,
    end_recorded_at timestamptz,
    ended_by uuid,
    rejected_at timestamptz,
    rejected_by uuid,
    withdrawn_at timestamptz,
    CONSTRAINT lead_holds_pkey PRIMARY KEY (tenant_id, lead_id, id),
    CONSTRAINT lead_holds_lead_fkey FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id),
    CONSTRAINT lead_holds_end_check CHECK (ended_at >= started_at)
);

CREATE INDEX lead_holds_pending ON lead_holds (tenant_id, placed_at)
    WHERE effective_at IS NULL AND rejected_at IS NULL AND withdrawn_at IS NULL;

CREATE INDEX lead_holds_open ON lead_holds (tenant_id, started_at) WHERE effective_at IS NOT NULL AND ended_at IS NULL;

CREATE TABLE lead_extensions (
    tenant_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    id uuid NOT NULL,
    months bigint NOT NULL,
    days bigint NOT NULL,
    granted_at timestamptz NOT NULL,
    granted_by uuid NOT NULL,
    CONSTRAINT lead_extensions_pkey PRIMARY KEY (tenant_id, lead_id, id),
    CONSTRAINT lead_extensions_lead_fkey FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id),
    CONSTRAINT lead_extensions_length_check CHECK (months >= 0 AND days >= 0 AND months + days > 0)
);

-- Attempts to deliver the reminder; a window is named by the fact that opened it.
CREATE TABLE lead_notices (
    tenant_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    "window" text NOT NULL,
    channel text NOT NULL CONSTRAINT lead_notices_channel_check CHECK (channel IN ('EMAIL', 'INAPP')),
    number bigint NOT NULL,
    sent_at timestamptz,
    delivered_at timestamptz,
    recorded_at timestamptz,
    bounced_at timestamptz,
    CONSTRAINT lead_notices_pkey PRIMARY KEY (tenant_id, lead_id, id),
    CONSTRAINT lead_notices_attempt_key UNIQUE (tenant_id, assignment_id, "window", channel, number),
    CONSTRAINT lead_notices_assignment_fkey FOREIGN KEY (tenant_id, lead_id, assignment_id)
        REFERENCES lead_assignments (tenant_id, lead_id, id)
);

CREATE TABLE lead_collaborators (
    tenant_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL CONSTRAINT lead_collaborators_role_check CHECK (role IN ('VIEW', 'ASSIST', 'NEGOTIATE')),
    added_at timestamptz NOT NULL,
    added_by uuid NOT NULL,
    CONSTRAINT lead_collaborators_pkey PRIMARY KEY (tenant_id, lead_id, user_id),
    CONSTRAINT lead_collaborators_lead_fkey FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id)
);

CREATE INDEX lead_collaborators_by_user ON lead_collaborators (tenant_id, user_id, lead_id);

-- Registrations that were answered with something about other people's leads.
CREATE TABLE lead_probes (
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT lead_probes_pkey PRIMARY KEY (tenant_id, user_id, at, id)
);

CREATE INDEX leads_by_name ON leads (tenant_id, name_key, id);

CREATE INDEX leads_by_region_and_name ON leads (tenant_id, region, name_key, id);

CREATE INDEX leads_by_owner_and_name ON leads (tenant_id, owner_user_id, name_key, id);

CREATE INDEX leads_by_phase_and_name ON leads (tenant_id, phase, name_key, id);

CREATE INDEX leads_by_age ON leads (tenant_id, created_at DESC, id);

CREATE INDEX leads_by_region_and_age ON leads (tenant_id, region, created_at DESC, id);

CREATE INDEX leads_by_phase_and_age ON leads (tenant_id, phase, created_at DESC, id);

CREATE INDEX leads_by_lapse ON leads (tenant_id, lapse_at, id);

CREATE INDEX leads_by_phase_and_lapse ON leads (tenant_id, phase, lapse_at, id);

CREATE INDEX leads_by_region_and_lapse ON leads (tenant_id, region, lapse_at, id);

CREATE INDEX leads_by_reminder ON leads (tenant_id, reminder_due_at, id) WHERE phase = 'RUNNING' AND grace_from IS NULL;

CREATE INDEX leads_by_grace ON leads (tenant_id, grace_end_at, id) WHERE phase = 'RUNNING' AND grace_from IS NOT NULL;

CREATE INDEX leads_by_former_owner ON leads (tenant_id, former_owner_user_id) WHERE former_owner_user_id IS NOT NULL;

CREATE INDEX leads_by_customer ON leads (tenant_id, customer_id) WHERE customer_id IS NOT NULL;

CREATE INDEX leads_by_company ON leads (tenant_id, company_key, city_key) WHERE phase IN ('RUNNING', 'RELEASED');

CREATE INDEX leads_by_email ON leads (tenant_id, email_key)
    WHERE email_key IS NOT NULL AND phase IN ('RUNNING', 'RELEASED');

CREATE INDEX leads_by_words ON leads USING gin (search_key app.gin_trgm_ops);

CREATE INDEX leads_by_company_like ON leads USING gin (company_key app.gin_trgm_ops);

-- Nobody has many customers before the first release, so their indexes are made in the transaction.
ALTER TABLE customers ADD COLUMN company_key text COLLATE "C", ADD COLUMN city_key text COLLATE "C",
    ADD COLUMN email_key text COLLATE "C";

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX customers_by_company ON customers (tenant_id, company_key, city_key) WHERE archived_at IS NULL;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX customers_by_email ON customers (tenant_id, email_key)
    WHERE email_key IS NOT NULL AND archived_at IS NULL;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX customers_by_company_like ON customers USING gin (company_key app.gin_trgm_ops)
    WHERE archived_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON leads, lead_persons, lead_notes, lead_assignments, lead_activities, lead_holds,
    lead_notices, lead_collaborators TO crm_service, crm_worker;

GRANT SELECT, INSERT ON lead_terms, lead_extensions TO crm_service, crm_worker;

GRANT DELETE ON lead_collaborators TO crm_service, crm_worker;

GRANT SELECT, INSERT ON lead_probes TO crm_service;

GRANT SELECT, DELETE ON lead_probes TO crm_worker;

-- The state at an instant not before the latest recording, from the copy on the row; the same as Standing.state_at.
CREATE FUNCTION app.protection_state(
    phase text, lapse_at timestamptz, reminder_due_at timestamptz, grace_from timestamptz, at timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN phase = 'RELEASED' THEN 'EXPIRED'
        WHEN phase <> 'RUNNING' THEN phase
        WHEN lapse_at <= at THEN 'EXPIRED'
        WHEN reminder_due_at IS NULL OR at < reminder_due_at THEN 'PROTECTED'
        WHEN grace_from IS NULL OR at < grace_from THEN 'REMINDER_DUE'
        ELSE 'GRACE' END
$$;

GRANT EXECUTE ON FUNCTION app.protection_state(text, timestamptz, timestamptz, timestamptz, timestamptz)
    TO crm_service, crm_worker;

CREATE POLICY finder_reads ON leads FOR SELECT TO crm_finder USING (true);

CREATE POLICY finder_reads ON lead_collaborators FOR SELECT TO crm_finder USING (true);

GRANT SELECT (tenant_id, id, phase, search_key, company_key, city_key, postal_code, email_key, owner_user_id,
    former_owner_user_id, base_expiry_at, lapse_at) ON leads TO crm_finder;

GRANT SELECT (tenant_id, lead_id, user_id, role) ON lead_collaborators TO crm_finder;

GRANT SELECT (company_key, city_key, postal_code, email_key) ON customers TO crm_finder;

-- What hangs on a lead may hang on a customer instead, by a function that asks whether the lead became that customer.
CREATE POLICY finder_hands_over ON sample_request FOR UPDATE TO crm_finder
    USING (lead_id IS NOT NULL) WITH CHECK (customer_id IS NOT NULL);

CREATE POLICY finder_reads ON follow_ups FOR SELECT TO crm_finder USING (lead_id IS NOT NULL OR customer_id IS NOT NULL);

CREATE POLICY finder_hands_over ON follow_ups FOR UPDATE TO crm_finder
    USING (lead_id IS NOT NULL) WITH CHECK (customer_id IS NOT NULL);

GRANT SELECT (tenant_id, lead_id, customer_id, version), UPDATE (lead_id, customer_id, version)
    ON sample_request, follow_ups TO crm_finder;

GRANT SELECT (customer_id) ON leads TO crm_finder;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

CREATE FUNCTION app.collaborations(roles text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
    person uuid := nullif(current_setting('app.user', true), '')::uuid;
BEGIN
    RETURN coalesce(
        (SELECT array_agg(c.lead_id) FROM public.lead_collaborators c
         WHERE c.tenant_id = tenant AND c.user_id = person AND c.role = ANY (roles)),
        '{}');
END $$;

-- What stands in the way of a registration, without saying whose it is. Whoever registers the same company waits
-- here for the one before; locks are taken in one order. The statement after them has a snapshot of its own and
-- sees what that one has committed. A postal code that nobody gave is equal to every other.
CREATE FUNCTION app.lead_contenders(of_company text, of_city text, of_postal text, of_email text, itself uuid)
RETURNS TABLE (kind text, mine boolean, base_expiry_at timestamptz, lapse_at timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
    person uuid := nullif(current_setting('app.user', true), '')::uuid;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'lead', tenant, k.key), 0))
    FROM (SELECT u.key FROM unnest(ARRAY['company ' || of_company || ' ' || of_city, 'email ' || of_email]) AS u (key)
        WHERE u.key IS NOT NULL ORDER BY u.key) k;
    RETURN QUERY
        SELECT CASE l.phase WHEN 'RUNNING' THEN 'PROTECTED' ELSE 'FORMER' END,
            coalesce(l.owner_user_id, l.former_owner_user_id) = person, l.base_expiry_at, l.lapse_at
        FROM public.leads l
        WHERE l.tenant_id = tenant AND l.phase IN ('RUNNING', 'RELEASED') AND l.id IS DISTINCT FROM itself
            AND (l.phase = 'RUNNING' OR l.former_owner_user_id = person)
            AND (l.company_key = of_company AND l.city_key = of_city
                    AND coalesce(l.postal_code = of_postal, true)
                OR l.email_key = of_email)
        UNION ALL
        SELECT 'CUSTOMER', false, NULL, NULL FROM public.customers c
        WHERE c.tenant_id = tenant AND c.archived_at IS NULL
            AND (c.company_key = of_company AND c.city_key = of_city
                    AND coalesce(c.postal_code = of_postal, true)
                OR c.email_key = of_email);
END $$;

-- Leads of the tenant in which every word stands, or something like it; the first word is looked up.
CREATE FUNCTION app.leads_like(words text[], patterns text[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp
SET pg_trgm.word_similarity_threshold = 0.5 ROWS 50 AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    RETURN QUERY SELECT l.id FROM public.leads l
    WHERE l.tenant_id = tenant
        AND (l.search_key LIKE patterns[1] OR length(words[1]) >= 3 AND l.search_key %> words[1])
        AND NOT EXISTS (
            SELECT FROM unnest(words, patterns) AS w (word, pattern)
            WHERE NOT (l.search_key LIKE w.pattern OR length(w.word) >= 3 AND l.search_key %> w.word));
END $$;

-- Leads and customers of the tenant with names like this one, the most alike first; who asks sees their own of them.
CREATE FUNCTION app.companies_alike(company text) RETURNS TABLE (kind text, id uuid, likeness real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp
SET pg_trgm.similarity_threshold = 0.4 ROWS 50 AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    RETURN QUERY
        (SELECT 'LEAD', l.id, similarity(l.company_key, company) FROM public.leads l
         WHERE l.tenant_id = tenant AND l.company_key % company AND l.phase IN ('RESERVED', 'RUNNING')
         ORDER BY similarity(l.company_key, company) DESC, l.id LIMIT 50)
        UNION ALL
        (SELECT 'CUSTOMER', c.id, similarity(c.company_key, company) FROM public.customers c
         WHERE c.tenant_id = tenant AND c.company_key % company AND c.archived_at IS NULL
         ORDER BY similarity(c.company_key, company) DESC, c.id LIMIT 50);
END $$;

CREATE FUNCTION app.hand_over_lead(of_lead uuid, to_customer uuid) RETURNS void
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
    END IF;
END $$;

REVOKE ALL ON FUNCTION app.collaborations(text[]), app.lead_contenders(text, text, text, text, uuid),
    app.leads_like(text[], text[]), app.companies_alike(text), app.hand_over_lead(uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.collaborations(text[]), app.lead_contenders(text, text, text, text, uuid),
    app.leads_like(text[], text[]), app.companies_alike(text), app.hand_over_lead(uuid, uuid) TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;

ALTER TABLE leads ENABLE ROW LEVEL SECURITY;

ALTER TABLE leads FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON leads AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY within_territories ON leads AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[])));

CREATE POLICY may_read ON leads FOR SELECT TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor","leads:read"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE,VIEW}'))::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND former_owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND phase = 'RESERVED'));

CREATE POLICY may_create ON leads FOR INSERT TO crm_service, crm_worker WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))));

CREATE POLICY may_engage ON leads FOR UPDATE TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[]))));

ALTER TABLE lead_persons ENABLE ROW LEVEL SECURITY;

ALTER TABLE lead_persons FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON lead_persons AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON lead_persons FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_persons.tenant_id AND l.id = lead_persons.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor","leads:read"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE,VIEW}'))::uuid[]))))));

CREATE POLICY may_create ON lead_persons FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_persons.tenant_id AND l.id = lead_persons.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[]))))));

CREATE POLICY may_write ON lead_persons FOR UPDATE TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_persons.tenant_id AND l.id = lead_persons.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[])))))) WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_persons.tenant_id AND l.id = lead_persons.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[]))))));

ALTER TABLE lead_notes ENABLE ROW LEVEL SECURITY;

ALTER TABLE lead_notes FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON lead_notes AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON lead_notes FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notes.tenant_id AND l.id = lead_notes.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor","leads:read"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE,VIEW}'))::uuid[]))))));

CREATE POLICY may_create ON lead_notes FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notes.tenant_id AND l.id = lead_notes.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[]))))));

CREATE POLICY may_write ON lead_notes FOR UPDATE TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notes.tenant_id AND l.id = lead_notes.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))))) WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notes.tenant_id AND l.id = lead_notes.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[]))))));

ALTER TABLE lead_assignments ENABLE ROW LEVEL SECURITY;

ALTER TABLE lead_assignments FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON lead_assignments AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON lead_assignments FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_assignments.tenant_id AND l.id = lead_assignments.lead_id AND true));

CREATE POLICY may_create ON lead_assignments FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_assignments.tenant_id AND l.id = lead_assignments.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[]))))));

CREATE POLICY may_write ON lead_assignments FOR UPDATE TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_assignments.tenant_id AND l.id = lead_assignments.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[])))))) WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_assignments.tenant_id AND l.id = lead_assignments.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[]))))));

ALTER TABLE lead_terms ENABLE ROW LEVEL SECURITY;

ALTER TABLE lead_terms FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON lead_terms AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON lead_terms FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_terms.tenant_id AND l.id = lead_terms.lead_id AND true));

CREATE POLICY may_create ON lead_terms FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_terms.tenant_id AND l.id = lead_terms.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[]))))));

ALTER TABLE lead_activities ENABLE ROW LEVEL SECURITY;

ALTER TABLE lead_activities FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON lead_activities AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON lead_activities FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_activities.tenant_id AND l.id = lead_activities.lead_id AND true));

CREATE POLICY may_create ON lead_activities FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_activities.tenant_id AND l.id = lead_activities.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[]))))));

CREATE POLICY may_write ON lead_activities FOR UPDATE TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_activities.tenant_id AND l.id = lead_activities.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))))) WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_activities.tenant_id AND l.id = lead_activities.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[]))))));

ALTER TABLE lead_holds ENABLE ROW LEVEL SECURITY;

ALTER TABLE lead_holds FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON lead_holds AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON lead_holds FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_holds.tenant_id AND l.id = lead_holds.lead_id AND true));

CREATE POLICY may_create ON lead_holds FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_holds.tenant_id AND l.id = lead_holds.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[]))))));

CREATE POLICY may_write ON lead_holds FOR UPDATE TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_holds.tenant_id AND l.id = lead_holds.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[])))))) WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_holds.tenant_id AND l.id = lead_holds.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[]))))));

ALTER TABLE lead_extensions ENABLE ROW LEVEL SECURITY;

ALTER TABLE lead_extensions FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON lead_extensions AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON lead_extensions FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_extensions.tenant_id AND l.id = lead_extensions.lead_id AND true));

CREATE POLICY may_create ON lead_extensions FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_extensions.tenant_id AND l.id = lead_extensions.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))))));

ALTER TABLE lead_notices ENABLE ROW LEVEL SECURITY;

ALTER TABLE lead_notices FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON lead_notices AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON lead_notices FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notices.tenant_id AND l.id = lead_notices.lead_id AND true));

CREATE POLICY may_create ON lead_notices FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notices.tenant_id AND l.id = lead_notices.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[]))))));

CREATE POLICY may_write ON lead_notices FOR UPDATE TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notices.tenant_id AND l.id = lead_notices.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))))) WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notices.tenant_id AND l.id = lead_notices.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[]))))));

ALTER TABLE lead_collaborators ENABLE ROW LEVEL SECURITY;

ALTER TABLE lead_collaborators FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON lead_collaborators AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON lead_collaborators FOR SELECT TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_collaborators.tenant_id AND l.id = lead_collaborators.lead_id AND true));

CREATE POLICY may_create ON lead_collaborators FOR INSERT TO crm_service, crm_worker WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_collaborators.tenant_id AND l.id = lead_collaborators.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))))));

CREATE POLICY may_write ON lead_collaborators FOR UPDATE TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_collaborators.tenant_id AND l.id = lead_collaborators.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))))) WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_collaborators.tenant_id AND l.id = lead_collaborators.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))))));

CREATE POLICY may_remove ON lead_collaborators FOR DELETE TO crm_service, crm_worker USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_collaborators.tenant_id AND l.id = lead_collaborators.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))))));

ALTER TABLE lead_probes ENABLE ROW LEVEL SECURITY;

ALTER TABLE lead_probes FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON lead_probes AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON lead_probes FOR SELECT TO crm_service USING (user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid));

CREATE POLICY worker_may_read ON lead_probes FOR SELECT TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

CREATE POLICY may_create ON lead_probes FOR INSERT TO crm_service WITH CHECK (user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid));

CREATE POLICY worker_may_remove ON lead_probes FOR DELETE TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

-- Whoever engages may move the clock; what the lead is about, and whose it is, only those change who may write.
CREATE FUNCTION app.guard_lead_details() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user IN ('crm_service', 'crm_worker') AND NOT EXISTS (
        SELECT FROM (SELECT OLD.*) AS l WHERE (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[])))) THEN
        RAISE insufficient_privilege;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_details BEFORE UPDATE OF company_name, city, postal_code, country, region, territory, industry,
    source, estimated_volume, metadata, owner_user_id, phase ON leads FOR EACH ROW
    WHEN ((OLD.company_name, OLD.city, OLD.postal_code, OLD.country, OLD.region, OLD.territory, OLD.industry,
            OLD.source, OLD.estimated_volume, OLD.metadata, OLD.owner_user_id, OLD.phase)
        IS DISTINCT FROM (NEW.company_name, NEW.city, NEW.postal_code, NEW.country, NEW.region, NEW.territory,
            NEW.industry, NEW.source, NEW.estimated_volume, NEW.metadata, NEW.owner_user_id, NEW.phase))
    EXECUTE FUNCTION app.guard_lead_details();

