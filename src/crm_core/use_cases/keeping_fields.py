"""How changed fields of a locked customer are kept: as rows with their history, told and audited."""

from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.fields_changed import CustomerFieldsChanged
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.patch import Patched
from crm_core.ports.unit_of_work import UnitOfWork


def keep_fields(patched: Patched, customer: Customer, catalogue: Catalogue, uow: UnitOfWork) -> None:
    keys = tuple(change.key for change in patched.changes)
    uow.field_values.keep(customer.id, patched, restricted=[key for key in keys if catalogue.marks(key)])
    uow.outbox.add(CustomerFieldsChanged.of(customer.id, customer.version, patched.changes, catalogue))
    uow.audit.record(
        Deed("patch", "customer-fields", str(customer.id), customer.version - 1, customer.version, keys)
    )
