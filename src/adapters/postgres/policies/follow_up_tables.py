"""Who may read and change follow-ups: whom they are given to, and who sees or engages with their party."""

from adapters.postgres.policies.compiled import compiled, permitted
from adapters.postgres.policies.lead_tables import of_a_lead
from adapters.postgres.policies.of_customers import engaged, seen
from adapters.postgres.policies.session import holds
from adapters.postgres.policies.wall import adding, changing, guarded, reading
from adapters.postgres.roles import WORKER
from crm_core.domain.access.leads import LEAD_PERSONS, LEADS
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.role import Role
from crm_core.domain.follow_ups.access import OWN_FOLLOW_UPS
from crm_core.domain.follow_ups.reminder import REMINDERS

TABLE = "follow_ups"
SEEN = f"{seen(TABLE)} OR {of_a_lead(TABLE, (LEAD_PERSONS, Operation.READ))}"
ENGAGED = f"{engaged(TABLE)} OR {of_a_lead(TABLE, (LEADS, Operation.ENGAGE))}"


def follow_up_policies() -> list[str]:
    return [
        *guarded(TABLE),
        reading(TABLE, "may_read", f"{permitted(OWN_FOLLOW_UPS, Operation.READ)} OR {SEEN}"),
        adding(TABLE, "may_create", ENGAGED),
        changing(TABLE, "may_write", f"{permitted(OWN_FOLLOW_UPS, Operation.WRITE)} OR {ENGAGED}"),
    ]


def reminder_policies() -> list[str]:
    """Whom they were told to, and who manages; the system tells them."""
    return compiled(REMINDERS, "follow_up_reminders")


def follow_up_day_policies() -> list[str]:
    """How much was told in a day: the worker's own notes."""
    table, system = "follow_up_days", holds((Role.SYSTEM,))
    return [
        *guarded(table),
        reading(table, "worker_may_read", system, to=(WORKER,)),
        adding(table, "worker_may_create", system, to=(WORKER,)),
        changing(table, "worker_may_write", system, to=(WORKER,)),
    ]
