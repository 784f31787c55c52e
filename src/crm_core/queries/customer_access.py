"""Who is this customer open to, and by which rule? Asked for oneself: what may I do, and why?"""

from attrs import frozen

from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.ports.customer_readings import Reading


@frozen
class Standing:
    """What the reader may do with what they see."""

    may_write: bool
    by: tuple[str, ...]


def standing_on(reading: Reading) -> Standing:
    deciding = CUSTOMERS.deciding_grants(Operation.WRITE, reading.scope, reading.customer)
    seen_by = CUSTOMERS.deciding_grants(Operation.READ, reading.scope, reading.customer)
    return Standing(bool(deciding), tuple(type(grant.reach).__name__ for grant in deciding or seen_by))
