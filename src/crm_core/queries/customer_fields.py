"""What stands in a customer's fields, now or at an instant, and how did one of them come to be?"""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.visible import clearance, visible_changes, visible_fields
from crm_core.domain.fields.field_set import FieldChange
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_core.ports.field_readings import FieldsReading
from crm_core.ports.world import World
from crm_core.queries.cursor import cut, digest_of, opened_at_version
from crm_core.queries.remembered import remember


@frozen
class HistoryPage:
    """Changes of one field, newest first."""

    changes: Sequence[FieldChange]
    next_cursor: str | None


def customer_fields(
    customer_id: CustomerId, *, as_of: datetime | None = None, actor: Actor, world: World
) -> FieldsReading:
    """The fields with the reader's rights of today; restricted values are audited before they leave."""
    readings = world.field_readings
    reading = readings.now(actor, customer_id) if as_of is None else readings.as_of(actor, customer_id, as_of)
    if reading is None:
        raise NotFound
    cleared = clearance(reading.scope, reading.customer)
    seen = visible_fields(reading.fields, reading.catalogue, cleared)
    remember(customer_id, seen.values, reading.catalogue, actor=actor, world=world)
    return evolve(reading, fields=seen)


def field_history(
    customer_id: CustomerId, key: str, *, limit: int, cursor: str | None, actor: Actor, world: World
) -> HistoryPage:
    """One page of every version of a field; a field that the reader must not see does not exist."""
    digest = digest_of("field-history", actor.tenant, customer_id, key)
    before = None if cursor is None else opened_at_version(world.seals, digest, cursor)
    reading = world.field_readings.history(actor, customer_id, key, before=before, limit=limit + 1)
    if reading is None:
        raise NotFound
    cleared = clearance(reading.scope, reading.customer)
    definitions = reading.catalogue.definitions
    found = visible_changes(reading.changes, reading.catalogue, cleared)
    if (key not in definitions and not found) or not cleared.may_read(definitions.get(key)):
        raise NotFound
    shown, more = cut(found, limit, lambda last: [last.stamp.version], world.seals, digest)
    remember(customer_id, [one.key for one in shown], reading.catalogue, actor=actor, world=world)
    return HistoryPage(shown, more)


def field_change(
    customer_id: CustomerId, key: str, version: int, *, actor: Actor, world: World
) -> FieldChange:
    """The change of this field that made this version of the customer."""
    reading = world.field_readings.history(actor, customer_id, key, before=version + 1, limit=1)
    if reading is None:
        raise NotFound
    found = visible_changes(reading.changes, reading.catalogue, clearance(reading.scope, reading.customer))
    if not found or found[0].stamp.version != version:
        raise NotFound
    remember(customer_id, [key], reading.catalogue, actor=actor, world=world)
    return found[0]
