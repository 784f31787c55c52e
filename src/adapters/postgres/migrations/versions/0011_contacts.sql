-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
CREATE TABLE contacts (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL CONSTRAINT contacts_version_check CHECK (version > 0),
    name text NOT NULL CONSTRAINT contacts_name_check CHECK (length(name) BETWEEN 1 AND 200),
    name_key text COLLATE "C" NOT NULL,
    email text,
    phone text,
    note text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT contacts_pkey PRIMARY KEY (tenant_id, id)
);

CREATE TABLE contact_roles (
    tenant_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    role text NOT NULL CONSTRAINT contact_roles_role_check CHECK (role IN ('CHEF', 'GM', 'BUYER', 'OTHER')),
    CONSTRAINT contact_roles_pkey PRIMARY KEY (tenant_id, contact_id, customer_id, role),
    -- With a person go their roles, also those that the one who removes them cannot see.
    CONSTRAINT contact_roles_contact_fkey FOREIGN KEY (tenant_id, contact_id)
        REFERENCES contacts (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT contact_roles_customer_fkey FOREIGN KEY (tenant_id, customer_id)
        REFERENCES customers (tenant_id, id)
);

CREATE INDEX contact_roles_by_customer ON contact_roles (tenant_id, customer_id, contact_id);

CREATE POLICY finder_reads ON contact_roles FOR SELECT TO crm_finder USING (true);

GRANT SELECT (tenant_id, contact_id) ON contact_roles TO crm_finder;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

CREATE FUNCTION app.has_no_role(contact uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM public.contact_roles r WHERE r.tenant_id = tenant AND r.contact_id = contact);
END $$;

REVOKE ALL ON FUNCTION app.has_no_role(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.has_no_role(uuid) TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;

-- Whoever gives a role sees the contact already, or it is new. Asked as the caller, behind their wall.
CREATE FUNCTION app.may_give_role(contact uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    RETURN app.has_no_role(contact) OR EXISTS (
        SELECT FROM public.contact_roles r WHERE r.tenant_id = tenant AND r.contact_id = contact);
END $$;

REVOKE ALL ON FUNCTION app.may_give_role(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.may_give_role(uuid) TO crm_service, crm_worker;

ALTER TABLE contacts ENABLE ROW LEVEL SECURITY;

ALTER TABLE contacts FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON contacts AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON contacts FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM contact_roles r
        WHERE r.tenant_id = contacts.tenant_id AND r.contact_id = contacts.id AND true));

CREATE POLICY may_create ON contacts FOR INSERT TO crm_service, crm_worker
    WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","chain-manager","customers:write","manager","sales-rep","system","team-lead"}'::text[]));

CREATE POLICY may_write ON contacts FOR UPDATE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM contact_roles r
        WHERE r.tenant_id = contacts.tenant_id AND r.contact_id = contacts.id AND EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = r.tenant_id AND c.id = r.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))))))
    WITH CHECK (EXISTS (SELECT FROM contact_roles r
        WHERE r.tenant_id = contacts.tenant_id AND r.contact_id = contacts.id AND EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = r.tenant_id AND c.id = r.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))))));

CREATE POLICY may_remove ON contacts FOR DELETE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM contact_roles r
        WHERE r.tenant_id = contacts.tenant_id AND r.contact_id = contacts.id AND EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = r.tenant_id AND c.id = r.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))))));

ALTER TABLE contact_roles ENABLE ROW LEVEL SECURITY;

ALTER TABLE contact_roles FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON contact_roles AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON contact_roles FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = contact_roles.tenant_id AND c.id = contact_roles.customer_id AND true));

CREATE POLICY may_create ON contact_roles FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = contact_roles.tenant_id AND c.id = contact_roles.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))) AND app.may_give_role(contact_id));

CREATE POLICY may_remove ON contact_roles FOR DELETE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = contact_roles.tenant_id AND c.id = contact_roles.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))));

GRANT SELECT, INSERT, UPDATE, DELETE ON contacts TO crm_service, crm_worker;

GRANT SELECT, INSERT, DELETE ON contact_roles TO crm_service, crm_worker;
