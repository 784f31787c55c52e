"""Hot rows in memory: folded whenever somebody asks, from what is true at that moment."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from adapters.memory.store import KeptFields, State
from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields.history import replay
from crm_core.domain.fields.kinds import zulu
from crm_core.domain.projections.hot_row import HotColumns
from crm_core.domain.projections.hot_source import HotSources

_NOTHING = KeptFields()


@frozen
class HotRow:
    """What lists filter and sort by, and when the newest of its sources changed."""

    values: Mapping[str, object]
    updated_at: datetime


def hot_row(state: State, customer: Customer, columns: HotColumns) -> HotRow:
    fields = replay(state.fields.get(customer.id, _NOTHING).changes)
    newest, recorded = _newest(state, customer)
    row = columns.fold(HotSources(fields.plain(), newest)).row
    stamps = (customer.created_at, fields.changed_at, recorded)
    return HotRow(row, max(stamp for stamp in stamps if stamp is not None))


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
