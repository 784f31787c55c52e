"""Samples in memory, seen by whoever sees their customer or, for a lead, by whoever asked for them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from attrs import evolve, frozen

from adapters.memory.customers import own_chains, shared_chains
from adapters.memory.parties import party_rows
from adapters.memory.store import MemoryStore, State
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.of_parties import may_with
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.system import refuse_people
from crm_core.domain.follow_ups.working_time import Place
from crm_core.domain.hiding import Hide
from crm_core.domain.ids import UserId
from crm_core.domain.leads.lead import Phase
from crm_core.domain.leads.recorded import HoldState
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated
from crm_food_pack.domain.samples.delay import Delay, sample_behind
from crm_food_pack.domain.samples.listing import SampleSlice, SeenSample
from crm_food_pack.domain.samples.sample import Sample, SampleId
from crm_food_pack.domain.samples.status import UNDERWAY

SHELF = "samples"
GOES_ON = (HoldState.PENDING, HoldState.EFFECTIVE)


@frozen
class MemorySamples:
    state: State
    scope: Scope

    def add(self, sample: Sample) -> None:
        self._refuse_unless(Operation.CREATE, sample)
        self._put(sample)

    def lock(self, sample_id: SampleId, *, version: int | None = None) -> Sample:
        found = self.find(sample_id)
        if found is None:
            raise NotFound
        self._refuse_unless(Operation.WRITE, found)
        if version is not None and version != found.version:
            raise Outdated(current=found.version)
        return found

    def save(self, sample: Sample) -> None:
        self._refuse_unless(Operation.WRITE, sample)
        self._put(sample)

    def forget_words(self, lead_id: LeadId, hide: Hide) -> None:
        refuse_people(self.scope.actor, "forget", "sample", lead_id)
        for sample in list(self.visible()):
            if sample.party.lead_id == lead_id:
                self.save(sample.without_words(hide))

    def find(self, sample_id: SampleId) -> Sample | None:
        found = self.state.of_packs.get((SHELF, sample_id))
        return found if isinstance(found, Sample) and self._permits(Operation.READ, found) else None

    def visible(self) -> Iterable[Sample]:
        kept = (one for (shelf, _), one in self.state.of_packs.items() if shelf == SHELF)
        return (one for one in kept if self._permits(Operation.READ, one))

    def _put(self, sample: Sample) -> None:
        self.state.of_packs[SHELF, sample.id] = sample

    def _permits(self, operation: Operation, sample: Sample) -> bool:
        customer, lead = party_rows(self.state, sample.party)
        scope = evolve(self.scope, shared_chains=shared_chains(self.state, self.scope.own_chains))
        return may_with(operation, scope=scope, customer=customer, lead=lead)

    def _refuse_unless(self, operation: Operation, sample: Sample) -> None:
        if not self._permits(operation, sample):
            raise NotAllowed(action=str(operation), resource="sample", resource_id=str(sample.id))


def newest_of(state: State, customer_id: UUID) -> Sample | None:
    """The customer's sample whose status was recorded last, a tie decided by id."""
    kept = (one for (shelf, _), one in state.of_packs.items() if shelf == SHELF and isinstance(one, Sample))
    own = (one for one in kept if one.party.customer_id == customer_id)
    return max(own, key=lambda one: (one.updated_at, one.id), default=None)


@frozen
class MemorySampleReadings:
    store: MemoryStore

    def one(self, actor: Actor, sample_id: SampleId) -> SeenSample | None:
        found = self._seen_by(actor).find(sample_id)
        return None if found is None else self._seen(found)

    def page(self, actor: Actor, wanted: SampleSlice) -> Sequence[SeenSample]:
        found = sorted(
            (
                one
                for one in self._seen_by(actor).visible()
                if wanted.filter.admits(one, owner=self._owner_of(one))
                and (wanted.filter.knows_the_archived or not self._is_archived(one))
            ),
            key=_place,
        )
        if wanted.after is not None:
            at, last_id = wanted.after
            found = [one for one in found if _place(one) > (-at.timestamp(), last_id)]
        return [self._seen(one) for one in found[: wanted.limit + 1]]

    def awaited_since(self, actor: Actor, day: date, *, limit: int) -> Sequence[SeenSample]:
        visible = self._seen_by(actor).visible()
        late = [
            one
            for one in visible
            if one.status in UNDERWAY and one.wanted.delivery_date < day and not self._is_archived(one)
        ]
        late.sort(key=lambda one: (one.wanted.delivery_date, one.id))
        return [self._seen(one) for one in late[:limit]]

    def delays(self, actor: Actor, day: date, now: datetime, *, limit: int) -> Sequence[Delay]:
        found = []
        for sample in self._seen_by(actor).visible():
            kept = self.store.state.leads.get(sample.party.lead_id or LeadId(sample.id))
            if kept is None or kept.lead.phase is not Phase.RUNNING or kept.lead.has_lapsed(now):
                continue
            hold = next((one for one in kept.facts.holds if sample_behind(one) == sample.id), None)
            late = hold is None and sample.status in UNDERWAY and sample.wanted.delivery_date <= day
            runs = hold is not None and hold.end is None and hold.state_at(now) in GOES_ON
            if late or (runs and sample.status not in UNDERWAY):
                found.append((sample.wanted.delivery_date, Delay(kept.lead.id, sample.id)))
        found.sort(key=lambda one: (one[0], one[1].sample_id))
        return [delay for _, delay in found[:limit]]

    def _seen(self, sample: Sample) -> SeenSample:
        customer, lead = party_rows(self.store.state, sample.party)
        if customer is None:
            return SeenSample(sample, name="" if lead is None else lead.details.company_name)
        return SeenSample(sample, Place.of(customer.details.address), customer.details.name)

    def _is_archived(self, sample: Sample) -> bool:
        customer, _ = party_rows(self.store.state, sample.party)
        return customer is not None and customer.archived_at is not None

    def _owner_of(self, sample: Sample) -> UserId | None:
        customer, lead = party_rows(self.store.state, sample.party)
        of = customer or lead
        return None if of is None else of.owner_user_id

    def _seen_by(self, actor: Actor) -> MemorySamples:
        state = self.store.state
        return MemorySamples(state, Scope(actor, own_chains(state, actor.tenant, actor.user)))


def _place(one: Sample) -> tuple[float, UUID]:
    return (-one.created_at.timestamp(), one.id)
