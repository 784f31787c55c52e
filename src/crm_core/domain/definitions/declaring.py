"""How one definition becomes another: at once, or after every value has been looked at."""

from collections.abc import Mapping

from attrs import evolve, frozen

from crm_core.domain.definitions.stored import StoredDefinition, form_of
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.definition_form import definition_from, definition_record
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.merge_patch import merged
from crm_core.domain.fields.refusals import DefinitionIsBeingChecked
from crm_core.domain.fields.rules import keys_of
from crm_core.domain.fields.tightening import Direction, direction_of


@frozen
class Declaring:
    """A change of one field, judged: what stands before and after, and what has to be looked at first."""

    before: Definition
    after: Definition
    form: Mapping[str, object]

    @property
    def must_look(self) -> bool:
        return direction_of(self.before, self.after) is Direction.TIGHTENING

    @property
    def must_mark(self) -> bool:
        return (self.before.restricted is None) is not (self.after.restricted is None)

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the members that differ."""
        old, new = definition_record(self.before), definition_record(self.after)
        return tuple(name for name in sorted({**old, **new}) if old.get(name) != new.get(name))

    @property
    def is_secret(self) -> bool:
        return self.before.restricted is not None or self.after.restricted is not None


def declared_anew(catalogue: Catalogue, packed: Catalogue, key: str, patch: object) -> Declaring:
    """A merge patch on a definition of the tenant's catalogue, or a refusal that names what is wrong."""
    before = catalogue.get(key)
    after = definition_from(merged(definition_record(before), patch))
    if after.key != key:
        faults = Faults()
        faults.add("/key", "cannot-change")
        faults.refuse_if_any()
    form = form_of(after, packed)
    if key in packed.definitions:
        # Judged alone: a default that is no value of the field.
        faults = Faults()
        catalogue.look_at(after, faults)
        faults.refuse_if_any()
    else:
        for one in (catalogue, catalogue.ahead):
            one.with_changed(after)
    return Declaring(before, after, form)


def refuse_while_checked(catalogue: Catalogue, key: str, *, at_once: bool) -> None:
    """A field that is being checked waits for the outcome, and checks wait for one another."""
    if key in catalogue.coming or (catalogue.coming and not at_once):
        raise DefinitionIsBeingChecked


def asked_keys(definition: Definition) -> tuple[str, ...]:
    """The fields whose values one has to see to judge a customer by this definition."""
    return tuple(sorted({definition.key}.union(*(keys_of(rule) for rule in definition.rules))))


def announced(stored: StoredDefinition, declaring: Declaring) -> StoredDefinition:
    """What stands while values are looked at; where none has to be, their rows are marked at once."""
    return evolve(stored, coming=declaring.form, marking=not declaring.must_look)


def settled(stored: StoredDefinition) -> StoredDefinition:
    """What was coming stands."""
    if stored.coming is None:
        return stored
    return evolve(stored, version=stored.version + 1, form=stored.coming, coming=None, marking=False)
