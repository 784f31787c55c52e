"""Follow-ups in memory, seen by whoever sees their party and by whom they are given to."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from attrs import evolve, frozen

from adapters.memory.customers import MemoryCustomers, own_chains, shared_chains
from adapters.memory.parties import party_rows
from adapters.memory.store import MemoryStore, State
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.system import refuse_people
from crm_core.domain.follow_ups.access import may
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId
from crm_core.domain.follow_ups.follow_up import State as Lifecycle
from crm_core.domain.follow_ups.listing import PAUSED, FollowUpSlice
from crm_core.domain.follow_ups.reminder import Reminder
from crm_core.domain.follow_ups.words import without_words
from crm_core.domain.hiding import Hide
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.leads.lead import Phase
from crm_core.domain.party import LeadId, Party
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated

LAST = datetime.max.replace(tzinfo=UTC)  # where paused ones stand


@frozen
class MemoryFollowUps:
    state: State
    scope: Scope

    def add(self, follow_up: FollowUp) -> None:
        self._refuse_unless(Operation.CREATE, follow_up)
        self.state.follow_ups[follow_up.id] = follow_up

    def lock(self, follow_up_id: FollowUpId, *, version: int | None = None) -> FollowUp:
        found = self.find(follow_up_id)
        if found is None:
            raise NotFound
        self._refuse_unless(Operation.WRITE, found)
        if version is not None and version != found.version:
            raise Outdated(current=found.version)
        return evolve(found, version=found.version + 1)

    def save(self, follow_up: FollowUp) -> None:
        self._refuse_unless(Operation.WRITE, follow_up)
        self.state.follow_ups[follow_up.id] = follow_up

    def foresee(self, party: Party) -> None:
        """Everything is at hand."""

    def open_of(self, party: Party, *, rule: str | None = None) -> Sequence[FollowUp]:
        return self._held(
            lambda one: (
                one.party == party and one.state is Lifecycle.OPEN and (rule is None or rule == one.rule)
            )
        )

    def hand_over(self, party: Party, *, before: UserId, after: UserId | None) -> None:
        for one in self.open_of(party):
            if one.owner_user_id == before:
                self.save(evolve(one, owner_user_id=after))

    def forget_words(self, lead_id: LeadId, hide: Hide) -> None:
        refuse_people(self.scope.actor, "forget", "follow-up", lead_id)
        for one in self._held(lambda one: one.party.lead_id == lead_id):
            hidden = without_words(one, hide)
            self.save(evolve(hidden, version=one.version - 1))

    def started_by(self, source_id: UUID) -> Sequence[FollowUp]:
        return self._held(lambda one: one.source.id == source_id)

    def closed_by(self, activity_id: UUID) -> Sequence[FollowUp]:
        return self._held(lambda one: one.closing is not None and one.closing.by == activity_id)

    def passing(self, now: datetime, *, limit: int) -> Sequence[FollowUp]:
        found = self._held(
            lambda one: one.next_at is not None and one.next_at <= now and self._is_worked_on(one.party, now)
        )
        return sorted(found, key=lambda one: (one.next_at or now, one.id))[:limit]

    def _is_worked_on(self, party: Party, now: datetime) -> bool:
        customer, lead = party_rows(self.state, party)
        if party.lead_id is not None:
            return lead is not None and lead.phase is Phase.RUNNING and not lead.has_lapsed(now)
        return customer is None or customer.archived_at is None

    def find(self, follow_up_id: FollowUpId) -> FollowUp | None:
        found = self.state.follow_ups.get(follow_up_id)
        return found if found is not None and self.permits(Operation.READ, found) else None

    def permits(self, operation: Operation, follow_up: FollowUp) -> bool:
        party = follow_up.party
        customer = None if party.customer_id is None else self.state.customers[party.customer_id]
        kept = None if party.lead_id is None else self.state.leads.get(party.lead_id)
        lead = None if kept is None else kept.lead
        scope = evolve(self.scope, shared_chains=shared_chains(self.state, self.scope.own_chains))
        return may(operation, follow_up, scope=scope, customer=customer, lead=lead)

    def is_of(self, chain: CustomerId | None, one: FollowUp) -> bool:
        if chain is None:
            return True
        whose = one.party.customer_id
        found = None if whose is None else MemoryCustomers(self.state, self.scope).find(whose)
        return found is not None and found.chain_root_id == chain and found.archived_at is None

    def _held(self, wanted: Callable[[FollowUp], bool]) -> Sequence[FollowUp]:
        found = (
            evolve(one, version=one.version + 1)
            for one in self.state.follow_ups.values()
            if wanted(one) and self.permits(Operation.WRITE, one)
        )
        return sorted(found, key=lambda one: (one.created_at, one.id))

    def _refuse_unless(self, operation: Operation, follow_up: FollowUp) -> None:
        if not self.permits(operation, follow_up):
            raise NotAllowed(action=str(operation), resource="follow-up", resource_id=str(follow_up.id))


@frozen
class MemoryFollowUpReadings:
    store: MemoryStore

    def one(self, actor: Actor, follow_up_id: FollowUpId) -> FollowUp | None:
        return self._seen_by(actor).find(follow_up_id)

    def page(self, actor: Actor, wanted: FollowUpSlice) -> Sequence[FollowUp]:
        found = sorted(
            (one for one in self._visible(actor, wanted) if wanted.filter.admits(one, wanted.now)), key=_place
        )
        if wanted.after is not None:
            place, last_id = wanted.after
            behind = (LAST if place == PAUSED else datetime.fromisoformat(place), last_id)
            found = [one for one in found if _place(one) > behind]
        return found[: wanted.limit + 1]

    def inbox(self, actor: Actor, *, limit: int) -> Sequence[tuple[Reminder, FollowUp]]:
        seen = self._seen_by(actor)
        found = (
            (one, seen.find(one.follow_up_id))
            for one in self.store.state.reminders.values()
            if not one.by_letter and one.opened_at is None and _is_told(one, actor)
        )
        waiting = [
            (one, about) for one, about in found if about is not None and about.state is Lifecycle.OPEN
        ]
        waiting.sort(key=lambda told: (-told[0].created_at.timestamp(), told[0].id))
        return waiting[:limit]

    def _visible(self, actor: Actor, wanted: FollowUpSlice) -> Iterable[FollowUp]:
        """What is due to an archived customer is on nobody's list, only on the customer's own."""
        seen = self._seen_by(actor)
        for one in seen.state.follow_ups.values():
            customer = seen.state.customers.get(one.party.customer_id or CustomerId(one.id))
            listed = wanted.filter.customer is not None or customer is None or customer.archived_at is None
            if listed and seen.permits(Operation.READ, one) and seen.is_of(wanted.filter.chain, one):
                yield one

    def _seen_by(self, actor: Actor) -> MemoryFollowUps:
        state = self.store.state
        return MemoryFollowUps(state, Scope(actor, own_chains(state, actor.tenant, actor.user)))


def _place(one: FollowUp) -> tuple[datetime, UUID]:
    return (one.due_at or LAST, one.id)


def _is_told(one: Reminder, actor: Actor) -> bool:
    if one.tenant_id != actor.tenant:
        return False
    if one.owner_user_id is not None:
        return one.owner_user_id == actor.user
    if one.region is None:
        return actor.holds(Role.MANAGER, Role.ADMIN)
    return actor.holds(Role.TEAM_LEAD) and one.region in actor.regions
