"""Decides how the crowd gets into a database: by number, so that a broken-off seed goes on."""

from collections.abc import Callable, Sequence

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Customer, CustomerDetails
from crm_core.domain.customers.events import CustomerCreated
from crm_core.domain.events.fact import Fact
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.party import LeadId
from crm_core.ports.world import World


@frozen
class Crowd:
    """Members come by number; `write` takes a batch in one unit of work."""

    world: World
    actor: Actor
    member: Callable[[int], tuple[CustomerId, CustomerDetails, UserId]]
    write: Callable[[Sequence[tuple[Customer, Fact]]], None]

    def present(self, wanted: int) -> int:
        """How many members are there already."""
        return first_gap(wanted, self._is_there)

    def add(self, numbers: Sequence[int]) -> None:
        made = [self._customer(number) for number in numbers]
        self.write([(customer, CustomerCreated.of(customer)) for customer in made])

    def _is_there(self, number: int) -> bool:
        return self.world.customer_readings.one(self.actor, self.member(number)[0]) is not None

    def _customer(self, number: int) -> Customer:
        customer_id, details, owner = self.member(number)
        now = self.world.clock.now()
        return Customer(customer_id, self.actor.tenant, 1, details, owner, now, now)


@frozen
class LeadCrowd:
    """Leads come by number with their histories; `write` takes a batch in one unit of work."""

    world: World
    actor: Actor
    id_of: Callable[[int], LeadId]
    write: Callable[[Sequence[int]], None]

    def present(self, wanted: int) -> int:
        """How many leads are there already."""
        return first_gap(wanted, self._is_there)

    def add(self, numbers: Sequence[int]) -> None:
        self.write(numbers)

    def _is_there(self, number: int) -> bool:
        return self.world.lead_readings.one(self.actor, self.id_of(number)) is not None


def first_gap(wanted: int, is_there: Callable[[int], bool]) -> int:
    """They come in order, so halving finds the first one that is missing."""
    low, high = 0, wanted
    while low < high:
        middle = (low + high) // 2
        if is_there(middle):
            low = middle + 1
        else:
            high = middle
    return low
