"""How far each consumer has come: its row is held while it works, so effects of one batch happen once."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from adapters.postgres.flush import Row
from adapters.postgres.instants import utc_or_none
from adapters.postgres.transaction import Transaction
from crm_core.domain.events.letter import Letter

TAKE = """SELECT position FROM consumer_checkpoints WHERE tenant_id = %(tenant)s AND consumer = %(consumer)s
    FOR UPDATE SKIP LOCKED"""
# A consumer's first row: whoever holds the lock writes it, nobody waits for anybody.
BEGIN = """INSERT INTO consumer_checkpoints (tenant_id, consumer, position)
    SELECT %(tenant)s::uuid, %(consumer)s::text, 0
    WHERE pg_try_advisory_xact_lock(hashtextextended(%(tenant)s::text || %(consumer)s, 0))
    ON CONFLICT DO NOTHING RETURNING position"""
ADVANCE = """UPDATE consumer_checkpoints SET position = %(position)s
    WHERE tenant_id = %(tenant)s AND consumer = %(consumer)s"""
SET_ASIDE = """INSERT INTO consumer_dead_letters
    (tenant_id, consumer, subject, position, attempts, retry_at, reason)
    VALUES (%(tenant)s, %(consumer)s, %(subject)s, %(position)s, %(attempts)s, %(retry_at)s, %(reason)s)
    ON CONFLICT (tenant_id, consumer, subject) DO UPDATE SET (position, attempts, retry_at, reason) =
    (excluded.position, excluded.attempts, excluded.retry_at, excluded.reason)"""
SETTLE = """DELETE FROM consumer_dead_letters
    WHERE tenant_id = %(tenant)s AND consumer = %(consumer)s AND subject = %(subject)s"""
LETTERS = """SELECT subject, position, attempts, retry_at, reason FROM consumer_dead_letters
    WHERE tenant_id = %(tenant)s AND consumer = %(consumer)s ORDER BY position"""
DUE = """SELECT subject, position, attempts, retry_at, reason FROM consumer_dead_letters
    WHERE tenant_id = %(tenant)s AND consumer = %(consumer)s AND retry_at <= %(now)s
    ORDER BY retry_at LIMIT 1"""


@frozen
class PostgresCheckpoints:
    transaction: Transaction

    def take(self, consumer: str) -> int | None:
        rows = self.transaction.ask(TAKE, self._of(consumer)) or self.transaction.ask(
            BEGIN, self._of(consumer)
        )
        return int(rows[0][0]) if rows else None

    def advance(self, consumer: str, position: int) -> None:
        self.transaction.tell(ADVANCE, self._of(consumer, position=position))

    def set_aside(self, consumer: str, letter: Letter) -> None:
        told = self._of(
            consumer,
            subject=letter.subject,
            position=letter.position,
            attempts=letter.attempts,
            retry_at=letter.retry_at,
            reason=letter.reason,
        )
        self.transaction.tell(SET_ASIDE, told)

    def settle(self, consumer: str, subject: str) -> None:
        self.transaction.tell(SETTLE, self._of(consumer, subject=subject))

    def due(self, consumer: str, now: datetime) -> Letter | None:
        rows = self.transaction.ask(DUE, self._of(consumer, now=now))
        return _letter(rows[0]) if rows else None

    def letters(self, consumer: str) -> Sequence[Letter]:
        return [_letter(row) for row in self.transaction.ask(LETTERS, self._of(consumer))]

    def _of(self, consumer: str, **more: object) -> dict[str, object]:
        return {"tenant": self.transaction.actor.tenant, "consumer": consumer, **more}


def _letter(row: Row) -> Letter:
    subject, position, attempts, retry_at, reason = row
    return Letter(subject, position, attempts, utc_or_none(retry_at), reason)
