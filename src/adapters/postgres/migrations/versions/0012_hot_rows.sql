-- Generated from the hot columns. Statements end with a semicolon and an empty line.
CREATE TABLE cm_customer_hot_proj (
    tenant_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    sample_status text,
    sample_last_event_at timestamptz,
    roi_bucket text,
    roi_value_cents bigint,
    decision_maker_count integer,
    has_exec_alignment boolean,
    season_start date,
    season_end date,
    renewal_date date,
    exclusivity boolean,
    owner_user_id uuid,
    region text,
    chain_root_id uuid,
    parent_id uuid,
    territory text NOT NULL,
    channel text NOT NULL,
    type text NOT NULL,
    contactability text NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    archived_at timestamptz,
    updated_at timestamptz NOT NULL,
    CONSTRAINT cm_customer_hot_proj_pkey PRIMARY KEY (tenant_id, customer_id)
) WITH (fillfactor = 70);

CREATE INDEX hot_by_owner ON cm_customer_hot_proj (tenant_id, owner_user_id, customer_id);

CREATE INDEX hot_by_sample_status ON cm_customer_hot_proj (tenant_id, sample_status, sample_last_event_at DESC, customer_id)
    WHERE sample_status IS NOT NULL AND archived_at IS NULL;

CREATE INDEX hot_by_region_and_sample_status ON cm_customer_hot_proj (tenant_id, region, sample_status, sample_last_event_at DESC, customer_id)
    WHERE sample_status IS NOT NULL AND archived_at IS NULL;

CREATE INDEX hot_by_chain_and_sample_status ON cm_customer_hot_proj (tenant_id, chain_root_id, sample_status, sample_last_event_at DESC, customer_id)
    WHERE sample_status IS NOT NULL AND archived_at IS NULL AND chain_root_id IS NOT NULL;

CREATE INDEX hot_by_sample_last_event_at ON cm_customer_hot_proj (tenant_id, sample_last_event_at DESC, customer_id)
    WHERE sample_last_event_at IS NOT NULL AND archived_at IS NULL;

CREATE INDEX hot_by_region_and_sample_last_event_at ON cm_customer_hot_proj (tenant_id, region, sample_last_event_at DESC, customer_id)
    WHERE sample_last_event_at IS NOT NULL AND archived_at IS NULL;

CREATE INDEX hot_by_chain_and_sample_last_event_at ON cm_customer_hot_proj (tenant_id, chain_root_id, sample_last_event_at DESC, customer_id)
    WHERE sample_last_event_at IS NOT NULL AND archived_at IS NULL AND chain_root_id IS NOT NULL;

CREATE INDEX hot_by_roi_bucket ON cm_customer_hot_proj (tenant_id, roi_bucket, roi_value_cents DESC, customer_id)
    WHERE roi_bucket IS NOT NULL AND archived_at IS NULL;

CREATE INDEX hot_by_region_and_roi_bucket ON cm_customer_hot_proj (tenant_id, region, roi_bucket, roi_value_cents DESC, customer_id)
    WHERE roi_bucket IS NOT NULL AND archived_at IS NULL;

CREATE INDEX hot_by_chain_and_roi_bucket ON cm_customer_hot_proj (tenant_id, chain_root_id, roi_bucket, roi_value_cents DESC, customer_id)
    WHERE roi_bucket IS NOT NULL AND archived_at IS NULL AND chain_root_id IS NOT NULL;

CREATE INDEX hot_by_roi_value_cents ON cm_customer_hot_proj (tenant_id, roi_value_cents DESC, customer_id)
    WHERE roi_value_cents IS NOT NULL AND archived_at IS NULL;

CREATE INDEX hot_by_region_and_roi_value_cents ON cm_customer_hot_proj (tenant_id, region, roi_value_cents DESC, customer_id)
    WHERE roi_value_cents IS NOT NULL AND archived_at IS NULL;

CREATE INDEX hot_by_chain_and_roi_value_cents ON cm_customer_hot_proj (tenant_id, chain_root_id, roi_value_cents DESC, customer_id)
    WHERE roi_value_cents IS NOT NULL AND archived_at IS NULL AND chain_root_id IS NOT NULL;

CREATE INDEX hot_by_season_start ON cm_customer_hot_proj (tenant_id, season_start, season_end, customer_id)
    WHERE season_start IS NOT NULL AND archived_at IS NULL;

CREATE INDEX hot_by_region_and_season_start ON cm_customer_hot_proj (tenant_id, region, season_start, season_end, customer_id)
    WHERE season_start IS NOT NULL AND archived_at IS NULL;

CREATE INDEX hot_by_chain_and_season_start ON cm_customer_hot_proj (tenant_id, chain_root_id, season_start, season_end, customer_id)
    WHERE season_start IS NOT NULL AND archived_at IS NULL AND chain_root_id IS NOT NULL;

CREATE INDEX hot_by_renewal_date ON cm_customer_hot_proj (tenant_id, renewal_date, customer_id)
    WHERE renewal_date IS NOT NULL AND archived_at IS NULL;

CREATE INDEX hot_by_region_and_renewal_date ON cm_customer_hot_proj (tenant_id, region, renewal_date, customer_id)
    WHERE renewal_date IS NOT NULL AND archived_at IS NULL;

CREATE INDEX hot_by_chain_and_renewal_date ON cm_customer_hot_proj (tenant_id, chain_root_id, renewal_date, customer_id)
    WHERE renewal_date IS NOT NULL AND archived_at IS NULL AND chain_root_id IS NOT NULL;

ALTER TABLE cm_customer_hot_proj ENABLE ROW LEVEL SECURITY;

ALTER TABLE cm_customer_hot_proj FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_wall ON cm_customer_hot_proj AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));

CREATE POLICY within_territories ON cm_customer_hot_proj AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING ((SELECT current_setting('app.territories', true) = 'any') OR territory = ANY (((SELECT nullif(nullif(current_setting('app.territories', true), ''), 'any')::text[])::text[])));

CREATE POLICY within_channels ON cm_customer_hot_proj AS RESTRICTIVE FOR ALL TO crm_service, crm_worker, crm_portal USING ((SELECT current_setting('app.channels', true) = 'any') OR channel = ANY (((SELECT nullif(nullif(current_setting('app.channels', true), ''), 'any')::text[])::text[])));

CREATE POLICY may_read ON cm_customer_hot_proj FOR SELECT TO crm_service, crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"admin","customers:write","manager","system"}'::text[]) OR (SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"auditor","customers:read"}'::text[]) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND owner_user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"sales-rep"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.own_chains', true), '')::uuid[])::uuid[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"team-lead"}'::text[]) AND region = ANY (((SELECT nullif(current_setting('app.regions', true), '')::text[])::text[]))) OR ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"chain-manager"}'::text[]) AND chain_root_id = ANY (((SELECT nullif(current_setting('app.chains', true), '')::uuid[])::uuid[]))));

GRANT SELECT ON cm_customer_hot_proj TO crm_service, crm_worker;

CREATE POLICY finder_reads ON cm_customer_hot_proj FOR SELECT TO crm_finder USING (true);

CREATE POLICY finder_adds ON cm_customer_hot_proj FOR INSERT TO crm_finder WITH CHECK (true);

CREATE POLICY finder_changes ON cm_customer_hot_proj FOR UPDATE TO crm_finder USING (true) WITH CHECK (true);

CREATE POLICY finder_removes ON cm_customer_hot_proj FOR DELETE TO crm_finder USING (true);

GRANT SELECT, INSERT, UPDATE, DELETE ON cm_customer_hot_proj TO crm_finder;

GRANT SELECT (tenant_id, id, fields_changed_at, owner_user_id, region, chain_root_id, parent_id, territory, channel, type, contactability, name_key, created_at, archived_at) ON customers TO crm_finder;

GRANT SELECT (tenant_id, customer_id, key, value, updated_at) ON field_values TO crm_finder;

CREATE POLICY finder_reads ON sample_request FOR SELECT TO crm_finder USING (true);

GRANT SELECT (tenant_id, id, customer_id, status_recorded_at, status, status_event_at) ON sample_request TO crm_finder;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

CREATE OR REPLACE FUNCTION app.json_text(raw jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    said text := CASE jsonb_typeof(raw) WHEN 'string' THEN raw #>> '{}' END;
BEGIN
    RETURN CASE WHEN length(said) BETWEEN 1 AND 200 AND said !~ '[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]'
        AND btrim(said, U&'\0009\000a\000d\0020\0085\00a0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200a\2028\2029\202f\205f\3000') = said THEN said END;
END $$;

CREATE OR REPLACE FUNCTION app.json_integer(raw jsonb) RETURNS integer
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    number numeric := CASE jsonb_typeof(raw) WHEN 'number' THEN raw::numeric END;
BEGIN
    RETURN CASE WHEN number BETWEEN -2147483648 AND 2147483647 THEN
        CASE WHEN number = trunc(number) THEN number::integer END END;
END $$;

CREATE OR REPLACE FUNCTION app.json_boolean(raw jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN CASE jsonb_typeof(raw) WHEN 'boolean' THEN raw::boolean END;
END $$;

CREATE OR REPLACE FUNCTION app.json_date(raw jsonb) RETURNS date
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    said text := CASE jsonb_typeof(raw) WHEN 'string' THEN raw #>> '{}' END;
    day date;
BEGIN
    IF said ~ '^[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}$' AND said >= '0001' COLLATE "C" THEN
        day := make_date(left(said, 4)::integer, substr(said, 6, 2)::integer, 1)
            + right(said, 2)::integer - 1;
        RETURN CASE WHEN extract(day FROM day) = right(said, 2)::integer THEN day END;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION app.json_instant(raw jsonb) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    said text := CASE jsonb_typeof(raw) WHEN 'string' THEN raw #>> '{}' END;
    part text[] := regexp_match(said, '^([0-9]{4})-[0-9]{2}-[0-9]{2}[Tt]([0-9]{2}):([0-9]{2}):'
        '([0-9]{2}(?:[.][0-9]{1,6})?)(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))$');
    day date := app.json_date(to_jsonb(left(said, 10)));
    shift integer := coalesce(part[6]::integer * 60 + part[7]::integer, 0);
BEGIN
    IF part IS NULL OR day IS NULL OR part[1]::integer NOT BETWEEN 1900 AND 2200
        OR part[2]::integer > 23 OR part[3]::integer > 59 OR part[4]::numeric >= 60 OR shift >= 1440 THEN
        RETURN NULL;
    END IF;
    RETURN (day + make_interval(hours => part[2]::integer, mins => part[3]::integer, secs => part[4]::float8)
        - make_interval(mins => CASE part[5] WHEN '-' THEN -shift ELSE shift END)) AT TIME ZONE 'UTC';
END $$;

CREATE OR REPLACE FUNCTION app.json_cents(raw jsonb) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    said text := CASE jsonb_typeof(raw) WHEN 'string' THEN raw #>> '{}' END;
    amount numeric := CASE WHEN jsonb_typeof(raw) = 'number' THEN raw::numeric
        WHEN said ~ '^-?[0-9]{1,12}([.][0-9]{1,6})?$' THEN said::numeric END;
BEGIN
    RETURN CASE WHEN abs(amount) <= 9999999999.99 THEN
        CASE WHEN amount * 100 = trunc(amount * 100) THEN (amount * 100)::bigint END END;
END $$;

CREATE OR REPLACE FUNCTION app.json_choice(raw jsonb, options text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN CASE WHEN jsonb_typeof(raw) = 'string' AND raw #>> '{}' = ANY (options) THEN raw #>> '{}' END;
END $$;

CREATE OR REPLACE FUNCTION app.fold_hot(tenant uuid, customer uuid) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    -- The hot row is held before anything is read: who folds second sees what the first has committed.
    PERFORM FROM public.cm_customer_hot_proj h WHERE h.tenant_id = tenant AND h.customer_id = customer FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        INSERT INTO public.cm_customer_hot_proj (tenant_id, customer_id, owner_user_id, region, chain_root_id, parent_id, territory, channel, type, contactability, name_key, created_at, archived_at, updated_at)
        SELECT c.tenant_id, c.id, c.owner_user_id, c.region, c.chain_root_id, c.parent_id, c.territory, c.channel, c.type, c.contactability, c.name_key, c.created_at, c.archived_at, c.created_at
        FROM public.customers c WHERE c.tenant_id = tenant AND c.id = customer
        ON CONFLICT DO NOTHING;
        PERFORM FROM public.cm_customer_hot_proj h WHERE h.tenant_id = tenant AND h.customer_id = customer FOR NO KEY UPDATE;
    END IF;
    UPDATE public.cm_customer_hot_proj h SET
        sample_status = app.json_choice(coalesce(to_jsonb(sample.status), CASE WHEN sample.id IS NULL THEN nullif(f -> 'sample_status', 'null') END), ARRAY['REQUESTED', 'PACKED', 'SHIPPED', 'DELIVERED', 'FEEDBACK_SUCCESS', 'FEEDBACK_NEUTRAL', 'FEEDBACK_FAIL', 'CANCELED']),
        sample_last_event_at = app.json_instant(to_jsonb(to_jsonb(sample.status_event_at AT TIME ZONE 'UTC') #>> '{}' || 'Z')),
        roi_bucket = app.json_choice(nullif(f -> 'roi_potential' -> 'bucket', 'null'), ARRAY['LOW', 'MID', 'HIGH']),
        roi_value_cents = app.json_cents(nullif(f -> 'roi_potential' -> 'value', 'null')),
        decision_maker_count = app.json_integer(coalesce(nullif(f -> 'decision_makers' -> 'count', 'null'), CASE jsonb_typeof(f -> 'decision_makers' -> 'members') WHEN 'array' THEN to_jsonb(jsonb_array_length(f -> 'decision_makers' -> 'members')) END, CASE jsonb_typeof(f -> 'decision_makers') WHEN 'array' THEN to_jsonb(jsonb_array_length(f -> 'decision_makers')) END)),
        has_exec_alignment = app.json_boolean(CASE WHEN f ? 'decision_makers' THEN coalesce(nullif(f -> 'decision_makers' -> 'has_exec_alignment', 'null'), 'false'::jsonb) END),
        season_start = app.json_date(nullif(f -> 'seasonal_menu_cycle' -> 'season_start', 'null')),
        season_end = app.json_date(nullif(f -> 'seasonal_menu_cycle' -> 'season_end', 'null')),
        renewal_date = app.json_date(nullif(f -> 'current_supplier_contracts' -> 'renewal_date', 'null')),
        exclusivity = app.json_boolean(nullif(f -> 'current_supplier_contracts' -> 'exclusivity', 'null')),
        owner_user_id = c.owner_user_id,
        region = c.region,
        chain_root_id = c.chain_root_id,
        parent_id = c.parent_id,
        territory = c.territory,
        channel = c.channel,
        type = c.type,
        contactability = c.contactability,
        name_key = c.name_key,
        created_at = c.created_at,
        archived_at = c.archived_at,
        updated_at = greatest(c.created_at, c.fields_changed_at, v.at, sample.status_recorded_at)
    FROM public.customers c CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_object_agg(w.key, w.value), '{}') AS f, max(w.updated_at) AS at
        FROM public.field_values w
        WHERE w.tenant_id = tenant AND w.customer_id = customer
            AND w.key = ANY (ARRAY['current_supplier_contracts', 'decision_makers', 'roi_potential', 'sample_status', 'seasonal_menu_cycle'])) v
    LEFT JOIN LATERAL (SELECT r.id, r.status_recorded_at, status, status_event_at FROM public.sample_request r
        WHERE r.tenant_id = tenant AND r.customer_id = customer
        ORDER BY r.status_recorded_at DESC, r.id DESC LIMIT 1) sample ON true
    WHERE h.tenant_id = tenant AND h.customer_id = customer AND c.tenant_id = tenant AND c.id = customer;
END $$;

CREATE OR REPLACE FUNCTION app.recompute_customer_hot(customer uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    PERFORM app.fold_hot(tenant, customer);
    DELETE FROM public.cm_customer_hot_proj h WHERE h.tenant_id = tenant AND h.customer_id = customer
        AND NOT EXISTS (SELECT FROM public.customers c WHERE c.tenant_id = tenant AND c.id = customer);
END $$;

CREATE OR REPLACE FUNCTION app.customers_made_hot() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    INSERT INTO public.cm_customer_hot_proj (tenant_id, customer_id, owner_user_id, region, chain_root_id, parent_id, territory, channel, type, contactability, name_key, created_at, archived_at, updated_at)
    SELECT m.tenant_id, m.id, m.owner_user_id, m.region, m.chain_root_id, m.parent_id, m.territory, m.channel, m.type, m.contactability, m.name_key, m.created_at, m.archived_at, m.created_at FROM made m ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION app.customer_changed_hot() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE public.cm_customer_hot_proj h SET (tenant_id, customer_id, owner_user_id, region, chain_root_id, parent_id, territory, channel, type, contactability, name_key, created_at, archived_at)
        = (new.tenant_id, new.id, new.owner_user_id, new.region, new.chain_root_id, new.parent_id, new.territory, new.channel, new.type, new.contactability, new.name_key, new.created_at, new.archived_at)
    WHERE h.tenant_id = old.tenant_id AND h.customer_id = old.id;
    IF NOT FOUND THEN
        PERFORM app.fold_hot(new.tenant_id, new.id);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION app.customers_gone_hot() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    DELETE FROM public.cm_customer_hot_proj h USING gone g
    WHERE h.tenant_id = g.tenant_id AND h.customer_id = g.id;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION app.sources_made_hot() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid;
    customer uuid;
BEGIN
    FOR tenant, customer IN SELECT DISTINCT a.tenant_id, a.customer_id FROM (SELECT tenant_id, customer_id FROM made) a
        WHERE a.customer_id IS NOT NULL ORDER BY 1, 2
    LOOP
        PERFORM app.fold_hot(tenant, customer);
    END LOOP;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION app.sources_changed_hot() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid;
    customer uuid;
BEGIN
    FOR tenant, customer IN SELECT DISTINCT a.tenant_id, a.customer_id FROM (SELECT tenant_id, customer_id FROM gone UNION SELECT tenant_id, customer_id FROM made) a
        WHERE a.customer_id IS NOT NULL ORDER BY 1, 2
    LOOP
        PERFORM app.fold_hot(tenant, customer);
    END LOOP;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION app.sources_gone_hot() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid;
    customer uuid;
BEGIN
    FOR tenant, customer IN SELECT DISTINCT a.tenant_id, a.customer_id FROM (SELECT tenant_id, customer_id FROM gone) a
        WHERE a.customer_id IS NOT NULL ORDER BY 1, 2
    LOOP
        PERFORM app.fold_hot(tenant, customer);
    END LOOP;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION app.fold_hot(uuid, uuid), app.json_text(jsonb), app.json_integer(jsonb), app.json_boolean(jsonb), app.json_date(jsonb), app.json_instant(jsonb), app.json_cents(jsonb), app.json_choice(jsonb, text[]), app.recompute_customer_hot(uuid), app.customers_made_hot(), app.customer_changed_hot(), app.customers_gone_hot(), app.sources_made_hot(), app.sources_changed_hot(), app.sources_gone_hot() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.recompute_customer_hot(uuid) TO crm_service, crm_worker;

GRANT EXECUTE ON FUNCTION app.customers_made_hot(), app.customer_changed_hot(), app.customers_gone_hot(), app.sources_made_hot(), app.sources_changed_hot(), app.sources_gone_hot() TO crm_owner;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;

CREATE OR REPLACE TRIGGER hot_row_made AFTER INSERT ON customers REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION app.customers_made_hot();

CREATE OR REPLACE TRIGGER hot_row_changed AFTER UPDATE ON customers FOR EACH ROW
    WHEN ((old.tenant_id, old.id, old.owner_user_id, old.region, old.chain_root_id, old.parent_id, old.territory, old.channel, old.type, old.contactability, old.name_key, old.created_at, old.archived_at)
        IS DISTINCT FROM (new.tenant_id, new.id, new.owner_user_id, new.region, new.chain_root_id, new.parent_id, new.territory, new.channel, new.type, new.contactability, new.name_key, new.created_at, new.archived_at))
    EXECUTE FUNCTION app.customer_changed_hot();

CREATE OR REPLACE TRIGGER hot_row_gone AFTER DELETE ON customers REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION app.customers_gone_hot();

CREATE OR REPLACE TRIGGER hot_source_made AFTER INSERT ON field_values REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION app.sources_made_hot();

CREATE OR REPLACE TRIGGER hot_source_changed AFTER UPDATE ON field_values REFERENCING OLD TABLE AS gone NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION app.sources_changed_hot();

CREATE OR REPLACE TRIGGER hot_source_gone AFTER DELETE ON field_values REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION app.sources_gone_hot();

CREATE OR REPLACE TRIGGER hot_source_made AFTER INSERT ON sample_request REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION app.sources_made_hot();

CREATE OR REPLACE TRIGGER hot_source_changed AFTER UPDATE ON sample_request REFERENCING OLD TABLE AS gone NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION app.sources_changed_hot();

CREATE OR REPLACE TRIGGER hot_source_gone AFTER DELETE ON sample_request REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION app.sources_gone_hot();

SET LOCAL ROLE crm_finder;

SELECT app.fold_hot(c.tenant_id, c.id) FROM public.customers c;

SET LOCAL ROLE crm_owner;

CREATE OR REPLACE VIEW hot_projection_staleness WITH (security_invoker = true) AS
SELECT s.customer_id,
    greatest(extract(epoch FROM coalesce(s.source_at - s.row_at, now() - s.source_at)), 0)::float8
        AS staleness_seconds,
    CASE WHEN s.row_at IS NOT NULL THEN greatest(extract(epoch FROM now() - s.row_at), 0)::float8 END
        AS age_seconds
FROM (SELECT c.id AS customer_id, h.updated_at AS row_at, greatest(c.created_at,
        c.fields_changed_at,
        (SELECT max(v.updated_at) FROM field_values v WHERE v.tenant_id = c.tenant_id
        AND v.customer_id = c.id AND v.key = ANY (ARRAY['current_supplier_contracts', 'decision_makers', 'roi_potential', 'sample_status', 'seasonal_menu_cycle'])),
        (SELECT max(r.status_recorded_at) FROM sample_request r
        WHERE r.tenant_id = c.tenant_id AND r.customer_id = c.id)) AS source_at
    FROM customers c LEFT JOIN cm_customer_hot_proj h ON h.tenant_id = c.tenant_id AND h.customer_id = c.id) s;

GRANT SELECT ON hot_projection_staleness TO crm_service, crm_worker;
