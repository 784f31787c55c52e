"""Who may read and change follow-ups: whom they are given to, and who sees or engages with their party."""

from adapters.postgres.policies.compiled import permitted
from adapters.postgres.policies.of_customers import engaged, seen
from adapters.postgres.policies.wall import adding, changing, guarded, reading
from crm_core.domain.access.policy import Operation
from crm_core.domain.follow_ups.access import LEAD_FOLLOW_UPS, OWN_FOLLOW_UPS

TABLE = "follow_ups"


def follow_up_policies() -> list[str]:
    return [
        *guarded(TABLE),
        reading(TABLE, "may_read", _open_to(Operation.READ, seen(TABLE))),
        adding(TABLE, "may_create", _open_to(Operation.CREATE, engaged(TABLE))),
        changing(TABLE, "may_write", _open_to(Operation.WRITE, engaged(TABLE))),
    ]


def _open_to(operation: Operation, by_customer: str) -> str:
    own = permitted(OWN_FOLLOW_UPS, operation)
    by_lead = f"(lead_id IS NOT NULL AND ({permitted(LEAD_FOLLOW_UPS, operation)}))"
    return f"{own} OR {by_lead} OR {by_customer}"
