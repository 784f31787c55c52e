"""What the locations of a chain come to, as questions see it: one reading is one statement."""

from datetime import datetime
from typing import Protocol

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import Customer
from crm_core.domain.ids import CustomerId
from crm_core.domain.rollups.rollup import Rollup


@frozen
class RollupReading:
    """A roll-up with the customer and the scope it was seen through."""

    customer: Customer
    scope: Scope
    rollup: Rollup


class Rollups(Protocol):
    def of(self, actor: Actor, customer_id: CustomerId, now: datetime) -> RollupReading | None:
        """Of a chain and its locations, of any other customer alone; only what the actor sees is in it.
        None when the customer is not seen. Badges are those of the instant `now`."""
        ...
