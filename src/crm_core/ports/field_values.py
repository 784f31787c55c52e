"""The fields of customers, as a command sees them inside its unit of work."""

from collections.abc import Collection, Sequence
from typing import Protocol

from crm_core.domain.fields.field_set import FieldChange, FieldSet
from crm_core.domain.fields.patch import Patched
from crm_core.domain.ids import CustomerId


class FieldValues(Protocol):
    """What is marked as restricted is absent for whom the policy of restricted fields keeps it from."""

    def foresee(self, customer_id: CustomerId) -> None:
        """It will be asked what stands of this customer, once it is locked."""
        ...

    def of(self, customer_id: CustomerId) -> FieldSet:
        """What stands, of a customer that this unit has locked; `changed_at` tells of hidden changes too."""
        ...

    def line(self, customer_id: CustomerId, key: str, *, limit: int) -> Sequence[FieldChange]:
        """The newest changes of one field of a locked customer, newest first."""
        ...

    def keep(self, customer_id: CustomerId, patched: Patched, *, restricted: Collection[str]) -> None:
        """Keeps the changes of a locked customer and their history; `restricted` are keys to be marked.

        Invalid when another live customer of the tenant has one of the claimed values; a claim is held
        against other writers until the end.
        """
        ...

    def taken(self, customer_id: CustomerId) -> Sequence[str]:
        """The fields of a locked customer whose unique values another live one has; all are then held."""
        ...
