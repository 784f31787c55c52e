"""The fields of one customer on a page: grouped, in words, and with what the reader may do to each."""

from collections.abc import Sequence

from attrs import frozen

from adapters.web.values.showing import Shown, shown
from adapters.web.values.speaking import Speaking, in_language
from adapters.web.visit import Visit
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.visible import clearance
from crm_core.domain.fields.clearance import Clearance
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.field_set import FieldValue
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.field_readings import FieldsReading
from crm_food_pack.domain.fields import SAMPLE_STATUS
from crm_food_pack.domain.kpis.pipeline import currency_of

FEATURE = "features.fields.bridge"


@frozen
class FieldRow:
    """One field as it stands: what it is called, what it says, and since when."""

    definition: Definition
    label: str
    shown: Shown
    may_write: bool
    standing: FieldValue | None


@frozen
class FieldGroup:
    key: str
    label: str
    rows: tuple[FieldRow, ...]


@frozen
class Fields:
    """A reading of a customer's fields with the rights of its reader."""

    visit: Visit
    reading: FieldsReading
    is_past: bool = False

    def definition(self, key: str) -> Definition:
        """A field that the reader must not see does not exist."""
        definition = self.reading.catalogue.get(key)
        if not self._cleared.may_read(definition):
            raise NotFound
        return definition

    def stored(self, key: str) -> object:
        return self.reading.fields.plain().get(key)

    def may_write(self, definition: Definition) -> bool:
        return self._is_writable and self._cleared.may_write(definition)

    def refuse_reader(self, definition: Definition) -> None:
        if not self.may_write(definition):
            raise NotAllowed(action="patch", resource="customer-fields", fields=[definition.key])

    def speaking(self, definition: Definition) -> Speaking:
        currency = currency_of(self.reading.customer.territory)
        return Speaking.of(definition, self.visit.tongue, currency)

    def shown(self, definition: Definition, value: object) -> Shown:
        return shown(definition.kind, value, self.speaking(definition))

    def row(self, definition: Definition) -> FieldRow:
        return FieldRow(
            definition,
            in_language(definition, self.visit.tongue),
            self.shown(definition, self.stored(definition.key)),
            self.may_write(definition),
            self.reading.fields.values.get(definition.key),
        )

    def groups(self) -> Sequence[FieldGroup]:
        """In the order of their declaration; a deprecated field only where it still says something."""
        found: dict[str, list[FieldRow]] = {}
        for definition in self.reading.catalogue.definitions.values():
            is_over = definition.deprecated is not None and self.stored(definition.key) is None
            # A status from old data says nothing where there is none, and nobody fills it in by hand.
            is_over = is_over or (definition.key == SAMPLE_STATUS.key and self.stored(definition.key) is None)
            if self._cleared.may_read(definition) and not is_over:
                found.setdefault(definition.group, []).append(self.row(definition))
        return [FieldGroup(key, _group_label(self.visit, key), tuple(rows)) for key, rows in found.items()]

    @property
    def _cleared(self) -> Clearance:
        return clearance(self.reading.scope, self.reading.customer)

    @property
    def _is_writable(self) -> bool:
        customer = self.reading.customer
        is_live = customer.archived_at is None and not self.is_past
        return is_live and CUSTOMERS.permits(Operation.WRITE, self.reading.scope, customer)


def _group_label(visit: Visit, group: str) -> str:
    key = f"field-group.{group}"
    return visit.say(key) if visit.tongue.knows(key) else group.replace("_", " ").capitalize()
