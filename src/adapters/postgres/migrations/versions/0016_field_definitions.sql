-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
CREATE TABLE field_catalogues (
    tenant_id uuid NOT NULL,
    version bigint NOT NULL CONSTRAINT field_catalogues_version_check CHECK (version > 0),
    CONSTRAINT field_catalogues_pkey PRIMARY KEY (tenant_id)
);

CREATE TABLE field_definitions (
    tenant_id uuid NOT NULL,
    key text NOT NULL CONSTRAINT field_definitions_key_check CHECK (length(key) BETWEEN 1 AND 60),
    version bigint NOT NULL CONSTRAINT field_definitions_version_check CHECK (version > 0),
    form jsonb NOT NULL,
    coming jsonb,
    marking boolean NOT NULL,
    CONSTRAINT field_definitions_pkey PRIMARY KEY (tenant_id, key)
);

CREATE TABLE field_definition_history (
    tenant_id uuid NOT NULL,
    key text NOT NULL,
    version bigint NOT NULL CONSTRAINT field_definition_history_version_check CHECK (version > 0),
    old_form jsonb,
    new_form jsonb NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by uuid NOT NULL,
    correlation_id uuid NOT NULL,
    CONSTRAINT field_definition_history_pkey PRIMARY KEY (tenant_id, key, version)
);

CREATE TABLE field_definition_checks (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    key text NOT NULL,
    state text NOT NULL CONSTRAINT field_definition_checks_state_check
        CHECK (state IN ('CHECKING', 'MARKING', 'DONE', 'REFUSED')),
    asked_at timestamptz NOT NULL,
    asked_by uuid NOT NULL,
    correlation_id uuid NOT NULL,
    place uuid,
    examined bigint NOT NULL,
    violating bigint NOT NULL,
    violations jsonb NOT NULL,
    finished_at timestamptz,
    CONSTRAINT field_definition_checks_pkey PRIMARY KEY (tenant_id, id)
);

-- One at a time: what is coming for one field is not judged by what may come for another.
CREATE UNIQUE INDEX field_definition_checks_unfinished ON field_definition_checks (tenant_id)
    WHERE finished_at IS NULL;

ALTER TABLE field_catalogues ENABLE ROW LEVEL SECURITY;

ALTER TABLE field_catalogues FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON field_catalogues AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON field_catalogues FOR SELECT TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY may_create ON field_catalogues FOR INSERT TO crm_service, crm_worker WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

CREATE POLICY may_write ON field_catalogues FOR UPDATE TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[])) WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

GRANT SELECT, INSERT, UPDATE ON field_catalogues TO crm_service, crm_worker;

ALTER TABLE field_definitions ENABLE ROW LEVEL SECURITY;

ALTER TABLE field_definitions FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON field_definitions AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON field_definitions FOR SELECT TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.tenant', true), '')::uuid) IS NOT NULL);

CREATE POLICY may_create ON field_definitions FOR INSERT TO crm_service, crm_worker WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

CREATE POLICY may_write ON field_definitions FOR UPDATE TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[])) WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

GRANT SELECT, INSERT, UPDATE ON field_definitions TO crm_service, crm_worker;

ALTER TABLE field_definition_history ENABLE ROW LEVEL SECURITY;

ALTER TABLE field_definition_history FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON field_definition_history AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON field_definition_history FOR SELECT TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","system"}'::text[]));

CREATE POLICY may_create ON field_definition_history FOR INSERT TO crm_service, crm_worker WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

GRANT SELECT, INSERT ON field_definition_history TO crm_service, crm_worker;

ALTER TABLE field_definition_checks ENABLE ROW LEVEL SECURITY;

ALTER TABLE field_definition_checks FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON field_definition_checks AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY may_read ON field_definition_checks FOR SELECT TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","auditor","system"}'::text[]));

CREATE POLICY may_create ON field_definition_checks FOR INSERT TO crm_service, crm_worker WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

CREATE POLICY may_write ON field_definition_checks FOR UPDATE TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[])) WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","system"}'::text[]));

GRANT SELECT, INSERT, UPDATE ON field_definition_checks TO crm_service, crm_worker;

-- Whoever writes fields shares this lock until the end of the transaction, and learns by which catalogue.
CREATE FUNCTION app.hold_catalogue() RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(concat_ws(' ', 'fields', tenant), 0));
    RETURN (SELECT k.version FROM field_catalogues k WHERE k.tenant_id = tenant);
END $$;

-- Whoever changes it waits for all of them, and lets the next ones wait for the new catalogue.
CREATE FUNCTION app.take_catalogue() RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
    reached bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'fields', tenant), 0));
    INSERT INTO field_catalogues AS k (tenant_id, version) VALUES (tenant, 1)
        ON CONFLICT (tenant_id) DO UPDATE SET version = k.version + 1 RETURNING k.version INTO reached;
    RETURN reached;
END $$;

GRANT EXECUTE ON FUNCTION app.hold_catalogue(), app.take_catalogue() TO crm_service, crm_worker;

-- Rows are opened and closed across the wall, and nothing else of them is changed.
CREATE POLICY finder_marks ON field_values FOR UPDATE TO crm_finder USING (true) WITH CHECK (true);

GRANT SELECT (restricted), UPDATE (restricted, claim) ON field_values TO crm_finder;

CREATE POLICY finder_reads ON field_history FOR SELECT TO crm_finder USING (true);

CREATE POLICY finder_marks ON field_history FOR UPDATE TO crm_finder USING (true) WITH CHECK (true);

GRANT SELECT (tenant_id, customer_id, key, restricted), UPDATE (restricted) ON field_history TO crm_finder;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

CREATE FUNCTION app.refuse_unless_deciding() RETURNS void
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    IF NOT coalesce(
        nullif(current_setting('app.grips', true), '')::text[] && '{admin,system}'::text[], false) THEN
        RAISE insufficient_privilege;
    END IF;
END $$;

-- Customers first, as every writer does; what they say themselves stays as it is.
CREATE FUNCTION app.mark_field(customers uuid[], field text, closed boolean) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    PERFORM app.refuse_unless_deciding();
    PERFORM 1 FROM public.customers c WHERE c.tenant_id = tenant AND c.id = ANY (customers)
        ORDER BY c.id FOR NO KEY UPDATE;
    UPDATE public.field_values v SET restricted = closed
        WHERE v.tenant_id = tenant AND v.customer_id = ANY (customers) AND v.key = field
            AND v.restricted <> closed;
    UPDATE public.field_history h SET restricted = closed
        WHERE h.tenant_id = tenant AND h.customer_id = ANY (customers) AND h.key = field
            AND h.restricted <> closed;
END $$;

CREATE FUNCTION app.unclaim_field(field text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    PERFORM app.refuse_unless_deciding();
    UPDATE public.field_values v SET claim = NULL
        WHERE v.tenant_id = tenant AND v.key = field AND v.claim IS NOT NULL;
END $$;

CREATE FUNCTION app.field_is_used(field text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    PERFORM app.refuse_unless_deciding();
    RETURN EXISTS (SELECT FROM public.field_values v WHERE v.tenant_id = tenant AND v.key = field)
        OR EXISTS (SELECT FROM public.field_history h WHERE h.tenant_id = tenant AND h.key = field);
END $$;

REVOKE ALL ON FUNCTION app.refuse_unless_deciding(), app.mark_field(uuid[], text, boolean),
    app.unclaim_field(text), app.field_is_used(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.mark_field(uuid[], text, boolean), app.unclaim_field(text),
    app.field_is_used(text) TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;
