-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
ALTER TABLE customers ADD COLUMN fields_changed_at timestamptz;

CREATE TABLE field_values (
    tenant_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    key text NOT NULL,
    value jsonb NOT NULL CONSTRAINT field_values_value_check CHECK (value <> 'null'),
    restricted boolean NOT NULL,
    claim bytea CONSTRAINT field_values_claim_check CHECK (length(claim) = 32),
    updated_at timestamptz NOT NULL,
    updated_by uuid NOT NULL,
    CONSTRAINT field_values_pkey PRIMARY KEY (tenant_id, customer_id, key),
    CONSTRAINT field_values_customer_fkey FOREIGN KEY (tenant_id, customer_id)
        REFERENCES customers (tenant_id, id)
) WITH (fillfactor = 85);

CREATE INDEX field_values_by_claim ON field_values (tenant_id, key, claim) WHERE claim IS NOT NULL;

-- Ordered by version: a customer's versions only rise, while several of them may share an instant.
CREATE TABLE field_history (
    tenant_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    key text NOT NULL,
    version bigint NOT NULL CONSTRAINT field_history_version_check CHECK (version > 0),
    old_value jsonb,
    new_value jsonb,
    restricted boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by uuid NOT NULL,
    correlation_id uuid NOT NULL,
    CONSTRAINT field_history_pkey PRIMARY KEY (tenant_id, customer_id, key, version),
    CONSTRAINT field_history_change_check CHECK (old_value IS DISTINCT FROM new_value),
    CONSTRAINT field_history_customer_fkey FOREIGN KEY (tenant_id, customer_id)
        REFERENCES customers (tenant_id, id)
);

ALTER TABLE field_values ENABLE ROW LEVEL SECURITY;

ALTER TABLE field_values FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON field_values AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON field_values FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_values.tenant_id AND c.id = field_values.customer_id
        AND (NOT field_values.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor","restricted-fields:read"}'::text[])
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)))
        AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[])))
        AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[])))))));

CREATE POLICY may_create ON field_values FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_values.tenant_id AND c.id = field_values.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[])
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid))
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))
        AND (NOT field_values.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[])
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))
        AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[])))
        AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[])))))));

CREATE POLICY may_write ON field_values FOR UPDATE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_values.tenant_id AND c.id = field_values.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[])
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid))
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))
        AND (NOT field_values.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[])
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))
        AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[])))
        AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[])))))))
    WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_values.tenant_id AND c.id = field_values.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[])
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid))
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))
        AND (NOT field_values.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[])
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))
        AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[])))
        AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[])))))));

CREATE POLICY may_remove ON field_values FOR DELETE TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_values.tenant_id AND c.id = field_values.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[])
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid))
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))
        AND (NOT field_values.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[])
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))
        AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[])))
        AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[])))))));

ALTER TABLE field_history ENABLE ROW LEVEL SECURITY;

ALTER TABLE field_history FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON field_history AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal
    USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON field_history FOR SELECT TO crm_service, crm_worker
    USING (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_history.tenant_id AND c.id = field_history.customer_id
        AND (NOT field_history.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor","restricted-fields:read"}'::text[])
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[])))
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)))
        AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[])))
        AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[])))))));

CREATE POLICY may_create ON field_history FOR INSERT TO crm_service, crm_worker
    WITH CHECK (EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = field_history.tenant_id AND c.id = field_history.customer_id AND ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[])
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid))
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[])))
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))
        AND (NOT field_history.restricted OR (((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","manager","restricted-fields:write","system"}'::text[])
        OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))))
        AND ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[])))
        AND ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[])))))));

GRANT SELECT, INSERT, UPDATE, DELETE ON field_values TO crm_service, crm_worker;

GRANT SELECT, INSERT ON field_history TO crm_service, crm_worker;

-- Whether a unique value is taken is asked across the wall; the answer names no customer.
CREATE POLICY finder_reads ON field_values FOR SELECT TO crm_finder USING (true);

GRANT SELECT (tenant_id, customer_id, key, claim) ON field_values TO crm_finder;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

-- Keys whose values another live customer has; without keys, of those that the customer itself holds.
-- Who claims the same value waits here for the one before; locks are taken in one order. The statement
-- after them has a snapshot of its own and sees what that one has committed.
CREATE FUNCTION app.taken_fields(customer uuid, keys text[], claims text[]) RETURNS text[]
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    IF keys IS NULL THEN
        SELECT array_agg(v.key), array_agg(encode(v.claim, 'hex')) INTO keys, claims
        FROM public.field_values v
        WHERE v.tenant_id = tenant AND v.customer_id = customer AND v.claim IS NOT NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'field', tenant, w.key, w.claim), 0))
    FROM (SELECT u.key, u.claim FROM unnest(keys, claims) AS u (key, claim) ORDER BY u.key) w;
    RETURN coalesce(
        (SELECT array_agg(w.key ORDER BY w.key) FROM unnest(keys, claims) AS w (key, claim)
         WHERE EXISTS (
            SELECT FROM public.field_values v
            JOIN public.customers o ON o.tenant_id = v.tenant_id AND o.id = v.customer_id
            WHERE v.tenant_id = tenant AND v.key = w.key AND v.claim = decode(w.claim, 'hex')
                AND v.customer_id <> customer AND o.archived_at IS NULL)),
        '{}');
END $$;

REVOKE ALL ON FUNCTION app.taken_fields(uuid, text[], text[]) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.taken_fields(uuid, text[], text[]) TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;
