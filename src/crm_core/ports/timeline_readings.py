"""What happened with a customer, as questions see it: one reading is one statement, whatever the data."""

from collections.abc import Sequence
from typing import Protocol

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.timeline import Entry, TimelineSlice


@frozen
class TimelineReading:
    """Entries, newest first, with the customer and the scope they were seen through."""

    customer: Customer
    scope: Scope
    entries: Sequence[Entry]


class TimelineReadings(Protocol):
    def page(self, actor: Actor, wanted: TimelineSlice) -> TimelineReading | None:
        """At most `wanted.limit + 1` entries of all sources by instant and place, both descending; what
        is marked as restricted is absent for whom it is not. None when the customer is not seen."""
        ...
