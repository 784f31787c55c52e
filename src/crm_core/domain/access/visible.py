"""What a reader sees of a customer's fields: restricted ones are absent by name and value for most people."""

from collections.abc import Iterable

from attrs import evolve

from crm_core.domain.access.policy import Grant, Operation, Policy
from crm_core.domain.access.reach import Bound, ChainRows, Everything, OwnRows, RegionRows, Row
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.clearance import EVERYTHING, NOTHING, Clearance
from crm_core.domain.fields.field_set import FieldChange, FieldSet

_READ = frozenset({Operation.READ})
_BOTH = frozenset({Operation.READ, Operation.WRITE})

# Asked of the customer's row. Whoever is granted nothing here still reads the unrestricted fields.
RESTRICTED_FIELDS = Policy(
    resource="restricted-field",
    grants=(
        Grant(
            frozenset({Role.MANAGER, Role.ADMIN, Role.SYSTEM, "restricted-fields:write"}),
            _BOTH,
            Everything(),
        ),
        Grant(frozenset({Role.AUDITOR, "restricted-fields:read"}), _READ, Everything()),
        Grant(frozenset({Role.CHAIN_MANAGER}), _BOTH, ChainRows()),
        Grant(frozenset({Role.TEAM_LEAD}), _READ, RegionRows()),
        Grant(frozenset({Role.SALES_REP}), _READ, OwnRows()),
    ),
    bounds=(Bound("territories", "territory"), Bound("channels", "channel")),
)


def clearance(scope: Scope, row: Row) -> Clearance:
    """What one may do to the restricted fields of this customer; all restrictions are granted alike."""
    return Clearance(
        EVERYTHING if RESTRICTED_FIELDS.permits(Operation.READ, scope, row) else NOTHING,
        EVERYTHING if RESTRICTED_FIELDS.permits(Operation.WRITE, scope, row) else NOTHING,
    )


def visible_fields(fields: FieldSet, catalogue: Catalogue, cleared: Clearance) -> FieldSet:
    """The fields, now or as of an instant, with the reader's rights of today."""
    seen = {key: one for key, one in fields.values.items() if _may_read(key, catalogue, cleared)}
    return evolve(fields, values=seen)


def visible_changes(
    changes: Iterable[FieldChange], catalogue: Catalogue, cleared: Clearance
) -> tuple[FieldChange, ...]:
    return tuple(change for change in changes if _may_read(change.key, catalogue, cleared))


def visible_keys(catalogue: Catalogue, cleared: Clearance) -> frozenset[str]:
    """The names of all fields that the reader may come to see on this customer."""
    return frozenset(key for key in catalogue.definitions if _may_read(key, catalogue, cleared))


def _may_read(key: str, catalogue: Catalogue, cleared: Clearance) -> bool:
    return cleared.may_read(catalogue.definitions.get(key))
