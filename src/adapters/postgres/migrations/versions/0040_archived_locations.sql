-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX customers_archived_by_chain ON customers (tenant_id, chain_root_id, archived_at)
    WHERE archived_at IS NOT NULL AND chain_root_id IS NOT NULL;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

-- A location may be in a region that the chain's owner does not see; it comes back below a chain only.
CREATE FUNCTION app.has_archived_locations(chain uuid, archived_after timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    RETURN EXISTS (
        SELECT FROM public.customers c
        WHERE c.tenant_id = tenant AND c.chain_root_id = chain AND c.parent_id = chain
            AND c.archived_at > archived_after);
END $$;

REVOKE ALL ON FUNCTION app.has_archived_locations(uuid, timestamptz) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.has_archived_locations(uuid, timestamptz) TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;
