-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

-- A location may be somebody's who does not see its chain; it comes back only under a live one.
CREATE FUNCTION app.hold_live_chain(chain uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
    live boolean;
BEGIN
    SELECT c.archived_at IS NULL AND c.chain_root_id = c.id INTO live FROM public.customers c
    WHERE c.tenant_id = tenant AND c.id = chain FOR SHARE;
    RETURN coalesce(live, false);
END $$;

REVOKE ALL ON FUNCTION app.hold_live_chain(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.hold_live_chain(uuid) TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;
