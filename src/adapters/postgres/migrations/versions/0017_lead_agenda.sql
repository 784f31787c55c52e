-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
ALTER TABLE lead_notices ADD COLUMN claimed_until timestamptz;

-- What the clock did with each lead: it looks again when the lead's version has moved on, or when it said so.
CREATE TABLE lead_agenda (
    tenant_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    looked_version bigint NOT NULL,
    look_at timestamptz,
    told_lapse_at timestamptz,
    CONSTRAINT lead_agenda_pkey PRIMARY KEY (tenant_id, lead_id),
    CONSTRAINT lead_agenda_lead_fkey FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id)
);

CREATE TABLE lead_days (
    tenant_id uuid NOT NULL,
    day date NOT NULL,
    measure text NOT NULL,
    count bigint NOT NULL,
    CONSTRAINT lead_days_pkey PRIMARY KEY (tenant_id, day, measure)
);

ALTER TABLE lead_agenda ENABLE ROW LEVEL SECURITY;

ALTER TABLE lead_agenda FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON lead_agenda AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY worker_may_read ON lead_agenda FOR SELECT TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

CREATE POLICY worker_may_create ON lead_agenda FOR INSERT TO crm_worker WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

CREATE POLICY worker_may_write ON lead_agenda FOR UPDATE TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[])) WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

ALTER TABLE lead_days ENABLE ROW LEVEL SECURITY;

ALTER TABLE lead_days FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON lead_days AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY worker_may_read ON lead_days FOR SELECT TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

CREATE POLICY worker_may_create ON lead_days FOR INSERT TO crm_worker WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

CREATE POLICY worker_may_write ON lead_days FOR UPDATE TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[])) WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

GRANT SELECT, INSERT, UPDATE ON lead_agenda, lead_days TO crm_worker;
