-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
CREATE POLICY finder_reads ON lead_days FOR SELECT TO crm_finder USING (true);

CREATE POLICY finder_reads ON lead_agenda FOR SELECT TO crm_finder USING (true);

GRANT SELECT (measure, count) ON lead_days TO crm_finder;

GRANT SELECT (tenant_id, lead_id, looked_version, look_at) ON lead_agenda TO crm_finder;

GRANT SELECT (version, updated_at, reminder_due_at, grace_from) ON leads TO crm_finder;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

-- Sums over all tenants, and since when the oldest reminder waits: what the clock looked at waits again from the
-- instant at which it wanted to look, or from its last change.
CREATE FUNCTION app.reminder_figures(now timestamptz, OUT due bigint, OUT at_once bigint, OUT in_time bigint,
    OUT late bigint, OUT again bigint, OUT seconds bigint, OUT oldest timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT
        coalesce(sum(d.count) FILTER (WHERE d.measure = 'DUE'), 0)::bigint,
        coalesce(sum(d.count) FILTER (WHERE d.measure = 'SENT_AT_ONCE'), 0)::bigint,
        coalesce(sum(d.count) FILTER (WHERE d.measure = 'SENT_IN_TIME'), 0)::bigint,
        coalesce(sum(d.count) FILTER (WHERE d.measure = 'SENT_LATE'), 0)::bigint,
        coalesce(sum(d.count) FILTER (WHERE d.measure = 'SENT_AGAIN'), 0)::bigint,
        coalesce(sum(d.count) FILTER (WHERE d.measure = 'DELAY_SECONDS'), 0)::bigint,
        (SELECT min(greatest(l.reminder_due_at,
                CASE WHEN a.lead_id IS NOT NULL THEN greatest(a.look_at, l.updated_at) END))
            FROM public.leads l
            LEFT JOIN public.lead_agenda a ON a.tenant_id = l.tenant_id AND a.lead_id = l.id
            WHERE l.phase = 'RUNNING' AND l.grace_from IS NULL AND l.reminder_due_at <= reminder_figures.now
                AND (l.lapse_at IS NULL OR l.lapse_at > reminder_figures.now)
                AND (a.lead_id IS NULL OR a.looked_version <> l.version OR a.look_at <= reminder_figures.now))
    FROM public.lead_days d
$$;

REVOKE ALL ON FUNCTION app.reminder_figures(timestamptz) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.reminder_figures(timestamptz) TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;
