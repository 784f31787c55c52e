"""What can happen to a customer, as others are told: ids and names of fields, no personal data."""

from typing import ClassVar

from attrs import frozen

from crm_core.domain.customers.contact import ContactId
from crm_core.domain.customers.customer import Customer
from crm_core.domain.events.fact import Fact
from crm_core.domain.ids import CustomerId, UserId


@frozen
class CustomerCreated(Fact):
    type: ClassVar[str] = "customer.created"
    customer_id: CustomerId
    customer_type: str
    territory: str
    parent_id: CustomerId | None
    is_chain: bool
    owner_user_id: UserId | None

    @classmethod
    def of(cls, customer: Customer) -> "CustomerCreated":
        return cls(
            customer_id=customer.id,
            customer_type=customer.details.type,
            territory=customer.territory,
            parent_id=customer.details.parent_id,
            is_chain=customer.details.is_chain,
            owner_user_id=customer.owner_user_id,
        )

    @property
    def subject(self) -> CustomerId:
        return self.customer_id


@frozen
class CustomerUpdated(Fact):
    type: ClassVar[str] = "customer.updated"
    customer_id: CustomerId
    version: int
    changed: tuple[str, ...]
    parent_before: CustomerId | None
    parent_after: CustomerId | None

    @property
    def subject(self) -> CustomerId:
        return self.customer_id


@frozen
class CustomerReassigned(Fact):
    type: ClassVar[str] = "customer.reassigned"
    customer_id: CustomerId
    version: int
    before: UserId | None
    after: UserId | None

    @property
    def subject(self) -> CustomerId:
        return self.customer_id


@frozen
class CustomerArchived(Fact):
    type: ClassVar[str] = "customer.archived"
    customer_id: CustomerId
    version: int
    parent_id: CustomerId | None

    @property
    def subject(self) -> CustomerId:
        return self.customer_id


@frozen
class CustomerRestored(Fact):
    type: ClassVar[str] = "customer.restored"
    customer_id: CustomerId
    version: int
    parent_id: CustomerId | None

    @property
    def subject(self) -> CustomerId:
        return self.customer_id


@frozen
class CustomerContactabilityChanged(Fact):
    """Letters reach the customer, or not any more; `cause` is a word of ours."""

    type: ClassVar[str] = "customer.contactability.changed"
    customer_id: CustomerId
    status: str
    cause: str

    @property
    def subject(self) -> CustomerId:
        return self.customer_id


@frozen
class CustomerContactAdded(Fact):
    """Somebody has a role at the customer."""

    type: ClassVar[str] = "customer.contact.added"
    customer_id: CustomerId
    contact_id: ContactId
    role: str

    @property
    def subject(self) -> CustomerId:
        return self.customer_id


@frozen
class CustomerContactUpdated(Fact):
    """What is known about a contact has changed: the names of it."""

    type: ClassVar[str] = "customer.contact.updated"
    contact_id: ContactId
    version: int
    changed: tuple[str, ...]

    @property
    def subject(self) -> ContactId:
        return self.contact_id


@frozen
class CustomerContactRemoved(Fact):
    """Everything that was known about a contact is gone."""

    type: ClassVar[str] = "customer.contact.removed"
    contact_id: ContactId

    @property
    def subject(self) -> ContactId:
        return self.contact_id


CUSTOMER_FACTS: tuple[type[Fact], ...] = (
    CustomerCreated,
    CustomerUpdated,
    CustomerReassigned,
    CustomerArchived,
    CustomerRestored,
    CustomerContactabilityChanged,
    CustomerContactAdded,
    CustomerContactUpdated,
    CustomerContactRemoved,
)
