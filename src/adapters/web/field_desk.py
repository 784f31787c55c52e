"""A visit to one field of one customer, and the answers it is given."""

from attrs import frozen

from adapters.web.customer_fields import FEATURE, Fields
from adapters.web.notice import Notice
from adapters.web.routes.here import Page, customer_id_of
from adapters.web.seen_value import Seen, Unsolved
from adapters.web.visit import Visit
from crm_core.domain.customers.refusals import CustomerIsArchived
from crm_core.domain.fields.definition import Definition
from crm_core.ports.field_readings import FieldsReading
from crm_core.queries.customer_fields import customer_fields


@frozen
class FieldDesk:
    visit: Visit
    fields: Fields
    definition: Definition

    @classmethod
    def of(cls, visit: Visit, customer_id: str, key: str) -> "FieldDesk":
        visit.refuse_unless_offered(FEATURE)
        reading = customer_fields(customer_id_of(customer_id), actor=visit.actor, world=visit.world)
        fields = Fields(visit, reading)
        return cls(visit, fields, fields.definition(key))

    def at(self, reading: FieldsReading) -> "FieldDesk":
        """The same field as it stands in a newer reading."""
        return FieldDesk(self.visit, Fields(self.visit, reading), self.definition)

    @property
    def place(self) -> str:
        return f"/customers/{self.fields.reading.customer.id}"

    def seen(self, unsolved: Unsolved | None = None) -> Seen:
        customer, key = self.fields.reading.customer, self.definition.key
        return Seen(customer.id, key, customer.version, self.fields.stored(key), unsolved)

    def refuse_unless_writable(self) -> None:
        if self.fields.reading.customer.archived_at is not None:
            raise CustomerIsArchived
        self.fields.refuse_reader(self.definition)

    def page(self, part: str, status: int = 200, **context: object) -> Page:
        """A part of the customer's page, or a page of its own for whom there is no script."""
        return self.visit.page(
            f"customers/{part}.html" if self.visit.is_partial else "customers/field_page.html",
            status,
            part=f"customers/{part}.html",
            customer=self.fields.reading.customer,
            place=self.place,
            row=self.fields.row(self.definition),
            **context,
        )

    def back(self, notice: Notice) -> Page:
        """To the field on the customer's page; only its line is renewed where there is a script."""
        if not self.visit.is_partial:
            return self.visit.moved(f"{self.place}#field-{self.definition.key}", notice=notice)
        return self.page("field_row", is_focused=True, told=notice)
