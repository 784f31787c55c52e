"""What a setting is: a declared key with its kind, default, and the scopes that may decide it."""

from enum import StrEnum

from attrs import frozen

from crm_core.domain.fields.kinds import Kind


class Scope(StrEnum):
    """Where a value may be set; the later one is nearer and wins."""

    GLOBAL = "global"
    TENANT = "tenant"


@frozen
class Setting:
    key: str
    kind: Kind
    default: object
    label_de: str
    label_en: str
    scopes: tuple[Scope, ...] = (Scope.GLOBAL, Scope.TENANT)


@frozen
class StoredValue:
    """A value somebody set, at one version."""

    key: str
    scope: Scope
    value: object
    version: int


@frozen
class Effective:
    """What applies, and where it came from; `source` is None for the default."""

    key: str
    value: object
    source: Scope | None
    version: int
