"""Who may read and change contacts: whoever may do so to one of their accounts."""

from adapters.postgres.policies.of_customers import seen, written
from adapters.postgres.policies.session import holds
from adapters.postgres.policies.wall import adding, changing, guarded, reading, removing
from adapters.postgres.roles import SERVICE, WORKER
from crm_core.domain.access.policy import CUSTOMERS, Operation

_WRITERS = holds(grip for g in CUSTOMERS.grants if Operation.CREATE in g.operations for grip in g.grips)


def contact_policies() -> list[str]:
    """A new one has no role yet, so whoever may have customers may add it, and sees it by its first role."""
    writes = _with_a_role("contacts", written("r"))
    return [
        *guarded("contacts"),
        reading("contacts", "may_read", _with_a_role("contacts", "true")),
        adding("contacts", "may_create", _WRITERS),
        changing("contacts", "may_write", writes),
        removing("contacts", "may_remove", writes, to=(SERVICE, WORKER)),
    ]


def contact_role_policies() -> list[str]:
    """Nobody gets to see a contact by giving it a role at an account of theirs."""
    writes = written("contact_roles")
    return [
        *guarded("contact_roles"),
        reading("contact_roles", "may_read", seen("contact_roles")),
        adding("contact_roles", "may_create", f"{writes} AND app.may_give_role(contact_id)"),
        removing("contact_roles", "may_remove", writes, to=(SERVICE, WORKER)),
    ]


def _with_a_role(table: str, condition: str) -> str:
    """Roles stand behind a wall of their own, so that those at hidden accounts count for nothing."""
    return f"""EXISTS (SELECT FROM contact_roles r
        WHERE r.tenant_id = {table}.tenant_id AND r.contact_id = {table}.id AND {condition})"""
