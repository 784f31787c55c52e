"""The roles of the business, by the names that tokens carry."""

from enum import StrEnum


class Role(StrEnum):
    SALES_REP = "sales-rep"
    TEAM_LEAD = "team-lead"
    CHAIN_MANAGER = "chain-manager"
    MANAGER = "manager"
    AUDITOR = "auditor"
    ADMIN = "admin"
    SERVICE = "service"
    SYSTEM = "system"


# The system's own work runs as SYSTEM; no token may claim it.
CLAIMABLE = frozenset(Role) - {Role.SYSTEM}
