"""On whom something hangs, as memory keeps them."""

from adapters.memory.store import State
from crm_core.domain.customers.customer import Customer
from crm_core.domain.leads.lead import Lead
from crm_core.domain.party import Party


def party_rows(state: State, party: Party) -> tuple[Customer | None, Lead | None]:
    """The customer or the lead; neither, where there is none."""
    if party.customer_id is not None:
        return state.customers.get(party.customer_id), None
    kept = None if party.lead_id is None else state.leads.get(party.lead_id)
    return None, None if kept is None else kept.lead
