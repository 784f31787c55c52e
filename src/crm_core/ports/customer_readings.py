"""The customers, as questions see them: one reading is one statement, whatever the data."""

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.openings import Surroundings
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.listing import CustomerColumns, CustomerSlice
from crm_core.domain.ids import CustomerId


@frozen
class Reading:
    """One customer with the scope it was seen through."""

    customer: Customer
    scope: Scope
    chain_size: int | None = None


@frozen
class SurroundedReading:
    """One customer with what rules look at besides it, as far as the reader sees the rest of its chain."""

    customer: Customer
    scope: Scope
    around: Surroundings


class CustomerReadings(Protocol):
    def one(self, actor: Actor, customer_id: CustomerId) -> Reading | None:
        """The customer if the actor may see it, archived or not."""
        ...

    def surroundings(self, actor: Actor, customer_id: CustomerId) -> SurroundedReading | None:
        """The customer if the actor may see it, with the owners of its chain, archived ones among it."""
        ...

    def page(self, actor: Actor, wanted: CustomerSlice) -> CustomerColumns:
        """At most `wanted.limit + 1` live rows that the actor may see, in the wanted order."""
        ...

    def locations(self, actor: Actor, chain_id: UUID, limit: int) -> Sequence[Customer]:
        """The live locations of a chain that the actor may see, by name."""
        ...

    def names(self, actor: Actor, ids: Sequence[CustomerId]) -> Mapping[CustomerId, str]:
        """What those of them are called that the actor may see, archived or not."""
        ...

    def engaged(self, actor: Actor, ids: Sequence[CustomerId]) -> frozenset[CustomerId]:
        """Those of them that live and that the actor may work with."""
        ...
