"""A saved view: a filter, an order and columns of the customer list that somebody keeps under a name."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from attrs import evolve, fields, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Grant, Operation, Policy
from crm_core.domain.access.reach import Everything, OwnRows, RegionRows
from crm_core.domain.access.role import Role
from crm_core.domain.fields.faults import Faults
from crm_core.domain.ids import TenantId, UserId

_PEOPLE = frozenset({Role.SALES_REP, Role.TEAM_LEAD, Role.CHAIN_MANAGER, Role.MANAGER})
_READ = frozenset({Operation.READ})
_FULL = frozenset({Operation.READ, Operation.CREATE, Operation.WRITE})
# A view is its owner's; the team of the region it is shared with reads it.
VIEWS = Policy(
    resource="view",
    grants=(
        Grant(_PEOPLE, _FULL, OwnRows()),
        Grant(_PEOPLE, _READ, RegionRows()),
        Grant(frozenset({Role.ADMIN, Role.SYSTEM}), _FULL, Everything()),
        Grant(frozenset({Role.AUDITOR}), _READ, Everything()),
    ),
)


@frozen
class ViewDetails:
    """What people write: `filter` as the list's form has it, as JSON; `region` is the team that reads it."""

    name: str
    filter: Mapping[str, object]
    sort: str
    columns: tuple[str, ...]
    region: str | None = None


@frozen
class SavedView:
    """A view at one version."""

    id: UUID
    tenant_id: TenantId
    version: int
    owner_user_id: UserId
    details: ViewDetails
    created_at: datetime
    updated_at: datetime

    @property
    def region(self) -> str | None:
        return self.details.region

    def described(self, details: ViewDetails, now: datetime) -> "SavedView":
        """The view with other details; the same value when nothing differs."""
        return self if details == self.details else evolve(self, details=details, updated_at=now)


def refuse_foreign_team(region: str | None, actor: Actor) -> None:
    """One shares with a team of one's own; managers and administrators with any."""
    faults = Faults()
    if region is not None and region not in actor.regions and not actor.holds(Role.MANAGER, Role.ADMIN):
        faults.add("/region", "not-your-team")
    faults.refuse_if_any()


def changed_details(before: ViewDetails, after: ViewDetails) -> tuple[str, ...]:
    """The names of what differs, never the values."""
    names = (attribute.name for attribute in fields(ViewDetails))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
