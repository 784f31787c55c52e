"""Who may do what to a lead: four policies, asked of the lead's row, here and compiled to the database.

Chain roles give nothing on leads. A collaborator gets what their role on that lead says, never the customer.
"""

from crm_core.domain.access.policy import Grant, Operation, Policy
from crm_core.domain.access.reach import (
    Bound,
    CollaboratorRows,
    Everything,
    OwnRows,
    PhaseRows,
    Reach,
    RegionRows,
)
from crm_core.domain.access.role import Role

_READ = frozenset({Operation.READ})
_ENGAGE = frozenset({Operation.ENGAGE})
_WRITE = frozenset({Operation.WRITE})
_FULL = frozenset(Operation)
_BOUNDS = (Bound("territories", "territory"),)
_SELLERS = (Role.SALES_REP, Role.TEAM_LEAD)
# Anybody who works with customers can be asked to help with a lead.
_HELPERS = (*_SELLERS, Role.CHAIN_MANAGER)
_HEADS = (Role.MANAGER, Role.ADMIN, Role.SYSTEM, "leads:write")


def _grant(operations: frozenset[Operation], reach: Reach, *grips: str) -> Grant:
    return Grant(frozenset(grips), operations, reach)


_TO_WORK_ON = (
    _grant(_FULL, Everything(), *_HEADS),
    _grant(_READ, Everything(), Role.AUDITOR, "leads:read"),
    _grant(_FULL, OwnRows(), *_SELLERS),
    _grant(_FULL, RegionRows(), Role.TEAM_LEAD),
    _grant(_READ, CollaboratorRows(frozenset({"VIEW", "ASSIST", "NEGOTIATE"})), *_HELPERS),
    _grant(_ENGAGE, CollaboratorRows(frozenset({"ASSIST", "NEGOTIATE"})), *_HELPERS),
    _grant(_WRITE, CollaboratorRows(frozenset({"NEGOTIATE"})), *_HELPERS),
)

# The former owner may ask why it lapsed; reservations are known to everybody who sells in the territory.
# Neither comes with a person, nor for ever: `leads.seen` says what is shown of them, and how long.
LEADS = Policy(
    resource="lead",
    grants=(
        *_TO_WORK_ON,
        _grant(_READ, OwnRows("former_owner_user_id"), *_SELLERS),
        _grant(_READ, PhaseRows("RESERVED"), *_SELLERS),
    ),
    bounds=_BOUNDS,
)

# Names, addresses and free texts: everything personal about a lead.
LEAD_PERSONS = Policy(resource="lead-person", grants=_TO_WORK_ON, bounds=_BOUNDS)

# Whose lead it is to part with: to convert it, to ask others to help, to withdraw what they did.
LEAD_KEEPING = Policy(
    resource="lead",
    grants=(
        _grant(_WRITE, Everything(), *_HEADS),
        _grant(_WRITE, OwnRows(), *_SELLERS),
        _grant(_WRITE, RegionRows(), Role.TEAM_LEAD),
    ),
    bounds=_BOUNDS,
)

# Who answers for others: approvals, extensions, confirmations, transfers within the region.
LEAD_DECISIONS = Policy(
    resource="lead",
    grants=(
        _grant(_WRITE, Everything(), Role.MANAGER, Role.ADMIN, Role.SYSTEM),
        _grant(_WRITE, RegionRows(), Role.TEAM_LEAD),
    ),
    bounds=_BOUNDS,
)

# What may be proved about a lead: for its owner and those who answer for it, never for those who help.
LEAD_EVIDENCE = Policy(
    resource="lead-evidence",
    grants=(
        _grant(_READ, Everything(), Role.MANAGER, Role.ADMIN, Role.AUDITOR, Role.SYSTEM),
        _grant(_READ, OwnRows(), *_SELLERS),
        _grant(_READ, RegionRows(), Role.TEAM_LEAD),
    ),
    bounds=_BOUNDS,
)
