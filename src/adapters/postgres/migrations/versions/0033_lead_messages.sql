-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
CREATE TABLE lead_messages (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    key text NOT NULL,
    kind text NOT NULL,
    made_at timestamptz NOT NULL,
    owner_user_id uuid,
    region text,
    by_letter boolean NOT NULL,
    lead_id uuid,
    said jsonb NOT NULL,
    claimed_until timestamptz,
    sent_at timestamptz,
    dropped_at timestamptz,
    opened_at timestamptz,
    CONSTRAINT lead_messages_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT lead_messages_once_key UNIQUE (tenant_id, key)
);

CREATE INDEX lead_messages_of_people ON lead_messages (tenant_id, owner_user_id, made_at DESC)
    WHERE owner_user_id IS NOT NULL AND NOT by_letter AND opened_at IS NULL;

CREATE INDEX lead_messages_of_teams ON lead_messages (tenant_id, region, made_at DESC)
    WHERE owner_user_id IS NULL AND NOT by_letter AND opened_at IS NULL;

CREATE INDEX lead_messages_unsent ON lead_messages (tenant_id, made_at, id)
    WHERE by_letter AND sent_at IS NULL AND dropped_at IS NULL;

ALTER TABLE lead_messages ENABLE ROW LEVEL SECURITY;

ALTER TABLE lead_messages FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON lead_messages AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON lead_messages FOR SELECT TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))));

CREATE POLICY may_create ON lead_messages FOR INSERT TO crm_service, crm_worker WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

CREATE POLICY may_write ON lead_messages FOR UPDATE TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))) WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))));

GRANT SELECT ON lead_messages TO crm_service, crm_worker;

GRANT INSERT ON lead_messages TO crm_worker;

GRANT UPDATE (claimed_until, sent_at, dropped_at, opened_at) ON lead_messages TO crm_service, crm_worker;
