"""A written agreement makes a customer of the lead: one that is there already, or a new one."""

from adapters.web.lead_steps.step import About, Values, control
from adapters.web.notice import Notice
from adapters.web.values.controls import Control, Options
from crm_core.domain.customers.customer import CustomerType, details_from
from crm_core.domain.customers.listing import CustomerFilter, CustomerSlice
from crm_core.domain.ids import CustomerId
from crm_core.domain.leads.form import CONVERSION
from crm_core.domain.refusals import FieldError, Invalid
from crm_core.queries.list_customers import list_customers
from crm_core.use_cases.leads.convert_lead import ConvertLead, convert_lead
from crm_core.use_cases.perform import perform

_ALIKE = 20  # customers that are offered


class Convert:
    name, icon = "convert", "handshake"

    def is_offered(self, about: About) -> bool:
        return about.is_protected and about.rights.keep

    def controls(self, about: About, values: Values) -> tuple[Control, ...]:
        types = tuple((str(one), about.say(f"type.{one}")) for one in CustomerType)
        return (
            control(about, "text", "agreementDocumentId", values),
            control(about, "moment", "signedAt", values),
            control(about, "choice", "customerId", values, self._alike(about), required=False),
            control(about, "choice", "type", values, types, required=False),
        )

    def run(self, about: About, values: Values, version: int) -> Notice:
        told = about.written(CONVERSION, {key: values.get(key, "") for key in _ASKED})
        if "customerId" not in told:
            told["customer"] = self._customer(about, values.get("type", ""))
        try:
            read = CONVERSION.read(told)
        except Invalid as refusal:
            raise _at_their_fields(refusal) from None
        known, new = read["customerId"], read["customer"]
        command = ConvertLead(
            about.lead.id,
            read["agreementDocumentId"],  # type: ignore[arg-type]  # an id, by its kind
            read["signedAt"],  # type: ignore[arg-type]  # an instant, by its kind
            None if known is None else CustomerId(known),  # type: ignore[arg-type]  # an id, by its kind
            None if new is None else details_from(new),  # type: ignore[arg-type]  # a record
            version,
        )
        perform(convert_lead, command, actor=about.visit.actor, world=about.visit.world)
        return Notice("notice.lead-converted", {"name": about.company})

    def _customer(self, about: About, kind: str) -> dict[str, object]:
        """A new one starts with what is known of the lead."""
        d = about.lead.details
        address = {"city": d.city, "postalCode": d.postal_code, "country": d.country}
        return {
            "name": d.company_name,
            "type": kind or None,
            "territory": d.territory,
            "region": d.region,
            "address": {key: value for key, value in address.items() if value is not None},
        }

    def _alike(self, about: About) -> Options:
        """Customers of that name which the reader sees."""
        found = list_customers(
            CustomerSlice(CustomerFilter(q=about.company), limit=_ALIKE),
            cursor=None,
            actor=about.visit.actor,
            world=about.visit.world,
        )
        return tuple((str(row.id), f"{row.name}, {row.city}" if row.city else row.name) for row in found.rows)


_ASKED = ("agreementDocumentId", "signedAt", "customerId")


def _at_their_fields(refusal: Invalid) -> Invalid:
    """What is wrong with a new customer stands at the fields of this form."""
    return Invalid(
        errors=[
            FieldError(one.pointer.replace("/customer/", "/"), one.code, one.facts) for one in refusal.errors
        ]
    )
