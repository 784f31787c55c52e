"""How commands hold and change follow-ups: the row is locked as it is, and counted up when it is saved."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from attrs import define, evolve, field

from adapters.postgres.flush import Row
from adapters.postgres.follow_up_rows import COLUMNS, follow_up_from, row_of
from adapters.postgres.forgetting import forget_follow_ups
from adapters.postgres.transaction import Transaction
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.system import refuse_people
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId, State
from crm_core.domain.hiding import Hide
from crm_core.domain.ids import UserId
from crm_core.domain.party import LeadId, Party
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated

# Every text is put together from names of ours; values travel as parameters.
_PLACES = ", ".join(["%s"] * len(COLUMNS.split(",")))
_ROWS = f"SELECT {COLUMNS} FROM follow_ups WHERE tenant_id = %s"  # noqa: S608 - see above
INTO = f"follow_ups ({COLUMNS})"
FIND = f"{_ROWS} AND id = %s"
LOCK = f"{FIND} FOR UPDATE"
SAVE = f"""UPDATE follow_ups SET ({COLUMNS}) = ROW ({_PLACES})
    WHERE tenant_id = %s AND id = %s AND version = %s - 1"""  # noqa: S608 - see above
_HELD = "ORDER BY created_at, id FOR UPDATE"
OPEN_OF_CUSTOMER = f"SELECT {COLUMNS} FROM app.open_follow_ups(%s, %s)"  # noqa: S608 - see above
OPEN_OF_LEAD = f"{_ROWS} AND lead_id = %s AND state = 'OPEN' AND rule = coalesce(%s, rule) {_HELD}"
HAND_OVER = """UPDATE follow_ups SET owner_user_id = %s, version = version + 1
    WHERE tenant_id = %s AND (customer_id = %s OR lead_id = %s) AND state = 'OPEN' AND owner_user_id = %s"""
STARTED_BY = f"{_ROWS} AND source_id = %s {_HELD}"
CLOSED_BY = f"{_ROWS} AND closed_by = %s {_HELD}"
# With an archived customer, and on a lead that is protected no more, nothing is to be done.
PASSING = f"""{_ROWS} AND next_at <= %s
    AND NOT EXISTS (SELECT FROM customers c WHERE c.tenant_id = follow_ups.tenant_id
        AND c.id = follow_ups.customer_id AND c.archived_at IS NOT NULL OFFSET 0)
    AND (lead_id IS NULL OR EXISTS (SELECT FROM leads l WHERE l.tenant_id = follow_ups.tenant_id
        AND l.id = follow_ups.lead_id AND l.phase = 'RUNNING' AND (l.lapse_at IS NULL OR l.lapse_at > %s)
        OFFSET 0))
    ORDER BY next_at, id LIMIT %s FOR UPDATE SKIP LOCKED"""  # noqa: S608 - see above


@define
class PostgresFollowUps:
    """Who may not add or save meets the wall, as a refusal with the next answer or the commit."""

    transaction: Transaction
    # As this unit leaves them, whatever was foreseen before; nobody else changes what it holds.
    _left: dict[FollowUpId, FollowUp] = field(factory=dict, init=False)

    def add(self, follow_up: FollowUp) -> None:
        self._left[follow_up.id] = follow_up
        self.transaction.add(INTO, row_of(follow_up))

    def lock(self, follow_up_id: FollowUpId, *, version: int | None = None) -> FollowUp:
        held = self._locked(LOCK, follow_up_id)
        if not held:
            raise self._why_not_locked(follow_up_id)
        present = held[0].version - 1
        if version is not None and version != present:
            raise Outdated(current=present)
        return held[0]

    def save(self, follow_up: FollowUp) -> None:
        self._left[follow_up.id] = follow_up
        key = (follow_up.tenant_id, follow_up.id, follow_up.version)
        self.transaction.tell(SAVE, (*row_of(follow_up), *key))

    def foresee(self, party: Party) -> None:
        if party.customer_id is not None:
            self.transaction.foresee(OPEN_OF_CUSTOMER, (party.customer_id, None))

    def open_of(self, party: Party, *, rule: str | None = None) -> Sequence[FollowUp]:
        if party.customer_id is not None:
            rows = self.transaction.ask(OPEN_OF_CUSTOMER, (party.customer_id, rule))
        else:
            rows = self.transaction.ask(OPEN_OF_LEAD, (self.transaction.actor.tenant, party.lead_id, rule))
        held = {one.id: one for one in map(_held, rows)}
        held |= {one.id: _next(one) for one in self._left.values() if one.party == party}
        found = (one for one in held.values() if one.state is State.OPEN and rule in {None, one.rule})
        return sorted(found, key=lambda one: (one.created_at, one.id))

    def hand_over(self, party: Party, *, before: UserId, after: UserId | None) -> None:
        self.ask_anew()
        whose = (self.transaction.actor.tenant, party.customer_id, party.lead_id)
        self.transaction.tell(HAND_OVER, (after, *whose, before))

    def started_by(self, source_id: UUID) -> Sequence[FollowUp]:
        return self._locked(STARTED_BY, source_id)

    def closed_by(self, activity_id: UUID) -> Sequence[FollowUp]:
        return self._locked(CLOSED_BY, activity_id)

    def passing(self, now: datetime, *, limit: int) -> Sequence[FollowUp]:
        return self._locked(PASSING, now, now, limit)

    def forget_words(self, lead_id: LeadId, hide: Hide) -> None:
        refuse_people(self.transaction.actor, "forget", "follow-up", lead_id)
        self.ask_anew()
        forget_follow_ups(self.transaction, lead_id, hide)

    def _locked(self, sql: str, *asked: object) -> Sequence[FollowUp]:
        rows = self.transaction.ask(sql, (self.transaction.actor.tenant, *asked))
        return [_held(row) for row in rows]

    def ask_anew(self) -> None:
        """After what changes them past their states: a statement about many, or what undoes a part."""
        self._left.clear()
        self.transaction.unforesee()

    def _why_not_locked(self, follow_up_id: FollowUpId) -> Exception:
        """Locking asks for the right to write: what is still found may only be read."""
        if not self.transaction.ask(FIND, (self.transaction.actor.tenant, follow_up_id)):
            return NotFound()
        return NotAllowed(action=str(Operation.WRITE), resource="follow-up", resource_id=str(follow_up_id))


def _held(row: Row) -> FollowUp:
    """Locked as it is; whoever saves it writes its next version."""
    return _next(follow_up_from(row))


def _next(follow_up: FollowUp) -> FollowUp:
    """With the version that it will have when it is saved."""
    return evolve(follow_up, version=follow_up.version + 1)
