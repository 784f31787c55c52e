-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
GRANT SELECT (coverage_policy) ON customers TO crm_finder;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

-- Of the chains in which the caller owns a part, those whose root says that the coverage is shared.
CREATE FUNCTION app.shared_chains() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
    own uuid[] := app.own_chains();
BEGIN
    RETURN coalesce(
        (SELECT array_agg(c.id) FROM public.customers c
         WHERE c.tenant_id = tenant AND c.id = ANY (own) AND c.coverage_policy = 'CHAIN_SHARED'),
        '{}');
END $$;

-- Stronger than a share: whoever engages may go on to change rows that are folded under this lock.
CREATE FUNCTION app.engage_customer(customer uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    PERFORM 1 FROM public.customers c WHERE c.tenant_id = tenant AND c.id = customer FOR NO KEY UPDATE;
END $$;

REVOKE ALL ON FUNCTION app.shared_chains(), app.engage_customer(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.shared_chains(), app.engage_customer(uuid) TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;
