-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- Views look with the eyes of whoever asks: row security of the tables decides what is counted.
-- How many samples came to a status on a day of the business; the first step is the request.
CREATE VIEW sample_metrics_daily WITH (security_invoker = true) AS
SELECT (s.at AT TIME ZONE 'Europe/Berlin')::date AS day, s.status, count(*) AS cnt
FROM (SELECT r.created_at AS at, 'REQUESTED' AS status FROM sample_request r
    UNION ALL SELECT h.event_at, h.new_status FROM sample_status_history h) s
GROUP BY 1, 2;

-- Consultations that stand, by the day on which they happened; savings are those of a month.
CREATE VIEW roi_activity_metrics_daily WITH (security_invoker = true) AS
SELECT (a.occurred_at AT TIME ZONE 'Europe/Berlin')::date AS day, a.content ->> 'commitmentLevel' AS commitment_level,
    a.content ->> 'outcome' AS outcome, count(*) AS cnt,
    sum(CASE WHEN a.content ->> 'savingsPerMonth' ~ '^[0-9]+([.][0-9]+)?$'
        THEN (a.content ->> 'savingsPerMonth')::numeric END) AS savings_per_month
FROM activities a WHERE a.kind = 'ROI_CONSULTATION' AND a.withdrawn_at IS NULL
GROUP BY 1, 2, 3;

GRANT SELECT ON sample_metrics_daily, roi_activity_metrics_daily TO crm_service, crm_worker;

CREATE POLICY finder_reads ON follow_up_days FOR SELECT TO crm_finder USING (true);

GRANT SELECT ON follow_up_days TO crm_finder;

GRANT CREATE ON SCHEMA app TO crm_finder;

SET LOCAL ROLE crm_finder;

-- What was ever told of follow-ups, added up over all tenants.
CREATE FUNCTION app.follow_ups_told() RETURNS TABLE (rule text, measure text, count bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT d.rule, d.measure, sum(d.count)::bigint FROM public.follow_up_days d GROUP BY 1, 2
$$;

REVOKE ALL ON FUNCTION app.follow_ups_told() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION app.follow_ups_told() TO crm_service, crm_worker;

SET LOCAL ROLE crm_owner;

REVOKE CREATE ON SCHEMA app FROM crm_finder;
