-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX sample_request_to_leads_underway ON sample_request (tenant_id, delivery_date, id)
    WHERE lead_id IS NOT NULL AND status IN ('REQUESTED', 'PACKED', 'SHIPPED');

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX lead_holds_proposed ON lead_holds (tenant_id, lead_id)
    WHERE origin IS NOT NULL AND ended_at IS NULL AND rejected_at IS NULL AND withdrawn_at IS NULL;
