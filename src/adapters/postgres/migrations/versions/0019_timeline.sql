-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- What a customer's timeline reads: each source by time, newest first.
-- Nobody has a long history before the first release, so the indexes are made in the transaction.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX field_history_by_time ON field_history (tenant_id, customer_id, changed_at DESC);

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX follow_ups_by_opening ON follow_ups (tenant_id, customer_id, created_at DESC)
    WHERE customer_id IS NOT NULL;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX follow_ups_by_end ON follow_ups (tenant_id, customer_id, closed_at DESC)
    WHERE closed_at IS NOT NULL;
