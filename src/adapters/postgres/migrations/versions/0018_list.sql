-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- squawk-ignore require-concurrent-index-deletion
DROP INDEX hot_by_owner, hot_by_sample_status, hot_by_region_and_sample_status, hot_by_chain_and_sample_status, hot_by_sample_last_event_at, hot_by_region_and_sample_last_event_at, hot_by_chain_and_sample_last_event_at, hot_by_roi_bucket, hot_by_region_and_roi_bucket, hot_by_chain_and_roi_bucket, hot_by_roi_value_cents, hot_by_region_and_roi_value_cents, hot_by_chain_and_roi_value_cents, hot_by_season_start, hot_by_region_and_season_start, hot_by_chain_and_season_start, hot_by_renewal_date, hot_by_region_and_renewal_date, hot_by_chain_and_renewal_date;

-- squawk-ignore require-concurrent-index-deletion
DROP INDEX customers_by_name, customers_by_region_and_name, customers_by_age, customers_by_region_and_age, customers_by_chain_and_age;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hot_by_owner ON cm_customer_hot_proj (tenant_id, owner_user_id, customer_id);

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hot_by_chain ON cm_customer_hot_proj (tenant_id, chain_root_id, customer_id)
    WHERE chain_root_id IS NOT NULL;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hot_by_name ON cm_customer_hot_proj (tenant_id, name_key, customer_id)
    INCLUDE (sample_status, sample_last_event_at, roi_bucket, roi_value_cents, decision_maker_count, has_exec_alignment, season_start, season_end, renewal_date, exclusivity, owner_user_id, region, chain_root_id, parent_id, territory, channel, type, contactability, created_at)
    WHERE archived_at IS NULL;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hot_by_region_and_name ON cm_customer_hot_proj (tenant_id, region, name_key, customer_id)
    WHERE archived_at IS NULL;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hot_by_age ON cm_customer_hot_proj (tenant_id, created_at DESC, customer_id)
    INCLUDE (sample_status, sample_last_event_at, roi_bucket, roi_value_cents, decision_maker_count, has_exec_alignment, season_start, season_end, renewal_date, exclusivity, owner_user_id, region, chain_root_id, parent_id, territory, channel, type, contactability, name_key)
    WHERE archived_at IS NULL;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hot_by_region_and_age ON cm_customer_hot_proj (tenant_id, region, created_at DESC, customer_id)
    WHERE archived_at IS NULL;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hot_by_sample_last_event_at ON cm_customer_hot_proj (tenant_id, sample_last_event_at DESC NULLS LAST, customer_id)
    INCLUDE (sample_status, roi_bucket, roi_value_cents, decision_maker_count, has_exec_alignment, season_start, season_end, renewal_date, exclusivity, owner_user_id, region, chain_root_id, parent_id, territory, channel, type, contactability, name_key, created_at)
    WHERE archived_at IS NULL;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hot_by_region_and_sample_last_event_at ON cm_customer_hot_proj (tenant_id, region, sample_last_event_at DESC NULLS LAST, customer_id)
    WHERE archived_at IS NULL;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hot_by_roi_value_cents ON cm_customer_hot_proj (tenant_id, roi_value_cents DESC NULLS LAST, customer_id)
    INCLUDE (sample_status, sample_last_event_at, roi_bucket, decision_maker_count, has_exec_alignment, season_start, season_end, renewal_date, exclusivity, owner_user_id, region, chain_root_id, parent_id, territory, channel, type, contactability, name_key, created_at)
    WHERE archived_at IS NULL;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hot_by_region_and_roi_value_cents ON cm_customer_hot_proj (tenant_id, region, roi_value_cents DESC NULLS LAST, customer_id)
    WHERE archived_at IS NULL;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hot_by_renewal_date ON cm_customer_hot_proj (tenant_id, renewal_date, customer_id)
    INCLUDE (sample_status, sample_last_event_at, roi_bucket, roi_value_cents, decision_maker_count, has_exec_alignment, season_start, season_end, exclusivity, owner_user_id, region, chain_root_id, parent_id, territory, channel, type, contactability, name_key, created_at)
    WHERE archived_at IS NULL;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hot_by_region_and_renewal_date ON cm_customer_hot_proj (tenant_id, region, renewal_date, customer_id)
    WHERE archived_at IS NULL;

ALTER TABLE customers NO FORCE ROW LEVEL SECURITY;

-- Every word stands behind a space, and umlauts are alike however they are written.
UPDATE customers SET search_key = ' ' || replace(replace(replace(search_key, 'ae', 'a'), 'oe', 'o'), 'ue', 'u')
WHERE search_key NOT LIKE ' %';

ALTER TABLE customers FORCE ROW LEVEL SECURITY;

GRANT USAGE, CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

-- Live customers of the tenant in which every word stands, or something like it; the first word is looked up.
-- A short word begins a word as it is.
CREATE OR REPLACE FUNCTION app.customers_like(words text[], patterns text[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp
SET pg_trgm.word_similarity_threshold = 0.5 ROWS 50 AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    IF length(words[1]) < 3 THEN
        RETURN QUERY SELECT c.id FROM public.customers c
        WHERE c.archived_at IS NULL AND c.tenant_id = tenant AND c.search_key LIKE ALL (patterns);
    ELSE
        RETURN QUERY SELECT c.id FROM public.customers c
        WHERE c.archived_at IS NULL AND c.tenant_id = tenant
            AND (c.search_key LIKE patterns[1] OR c.search_key %> words[1])
            AND (cardinality(words) = 1 OR NOT EXISTS (
                SELECT FROM unnest(words[2:], patterns[2:]) AS w (word, pattern)
                WHERE NOT (c.search_key LIKE w.pattern OR length(w.word) >= 3 AND c.search_key %> w.word)));
    END IF;
END $$;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;
