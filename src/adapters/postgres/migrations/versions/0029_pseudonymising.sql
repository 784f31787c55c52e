-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
ALTER TABLE leads ADD COLUMN pseudonymised_because text;

ALTER TABLE leads ADD CONSTRAINT leads_pseudonymised_check
    CHECK ((pseudonymised_at IS NULL) = (pseudonymised_because IS NULL)) NOT VALID;

-- squawk-ignore constraint-missing-not-valid
ALTER TABLE leads VALIDATE CONSTRAINT leads_pseudonymised_check;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX leads_to_pseudonymise ON leads (tenant_id, released_at, id)
    WHERE phase = 'RELEASED' AND pseudonymised_at IS NULL;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX leads_by_reservation ON leads (tenant_id, reserved_until, id) WHERE phase = 'RESERVED';

-- The lead that an answer speaks of: with the ground to know the lead, the answer goes.
ALTER TABLE idempotency_answers ADD COLUMN lead_id uuid;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX idempotency_answers_by_lead ON idempotency_answers (tenant_id, lead_id) WHERE lead_id IS NOT NULL;

CREATE POLICY worker_may_forget ON activity_history FOR UPDATE TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[])) WITH CHECK ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]));

CREATE POLICY worker_may_purge ON leads FOR DELETE TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]) AND phase = 'RESERVED');

CREATE POLICY worker_may_purge ON lead_notes FOR DELETE TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]) AND EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_notes.tenant_id AND l.id = lead_notes.lead_id AND l.phase = 'RESERVED' OFFSET 0));

CREATE POLICY worker_may_purge ON lead_commitments FOR DELETE TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]) AND EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_commitments.tenant_id AND l.id = lead_commitments.lead_id AND l.phase = 'RESERVED' OFFSET 0));

CREATE POLICY worker_may_purge ON lead_agenda FOR DELETE TO crm_worker USING ((SELECT nullif(current_setting('app.grips', true), '')::text[] && '{"system"}'::text[]) AND EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = lead_agenda.tenant_id AND l.id = lead_agenda.lead_id AND l.phase = 'RESERVED' OFFSET 0));

GRANT UPDATE (note, content) ON activity_history TO crm_worker;

GRANT UPDATE (delivery_address, contact_email, notes) ON sample_request TO crm_worker;

GRANT DELETE ON leads, lead_notes, lead_commitments, lead_agenda TO crm_worker;
