"""Whom something is due to: what they are called, and whether anything is still done with them."""

from attrs import frozen

from adapters.web.visit import Visit
from crm_core.domain.party import Party
from crm_core.domain.refusals import NotFound
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.party_names import party_names


@frozen
class Whom:
    """Without a name it is somebody whom the reader does not see."""

    name: str | None = None
    is_archived: bool = False

    @classmethod
    def of(cls, visit: Visit, party: Party) -> "Whom":
        if party.customer_id is None:
            return cls(party_names([party], actor=visit.actor, world=visit.world).get(party))
        try:
            customer = customer_by_id(party.customer_id, actor=visit.actor, world=visit.world).customer
        except NotFound:
            return cls()
        return cls(customer.details.name, customer.archived_at is not None)
