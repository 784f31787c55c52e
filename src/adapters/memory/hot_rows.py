"""Hot rows in memory: folded whenever somebody asks, from what is true at that moment."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from adapters.memory.store import KeptFields, MemoryStore, State
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields.history import replay
from crm_core.domain.fields.kinds import zulu
from crm_core.domain.ids import CustomerId
from crm_core.domain.projections.hot_row import HotColumns
from crm_core.domain.projections.hot_source import HotSources
from crm_core.ports.hot_rows import HotReading

_NOTHING = KeptFields()


@frozen
class HotRow:
    """What lists filter and sort by, and when the newest of its sources changed."""

    values: Mapping[str, object]
    updated_at: datetime


@frozen
class MemoryHotRows:
    """Nothing is stored that could differ from what is folded."""

    store: MemoryStore
    columns: HotColumns

    def count(self, actor: Actor) -> int:
        return len(self._seen(actor))

    def after(self, actor: Actor, place: CustomerId | None, *, limit: int) -> Sequence[HotReading]:
        return self._read(one for one in self._seen(actor) if place is None or one.id > place)[:limit]

    def of(self, actor: Actor, customers: Sequence[CustomerId]) -> Sequence[HotReading]:
        return self._read(one for one in self._seen(actor) if one.id in customers)

    def recompute(self, actor: Actor, customer_id: CustomerId) -> None:
        """There is nothing to put right."""

    def _seen(self, actor: Actor) -> Sequence[Customer]:
        everybody = self.store.state.customers.values()
        return [one for one in everybody if CUSTOMERS.permits(Operation.READ, Scope(actor), one)]

    def _read(self, customers: Iterable[Customer]) -> list[HotReading]:
        found = [(one.id, sources_of(self.store.state, one)[0]) for one in customers]
        read = [HotReading(one, sources, self.columns.fold(sources).row) for one, sources in found]
        return sorted(read, key=lambda reading: reading.customer_id)


def hot_row(state: State, customer: Customer, columns: HotColumns) -> HotRow:
    sources, updated_at = sources_of(state, customer)
    return HotRow(columns.fold(sources).row, updated_at)


def sources_of(state: State, customer: Customer) -> tuple[HotSources, datetime]:
    """What a row is folded from, and when the newest of it changed."""
    fields = replay(state.fields.get(customer.id, _NOTHING).changes)
    newest, recorded = _newest(state, customer)
    stamps = (customer.created_at, fields.changed_at, recorded)
    return HotSources(fields.plain(), newest), max(stamp for stamp in stamps if stamp is not None)


def _newest(state: State, customer: Customer) -> tuple[Mapping[str, Mapping[str, object]], datetime | None]:
    """The newest record of each sort, as JSON; what a pack is about is imported once there is some of it."""
    if not state.of_packs:
        return {}, None
    from adapters.memory.samples import newest_of

    sample = newest_of(state, customer.id)
    if sample is None:
        return {}, None
    told = {"status": str(sample.status), "eventAt": zulu(sample.last_event_at)}
    return {"sample": told}, sample.updated_at
