-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- Those before them, without slips, stay for processes of the version before.
GRANT USAGE, CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

-- Live customers of the tenant in which every word stands, or something like it, or what it may have been meant to be.
-- The first word is looked up, in the index for words: the planner takes a regular expression for a frequent thing.
CREATE FUNCTION app.customers_meant(words text[], patterns text[], slips text[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp
SET pg_trgm.word_similarity_threshold = 0.5 SET enable_seqscan = off ROWS 50 AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    IF length(words[1]) < 3 THEN
        RETURN QUERY SELECT c.id FROM public.customers c
        WHERE c.archived_at IS NULL AND c.tenant_id = tenant AND c.search_key LIKE ALL (patterns);
    ELSE
        RETURN QUERY SELECT c.id FROM public.customers c
        WHERE c.archived_at IS NULL AND c.tenant_id = tenant
            AND (c.search_key LIKE patterns[1] OR c.search_key %> words[1] OR c.search_key ~ slips[1])
            AND (cardinality(words) = 1 OR NOT EXISTS (
                SELECT FROM unnest(words[2:], patterns[2:], slips[2:]) AS w (word, pattern, slip)
                WHERE NOT (c.search_key LIKE w.pattern OR length(w.word) >= 3 AND c.search_key %> w.word
                    OR coalesce(c.search_key ~ w.slip, false))));
    END IF;
END $$;

-- The same of leads.
CREATE FUNCTION app.leads_meant(words text[], patterns text[], slips text[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp
SET pg_trgm.word_similarity_threshold = 0.5 SET enable_seqscan = off ROWS 50 AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    RETURN QUERY SELECT l.id FROM public.leads l
    WHERE l.tenant_id = tenant
        AND (l.search_key LIKE patterns[1] OR length(words[1]) >= 3 AND l.search_key %> words[1]
            OR l.search_key ~ slips[1])
        AND (cardinality(words) = 1 OR NOT EXISTS (
            SELECT FROM unnest(words[2:], patterns[2:], slips[2:]) AS w (word, pattern, slip)
            WHERE NOT (l.search_key LIKE w.pattern OR length(w.word) >= 3 AND l.search_key %> w.word
                OR coalesce(l.search_key ~ w.slip, false))));
END $$;

REVOKE EXECUTE ON FUNCTION app.customers_meant(text[], text[], text[]), app.leads_meant(text[], text[], text[])
FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.customers_meant(text[], text[], text[]), app.leads_meant(text[], text[], text[])
TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;
