"""Who sees what checks of projections found: the worker, while it works for the tenant."""

from adapters.postgres.policies.session import holds
from adapters.postgres.policies.wall import adding, changing, guarded, reading, removing
from adapters.postgres.roles import WORKER
from crm_core.domain.access.role import Role


def hot_check_policies() -> list[str]:
    system, table = holds((Role.SYSTEM,)), "hot_checks"
    return [
        *guarded(table),
        reading(table, "worker_may_read", system, to=(WORKER,)),
        adding(table, "worker_may_create", system, to=(WORKER,)),
        changing(table, "worker_may_write", system, to=(WORKER,)),
        removing(table, "worker_may_remove", system),
    ]
