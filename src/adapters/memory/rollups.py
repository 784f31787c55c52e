"""What the locations of a chain come to, in memory."""

from datetime import datetime

from attrs import frozen

from adapters.memory.customers import MemoryCustomers, own_chains
from adapters.memory.follow_ups import MemoryFollowUps
from adapters.memory.hot_rows import hot_row
from adapters.memory.store import MemoryStore
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.follow_ups.follow_up import State
from crm_core.domain.ids import CustomerId
from crm_core.domain.projections.hot_row import HotColumns
from crm_core.domain.rollups.rollup import Part, rolled_up
from crm_core.ports.rollups import RollupReading


@frozen
class MemoryRollups:
    store: MemoryStore
    hot_columns: HotColumns

    def of(self, actor: Actor, customer_id: CustomerId, now: datetime) -> RollupReading | None:
        state = self.store.state
        scope = Scope(actor, own_chains(state, actor.tenant, actor.user))
        customers, due = MemoryCustomers(state, scope), MemoryFollowUps(state, scope)
        root = customers.find(customer_id)
        if root is None:
            return None
        seen = {
            one.id: one
            for one in state.customers.values()
            if customer_id in (one.id, one.chain_root_id)
            and one.archived_at is None
            and customers.find(one.id) is not None
        }
        parts = (
            Part(one.territory, one.parent_id == root.id, hot_row(state, one, self.hot_columns).values)
            for one in seen.values()
        )
        badges = (
            one.badge(now)
            for one in state.follow_ups.values()
            if one.party.customer_id in seen and one.state is State.OPEN and due.permits(Operation.READ, one)
        )
        rollup = rolled_up(parts, (badge for badge in badges if badge is not None), self.hot_columns)
        return RollupReading(root, scope, rollup)
