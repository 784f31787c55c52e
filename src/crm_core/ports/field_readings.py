"""The fields of customers, as questions see them: now, at an instant, and every version of one of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.field_set import FieldChange, FieldSet
from crm_core.domain.ids import CustomerId


@frozen
class FieldsReading:
    """A customer as it is now with the fields of the asked moment, and the scope both were seen through.

    `catalogue` are the fields there are for the tenant, today.
    """

    customer: Customer
    scope: Scope
    fields: FieldSet
    catalogue: Catalogue


@frozen
class HistoryReading:
    customer: Customer
    scope: Scope
    changes: Sequence[FieldChange]
    catalogue: Catalogue


class FieldReadings(Protocol):
    """One reading is one statement; what is restricted is absent for whom it is not, also from the past."""

    def now(self, actor: Actor, customer_id: CustomerId) -> FieldsReading | None:
        """What stands now; None when the actor does not see the customer."""
        ...

    def as_of(self, actor: Actor, customer_id: CustomerId, instant: datetime) -> FieldsReading | None:
        """What stood at an instant: a change counts from its own instant on."""
        ...

    def history(
        self, actor: Actor, customer_id: CustomerId, key: str, *, before: int | None, limit: int
    ) -> HistoryReading | None:
        """The newest `limit` changes of one field below the version `before`, newest first."""
        ...
