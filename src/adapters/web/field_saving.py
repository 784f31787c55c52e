"""Saving one field of a form: over what others did elsewhere, but never over what they did to this field."""

from typing import TypeAlias

from attrs import frozen

from adapters.web.field_conflict import FieldConflict, compared
from adapters.web.seen_value import Seen
from adapters.web.values.filled_in import as_whole
from adapters.web.visit import Visit
from crm_core.domain.fields.canonical import same
from crm_core.domain.fields.definition import Definition
from crm_core.domain.refusals import Outdated
from crm_core.ports.field_readings import FieldsReading
from crm_core.queries.customer_fields import customer_fields
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.perform import perform

_ATTEMPTS = 4  # while others write to other fields of the same customer


@frozen
class Saved:
    reading: FieldsReading
    has_changed: bool


@frozen
class Clashed:
    """Somebody else changed the field meanwhile; `reading` is how it stands now."""

    reading: FieldsReading
    conflict: FieldConflict


Outcome: TypeAlias = Saved | Clashed


def save(visit: Visit, definition: Definition, mine: object, seen: Seen) -> Outcome:
    """All of it or nothing; a change of another field is no conflict, the same change is none either."""
    version = seen.version
    for _ in range(_ATTEMPTS):
        try:
            return _saved(visit, definition, mine, seen, version)
        except Outdated:
            now = customer_fields(seen.customer_id, actor=visit.actor, world=visit.world)
            theirs = now.fields.plain().get(definition.key)
            if same(theirs, mine):
                return Saved(now, has_changed=False)
            if not same(theirs, seen.value):
                return Clashed(now, compared(definition.kind, base=seen.value, mine=mine, theirs=theirs))
            version = now.customer.version
    raise Outdated


def _saved(visit: Visit, definition: Definition, mine: object, seen: Seen, version: int) -> Saved:
    patch = {definition.key: as_whole(definition.kind, mine, seen.value)}
    command = PatchFields(seen.customer_id, patch, version)
    reading = perform(patch_fields, command, actor=visit.actor, world=visit.world)
    return Saved(reading, has_changed=reading.customer.version != version)
