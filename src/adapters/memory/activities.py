"""Activities in memory, seen by whoever sees their customer, or may know the persons of their lead."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from attrs import evolve, frozen

from adapters.memory.customers import MemoryCustomers, own_chains, shared_chains
from adapters.memory.parties import party_rows
from adapters.memory.store import MemoryStore, State
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.of_parties import may_with
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.system import refuse_people
from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.activities.listing import ActivitySlice
from crm_core.domain.activities.words import Words
from crm_core.domain.customers.customer import sort_key
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import LeadId, Party
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated


@frozen
class MemoryActivities:
    state: State
    scope: Scope

    def add(self, activity: Activity) -> None:
        self._refuse_unless(Operation.ENGAGE, activity)
        self.state.activities[activity.id] = (activity,)

    def lock(self, activity_id: ActivityId, *, version: int | None = None) -> Activity:
        found = self.versions(activity_id)
        if found is None:
            raise NotFound
        self._refuse_unless(Operation.ENGAGE, found[0])
        if version is not None and version != found[0].version:
            raise Outdated(current=found[0].version)
        return found[0]

    def save(self, activity: Activity) -> None:
        self._refuse_unless(Operation.ENGAGE, activity)
        self.state.activities[activity.id] = (activity, *self.state.activities[activity.id])

    def standing_of(self, customer_id: CustomerId, kind: str, *, limit: int) -> Sequence[Activity]:
        found = [one for one in self.standing(customer_id) if one.entry.kind == kind]
        return found[:limit]

    def standing_since(
        self, party: Party, kinds: Collection[str], since: datetime, *, limit: int
    ) -> Sequence[Activity]:
        present = (versions[0] for versions in self.state.activities.values())
        found = [
            one
            for one in present
            if one.party == party
            and one.withdrawal is None
            and one.entry.kind in kinds
            and one.occurred_at >= since
        ]
        return sorted(found, key=lambda one: (one.occurred_at, one.id))[:limit]

    def forget_words(self, lead_id: LeadId, words: Words) -> None:
        refuse_people(self.scope.actor, "forget", "activity", lead_id)
        for key, versions in list(self.state.activities.items()):
            if versions[0].party.lead_id == lead_id:
                self.state.activities[key] = tuple(_without(words, one) for one in versions)

    def standing(self, customer_id: CustomerId) -> Sequence[Activity]:
        """What was not withdrawn, the newest first."""
        present = (versions[0] for versions in self.state.activities.values())
        found = (one for one in present if one.party.customer_id == customer_id and one.withdrawal is None)
        return sorted(found, key=place)

    def versions(self, activity_id: ActivityId) -> tuple[Activity, ...] | None:
        found = self.state.activities.get(activity_id)
        return found if found is not None and self.permits(Operation.READ, found[0]) else None

    def permits(self, operation: Operation, activity: Activity) -> bool:
        customer, lead = party_rows(self.state, activity.party)
        scope = evolve(self.scope, shared_chains=shared_chains(self.state, self.scope.own_chains))
        return may_with(operation, scope=scope, customer=customer, lead=lead)

    def _refuse_unless(self, operation: Operation, activity: Activity) -> None:
        if not self.permits(operation, activity):
            raise NotAllowed(action=str(operation), resource="activity", resource_id=str(activity.id))


def _without(words: Words, activity: Activity) -> Activity:
    entry, end = activity.entry, activity.withdrawal
    said = evolve(entry, note=words.note(entry.note), content=words.content(entry.kind, entry.content))
    ended = None if end is None else evolve(end, reason=words.hide(end.reason))
    return evolve(activity, entry=said, withdrawal=ended)


@frozen
class MemoryActivityReadings:
    store: MemoryStore

    def one(self, actor: Actor, activity_id: ActivityId) -> Activity | None:
        found = self._seen_by(actor).versions(activity_id)
        return None if found is None else found[0]

    def versions(self, actor: Actor, activity_id: ActivityId) -> Sequence[Activity] | None:
        return self._seen_by(actor).versions(activity_id)

    def page(self, actor: Actor, wanted: ActivitySlice) -> Sequence[Activity] | None:
        seen = self._seen_by(actor)
        if MemoryCustomers(seen.state, seen.scope).find(wanted.customer_id) is None:
            return None
        asked = wanted.filter
        found = [
            one for one in seen.standing(wanted.customer_id) if asked.admits(one) and _says(one, asked.q)
        ]
        if wanted.after is not None:
            at, last_id = wanted.after
            found = [one for one in found if place(one) > (-at.timestamp(), last_id)]
        return found[: wanted.limit + 1]

    def _seen_by(self, actor: Actor) -> MemoryActivities:
        state = self.store.state
        return MemoryActivities(state, Scope(actor, own_chains(state, actor.tenant, actor.user)))


def place(activity: Activity) -> tuple[float, UUID]:
    return (-activity.entry.occurred_at.timestamp(), activity.id)


def _says(activity: Activity, q: str | None) -> bool:
    """Memory looks for the words as they stand; stems and stop words are the database's art."""
    texts = [activity.entry.note or "", *_texts(activity.content)]
    words = set(sort_key(" ".join(texts)).replace(",", " ").replace(".", " ").split())
    return q is None or all(word in words for word in sort_key(q).split())


def _texts(value: object) -> Sequence[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for item in value for text in _texts(item)] if isinstance(value, list) else []
