"""Who may read and change fields: whoever may do so to the customer, and for marked rows more than that."""

from adapters.postgres.policies.compiled import whole
from adapters.postgres.policies.of_customers import of_a_customer, written
from adapters.postgres.policies.one_row import answered
from adapters.postgres.policies.wall import adding, changing, guarded, reading, removing
from adapters.postgres.roles import SERVICE, WORKER
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.visible import RESTRICTED_FIELDS


def field_value_policies() -> list[str]:
    """What stands; only the row of a removed value goes."""
    writes = _writes("field_values")
    return [
        *guarded("field_values"),
        reading("field_values", "may_read", _reads("field_values")),
        adding("field_values", "may_create", writes),
        changing("field_values", "may_write", writes),
        removing("field_values", "may_remove", writes, to=(SERVICE, WORKER)),
    ]


def field_history_policies() -> list[str]:
    """Changes are added; nobody changes or removes one."""
    return [
        *guarded("field_history"),
        reading("field_history", "may_read", _reads("field_history")),
        adding("field_history", "may_create", _writes("field_history")),
    ]


def _reads(table: str) -> str:
    return of_a_customer(table, f"(NOT {table}.restricted OR {whole(RESTRICTED_FIELDS, Operation.READ)})")


def _writes(table: str) -> str:
    marked = answered(RESTRICTED_FIELDS, Operation.WRITE, f"{table}.customer_id")
    return f"{written(table)} AND (NOT {table}.restricted OR {marked})"
