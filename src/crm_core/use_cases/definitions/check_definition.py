"""Going on with a check: some customers at a time, until the tighter definition stands or is refused."""

from collections.abc import Sequence
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.definitions.check import CheckState, DefinitionCheck
from crm_core.domain.definitions.declaring import asked_keys, settled
from crm_core.domain.definitions.events import FieldDefinitionChanged
from crm_core.domain.definitions.stored import DefinitionChange, StoredDefinition
from crm_core.domain.fields.canonical import canonical_text
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.fields.tightening import MOST_NAMED, Violation, violators
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import FieldError, NotFound
from crm_core.ports.field_survey import Surveyed
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class CheckDefinition:
    """At most `customers` more are looked at."""

    check_id: UUID
    customers: int


def check_definition(command: CheckDefinition, *, actor: Actor, world: World) -> DefinitionCheck:
    """One step, carried out by the system; a check that is finished stays as it is."""
    with world.unit_of_work(actor) as uow:
        check = uow.field_definitions.check(command.check_id)
        if check is None:
            raise NotFound
        if check.is_finished:
            return check
        step = _looked if check.state is CheckState.CHECKING else _marked
        check, is_last = step(check, command.customers, uow)
        if is_last:
            check = _decided(check, uow, world)
        uow.field_definitions.keep_check(check)
        uow.commit()
    return check


def _looked(check: DefinitionCheck, limit: int, uow: UnitOfWork) -> tuple[DefinitionCheck, bool]:
    """The next customers against what is coming; what they hold of a unique field is claimed."""
    catalogue = uow.field_definitions.catalogue().ahead
    definition = catalogue.definitions[check.key]
    batch = uow.field_survey.after(check.place, asked_keys(definition), limit=limit)
    alone = evolve(definition, unique=False)
    live = ((one.customer_id, one.values) for one in batch if one.is_live)
    found = list(violators(alone, catalogue, live))
    if definition.unique:
        uow.field_survey.claim(check.key, _claims(definition, batch))
    return check.went_on(batch[-1].customer_id if batch else None, len(batch), found), len(batch) < limit


def _claims(definition: Definition, batch: Sequence[Surveyed]) -> dict[CustomerId, str]:
    """Of archived customers too: they may come back."""
    values = {one.customer_id: one.values.get(definition.key) for one in batch}
    normal = {one: definition.normal(raw, Faults()) for one, raw in values.items() if raw is not None}
    return {one: canonical_text(value) for one, value in normal.items() if value is not UNREADABLE}


def _marked(check: DefinitionCheck, limit: int, uow: UnitOfWork) -> tuple[DefinitionCheck, bool]:
    """The rows of the next customers, as open or closed as they will be."""
    catalogue = uow.field_definitions.catalogue()
    batch = uow.field_survey.after(check.place, (), limit=limit)
    customers = [one.customer_id for one in batch]
    uow.field_survey.mark(customers, check.key, restricted=catalogue.marks(check.key))
    return check.went_on(customers[-1] if customers else None, len(batch)), len(batch) < limit


def _decided(check: DefinitionCheck, uow: UnitOfWork, world: World) -> DefinitionCheck:
    """All customers have been seen, and nobody writes fields now: what was announced stands, or falls."""
    stored = next(one for one in uow.field_definitions.take() if one.key == check.key)
    catalogue = uow.field_definitions.catalogue()
    if check.state is CheckState.CHECKING:
        check = _with_doubles(check, catalogue, uow)
        if check.violating:
            return _refused(check, stored, uow, world)
        if _opens_or_closes(check.key, catalogue):
            uow.field_definitions.keep(evolve(stored, marking=True))
            return check.began_marking()
    return _stands(check, stored, catalogue, uow, world)


def _with_doubles(check: DefinitionCheck, catalogue: Catalogue, uow: UnitOfWork) -> DefinitionCheck:
    """Everything of a unique field is claimed now; of those who share a value all but the first are named."""
    definition = catalogue.ahead.definitions[check.key]
    if not definition.unique:
        return check
    doubles = uow.field_survey.doubles(check.key, limit=MOST_NAMED)
    error = FieldError(definition.at, "not-unique")
    return check.went_on(check.place, 0, [Violation(one, (error,)) for one in doubles])


def _opens_or_closes(key: str, catalogue: Catalogue) -> bool:
    before, after = catalogue.definitions[key], catalogue.coming[key]
    return (before.restricted is None) is not (after.restricted is None)


def _refused(
    check: DefinitionCheck, stored: StoredDefinition, uow: UnitOfWork, world: World
) -> DefinitionCheck:
    """Nothing is coming any longer."""
    uow.field_definitions.keep(evolve(stored, coming=None, marking=False))
    if not stored.form.get("unique"):
        uow.field_survey.unclaim(check.key)
    uow.audit.record(Deed("refuse", "field-definition", check.key, stored.version, stored.version))
    return check.finished(CheckState.REFUSED, world.clock.now())


def _stands(
    check: DefinitionCheck, stored: StoredDefinition, catalogue: Catalogue, uow: UnitOfWork, world: World
) -> DefinitionCheck:
    after, now = settled(stored), world.clock.now()
    change = DefinitionChange(
        check.key, after.version, stored.form, after.form, now, check.asked_by, check.correlation
    )
    uow.field_definitions.keep(after, change)
    secret = any(one[check.key].restricted for one in (catalogue.definitions, catalogue.coming))
    told = None if secret else check.key
    uow.outbox.add(FieldDefinitionChanged(uow.actor.tenant, told, after.version))
    uow.audit.record(Deed("change", "field-definition", check.key, stored.version, after.version))
    return check.finished(CheckState.DONE, now)
