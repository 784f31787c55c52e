"""Rows that belong to a customer: whoever may do something to the customer may do it to them."""

from adapters.postgres.policies.one_row import answered
from adapters.postgres.policies.taking_up import engaged_with
from crm_core.domain.access.policy import CUSTOMERS, Operation


def seen(table: str) -> str:
    """Rows of customers that the caller sees."""
    return of_a_customer(table, "true")


def engaged(table: str) -> str:
    """Rows of customers with whom the caller may do something: activities, samples and what comes of them."""
    return engaged_with(f"{table}.customer_id")


def written(table: str) -> str:
    """Rows of customers that the caller may change."""
    return answered(CUSTOMERS, Operation.WRITE, f"{table}.customer_id")


def of_a_customer(table: str, condition: str) -> str:
    """The customer stands behind a wall of its own, so that an invisible one has no visible rows.

    Looked up row by row: without OFFSET the planner may read all customers of the tenant into a table first.
    """
    return f"""EXISTS (SELECT FROM customers c
        WHERE c.tenant_id = {table}.tenant_id AND c.id = {table}.customer_id AND {condition} OFFSET 0)"""
