"""Who is this lead open to, and by which rule? For auditors, managers and administrators."""

from collections.abc import Sequence

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEADS
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.reach import (
    CollaboratorRows,
    Everything,
    OwnRows,
    PhaseRows,
    Reach,
    RegionRows,
)
from crm_core.domain.access.role import Role
from crm_core.domain.ids import UserId
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World
from crm_core.queries.lead_by_id import lead_by_id

EXPLAINED_TO = (Role.AUDITOR, Role.MANAGER, Role.ADMIN)
FORMER = "former_owner_user_id"


@frozen
class Opening:
    """One way in: by which rule, for which roles, to whom, and what they may do."""

    rule: str
    grips: tuple[str, ...]
    users: tuple[UserId, ...]
    operations: tuple[str, ...]


@frozen
class LeadAccess:
    openings: Sequence[Opening]
    territory: str


def lead_access(lead_id: LeadId, *, actor: Actor, world: World) -> LeadAccess:
    lead = lead_by_id(lead_id, actor=actor, world=world).lead
    if not actor.holds(*EXPLAINED_TO):
        raise NotAllowed(action="explain-access", resource="lead", resource_id=str(lead_id))
    found = []
    for grant in LEADS.grants:
        users = _users(grant.reach, lead)
        if users is not None:
            operations = tuple(str(one) for one in Operation if one in grant.operations)
            found.append(Opening(_named(grant.reach, lead), tuple(sorted(grant.grips)), users, operations))
    return LeadAccess(found, lead.territory)


def _users(reach: Reach, lead: Lead) -> tuple[UserId, ...] | None:
    """Those it names; nobody by name where a role alone decides; None where it opens nothing here."""
    match reach:
        case OwnRows(column):
            owner = getattr(lead, column)
            return None if owner is None else (owner,)
        case CollaboratorRows(roles):
            helpers = tuple(user for user, role in lead.collaborators.items() if role in roles)
            return helpers or None
        case PhaseRows(phase):
            return () if lead.phase == phase else None
        case RegionRows():
            return None if lead.region is None else ()
        case _:
            return ()


def _named(reach: Reach, lead: Lead) -> str:
    match reach:
        case OwnRows(column):
            return "former-owner" if column == FORMER else "owner"
        case CollaboratorRows():
            return "collaborator"
        case PhaseRows():
            return f"{Phase(lead.phase).lower()} in {lead.territory}"
        case RegionRows():
            return f"region {lead.region}"
        case Everything():
            return "everything"
        case _:
            return type(reach).__name__
