-- Generated from the hot columns. Statements end with a semicolon and an empty line.
ALTER TABLE cm_customer_hot_proj ADD COLUMN name text, ADD COLUMN city text, ADD COLUMN is_chain boolean;

GRANT SELECT (name, city, is_chain) ON customers TO crm_finder;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

CREATE OR REPLACE FUNCTION app.fold_hot(tenant uuid, customer uuid) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    -- The hot row is held before anything is read: who folds second sees what the first has committed.
    PERFORM FROM public.cm_customer_hot_proj h WHERE h.tenant_id = tenant AND h.customer_id = customer FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        INSERT INTO public.cm_customer_hot_proj (tenant_id, customer_id, owner_user_id, region, chain_root_id, parent_id, territory, channel, type, contactability, name_key, created_at, archived_at, name, city, is_chain, updated_at)
        SELECT c.tenant_id, c.id, c.owner_user_id, c.region, c.chain_root_id, c.parent_id, c.territory, c.channel, c.type, c.contactability, c.name_key, c.created_at, c.archived_at, c.name, c.city, c.is_chain, c.created_at
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
        name = c.name,
        city = c.city,
        is_chain = c.is_chain,
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

CREATE OR REPLACE FUNCTION app.customers_made_hot() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    INSERT INTO public.cm_customer_hot_proj (tenant_id, customer_id, owner_user_id, region, chain_root_id, parent_id, territory, channel, type, contactability, name_key, created_at, archived_at, name, city, is_chain, updated_at)
    SELECT m.tenant_id, m.id, m.owner_user_id, m.region, m.chain_root_id, m.parent_id, m.territory, m.channel, m.type, m.contactability, m.name_key, m.created_at, m.archived_at, m.name, m.city, m.is_chain, m.created_at FROM made m ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION app.customer_changed_hot() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE public.cm_customer_hot_proj h SET (tenant_id, customer_id, owner_user_id, region, chain_root_id, parent_id, territory, channel, type, contactability, name_key, created_at, archived_at, name, city, is_chain)
        = (new.tenant_id, new.id, new.owner_user_id, new.region, new.chain_root_id, new.parent_id, new.territory, new.channel, new.type, new.contactability, new.name_key, new.created_at, new.archived_at, new.name, new.city, new.is_chain)
    WHERE h.tenant_id = old.tenant_id AND h.customer_id = old.id;
    IF NOT FOUND THEN
        PERFORM app.fold_hot(new.tenant_id, new.id);
    END IF;
    RETURN NULL;
END $$;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;

CREATE OR REPLACE TRIGGER hot_row_changed AFTER UPDATE ON customers FOR EACH ROW
    WHEN ((old.tenant_id, old.id, old.owner_user_id, old.region, old.chain_root_id, old.parent_id, old.territory, old.channel, old.type, old.contactability, old.name_key, old.created_at, old.archived_at, old.name, old.city, old.is_chain)
        IS DISTINCT FROM (new.tenant_id, new.id, new.owner_user_id, new.region, new.chain_root_id, new.parent_id, new.territory, new.channel, new.type, new.contactability, new.name_key, new.created_at, new.archived_at, new.name, new.city, new.is_chain))
    EXECUTE FUNCTION app.customer_changed_hot();
