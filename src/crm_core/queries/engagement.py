"""With whom is somebody about to deal, and may they? One answer for customers and leads."""

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEADS
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.customers.customer import Customer
from crm_core.domain.ids import CustomerId
from crm_core.domain.leads.lead import Lead
from crm_core.domain.party import LeadId, Party
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.customer_readings import SurroundedReading
from crm_core.ports.world import World
from crm_core.queries.lead_by_id import lead_by_id


@frozen
class Engagement:
    """The party, and whether the asker may log something about it."""

    party: Party
    name: str
    territory: str
    may_engage: bool
    customer: Customer | None = None
    lead: Lead | None = None

    def refuse_unless_open(self, action: str, resource: str) -> None:
        """Asked before somebody fills in a form that they could not send."""
        if self.customer is not None:
            self.customer.refuse_if_archived()
        if not self.may_engage:
            raise NotAllowed(action=action, resource=resource)


def engagement(party: Party, *, actor: Actor, world: World) -> Engagement:
    """NotFound for whom the asker does not see."""
    if party.lead_id is not None:
        return _with_lead(party.lead_id, actor, world)
    assert party.customer_id is not None  # noqa: S101 - a party is one of the two
    return _with_customer(party.customer_id, actor, world)


def _with_customer(customer_id: CustomerId, actor: Actor, world: World) -> Engagement:
    reading = world.customer_readings.surroundings(actor, customer_id)
    if reading is None:
        raise NotFound
    customer = reading.customer
    may = customer.archived_at is None and _may_engage(reading)
    details = customer.details
    return Engagement(Party(customer_id), details.name, details.territory, may, customer=customer)


def _may_engage(reading: SurroundedReading) -> bool:
    """As who works in a chain whose owners stand in for each other may, too."""
    parent, scope = reading.customer.details.parent_id, reading.scope
    if reading.around.is_shared and parent is not None and parent in scope.own_chains:
        scope = evolve(scope, shared_chains=frozenset({parent}))
    return CUSTOMERS.permits(Operation.ENGAGE, scope, reading.customer)


def _with_lead(lead_id: LeadId, actor: Actor, world: World) -> Engagement:
    seen = lead_by_id(lead_id, actor=actor, world=world)
    details = seen.lead.details
    may = not seen.only_reserved and LEADS.permits(Operation.ENGAGE, seen.reading.scope, seen.reading.lead)
    return Engagement(Party(lead_id=lead_id), details.company_name, details.territory, may, lead=seen.lead)
