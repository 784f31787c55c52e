"""What a tenant has said about fields: definitions of its own, and how it calls and offers those of packs."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import evolve, frozen

from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.definition_form import definition_from, definition_record
from crm_core.domain.fields.refusals import FieldBelongsToThePack
from crm_core.domain.ids import CorrelationId, UserId
from crm_core.domain.refusals import Invalid

# By none of these a value is judged, read or folded: a tenant may say them of a pack's field too.
APPEARANCE = ("labelDe", "labelEn", "group", "default", "parts", "deprecated")


@frozen
class StoredDefinition:
    """One field of a tenant at one version, as JSON: whole, or of a pack's field what is said differently.

    `coming` is the form that stands once every value has been looked at; until then what is written has
    to fit both. `marking`: all values fit, and their rows are being opened or closed as it says.
    """

    key: str
    version: int
    form: Mapping[str, object]
    coming: Mapping[str, object] | None = None
    marking: bool = False


@frozen
class DefinitionChange:
    """One version of a definition, who made it and when; null for a field that was not there."""

    key: str
    version: int
    before: Mapping[str, object] | None
    after: Mapping[str, object]
    at: datetime
    by: UserId
    correlation: CorrelationId


def catalogue_of(packed: Catalogue, stored: Iterable[StoredDefinition]) -> Catalogue:
    """The fields of one tenant; what can no longer be read is not there, and its values are kept back."""
    said = tuple(stored)
    named = {
        one.key: appearing(packed.definitions[one.key], one) for one in said if one.key in packed.definitions
    }
    own = {one.key: _read(one.form) for one in said if one.key not in packed.definitions}
    ahead = {one.key: (_read(one.coming), one.marking) for one in said if one.coming is not None}
    coming = {key: one for key, (one, _) in ahead.items() if one is not None}
    found = {
        key: _closing(one, *ahead.get(key, (None, False))) for key, one in own.items() if one is not None
    }
    catalogue = evolve(packed, definitions={**packed.definitions, **named}).with_tenants(found.values())
    return evolve(catalogue, coming=coming, marking=frozenset(key for key in coming if ahead[key][1]))


def form_of(definition: Definition, packed: Catalogue) -> dict[str, object]:
    """What is stored of a definition: all of it, or of a pack's field what differs, null for taken away."""
    record = definition_record(definition)
    if definition.key not in packed.definitions:
        return record
    theirs = definition_record(packed.definitions[definition.key])
    differs = {
        name: record.get(name) for name in {**theirs, **record} if record.get(name) != theirs.get(name)
    }
    if not differs.keys() <= set(APPEARANCE):
        raise FieldBelongsToThePack(key=definition.key)
    return differs


def appearing(pack: Definition, stored: StoredDefinition) -> Definition:
    """A pack's field as the tenant calls and offers it; words that no longer fit are forgotten."""
    return _read({**definition_record(pack), **stored.form}) or pack


def _closing(present: Definition, coming: Definition | None, marking: bool) -> Definition:
    """A field that is being closed is closed at once, one that is being opened only at the end."""
    if coming is None or not marking or present.restricted is not None:
        return present
    return evolve(present, restricted=coming.restricted)


def _read(form: Mapping[str, object]) -> Definition | None:
    try:
        return definition_from({key: value for key, value in form.items() if value is not None})
    except Invalid:
        return None
