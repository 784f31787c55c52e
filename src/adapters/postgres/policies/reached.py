"""The parties that a reader reaches: the ways to what hangs on customers and leads."""

from attrs import frozen

from adapters.postgres.policies.arms import Arm, arms
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_PERSONS
from crm_core.domain.access.policy import CUSTOMERS
from crm_core.domain.access.scope import Scope


@frozen
class Reached:
    customers: tuple[Arm, ...]
    leads: tuple[Arm, ...]

    @classmethod
    def by(cls, actor: Actor) -> "Reached":
        grips = Scope(actor).grips
        return cls(arms(CUSTOMERS, grips), arms(LEAD_PERSONS, grips))
