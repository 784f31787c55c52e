"""What a field is: a declared property of a customer, with its kind, its limits and who may read it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen
from attrs.converters import optional

from crm_core.domain.fields.alternatives import AnyOf
from crm_core.domain.fields.canonical import without_absent
from crm_core.domain.fields.faults import UNREADABLE, Faults, step
from crm_core.domain.fields.kinds import Kind
from crm_core.domain.fields.merge_patch import merged
from crm_core.domain.fields.record import Record
from crm_core.domain.fields.rules import Rule


class Restriction(StrEnum):
    """Why a field is not for everybody: our own terms with the customer."""

    CONTRACT = "contract"
    PRICE = "price"
    MARGIN = "margin"


@frozen
class Deprecation:
    """A deprecated field keeps its values and takes new ones; readers are told what to use instead."""

    since: date
    instead: str | None = None


@frozen
class Part:
    """How a member or a word inside of a field is called."""

    name: str
    label_de: str
    label_en: str


@frozen
class Definition:
    """One field. `default` is what a form offers, in JSON; it is no value until somebody saves it.

    `personal`: the values name people, so that events tell the field without them.
    `unique`: no two live customers of a tenant have the same value.
    `rules` speak of this field, alone or together with others.
    """

    key: str
    kind: Kind
    label_de: str
    label_en: str
    group: str
    restricted: Restriction | None = field(default=None, converter=optional(Restriction))
    personal: bool = False
    unique: bool = False
    default: object = None
    rules: tuple[Rule, ...] = ()
    parts: tuple[Part, ...] = ()
    deprecated: Deprecation | None = None

    @property
    def at(self) -> str:
        return step("", self.key)

    def read(self, raw: object, faults: Faults) -> object:
        """The typed value of JSON, or UNREADABLE."""
        own = Faults()
        value = self.kind.parse(raw, self.at, own)
        faults.found.extend(own.found)
        return UNREADABLE if own.found else value

    def normal(self, raw: object, faults: Faults) -> object:
        """The JSON that is stored for this JSON: read, and written without what is absent."""
        value = self.read(raw, faults)
        return UNREADABLE if value is UNREADABLE else without_absent(self.kind.dump(value))

    def patched(self, stored: object, patch: object) -> object:
        """What a patch makes of the stored value, before it is read: only declared objects are merged."""
        return merged(stored, patch) if self._is_object(patch) else patch

    def _is_object(self, patch: object) -> bool:
        kinds = self.kind.alternatives if isinstance(self.kind, AnyOf) else (self.kind,)
        return isinstance(patch, Mapping) and any(isinstance(kind, Record) for kind in kinds)

    def schema(self) -> dict[str, object]:
        more = {"deprecated": True} if self.deprecated is not None else {}
        return {"title": self.label_en, **self.kind.schema(), **more}
