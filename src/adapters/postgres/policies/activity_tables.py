"""Who may read and change activities: who sees or engages with whom they are about."""

from adapters.postgres.policies.of_parties import part_engaged, part_seen, party_engaged, party_seen
from adapters.postgres.policies.session import holds
from adapters.postgres.policies.wall import adding, changing, guarded, reading
from adapters.postgres.roles import WORKER
from crm_core.domain.access.role import Role

ACTIVITIES, HISTORY = "activities", "activity_history"
_OF_ACTIVITY = (ACTIVITIES, "activity_id")


def activity_policies() -> list[str]:
    return [
        *guarded(ACTIVITIES),
        reading(ACTIVITIES, "may_read", party_seen(ACTIVITIES)),
        adding(ACTIVITIES, "may_create", party_engaged(ACTIVITIES)),
        changing(ACTIVITIES, "may_write", party_engaged(ACTIVITIES)),
    ]


def activity_history_policies() -> list[str]:
    """Former versions are added and nobody removes one; the worker takes the words from them at last."""
    return [
        *guarded(HISTORY),
        reading(HISTORY, "may_read", part_seen(HISTORY, *_OF_ACTIVITY)),
        adding(HISTORY, "may_create", part_engaged(HISTORY, *_OF_ACTIVITY)),
        changing(HISTORY, "worker_may_forget", holds((Role.SYSTEM,)), to=(WORKER,)),
    ]
