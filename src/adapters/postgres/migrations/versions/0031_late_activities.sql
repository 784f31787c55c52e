-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX lead_activities_late ON lead_activities (tenant_id, lead_id)
    WHERE credited AND confirmed_at IS NULL AND withdrawn_at IS NULL
    AND recorded_at - occurred_at > interval '7 days'
    AND kind IN ('CUSTOMER_REACTION', 'QUALIFIED_CALL', 'ROI_PRESENTATION', 'SAMPLE_FEEDBACK', 'SCHEDULED_FOLLOWUP');
