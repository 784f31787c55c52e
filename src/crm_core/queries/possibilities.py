"""What may somebody do at all, wherever it is? Asked before it is offered; each command still decides."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEADS
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.views.view import VIEWS


@frozen
class Possibilities:
    """`engage`: log what happened and ask for samples, with some customer or lead."""

    create_customers: bool
    change_customers: bool
    engage_customers: bool
    engage: bool
    register_leads: bool
    keep_views: bool


def possibilities(actor: Actor) -> Possibilities:
    scope = Scope(actor)
    engages = CUSTOMERS.may_permit(Operation.ENGAGE, scope)
    return Possibilities(
        create_customers=CUSTOMERS.may_permit(Operation.CREATE, scope),
        change_customers=CUSTOMERS.may_permit(Operation.WRITE, scope),
        engage_customers=engages,
        engage=engages or LEADS.may_permit(Operation.ENGAGE, scope),
        register_leads=LEADS.may_permit(Operation.CREATE, scope),
        keep_views=VIEWS.may_permit(Operation.CREATE, scope),
    )
