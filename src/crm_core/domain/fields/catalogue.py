"""Every field there is: what the packs declare for all tenants, and what one tenant has added."""

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from crm_core.domain.fields.alternatives import AnyOf, shape_of
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.faults import UNREADABLE, Faults, step
from crm_core.domain.fields.kinds import Kind
from crm_core.domain.fields.record import Record
from crm_core.domain.fields.refusals import FieldBelongsToThePack
from crm_core.domain.fields.rules import NotAfter, Rule, keys_of
from crm_core.domain.refusals import NotFound


@frozen
class Catalogue:
    """The definitions by key. A key that is not in here does not exist.

    `coming` are definitions whose values are still being looked at; of those in `marking` all values fit,
    and rows are written as open or closed as it will be.
    """

    definitions: Mapping[str, Definition] = {}
    tenant_keys: frozenset[str] = frozenset()
    coming: Mapping[str, Definition] = {}
    marking: frozenset[str] = frozenset()

    @classmethod
    def of(cls, definitions: Iterable[Definition]) -> "Catalogue":
        """The fields of packs; a declaration that contradicts itself stops the start."""
        declared = tuple(definitions)
        catalogue = cls({definition.key: definition for definition in declared})
        faults = Faults()
        for definition in declared:
            catalogue.look_at(definition, faults)
        if faults.found or len(catalogue.definitions) != len(declared):
            raise ValueError(f"fields are misdeclared: {faults.found or 'a key stands twice'}")
        return catalogue

    def with_tenants(self, definitions: Iterable[Definition]) -> "Catalogue":
        """With the stored definitions of one tenant; a key that a pack has taken since is the pack's."""
        own = {one.key: one for one in definitions if one.key not in self.definitions}
        return Catalogue({**self.definitions, **own}, self.tenant_keys | frozenset(own))

    @property
    def ahead(self) -> "Catalogue":
        """The fields as they will be when all that is coming has come."""
        return evolve(self, definitions={**self.definitions, **self.coming}, coming={}, marking=frozenset())

    def marks(self, key: str) -> bool:
        """Whether rows of this field are written as closed; of a key that nobody declares they are."""
        one = (self.coming if key in self.marking else self.definitions).get(key)
        return one is None or one.restricted is not None

    def claims(self, key: str) -> bool:
        """Whether a value of this field must be nobody else's, now or soon."""
        return any(key in one and one[key].unique for one in (self.definitions, self.coming))

    def get(self, key: str) -> Definition:
        if key not in self.definitions:
            raise NotFound
        return self.definitions[key]

    def with_added(self, definition: Definition) -> "Catalogue":
        """With one more field of the tenant, or a refusal that names what is wrong with it."""
        faults = Faults()
        if definition.key in self.definitions:
            faults.add("/key", "duplicate")
        return self._with(definition, faults)

    def with_changed(self, definition: Definition) -> "Catalogue":
        """With a field of the tenant declared anew; whether values forbid it is asked elsewhere."""
        self.get(definition.key)
        if definition.key not in self.tenant_keys:
            raise FieldBelongsToThePack(key=definition.key)
        return self._with(definition, Faults())

    def _with(self, definition: Definition, faults: Faults) -> "Catalogue":
        after = evolve(
            self,
            definitions={**self.definitions, definition.key: definition},
            tenant_keys=self.tenant_keys | {definition.key},
        )
        # A changed kind or restriction can break rules that other fields have on this one.
        for one in after.definitions.values():
            after.look_at(one, faults)
        faults.refuse_if_any()
        return after

    def look_at(self, definition: Definition, faults: Faults) -> None:
        """What is wrong with one definition among all others."""
        if definition.default is not None and definition.read(definition.default, Faults()) is UNREADABLE:
            faults.add("/default", "wrong-type", expected="a value of the field")
        instead = None if definition.deprecated is None else definition.deprecated.instead
        if instead is not None and instead not in self.definitions:
            faults.add("/deprecated/instead", "unknown-reference", field=definition.key)
        for place, rule in enumerate(definition.rules):
            code = self._trouble_with(rule, definition)
            if code is not None:
                faults.add(step("/rules", place), code, field=definition.key)

    def _trouble_with(self, rule: Rule, definition: Definition) -> str | None:
        keys = keys_of(rule)
        kinds = [self.kind_at(path) for path in rule.paths]
        if definition.key not in keys or any(kind is None for kind in kinds):
            return "unknown-reference"
        if isinstance(rule, NotAfter) and not _are_comparable(kinds):
            return "not-comparable"
        # A rule over both would tell a writer of the one about the value of the other.
        if len({self.definitions[key].restricted for key in keys}) != 1:
            return "mixes-restrictions"
        return None

    def kind_at(self, path: str) -> Kind | None:
        """The kind of a field, or of a member inside of it, by its dotted path."""
        key, *members = path.split(".")
        kind = self.definitions[key].kind if key in self.definitions else None
        for name in members:
            kind = _member_kind(kind, name)
        return kind

    def check_rules(self, stored: Mapping[str, object], touched: Iterable[str], faults: Faults) -> None:
        """The rules in which a touched field takes part, as far as the values in them can be read.

        Others are left alone: what came from elsewhere never blocks another field.
        """
        keys = frozenset(touched)
        rules = (rule for definition in self.definitions.values() for rule in definition.rules)
        for rule in dict.fromkeys(rule for rule in rules if not keys.isdisjoint(keys_of(rule))):
            values = {key: self._read(key, stored.get(key)) for key in keys_of(rule)}
            if UNREADABLE not in values.values():
                rule.check(values, faults)

    def _read(self, key: str, raw: object) -> object:
        """The typed value; None where there is none."""
        if raw is None or raw is UNREADABLE or key not in self.definitions:
            return raw
        return self.definitions[key].read(raw, Faults())


def _member_kind(kind: Kind | None, name: str) -> Kind | None:
    record = kind.of_shape("object") if isinstance(kind, AnyOf) else kind
    members = record.members if isinstance(record, Record) else ()
    return next((member.kind for member in members if member.key == name), None)


def _are_comparable(kinds: Iterable[Kind | None]) -> bool:
    """Days with days, instants with instants, numbers with numbers; text and words have no order."""
    orders = {None if kind is None else _order_of(kind) for kind in kinds}
    return len(orders) == 1 and not orders & {None, "uuid", "text", "list", "object", "true or false"}


def _order_of(kind: Kind) -> str:
    return str(kind.schema().get("format", shape_of(kind)))
