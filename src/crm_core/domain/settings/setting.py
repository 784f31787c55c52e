"""What a setting is: a declared key with its kind and default, who may decide it, and how scopes combine."""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from attrs import field, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.definition import Part
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Boolean, Kind
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.record import ListOf, Record
from crm_core.domain.settings.partial import partial


class Scope(StrEnum):
    """Where a value may be set; the later one is nearer and wins. An org is a sales region and its team."""

    GLOBAL = "global"
    TENANT = "tenant"
    ORG = "org"
    USER = "user"


class Merge(StrEnum):
    """How a nearer value meets a wider one."""

    REPLACE = "replace"
    DEEP = "deep"
    UNION = "union"


class Limit(StrEnum):
    """A value that a nearer scope may only tighten: an upper limit lower, a lower one raise."""

    UPPER = "upper"
    LOWER = "lower"


NEED = {Merge.DEEP: (Record,), Merge.UNION: (ListOf, MultiChoice)}


@frozen
class Setting:
    key: str
    kind: Kind
    default: object
    label_de: str
    label_en: str
    scopes: tuple[Scope, ...] = (Scope.GLOBAL, Scope.TENANT)
    merge: Merge = Merge.REPLACE
    limit: Limit | None = None
    help_de: str = ""
    help_en: str = ""
    # How its members and words are called.
    parts: tuple[Part, ...] = ()
    # What may be set at one scope: of an object that is merged, any part of it.
    kind_at_scope: Kind = field(init=False, eq=False, repr=False)

    @kind_at_scope.default
    def _at_scope(self) -> Kind:
        return partial(self.kind) if self.merge is Merge.DEEP else self.kind

    def __attrs_post_init__(self) -> None:
        if self.merge in NEED and not isinstance(self.kind, NEED[self.merge]):
            raise ValueError(f"{self.key}: {self.merge} does not fit its kind")
        if self.limit and not (isinstance(self.kind, Number | Boolean) and self.merge is Merge.REPLACE):
            raise ValueError(f"{self.key}: only one number, or yes and no, can be a limit")
        faults = Faults()
        if self.kind.parse(self.kind.dump(self.default), "", faults) != self.default or faults.found:
            raise ValueError(f"{self.key}: the default is not of its kind")


@frozen
class Seat:
    """Where somebody stands when a setting is asked for: in which region, and as whom."""

    region: str | None = None
    user: UUID | None = None

    @classmethod
    def of(cls, actor: Actor, region: str | None = None) -> "Seat":
        """Somebody with one region stands in it; somebody with several says in which."""
        own = next(iter(actor.regions)) if len(actor.regions) == 1 else None
        return cls(region or own, None if actor.is_system else actor.user)

    def whose(self, scope: Scope) -> str | None:
        """Whose value of this scope is heard here; None for nobody's."""
        if scope is Scope.ORG:
            return self.region
        if scope is Scope.USER:
            return None if self.user is None else str(self.user)
        return ""


@frozen
class StoredValue:
    """A value somebody set, at one version; None when it was taken back since."""

    key: str
    scope: Scope
    value: object
    version: int
    # The region or the user whose value it is; nothing where it holds for all.
    whose: str = ""


@frozen
class Effective:
    """What applies, and where it came from; `source` is None for the default."""

    key: str
    value: object
    source: Scope | None
    version: int
    # Everything that was heard on the way, widest first.
    heard: tuple[StoredValue, ...] = ()
    # For merged values: the JSON pointer of each member or item, and where that one came from.
    members: Mapping[str, Scope | None] = {}
    # A nearer scope asks for more than a wider one allows.
    limited: bool = False
