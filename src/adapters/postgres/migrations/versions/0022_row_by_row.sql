-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- A wall that asks for a row of another table looks it up row by row. Without OFFSET the planner may read all
-- customers of a tenant into a table first, for one page of what belongs to them.
DROP POLICY may_write ON contacts;

CREATE POLICY may_write ON contacts FOR UPDATE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM contact_roles r
        WHERE r.tenant_id = contacts.tenant_id AND r.contact_id = contacts.id AND EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = r.tenant_id AND c.id = r.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0)))
    WITH CHECK (EXISTS (SELECT FROM contact_roles r
        WHERE r.tenant_id = contacts.tenant_id AND r.contact_id = contacts.id AND EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = r.tenant_id AND c.id = r.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0)));

DROP POLICY may_remove ON contacts;

CREATE POLICY may_remove ON contacts FOR DELETE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM contact_roles r
        WHERE r.tenant_id = contacts.tenant_id AND r.contact_id = contacts.id AND EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = r.tenant_id AND c.id = r.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0)));

DROP POLICY may_read ON contact_roles;

CREATE POLICY may_read ON contact_roles FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = contact_roles.tenant_id AND c.id = contact_roles.customer_id AND true OFFSET 0));

DROP POLICY may_create ON contact_roles;

CREATE POLICY may_create ON contact_roles FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = contact_roles.tenant_id AND c.id = contact_roles.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0) AND app.may_give_role(contact_id));

DROP POLICY may_remove ON contact_roles;

CREATE POLICY may_remove ON contact_roles FOR DELETE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = contact_roles.tenant_id AND c.id = contact_roles.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0));

DROP POLICY may_read ON customer_history;

CREATE POLICY may_read ON customer_history FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = customer_history.tenant_id AND c.id = customer_history.customer_id AND true OFFSET 0));

DROP POLICY may_create ON customer_history;

CREATE POLICY may_create ON customer_history FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = customer_history.tenant_id AND c.id = customer_history.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0));

DROP POLICY may_read ON field_values;

CREATE POLICY may_read ON field_values FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_values.tenant_id AND c.id = field_values.customer_id AND (NOT field_values.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor","restricted-fields:read"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid))) AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))) AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[]))))) OFFSET 0));

DROP POLICY may_create ON field_values;

CREATE POLICY may_create ON field_values FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_values.tenant_id AND c.id = field_values.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) AND (NOT field_values.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))) AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[]))))) OFFSET 0));

DROP POLICY may_write ON field_values;

CREATE POLICY may_write ON field_values FOR UPDATE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_values.tenant_id AND c.id = field_values.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) AND (NOT field_values.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))) AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[]))))) OFFSET 0))
    WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_values.tenant_id AND c.id = field_values.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) AND (NOT field_values.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))) AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[]))))) OFFSET 0));

DROP POLICY may_remove ON field_values;

CREATE POLICY may_remove ON field_values FOR DELETE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_values.tenant_id AND c.id = field_values.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) AND (NOT field_values.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))) AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[]))))) OFFSET 0));

DROP POLICY may_read ON field_history;

CREATE POLICY may_read ON field_history FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_history.tenant_id AND c.id = field_history.customer_id AND (NOT field_history.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor","restricted-fields:read"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid))) AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))) AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[]))))) OFFSET 0));

DROP POLICY may_create ON field_history;

CREATE POLICY may_create ON field_history FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_history.tenant_id AND c.id = field_history.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) AND (NOT field_history.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[]))) AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[]))))) OFFSET 0));

DROP POLICY may_read ON follow_ups;

CREATE POLICY may_read ON follow_ups FOR SELECT TO crm_service, crm_worker
    USING (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","chain-manager","manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = follow_ups.tenant_id AND c.id = follow_ups.customer_id AND true OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = follow_ups.tenant_id AND l.id = follow_ups.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor","leads:read"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE,VIEW}'))::uuid[])))) OFFSET 0));

DROP POLICY may_create ON follow_ups;

CREATE POLICY may_create ON follow_ups FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = follow_ups.tenant_id AND c.id = follow_ups.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = follow_ups.tenant_id AND l.id = follow_ups.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_write ON follow_ups;

CREATE POLICY may_write ON follow_ups FOR UPDATE TO crm_service, crm_worker
    USING (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","chain-manager","manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = follow_ups.tenant_id AND c.id = follow_ups.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = follow_ups.tenant_id AND l.id = follow_ups.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0))
    WITH CHECK (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","chain-manager","manager","sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = follow_ups.tenant_id AND c.id = follow_ups.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0) OR EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = follow_ups.tenant_id AND l.id = follow_ups.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_read ON lead_persons;

CREATE POLICY may_read ON lead_persons FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_persons.tenant_id AND l.id = lead_persons.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor","leads:read"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE,VIEW}'))::uuid[])))) OFFSET 0));

DROP POLICY may_create ON lead_persons;

CREATE POLICY may_create ON lead_persons FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_persons.tenant_id AND l.id = lead_persons.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_write ON lead_persons;

CREATE POLICY may_write ON lead_persons FOR UPDATE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_persons.tenant_id AND l.id = lead_persons.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[])))) OFFSET 0))
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_persons.tenant_id AND l.id = lead_persons.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_read ON lead_notes;

CREATE POLICY may_read ON lead_notes FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notes.tenant_id AND l.id = lead_notes.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor","leads:read"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE,VIEW}'))::uuid[])))) OFFSET 0));

DROP POLICY may_create ON lead_notes;

CREATE POLICY may_create ON lead_notes FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notes.tenant_id AND l.id = lead_notes.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_write ON lead_notes;

CREATE POLICY may_write ON lead_notes FOR UPDATE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notes.tenant_id AND l.id = lead_notes.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0))
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notes.tenant_id AND l.id = lead_notes.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_read ON lead_assignments;

CREATE POLICY may_read ON lead_assignments FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_assignments.tenant_id AND l.id = lead_assignments.lead_id AND true OFFSET 0));

DROP POLICY may_create ON lead_assignments;

CREATE POLICY may_create ON lead_assignments FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_assignments.tenant_id AND l.id = lead_assignments.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_write ON lead_assignments;

CREATE POLICY may_write ON lead_assignments FOR UPDATE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_assignments.tenant_id AND l.id = lead_assignments.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[])))) OFFSET 0))
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_assignments.tenant_id AND l.id = lead_assignments.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_read ON lead_terms;

CREATE POLICY may_read ON lead_terms FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_terms.tenant_id AND l.id = lead_terms.lead_id AND true OFFSET 0));

DROP POLICY may_create ON lead_terms;

CREATE POLICY may_create ON lead_terms FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_terms.tenant_id AND l.id = lead_terms.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_read ON lead_activities;

CREATE POLICY may_read ON lead_activities FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_activities.tenant_id AND l.id = lead_activities.lead_id AND true OFFSET 0));

DROP POLICY may_create ON lead_activities;

CREATE POLICY may_create ON lead_activities FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_activities.tenant_id AND l.id = lead_activities.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_write ON lead_activities;

CREATE POLICY may_write ON lead_activities FOR UPDATE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_activities.tenant_id AND l.id = lead_activities.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0))
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_activities.tenant_id AND l.id = lead_activities.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_read ON lead_holds;

CREATE POLICY may_read ON lead_holds FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_holds.tenant_id AND l.id = lead_holds.lead_id AND true OFFSET 0));

DROP POLICY may_create ON lead_holds;

CREATE POLICY may_create ON lead_holds FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_holds.tenant_id AND l.id = lead_holds.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_write ON lead_holds;

CREATE POLICY may_write ON lead_holds FOR UPDATE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_holds.tenant_id AND l.id = lead_holds.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[])))) OFFSET 0))
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_holds.tenant_id AND l.id = lead_holds.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_read ON lead_extensions;

CREATE POLICY may_read ON lead_extensions FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_extensions.tenant_id AND l.id = lead_extensions.lead_id AND true OFFSET 0));

DROP POLICY may_create ON lead_extensions;

CREATE POLICY may_create ON lead_extensions FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_extensions.tenant_id AND l.id = lead_extensions.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))) OFFSET 0));

DROP POLICY may_read ON lead_notices;

CREATE POLICY may_read ON lead_notices FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notices.tenant_id AND l.id = lead_notices.lead_id AND true OFFSET 0));

DROP POLICY may_create ON lead_notices;

CREATE POLICY may_create ON lead_notices FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notices.tenant_id AND l.id = lead_notices.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_write ON lead_notices;

CREATE POLICY may_write ON lead_notices FOR UPDATE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notices.tenant_id AND l.id = lead_notices.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0))
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notices.tenant_id AND l.id = lead_notices.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager","sales-rep","team-lead"}'::text[]) AND id = ANY (((SELECT app.collaborations('{ASSIST,NEGOTIATE}'))::uuid[])))) OFFSET 0));

DROP POLICY may_read ON lead_collaborators;

CREATE POLICY may_read ON lead_collaborators FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_collaborators.tenant_id AND l.id = lead_collaborators.lead_id AND true OFFSET 0));

DROP POLICY may_create ON lead_collaborators;

CREATE POLICY may_create ON lead_collaborators FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_collaborators.tenant_id AND l.id = lead_collaborators.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))) OFFSET 0));

DROP POLICY may_write ON lead_collaborators;

CREATE POLICY may_write ON lead_collaborators FOR UPDATE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_collaborators.tenant_id AND l.id = lead_collaborators.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))) OFFSET 0))
    WITH CHECK (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_collaborators.tenant_id AND l.id = lead_collaborators.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))) OFFSET 0));

DROP POLICY may_remove ON lead_collaborators;

CREATE POLICY may_remove ON lead_collaborators FOR DELETE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_collaborators.tenant_id AND l.id = lead_collaborators.lead_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","leads:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))) OFFSET 0));

DROP POLICY may_read ON sample_request;

CREATE POLICY may_read ON sample_request FOR SELECT TO crm_service, crm_worker
    USING ((sample_request.lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND created_by = (SELECT nullif(current_setting('app.user', true), '')::uuid)))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = sample_request.tenant_id AND c.id = sample_request.customer_id AND true OFFSET 0));

DROP POLICY may_create ON sample_request;

CREATE POLICY may_create ON sample_request FOR INSERT TO crm_service, crm_worker
    WITH CHECK ((sample_request.lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND created_by = (SELECT nullif(current_setting('app.user', true), '')::uuid)))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = sample_request.tenant_id AND c.id = sample_request.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0));

DROP POLICY may_write ON sample_request;

CREATE POLICY may_write ON sample_request FOR UPDATE TO crm_service, crm_worker
    USING ((sample_request.lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND created_by = (SELECT nullif(current_setting('app.user', true), '')::uuid)))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = sample_request.tenant_id AND c.id = sample_request.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0))
    WITH CHECK ((sample_request.lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND created_by = (SELECT nullif(current_setting('app.user', true), '')::uuid)))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = sample_request.tenant_id AND c.id = sample_request.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0));

DROP POLICY may_create ON sample_item;

CREATE POLICY may_create ON sample_item FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM sample_request s
        WHERE s.tenant_id = sample_item.tenant_id AND s.id = sample_item.sample_id AND ((s.lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND created_by = (SELECT nullif(current_setting('app.user', true), '')::uuid)))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = s.tenant_id AND c.id = s.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0))));

DROP POLICY may_create ON sample_status_history;

CREATE POLICY may_create ON sample_status_history FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM sample_request s
        WHERE s.tenant_id = sample_status_history.tenant_id AND s.id = sample_status_history.sample_id AND ((s.lead_id IS NOT NULL AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep","team-lead"}'::text[]) AND created_by = (SELECT nullif(current_setting('app.user', true), '')::uuid)))) OR EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = s.tenant_id AND c.id = s.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND parent_id = ANY (((SELECT app.shared_chains())::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))) OFFSET 0))));
