"""Who may read and change follow-ups: whom they are given to, and who sees or engages with their party."""

from adapters.postgres.policies.compiled import compiled, permitted
from adapters.postgres.policies.of_parties import party_engaged, party_seen
from adapters.postgres.policies.session import holds
from adapters.postgres.policies.wall import adding, changing, guarded, reading
from adapters.postgres.roles import WORKER
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.role import Role
from crm_core.domain.follow_ups.access import OWN_FOLLOW_UPS
from crm_core.domain.follow_ups.reminder import REMINDERS

TABLE = "follow_ups"


def follow_up_policies() -> list[str]:
    engaged = party_engaged(TABLE)
    return [
        *guarded(TABLE),
        reading(TABLE, "may_read", f"{permitted(OWN_FOLLOW_UPS, Operation.READ)} OR {party_seen(TABLE)}"),
        adding(TABLE, "may_create", engaged),
        changing(TABLE, "may_write", f"{permitted(OWN_FOLLOW_UPS, Operation.WRITE)} OR {engaged}"),
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
