"""Who may read and change samples: who sees or engages with their customer; their parts go with them."""

from adapters.postgres.policies.compiled import permitted
from adapters.postgres.policies.of_customers import engaged, seen
from adapters.postgres.policies.wall import adding, changing, guarded, reading
from crm_core.domain.access.policy import Operation
from crm_food_pack.domain.samples.access import LEAD_SAMPLES

SAMPLES = "sample_request"


def sample_policies() -> list[str]:
    return [
        *guarded(SAMPLES),
        reading(SAMPLES, "may_read", _open_to(Operation.READ, SAMPLES, seen(SAMPLES))),
        adding(SAMPLES, "may_create", _open_to(Operation.CREATE, SAMPLES, engaged(SAMPLES))),
        changing(SAMPLES, "may_write", _open_to(Operation.WRITE, SAMPLES, engaged(SAMPLES))),
    ]


def sample_part_policies(table: str) -> list[str]:
    """Items and steps are added, and nobody changes or removes one."""
    return [
        *guarded(table),
        reading(table, "may_read", _of_a_sample(table, "true")),
        adding(table, "may_create", _of_a_sample(table, _open_to(Operation.WRITE, "s", engaged("s")))),
    ]


def _of_a_sample(table: str, condition: str) -> str:
    """The sample stands behind a wall of its own, so that an invisible one has no visible parts."""
    return f"""EXISTS (SELECT FROM {SAMPLES} s
        WHERE s.tenant_id = {table}.tenant_id AND s.id = {table}.sample_id AND ({condition}))"""


def _open_to(operation: Operation, table: str, by_customer: str) -> str:
    return f"({table}.lead_id IS NOT NULL AND ({permitted(LEAD_SAMPLES, operation)})) OR {by_customer}"
