"""Who reads and adds to the history of a customer: who sees it, and who may write it; nobody changes it."""

from adapters.postgres.policies.of_customers import seen, written
from adapters.postgres.policies.wall import adding, guarded, reading

TABLE = "customer_history"


def customer_history_policies() -> list[str]:
    return [
        *guarded(TABLE),
        reading(TABLE, "may_read", seen(TABLE)),
        adding(TABLE, "may_create", written(TABLE)),
    ]
