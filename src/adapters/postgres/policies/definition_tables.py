"""Who may read and change what a tenant says about fields: rules of these tables, not of the business."""

from adapters.postgres.policies.session import TENANT, holds
from adapters.postgres.policies.wall import adding, changing, guarded, reading
from crm_core.domain.access.role import Role

_DECIDES = holds((Role.ADMIN, Role.SYSTEM))
_LOOKS = holds((Role.ADMIN, Role.AUDITOR, Role.SYSTEM))
_KNOWN = f"{TENANT} IS NOT NULL"


def catalogue_policies(table: str) -> list[str]:
    """Everybody of the tenant is bound by its catalogue, so whoever acts reads it; admins decide."""
    return [
        *guarded(table),
        reading(table, "may_read", _KNOWN),
        adding(table, "may_create", _DECIDES),
        changing(table, "may_write", _DECIDES),
    ]


def definition_history_policies() -> list[str]:
    table = "field_definition_history"
    return [
        *guarded(table),
        reading(table, "may_read", _LOOKS),
        adding(table, "may_create", _DECIDES),
    ]


def definition_check_policies() -> list[str]:
    table = "field_definition_checks"
    return [
        *guarded(table),
        reading(table, "may_read", _LOOKS),
        adding(table, "may_create", _DECIDES),
        changing(table, "may_write", _DECIDES),
    ]
