-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- A statement pays for each sub-select of its walls, whether it is needed or not: grants that lead to rows by the
-- same column share one, and walls of single rows ask a function instead.
GRANT SELECT (region, territory) ON leads TO crm_finder;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

CREATE OR REPLACE FUNCTION app.may_engage_customer(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.customers r
        WHERE r.tenant_id = (nullif(current_setting('app.tenant', true), '')::uuid) AND r.id = wanted
        AND (((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","customers:read","customers:write","manager","system"}'::text[]) OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR chain_root_id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.own_chains', true), '')::uuid[] END || CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[])) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[]))) AND ((current_setting('app.territories', true) = 'any') OR territory = ANY (((nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))) AND ((current_setting('app.channels', true) = 'any') OR channel = ANY (((nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[]))))
        AND ((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR parent_id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN app.shared_chains() END)::uuid[])) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR chain_root_id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[]))));
END $$;

CREATE OR REPLACE FUNCTION app.may_write_customer(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.customers r
        WHERE r.tenant_id = (nullif(current_setting('app.tenant', true), '')::uuid) AND r.id = wanted
        AND (((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","customers:read","customers:write","manager","system"}'::text[]) OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR chain_root_id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.own_chains', true), '')::uuid[] END || CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[])) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[]))) AND ((current_setting('app.territories', true) = 'any') OR territory = ANY (((nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))) AND ((current_setting('app.channels', true) = 'any') OR channel = ANY (((nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[]))))
        AND ((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR chain_root_id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[]))));
END $$;

CREATE OR REPLACE FUNCTION app.may_write_restricted_fields(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.customers r
        WHERE r.tenant_id = (nullif(current_setting('app.tenant', true), '')::uuid) AND r.id = wanted
        AND (((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","customers:read","customers:write","manager","system"}'::text[]) OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR chain_root_id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.own_chains', true), '')::uuid[] END || CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[])) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[]))) AND ((current_setting('app.territories', true) = 'any') OR territory = ANY (((nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))) AND ((current_setting('app.channels', true) = 'any') OR channel = ANY (((nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[]))))
        AND ((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[]) OR chain_root_id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[]))));
END $$;

CREATE OR REPLACE FUNCTION app.may_engage_lead(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.leads r
        WHERE r.tenant_id = (nullif(current_setting('app.tenant', true), '')::uuid) AND r.id = wanted
        AND (((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","leads:read","leads:write","manager","system"}'::text[]) OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR former_owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN app.collaborations('{ASSIST,NEGOTIATE,VIEW}') END)::uuid[])) OR (phase = 'RESERVED' AND (nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]))) AND ((current_setting('app.territories', true) = 'any') OR territory = ANY (((nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))))
        AND ((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN app.collaborations('{ASSIST,NEGOTIATE}') END)::uuid[]))));
END $$;

CREATE OR REPLACE FUNCTION app.may_write_lead(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.leads r
        WHERE r.tenant_id = (nullif(current_setting('app.tenant', true), '')::uuid) AND r.id = wanted
        AND (((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","leads:read","leads:write","manager","system"}'::text[]) OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR former_owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN app.collaborations('{ASSIST,NEGOTIATE,VIEW}') END)::uuid[])) OR (phase = 'RESERVED' AND (nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]))) AND ((current_setting('app.territories', true) = 'any') OR territory = ANY (((nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))))
        AND ((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN app.collaborations('{NEGOTIATE}') END)::uuid[]))));
END $$;

CREATE OR REPLACE FUNCTION app.may_decide_on_lead(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.leads r
        WHERE r.tenant_id = (nullif(current_setting('app.tenant', true), '')::uuid) AND r.id = wanted
        AND (((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","leads:read","leads:write","manager","system"}'::text[]) OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR former_owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN app.collaborations('{ASSIST,NEGOTIATE,VIEW}') END)::uuid[])) OR (phase = 'RESERVED' AND (nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]))) AND ((current_setting('app.territories', true) = 'any') OR territory = ANY (((nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))))
        AND ((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[]))));
END $$;

CREATE OR REPLACE FUNCTION app.may_keep_lead(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.leads r
        WHERE r.tenant_id = (nullif(current_setting('app.tenant', true), '')::uuid) AND r.id = wanted
        AND (((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","leads:read","leads:write","manager","system"}'::text[]) OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR former_owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR id = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN app.collaborations('{ASSIST,NEGOTIATE,VIEW}') END)::uuid[])) OR (phase = 'RESERVED' AND (nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]))) AND ((current_setting('app.territories', true) = 'any') OR territory = ANY (((nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))))
        AND ((nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR owner_user_id = (CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[]))));
END $$;

REVOKE ALL ON FUNCTION app.may_engage_customer(uuid), app.may_write_customer(uuid), app.may_write_restricted_fields(uuid), app.may_engage_lead(uuid), app.may_write_lead(uuid), app.may_decide_on_lead(uuid), app.may_keep_lead(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.may_engage_customer(uuid), app.may_write_customer(uuid), app.may_write_restricted_fields(uuid), app.may_engage_lead(uuid), app.may_write_lead(uuid), app.may_decide_on_lead(uuid), app.may_keep_lead(uuid) TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;

DROP POLICY may_read ON activities;

CREATE POLICY may_read ON activities FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = activities.tenant_id AND c.id = activities.customer_id AND true OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = activities.tenant_id AND l.id = activities.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","leads:read","leads:write","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN app.collaborations('{ASSIST,NEGOTIATE,VIEW}') END)::uuid[]))) OFFSET 0));

DROP POLICY may_create ON activities;

CREATE POLICY may_create ON activities FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_engage_customer(activities.customer_id) OR app.may_engage_lead(activities.lead_id));

DROP POLICY may_write ON activities;

CREATE POLICY may_write ON activities FOR UPDATE TO crm_service, crm_worker
    USING (app.may_engage_customer(activities.customer_id) OR app.may_engage_lead(activities.lead_id))
    WITH CHECK (app.may_engage_customer(activities.customer_id) OR app.may_engage_lead(activities.lead_id));

DROP POLICY may_create ON activity_history;

CREATE POLICY may_create ON activity_history FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM activities w
        WHERE w.tenant_id = activity_history.tenant_id AND w.id = activity_history.activity_id AND (app.may_engage_customer(w.customer_id) OR app.may_engage_lead(w.lead_id))));

DROP POLICY may_read ON customers;

CREATE POLICY may_read ON customers FOR SELECT TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","customers:read","customers:write","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR chain_root_id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.own_chains', true), '')::uuid[] END || CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[])) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])));

DROP POLICY may_create ON customers;

CREATE POLICY may_create ON customers FOR INSERT TO crm_service, crm_worker
    WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR chain_root_id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[])));

DROP POLICY may_write ON customers;

CREATE POLICY may_write ON customers FOR UPDATE TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR chain_root_id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[])))
    WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR chain_root_id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[])));

DROP POLICY may_write ON contacts;

CREATE POLICY may_write ON contacts FOR UPDATE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM contact_roles r
        WHERE r.tenant_id = contacts.tenant_id AND r.contact_id = contacts.id AND app.may_write_customer(r.customer_id)))
    WITH CHECK (EXISTS (SELECT FROM contact_roles r
        WHERE r.tenant_id = contacts.tenant_id AND r.contact_id = contacts.id AND app.may_write_customer(r.customer_id)));

DROP POLICY may_remove ON contacts;

CREATE POLICY may_remove ON contacts FOR DELETE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM contact_roles r
        WHERE r.tenant_id = contacts.tenant_id AND r.contact_id = contacts.id AND app.may_write_customer(r.customer_id)));

DROP POLICY may_create ON contact_roles;

CREATE POLICY may_create ON contact_roles FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_write_customer(contact_roles.customer_id) AND app.may_give_role(contact_id));

DROP POLICY may_remove ON contact_roles;

CREATE POLICY may_remove ON contact_roles FOR DELETE TO crm_service, crm_worker
    USING (app.may_write_customer(contact_roles.customer_id));

DROP POLICY may_create ON customer_history;

CREATE POLICY may_create ON customer_history FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_write_customer(customer_history.customer_id));

DROP POLICY may_read ON field_values;

CREATE POLICY may_read ON field_values FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_values.tenant_id AND c.id = field_values.customer_id AND (NOT field_values.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","manager","restricted-fields:read","restricted-fields:write","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR chain_root_id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[])) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[]))) AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))) AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[]))))) OFFSET 0));

DROP POLICY may_create ON field_values;

CREATE POLICY may_create ON field_values FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_write_customer(field_values.customer_id) AND (NOT field_values.restricted OR app.may_write_restricted_fields(field_values.customer_id)));

DROP POLICY may_write ON field_values;

CREATE POLICY may_write ON field_values FOR UPDATE TO crm_service, crm_worker
    USING (app.may_write_customer(field_values.customer_id) AND (NOT field_values.restricted OR app.may_write_restricted_fields(field_values.customer_id)))
    WITH CHECK (app.may_write_customer(field_values.customer_id) AND (NOT field_values.restricted OR app.may_write_restricted_fields(field_values.customer_id)));

DROP POLICY may_remove ON field_values;

CREATE POLICY may_remove ON field_values FOR DELETE TO crm_service, crm_worker
    USING (app.may_write_customer(field_values.customer_id) AND (NOT field_values.restricted OR app.may_write_restricted_fields(field_values.customer_id)));

DROP POLICY may_read ON field_history;

CREATE POLICY may_read ON field_history FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_history.tenant_id AND c.id = field_history.customer_id AND (NOT field_history.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","manager","restricted-fields:read","restricted-fields:write","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR chain_root_id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[])) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[]))) AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))) AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[]))))) OFFSET 0));

DROP POLICY may_create ON field_history;

CREATE POLICY may_create ON field_history FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_write_customer(field_history.customer_id) AND (NOT field_history.restricted OR app.may_write_restricted_fields(field_history.customer_id)));

DROP POLICY may_read ON follow_ups;

CREATE POLICY may_read ON follow_ups FOR SELECT TO crm_service, crm_worker
    USING (owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"admin","chain-manager","manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = follow_ups.tenant_id AND c.id = follow_ups.customer_id AND true OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = follow_ups.tenant_id AND l.id = follow_ups.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","leads:read","leads:write","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN app.collaborations('{ASSIST,NEGOTIATE,VIEW}') END)::uuid[]))) OFFSET 0));

DROP POLICY may_create ON follow_ups;

CREATE POLICY may_create ON follow_ups FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_engage_customer(follow_ups.customer_id) OR app.may_engage_lead(follow_ups.lead_id));

DROP POLICY may_write ON follow_ups;

CREATE POLICY may_write ON follow_ups FOR UPDATE TO crm_service, crm_worker
    USING (owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"admin","chain-manager","manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR app.may_engage_customer(follow_ups.customer_id) OR app.may_engage_lead(follow_ups.lead_id))
    WITH CHECK (owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"admin","chain-manager","manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR app.may_engage_customer(follow_ups.customer_id) OR app.may_engage_lead(follow_ups.lead_id));

DROP POLICY may_read ON follow_up_reminders;

CREATE POLICY may_read ON follow_up_reminders FOR SELECT TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])));

DROP POLICY may_write ON follow_up_reminders;

CREATE POLICY may_write ON follow_up_reminders FOR UPDATE TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])))
    WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])));

DROP POLICY may_read ON cm_customer_hot_proj;

CREATE POLICY may_read ON cm_customer_hot_proj FOR SELECT TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","customers:read","customers:write","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR chain_root_id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[] THEN nullif(current_setting('app.own_chains', true), '')::uuid[] END || CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[] THEN nullif(current_setting('app.chains', true), '')::uuid[] END)::uuid[])) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])));

DROP POLICY may_read ON leads;

CREATE POLICY may_read ON leads FOR SELECT TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","leads:read","leads:write","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR former_owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN app.collaborations('{ASSIST,NEGOTIATE,VIEW}') END)::uuid[])) OR (phase = 'RESERVED' AND (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[])));

DROP POLICY may_create ON leads;

CREATE POLICY may_create ON leads FOR INSERT TO crm_service, crm_worker
    WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])));

DROP POLICY may_engage ON leads;

CREATE POLICY may_engage ON leads FOR UPDATE TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN app.collaborations('{ASSIST,NEGOTIATE}') END)::uuid[])))
    WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN app.collaborations('{ASSIST,NEGOTIATE}') END)::uuid[])));

DROP POLICY may_read ON lead_persons;

CREATE POLICY may_read ON lead_persons FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_persons.tenant_id AND l.id = lead_persons.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","leads:read","leads:write","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN app.collaborations('{ASSIST,NEGOTIATE,VIEW}') END)::uuid[]))) OFFSET 0));

DROP POLICY may_create ON lead_persons;

CREATE POLICY may_create ON lead_persons FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_write_lead(lead_persons.lead_id));

DROP POLICY may_write ON lead_persons;

CREATE POLICY may_write ON lead_persons FOR UPDATE TO crm_service, crm_worker
    USING (app.may_write_lead(lead_persons.lead_id))
    WITH CHECK (app.may_write_lead(lead_persons.lead_id));

DROP POLICY may_read ON lead_notes;

CREATE POLICY may_read ON lead_notes FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notes.tenant_id AND l.id = lead_notes.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","leads:read","leads:write","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN app.collaborations('{ASSIST,NEGOTIATE,VIEW}') END)::uuid[]))) OFFSET 0));

DROP POLICY may_create ON lead_notes;

CREATE POLICY may_create ON lead_notes FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_engage_lead(lead_notes.lead_id));

DROP POLICY may_write ON lead_notes;

CREATE POLICY may_write ON lead_notes FOR UPDATE TO crm_service, crm_worker
    USING (app.may_engage_lead(lead_notes.lead_id))
    WITH CHECK (app.may_engage_lead(lead_notes.lead_id));

DROP POLICY may_create ON lead_assignments;

CREATE POLICY may_create ON lead_assignments FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_write_lead(lead_assignments.lead_id));

DROP POLICY may_write ON lead_assignments;

CREATE POLICY may_write ON lead_assignments FOR UPDATE TO crm_service, crm_worker
    USING (app.may_write_lead(lead_assignments.lead_id))
    WITH CHECK (app.may_write_lead(lead_assignments.lead_id));

DROP POLICY may_create ON lead_terms;

CREATE POLICY may_create ON lead_terms FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_write_lead(lead_terms.lead_id));

DROP POLICY may_create ON lead_activities;

CREATE POLICY may_create ON lead_activities FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_engage_lead(lead_activities.lead_id));

DROP POLICY may_write ON lead_activities;

CREATE POLICY may_write ON lead_activities FOR UPDATE TO crm_service, crm_worker
    USING (app.may_engage_lead(lead_activities.lead_id))
    WITH CHECK (app.may_engage_lead(lead_activities.lead_id));

DROP POLICY may_create ON lead_holds;

CREATE POLICY may_create ON lead_holds FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_write_lead(lead_holds.lead_id));

DROP POLICY may_write ON lead_holds;

CREATE POLICY may_write ON lead_holds FOR UPDATE TO crm_service, crm_worker
    USING (app.may_write_lead(lead_holds.lead_id))
    WITH CHECK (app.may_write_lead(lead_holds.lead_id));

DROP POLICY may_create ON lead_extensions;

CREATE POLICY may_create ON lead_extensions FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_decide_on_lead(lead_extensions.lead_id));

DROP POLICY may_create ON lead_notices;

CREATE POLICY may_create ON lead_notices FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_engage_lead(lead_notices.lead_id));

DROP POLICY may_write ON lead_notices;

CREATE POLICY may_write ON lead_notices FOR UPDATE TO crm_service, crm_worker
    USING (app.may_engage_lead(lead_notices.lead_id))
    WITH CHECK (app.may_engage_lead(lead_notices.lead_id));

DROP POLICY may_create ON lead_collaborators;

CREATE POLICY may_create ON lead_collaborators FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_keep_lead(lead_collaborators.lead_id));

DROP POLICY may_write ON lead_collaborators;

CREATE POLICY may_write ON lead_collaborators FOR UPDATE TO crm_service, crm_worker
    USING (app.may_keep_lead(lead_collaborators.lead_id))
    WITH CHECK (app.may_keep_lead(lead_collaborators.lead_id));

DROP POLICY may_remove ON lead_collaborators;

CREATE POLICY may_remove ON lead_collaborators FOR DELETE TO crm_service, crm_worker
    USING (app.may_keep_lead(lead_collaborators.lead_id));

DROP POLICY may_read ON lead_commitments;

CREATE POLICY may_read ON lead_commitments FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_commitments.tenant_id AND l.id = lead_commitments.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[]))) OFFSET 0));

DROP POLICY may_create ON lead_commitments;

CREATE POLICY may_create ON lead_commitments FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_engage_lead(lead_commitments.lead_id));

DROP POLICY may_read ON lead_messages;

CREATE POLICY may_read ON lead_messages FOR SELECT TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])));

DROP POLICY may_write ON lead_messages;

CREATE POLICY may_write ON lead_messages FOR UPDATE TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])))
    WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])));

DROP POLICY may_read ON saved_views;

CREATE POLICY may_read ON saved_views FOR SELECT TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])));

DROP POLICY may_create ON saved_views;

CREATE POLICY may_create ON saved_views FOR INSERT TO crm_service, crm_worker
    WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END));

DROP POLICY may_write ON saved_views;

CREATE POLICY may_write ON saved_views FOR UPDATE TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END))
    WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END));

DROP POLICY may_remove ON saved_views;

CREATE POLICY may_remove ON saved_views FOR DELETE TO crm_service, crm_worker
    USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","manager","sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END));

DROP POLICY may_create ON roi_scenarios;

CREATE POLICY may_create ON roi_scenarios FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_engage_customer(roi_scenarios.customer_id));

DROP POLICY may_read ON sample_request;

CREATE POLICY may_read ON sample_request FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = sample_request.tenant_id AND c.id = sample_request.customer_id AND true OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = sample_request.tenant_id AND l.id = sample_request.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","leads:read","leads:write","manager","system"}'::text[]) OR owner_user_id = (SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[] THEN nullif(current_setting('app.user', true), '')::uuid END) OR region = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[] THEN nullif(current_setting('app.regions', true), '')::text[] END)::text[])) OR id = ANY (((SELECT CASE WHEN nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[] THEN app.collaborations('{ASSIST,NEGOTIATE,VIEW}') END)::uuid[]))) OFFSET 0));

DROP POLICY may_create ON sample_request;

CREATE POLICY may_create ON sample_request FOR INSERT TO crm_service, crm_worker
    WITH CHECK (app.may_engage_customer(sample_request.customer_id) OR app.may_engage_lead(sample_request.lead_id));

DROP POLICY may_write ON sample_request;

CREATE POLICY may_write ON sample_request FOR UPDATE TO crm_service, crm_worker
    USING (app.may_engage_customer(sample_request.customer_id) OR app.may_engage_lead(sample_request.lead_id))
    WITH CHECK (app.may_engage_customer(sample_request.customer_id) OR app.may_engage_lead(sample_request.lead_id));

DROP POLICY may_create ON sample_item;

CREATE POLICY may_create ON sample_item FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM sample_request w
        WHERE w.tenant_id = sample_item.tenant_id AND w.id = sample_item.sample_id AND (app.may_engage_customer(w.customer_id) OR app.may_engage_lead(w.lead_id))));

DROP POLICY may_create ON sample_status_history;

CREATE POLICY may_create ON sample_status_history FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM sample_request w
        WHERE w.tenant_id = sample_status_history.tenant_id AND w.id = sample_status_history.sample_id AND (app.may_engage_customer(w.customer_id) OR app.may_engage_lead(w.lead_id))));
