"""What others are told when a customer's fields change: nothing restricted, and nothing about persons."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from attrs import frozen

from crm_core.domain.events.fact import Fact
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.field_set import FieldChange
from crm_core.domain.ids import CustomerId


@frozen
class CustomerFieldsChanged(Fact):
    """Fields have other values: before and after by key, null for no value. A restricted field is
    absent by name and value; of one about persons the name alone is told."""

    type: ClassVar[str] = "customer.fields.changed"
    customer_id: CustomerId
    version: int
    changed: Mapping[str, Mapping[str, object]]

    @property
    def subject(self) -> CustomerId:
        return self.customer_id

    @classmethod
    def of(
        cls, customer_id: CustomerId, version: int, changes: Iterable[FieldChange], catalogue: Catalogue
    ) -> "CustomerFieldsChanged":
        told = ((change, catalogue.definitions.get(change.key)) for change in changes)
        return cls(
            customer_id,
            version,
            {
                change.key: _told(change, definition)
                for change, definition in told
                if definition is not None and definition.restricted is None
            },
        )


def _told(change: FieldChange, definition: Definition) -> dict[str, object]:
    return {} if definition.personal else {"before": change.old, "after": change.new}
