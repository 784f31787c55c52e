"""The customers, as a command sees them inside its unit of work."""

from datetime import datetime
from typing import Protocol

from crm_core.domain.customers.customer import Customer
from crm_core.domain.ids import CustomerId


class Customers(Protocol):
    """What the caller may not see does not exist here; what they may not write is refused."""

    def add(self, customer: Customer) -> None:
        """Keeps a new customer; NotAllowed when the caller may not create such a one."""
        ...

    def find(self, customer_id: CustomerId) -> Customer | None:
        """The customer as the caller sees it, without a lock."""
        ...

    def lock(self, customer_id: CustomerId, *, version: int | None = None) -> Customer:
        """The customer, already counted up to its next version and held against other writers until the end.

        NotFound when it is invisible, NotAllowed when it is not the caller's to write,
        Outdated when `version` is given and no longer the present one. Leaving the unit
        of work without commit gives the old version back.
        """
        ...

    def engage(self, customer_id: CustomerId) -> Customer:
        """The customer as one that something is done with (logged, sent), held against writers until the end.

        NotFound when it is invisible, NotAllowed when it is only to be looked at. What it is
        stays as it is, and so does its version.
        """
        ...

    def save(self, customer: Customer) -> None:
        """Keeps a changed state of a locked customer; NotAllowed when it left the caller's reach."""
        ...

    def hold_chain(self, chain_id: CustomerId) -> Customer | None:
        """A visible customer as a possible parent, held so that it stays what it is until the end."""
        ...

    def hold_live_chain(self, chain_id: CustomerId) -> bool:
        """Whether this is a live chain, also one that the caller cannot see; it is held, so that it stays
        what it is until the end."""
        ...

    def has_live_locations(self, chain_id: CustomerId) -> bool:
        """Whether any location of the chain is alive, also one that the caller cannot see."""
        ...

    def has_restorable_locations(self, chain_id: CustomerId, now: datetime) -> bool:
        """Whether any archived location of the chain may still come back, also an invisible one."""
        ...
