-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
CREATE TABLE follow_up_reminders (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    follow_up_id uuid NOT NULL,
    notch text NOT NULL,
    passed_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    owner_user_id uuid,
    region text,
    by_letter boolean NOT NULL,
    claimed_until timestamptz,
    sent_at timestamptz,
    dropped_at timestamptz,
    opened_at timestamptz,
    CONSTRAINT follow_up_reminders_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT follow_up_reminders_follow_up_fkey FOREIGN KEY (tenant_id, follow_up_id)
        REFERENCES follow_ups (tenant_id, id)
);

CREATE INDEX follow_up_reminders_of_people ON follow_up_reminders (tenant_id, owner_user_id, created_at DESC)
    WHERE owner_user_id IS NOT NULL AND NOT by_letter AND opened_at IS NULL;

CREATE INDEX follow_up_reminders_of_teams ON follow_up_reminders (tenant_id, region, created_at DESC)
    WHERE owner_user_id IS NULL AND NOT by_letter AND opened_at IS NULL;

CREATE INDEX follow_up_reminders_unsent ON follow_up_reminders (tenant_id, created_at, id)
    WHERE by_letter AND sent_at IS NULL AND dropped_at IS NULL;

CREATE TABLE follow_up_days (
    tenant_id uuid NOT NULL,
    day date NOT NULL,
    rule text NOT NULL,
    measure text NOT NULL,
    count bigint NOT NULL,
    CONSTRAINT follow_up_days_pkey PRIMARY KEY (tenant_id, day, rule, measure)
);

ALTER TABLE follow_up_reminders ENABLE ROW LEVEL SECURITY;

ALTER TABLE follow_up_reminders FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON follow_up_reminders AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON follow_up_reminders FOR SELECT TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))));

CREATE POLICY may_create ON follow_up_reminders FOR INSERT TO crm_service, crm_worker WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

CREATE POLICY may_write ON follow_up_reminders FOR UPDATE TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))) WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))));

ALTER TABLE follow_up_days ENABLE ROW LEVEL SECURITY;

ALTER TABLE follow_up_days FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON follow_up_days AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY worker_may_read ON follow_up_days FOR SELECT TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

CREATE POLICY worker_may_create ON follow_up_days FOR INSERT TO crm_worker WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

CREATE POLICY worker_may_write ON follow_up_days FOR UPDATE TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[])) WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

GRANT SELECT, INSERT, UPDATE ON follow_up_reminders TO crm_service, crm_worker;

GRANT SELECT, INSERT, UPDATE ON follow_up_days TO crm_worker;
