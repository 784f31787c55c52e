"""All values of a field in memory, customer by customer."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from adapters.memory.store import KeptFields, State
from crm_core.domain.access.actor import Actor
from crm_core.domain.fields.history import replay
from crm_core.domain.ids import CustomerId
from crm_core.ports.field_survey import Surveyed

_NOTHING = KeptFields()


@frozen
class MemoryFieldSurvey:
    state: State
    actor: Actor

    def after(self, place: CustomerId | None, keys: Sequence[str], *, limit: int) -> Sequence[Surveyed]:
        ours = sorted(one for one in self._ours() if place is None or one > place)
        return [self._surveyed(one, keys) for one in ours[:limit]]

    def mark(self, customers: Sequence[CustomerId], key: str, *, restricted: bool) -> None:
        for customer_id in set(customers) & set(self._ours()) & self.state.fields.keys():
            kept = self.state.fields[customer_id]
            marked = kept.restricted | {key} if restricted else kept.restricted - {key}
            self.state.fields[customer_id] = evolve(kept, restricted=marked)

    def claim(self, key: str, texts: Mapping[CustomerId, str]) -> None:
        for customer_id, text in texts.items():
            kept = self.state.fields[customer_id]
            if key not in dict(kept.claims):
                self.state.fields[customer_id] = evolve(kept, claims=(*kept.claims, (key, text)))

    def doubles(self, key: str, *, limit: int) -> Sequence[CustomerId]:
        seen: set[str] = set()
        found = []
        for customer_id in sorted(self._ours()):
            text = dict(self._kept(customer_id).claims).get(key)
            if text is None or self.state.customers[customer_id].archived_at is not None:
                continue
            if text in seen:
                found.append(customer_id)
            seen.add(text)
        return found[:limit]

    def unclaim(self, key: str) -> None:
        for customer_id in set(self._ours()) & self.state.fields.keys():
            kept = self._kept(customer_id)
            claims = tuple(claim for claim in kept.claims if claim[0] != key)
            self.state.fields[customer_id] = evolve(kept, claims=claims)

    def _ours(self) -> Iterator[CustomerId]:
        for customer in self.state.customers.values():
            if customer.tenant_id == self.actor.tenant:
                yield customer.id

    def _kept(self, customer_id: CustomerId) -> KeptFields:
        return self.state.fields.get(customer_id, _NOTHING)

    def _surveyed(self, customer_id: CustomerId, keys: Sequence[str]) -> Surveyed:
        values = replay(self._kept(customer_id).changes).plain()
        asked = {key: values[key] for key in keys if key in values}
        return Surveyed(customer_id, self.state.customers[customer_id].archived_at is None, asked)
