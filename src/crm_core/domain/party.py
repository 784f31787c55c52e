"""Whom something is about: exactly one of a customer and a lead."""

from collections.abc import Mapping
from typing import NewType
from uuid import UUID

from attrs import field, frozen

from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Identity
from crm_core.domain.fields.record import Member
from crm_core.domain.ids import CustomerId

LeadId = NewType("LeadId", UUID)
CUSTOMER = Member("customerId", Identity())
LEAD = Member("leadId", Identity())


@frozen
class Party:
    customer_id: CustomerId | None = None
    lead_id: LeadId | None = field(default=None)

    @lead_id.validator
    def _exactly_one(self, _: object, lead_id: LeadId | None) -> None:
        if (self.customer_id is None) == (lead_id is None):
            raise ValueError("a party is a customer or a lead")


def refuse_unless_one(raw: object, faults: Faults) -> None:
    """An input that names both or neither is at fault, whatever else is wrong with it."""
    given = raw if isinstance(raw, Mapping) else {}
    if (given.get(CUSTOMER.key) is None) == (given.get(LEAD.key) is None):
        faults.add(f"/{CUSTOMER.key}", "exactly-one-of", members=[CUSTOMER.key, LEAD.key])


def party_of(values: Mapping[str, object]) -> Party:
    """The party in the values of a record that was read without a fault."""
    return Party(values.get(CUSTOMER.key), values.get(LEAD.key))  # type: ignore[arg-type]  # read as identities
