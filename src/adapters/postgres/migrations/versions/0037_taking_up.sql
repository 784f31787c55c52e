-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- Whoever takes a customer up asks one function that sees, holds and reads it, and that tells the walls of what is
-- added in the same transaction; what is open with the customer is read by another. `app.engage_customer` stays for
-- processes of the version before.
GRANT SELECT ON customers, follow_ups TO crm_finder;

-- It may hold a row against writers, which needs the right to update, and no new row of it passes.
CREATE POLICY finder_holds ON follow_ups FOR UPDATE TO crm_finder USING (true) WITH CHECK (false);

CREATE OR REPLACE FUNCTION app.identify(
    tenant uuid, person uuid, grips text[], correlation uuid, regions text[], chains uuid[],
    territories text[], channels text[], stands_on_chains boolean) RETURNS uuid[]
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    own uuid[] := '{}';
BEGIN
    PERFORM set_config('app.tenant', tenant::text, true), set_config('app.user', person::text, true),
        set_config('app.grips', grips::text, true), set_config('app.correlation', correlation::text, true),
        set_config('app.regions', regions::text, true), set_config('app.chains', chains::text, true),
        set_config('app.territories', coalesce(territories::text, 'any'), true),
        set_config('app.channels', coalesce(channels::text, 'any'), true),
        set_config('app.engaged', '', true);
    IF stands_on_chains THEN
        own := app.own_chains();
    END IF;
    PERFORM set_config('app.own_chains', own::text, true);
    RETURN own;
END $$;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

CREATE OR REPLACE FUNCTION app.take_up_customer(wanted uuid) RETURNS SETOF public.customers
LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER ROWS 1 SET search_path = '' AS $$
DECLARE
    met record;
BEGIN
    SELECT r AS line, ((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR parent_id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN app.shared_chains() END)::uuid[])) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR chain_root_id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[]))) AS is_engaged INTO met
    FROM public.customers r
    WHERE r.tenant_id = (nullif(current_setting('app.tenant', true), '')::uuid) AND r.id = wanted
        AND (((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","customers:read","customers:write","manager","system"}'::text[]) OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR chain_root_id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.own_chains', true), '')::uuid[] END || CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[])) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[]))) AND ((current_setting('app.territories', true) = 'any') OR territory = ANY (((nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))) AND ((current_setting('app.channels', true) = 'any') OR channel = ANY (((nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[]))))
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF met.is_engaged THEN
        PERFORM set_config('app.engaged', wanted::text, true);
    END IF;
    RETURN NEXT met.line;
END $$;

CREATE OR REPLACE FUNCTION app.open_follow_ups(wanted uuid, of_rule text)
RETURNS SETOF public.follow_ups
LANGUAGE plpgsql VOLATILE SECURITY DEFINER ROWS 2 SET search_path = '' SET enable_seqscan = off AS $$
DECLARE
    is_engaged boolean := wanted = (nullif(current_setting('app.engaged', true), '')::uuid) OR app.may_engage_customer(wanted);
BEGIN
    RETURN QUERY SELECT f.* FROM public.follow_ups f
    WHERE f.tenant_id = (nullif(current_setting('app.tenant', true), '')::uuid) AND f.customer_id = wanted AND f.state = 'OPEN'
        AND (of_rule IS NULL OR f.rule = of_rule)
        AND (is_engaged OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"admin","chain-manager","manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END))
    ORDER BY f.created_at, f.id FOR UPDATE;
END $$;

REVOKE ALL ON FUNCTION app.take_up_customer(uuid), app.open_follow_ups(uuid, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.take_up_customer(uuid), app.open_follow_ups(uuid, text) TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;

DROP POLICY may_create ON activities;

CREATE POLICY may_create ON activities FOR INSERT TO crm_service, crm_worker
    WITH CHECK (activities.customer_id = (SELECT nullif(current_setting('app.engaged', true), '')::uuid) OR app.may_engage_customer(activities.customer_id) OR app.may_engage_lead(activities.lead_id));

DROP POLICY may_write ON activities;

CREATE POLICY may_write ON activities FOR UPDATE TO crm_service, crm_worker
    USING (activities.customer_id = (SELECT nullif(current_setting('app.engaged', true), '')::uuid) OR app.may_engage_customer(activities.customer_id) OR app.may_engage_lead(activities.lead_id))
    WITH CHECK (activities.customer_id = (SELECT nullif(current_setting('app.engaged', true), '')::uuid) OR app.may_engage_customer(activities.customer_id) OR app.may_engage_lead(activities.lead_id));

DROP POLICY may_create ON activity_history;

CREATE POLICY may_create ON activity_history FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM activities w
        WHERE w.tenant_id = activity_history.tenant_id AND w.id = activity_history.activity_id AND (w.customer_id = (SELECT nullif(current_setting('app.engaged', true), '')::uuid) OR app.may_engage_customer(w.customer_id) OR app.may_engage_lead(w.lead_id))));

DROP POLICY may_create ON follow_ups;

CREATE POLICY may_create ON follow_ups FOR INSERT TO crm_service, crm_worker
    WITH CHECK (follow_ups.customer_id = (SELECT nullif(current_setting('app.engaged', true), '')::uuid) OR app.may_engage_customer(follow_ups.customer_id) OR app.may_engage_lead(follow_ups.lead_id));

DROP POLICY may_write ON follow_ups;

CREATE POLICY may_write ON follow_ups FOR UPDATE TO crm_service, crm_worker
    USING (owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"admin","chain-manager","manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR follow_ups.customer_id = (SELECT nullif(current_setting('app.engaged', true), '')::uuid) OR app.may_engage_customer(follow_ups.customer_id) OR app.may_engage_lead(follow_ups.lead_id))
    WITH CHECK (owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"admin","chain-manager","manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR follow_ups.customer_id = (SELECT nullif(current_setting('app.engaged', true), '')::uuid) OR app.may_engage_customer(follow_ups.customer_id) OR app.may_engage_lead(follow_ups.lead_id));

DROP POLICY may_create ON roi_scenarios;

CREATE POLICY may_create ON roi_scenarios FOR INSERT TO crm_service, crm_worker
    WITH CHECK (roi_scenarios.customer_id = (SELECT nullif(current_setting('app.engaged', true), '')::uuid) OR app.may_engage_customer(roi_scenarios.customer_id));

DROP POLICY may_create ON sample_item;

CREATE POLICY may_create ON sample_item FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM sample_request w
        WHERE w.tenant_id = sample_item.tenant_id AND w.id = sample_item.sample_id AND (w.customer_id = (SELECT nullif(current_setting('app.engaged', true), '')::uuid) OR app.may_engage_customer(w.customer_id) OR app.may_engage_lead(w.lead_id))));

DROP POLICY may_create ON sample_status_history;

CREATE POLICY may_create ON sample_status_history FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM sample_request w
        WHERE w.tenant_id = sample_status_history.tenant_id AND w.id = sample_status_history.sample_id AND (w.customer_id = (SELECT nullif(current_setting('app.engaged', true), '')::uuid) OR app.may_engage_customer(w.customer_id) OR app.may_engage_lead(w.lead_id))));

DROP POLICY may_create ON sample_request;

CREATE POLICY may_create ON sample_request FOR INSERT TO crm_service, crm_worker
    WITH CHECK (sample_request.customer_id = (SELECT nullif(current_setting('app.engaged', true), '')::uuid) OR app.may_engage_customer(sample_request.customer_id) OR app.may_engage_lead(sample_request.lead_id));

DROP POLICY may_write ON sample_request;

CREATE POLICY may_write ON sample_request FOR UPDATE TO crm_service, crm_worker
    USING (sample_request.customer_id = (SELECT nullif(current_setting('app.engaged', true), '')::uuid) OR app.may_engage_customer(sample_request.customer_id) OR app.may_engage_lead(sample_request.lead_id))
    WITH CHECK (sample_request.customer_id = (SELECT nullif(current_setting('app.engaged', true), '')::uuid) OR app.may_engage_customer(sample_request.customer_id) OR app.may_engage_lead(sample_request.lead_id));
