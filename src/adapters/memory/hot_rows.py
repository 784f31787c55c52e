"""Hot rows in memory: folded whenever somebody asks, from what is true at that moment."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from adapters.memory.store import KeptFields, State
from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields.history import replay
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
    row = columns.fold(HotSources(fields.plain(), {})).row
    return HotRow(row, fields.changed_at or customer.created_at)
