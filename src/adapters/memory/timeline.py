"""What happened with a customer, in memory: a list of sources, each telling its entries."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from adapters.memory.activities import MemoryActivities
from adapters.memory.customers import MemoryCustomers, own_chains
from adapters.memory.fields import seen_changes
from adapters.memory.follow_ups import MemoryFollowUps
from adapters.memory.store import MemoryStore, State
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.history import Turn
from crm_core.domain.customers.timeline import FIELD_CHANGED, Entry, TimelineSlice, place_of
from crm_core.domain.ids import CustomerId
from crm_core.ports.timeline_readings import TimelineReading

Source: TypeAlias = Callable[[State, Scope, Customer], Iterable[Entry]]
# How `why` is called in the entries of a turn.
WHY: Mapping[Turn, str] = {Turn.REASSIGNED: "reason", Turn.CONTACTABILITY: "cause"}


def creation(_state: State, _scope: Scope, customer: Customer) -> Iterable[Entry]:
    yield Entry("created", "CREATED", customer.created_at, None, {})


def field_changes(state: State, scope: Scope, customer: Customer) -> Iterable[Entry]:
    for change in seen_changes(state, scope, customer):
        data = {"key": change.key, "old": change.old, "new": change.new, "version": change.stamp.version}
        place = place_of("field", change.stamp.version, change.key)
        yield Entry(place, FIELD_CHANGED, change.stamp.at, change.stamp.by, data)


def turns(state: State, _scope: Scope, customer: Customer) -> Iterable[Entry]:
    for one in state.customer_history.get(customer.id, ()):
        told = {"before": one.before, "after": one.after, WHY.get(one.turn, ""): one.why}
        data = told if one.turn in WHY else {}
        yield Entry(place_of("turn", one.version, one.turn), one.turn, one.at, one.by, data)


def follow_ups(state: State, scope: Scope, customer: Customer) -> Iterable[Entry]:
    seen = MemoryFollowUps(state, scope)
    for one in state.follow_ups.values():
        if one.party.customer_id != customer.id or not seen.permits(Operation.READ, one):
            continue
        data: dict[str, object] = {"followUpId": str(one.id), "rule": one.rule}
        yield Entry(f"follow-up:{one.id}:opened", "FOLLOW_UP_OPENED", one.created_at, None, data)
        if one.closing is not None:
            told = {"state": str(one.state), "outcome": one.closing.outcome, "note": one.closing.note}
            place = f"follow-up:{one.id}:closed"
            yield Entry(place, "FOLLOW_UP_CLOSED", one.closing.at, None, {**data, **told})


def activities(state: State, scope: Scope, customer: Customer) -> Iterable[Entry]:
    for one in MemoryActivities(state, scope).standing(customer.id):
        entry = one.entry
        data = {
            "activityId": str(one.id),
            "kind": entry.kind,
            "note": entry.note,
            "outcome": entry.content.get("outcome"),
        }
        yield Entry(f"activity:{one.id}", "ACTIVITY", entry.occurred_at, one.author, data)


def samples(state: State, scope: Scope, customer: Customer) -> Iterable[Entry]:
    if not state.of_packs:
        return
    # Only once a pack has kept something: without packs the core runs alone.
    from adapters.memory.samples import MemorySamples

    for one in MemorySamples(state, scope).visible():
        if one.party.customer_id != customer.id:
            continue
        data: dict[str, object] = {"sampleId": str(one.id)}
        asked = {**data, "deliveryDate": one.wanted.delivery_date.isoformat()}
        place = f"sample:{one.id}:requested"
        yield Entry(place, "SAMPLE_REQUESTED", one.created_at, one.created_by, asked)
        for version, step in enumerate(one.steps, start=2):
            told = {**data, "before": str(step.old), "after": str(step.new)}
            yield Entry(place_of(f"sample:{one.id}", version), "SAMPLE_STATUS", step.event_at, step.by, told)


SOURCES: tuple[Source, ...] = (creation, field_changes, turns, follow_ups, activities, samples)


@frozen
class MemoryTimelineReadings:
    store: MemoryStore
    sources: tuple[Source, ...] = SOURCES

    def page(self, actor: Actor, wanted: TimelineSlice) -> TimelineReading | None:
        state = self.store.state
        scope = Scope(actor, own_chains(state, actor.tenant, actor.user))
        customer = MemoryCustomers(state, scope).find(CustomerId(wanted.customer_id))
        if customer is None:
            return None
        told = [one for source in self.sources for one in source(state, scope, customer)]
        found = sorted((one for one in told if one.kind in wanted.kinds), key=_place, reverse=True)
        behind = [one for one in found if wanted.after is None or _place(one) < wanted.after]
        return TimelineReading(customer, scope, behind[: wanted.limit + 1])


def _place(entry: Entry) -> tuple[datetime, str]:
    return (entry.at, entry.place)
