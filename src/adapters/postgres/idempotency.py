"""How a request has its effect once: its answer is stored with the effect and given again for a day."""

from collections.abc import Collection
from datetime import timedelta

from attrs import frozen
from psycopg.types.json import Jsonb

from adapters.postgres.flush import Row
from adapters.postgres.transaction import Transaction
from crm_core.domain.party import LeadId
from crm_core.ports.once import AlreadyAnswered, Answer, IdempotencyKeyReused, Once, RequestInProgress

KEPT_FOR = timedelta(hours=24)

# Two different keys may share a lock by chance (1 in 2^64); then one of the callers is told to wait.
CLAIM = """SELECT pg_try_advisory_xact_lock(
    hashtextextended(concat_ws(' ', %s::uuid, %s::uuid, %s::text, %s::text), 0))"""
LOOK_UP = """SELECT fingerprint, status, headers, body FROM idempotency_answers
    WHERE tenant_id = %s AND user_id = %s AND route = %s AND key = %s AND answered_at > %s"""
REMEMBER = """INSERT INTO idempotency_answers
    (tenant_id, user_id, route, key, fingerprint, status, headers, body, answered_at, lead_id)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (tenant_id, user_id, route, key) DO UPDATE
    SET (fingerprint, status, headers, body, answered_at, lead_id) = (excluded.fingerprint, excluded.status,
        excluded.headers, excluded.body, excluded.answered_at, excluded.lead_id)"""


@frozen
class Attempt:
    """One attempt inside its transaction; the lock on its key ends with the transaction."""

    once: Once
    transaction: Transaction

    def claim(self) -> None:
        """Finds the answer given before, or holds the key for this attempt; one flush."""
        since = self.transaction.clock.now() - KEPT_FOR
        claimed, found = self.transaction.ask_both((CLAIM, self._key), (LOOK_UP, (*self._key, since)))
        if found:
            raise self._found(found[0])
        if not claimed[0][0]:
            raise RequestInProgress

    def remember(self, result: object, about: Collection[LeadId] = ()) -> None:
        """Stores what will be answered, in the transaction of the effect; with the lead that it speaks of.
        An answer about several leads tells ids only."""
        answer = self.once.answer(result)
        headers = Jsonb([list(header) for header in answer.headers])
        lead_id = next(iter(about)) if len(about) == 1 else None
        given = (self.once.fingerprint, answer.status, headers, answer.body)
        told = (*given, self.transaction.clock.now(), lead_id)
        self.transaction.tell(REMEMBER, (*self._key, *told))

    def _found(self, row: Row) -> Exception:
        fingerprint, status, headers, body = row
        if bytes(fingerprint) != self.once.fingerprint:
            return IdempotencyKeyReused()
        return AlreadyAnswered(Answer(status, tuple((name, value) for name, value in headers), bytes(body)))

    @property
    def _key(self) -> Row:
        actor = self.transaction.actor
        return (actor.tenant, actor.user, self.once.route, self.once.key)
