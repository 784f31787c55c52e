"""Who may read and change stored answers and cards: rules of their tables, not of the business."""

from adapters.postgres.policies.compiled import compiled, permitted
from adapters.postgres.policies.session import TENANT, USER, holds
from adapters.postgres.policies.wall import adding, changing, guarded, reading, removing
from adapters.postgres.roles import SERVICE, WORKER
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.role import Role
from crm_core.domain.views.view import VIEWS

_DECIDES = holds((Role.ADMIN, Role.SYSTEM))
_KNOWN = f"{TENANT} IS NOT NULL"
_OWN = f"user_id = {USER}"


def answer_policies() -> list[str]:
    """An answer is repeated to the one who asked; the worker throws it away after its time."""
    return [
        *guarded("idempotency_answers"),
        reading("idempotency_answers", "may_read", _OWN, to=(SERVICE,)),
        reading("idempotency_answers", "worker_may_read", _KNOWN, to=(WORKER,)),
        adding("idempotency_answers", "may_create", _OWN),
        changing("idempotency_answers", "may_write", _OWN),
        removing("idempotency_answers", "worker_may_remove", _KNOWN),
    ]


def people_policies() -> list[str]:
    """Everybody of the tenant reads cards; one keeps one's own, admins and the system keep all."""
    keeps = f"{_OWN} OR {_DECIDES}"
    return [
        *guarded("people"),
        reading("people", "may_read", _KNOWN),
        adding("people", "may_create", keeps),
        changing("people", "may_write", keeps),
    ]


def view_policies() -> list[str]:
    """As the core says; whoever may change a view may also throw it away."""
    return [
        *compiled(VIEWS, "saved_views"),
        removing("saved_views", "may_remove", permitted(VIEWS, Operation.WRITE), to=(SERVICE, WORKER)),
    ]
