-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- The activity whose effect made the change; null for what somebody wrote directly.
ALTER TABLE field_history ADD COLUMN activity_id uuid;

-- Feedback that is corrected may say the same of another day; nothing else comes to where it is already.
-- squawk-ignore ban-drop-constraint
ALTER TABLE sample_status_history DROP CONSTRAINT sample_status_history_step_check;

-- A history of steps is small beside what is logged: it is looked through while the table waits.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE sample_status_history ADD CONSTRAINT sample_status_history_step_check
    CHECK (old_status <> new_status OR activity_id IS NOT NULL);

-- How many samples came to a status on a day of the business; the first step is the request, and a step that was
-- dated anew counts on its new day alone.
CREATE OR REPLACE VIEW sample_metrics_daily WITH (security_invoker = true) AS
SELECT (s.at AT TIME ZONE 'Europe/Berlin')::date AS day, s.status, count(*) AS cnt
FROM (SELECT r.created_at AS at, 'REQUESTED' AS status FROM sample_request r
    UNION ALL SELECT h.event_at, h.new_status FROM sample_status_history h
        WHERE NOT EXISTS (SELECT FROM sample_status_history n WHERE n.tenant_id = h.tenant_id
            AND n.sample_id = h.sample_id AND n.version = h.version + 1 AND n.old_status = n.new_status)) s
GROUP BY 1, 2;
