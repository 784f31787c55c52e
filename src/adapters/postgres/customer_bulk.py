"""Customers with a past, as rows of every table in which they would have left it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from adapters.postgres import contact_rows, customer_rows
from adapters.postgres.bulk import Values, named
from adapters.postgres.outbox import EVENT, row_of_event
from crm_core.domain.customers.contact import Contact
from crm_core.domain.customers.customer import Customer
from crm_core.domain.events.envelope import Envelope
from crm_core.domain.fields.field_set import FieldChange

_CUSTOMER = [*customer_rows.COLUMNS.split(", "), *customer_rows.KEYS.split(", ")]
_CONTACT = [*contact_rows.COLUMNS.split(", "), contact_rows.KEY]
# What others refer to comes first; a customer's hot row is folded once, with the fields.
TABLES = (
    "customers",
    "event_outbox",
    "contacts",
    "contact_roles",
    "field_history",
    "field_values",
)
Told = tuple[Customer, Sequence[FieldChange], Sequence[Contact], Envelope]


def customer_rows_of(told: Iterable[Told], *, restricted: Collection[str]) -> Mapping[str, Sequence[Values]]:
    rows: dict[str, list[Values]] = {name: [] for name in TABLES}
    for customer, changes, contacts, created in told:
        changed = max((change.stamp.at for change in changes), default=None)
        row = named(_CUSTOMER, customer_rows.row_of(customer))
        rows["customers"].append(row | {"fields_changed_at": changed})
        rows["event_outbox"].append(named(EVENT, row_of_event(created)))
        key = named(("tenant_id", "customer_id"), (customer.tenant_id, customer.id))
        rows["field_history"] += (key | _changed(change, restricted) for change in changes)
        rows["field_values"] += (key | value for value in _standing(changes, restricted))
        for contact in contacts:
            rows["contacts"].append(named(_CONTACT, contact_rows.row_of(contact)))
            rows["contact_roles"] += (_role(contact, role.customer_id, role.role) for role in contact.roles)
    return rows


def _changed(change: FieldChange, restricted: Collection[str]) -> dict[str, object]:
    stamp = change.stamp
    return {
        "key": change.key,
        "version": stamp.version,
        "old_value": change.old,
        "new_value": change.new,
        "restricted": change.key in restricted,
        "changed_at": stamp.at,
        "changed_by": stamp.by,
        "correlation_id": stamp.correlation,
    }


def _standing(changes: Iterable[FieldChange], restricted: Collection[str]) -> Iterator[dict[str, object]]:
    """The latest change of each field that left a value."""
    for change in {change.key: change for change in changes}.values():
        if change.new is not None:
            yield {
                "key": change.key,
                "value": change.new,
                "restricted": change.key in restricted,
                "updated_at": change.stamp.at,
                "updated_by": change.stamp.by,
            }


def _role(contact: Contact, customer: UUID, role: str) -> Values:
    names = ("tenant_id", "contact_id", "customer_id", "role")
    return named(names, (contact.tenant_id, contact.id, customer, role))
