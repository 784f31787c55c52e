"""A part of an object, as one scope may set it: the same members, none of them required."""

from attrs import evolve

from crm_core.domain.fields.kinds import Kind
from crm_core.domain.fields.record import Member, Record


def partial(kind: Kind) -> Kind:
    """The kind of any part of such values, at every depth of declared objects."""
    if not isinstance(kind, Record):
        return kind
    return Record(tuple(_optional(member) for member in kind.members))


def _optional(member: Member) -> Member:
    return evolve(member, kind=partial(member.kind), required=False, default=None)
