"""What a patch does to a customer's fields: all of it or nothing, and nothing when nothing differs."""

from collections.abc import Mapping

from attrs import evolve, frozen

from crm_core.domain.fields.canonical import canonical_text, same
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.clearance import Clearance
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.faults import UNREADABLE, Faults, step
from crm_core.domain.fields.field_set import FieldChange, FieldSet, Stamp
from crm_core.domain.fields.refusals import FieldIsRestricted


@frozen
class Patched:
    """The fields after a patch, what changed, and the values that must be nobody else's."""

    fields: FieldSet
    changes: tuple[FieldChange, ...] = ()
    # Of unique fields that changed: the key with the canonical text of its new value.
    claims: tuple[tuple[str, str], ...] = ()


def patch_fields(
    fields: FieldSet, patch: object, *, catalogue: Catalogue, clearance: Clearance, stamp: Stamp
) -> Patched:
    """The patched fields, or a refusal: restricted first, then every bad field at once."""
    faults = Faults()
    wanted = _known(patch, catalogue, faults)
    _refuse_restricted(wanted, catalogue, clearance)
    stored = fields.plain()
    after = dict(stored)
    for key, value in wanted.items():
        normal = _patched(catalogue.definitions[key], stored.get(key), value, faults)
        after.pop(key, None)
        if normal is not None:
            after[key] = normal
    catalogue.check_rules(after, wanted, faults)
    faults.refuse_if_any()
    _refuse_unfit_soon(after, wanted, catalogue)
    # Time never runs backwards within one customer, so that every past moment had one set of fields.
    at = stamp.at if fields.changed_at is None else max(stamp.at, fields.changed_at)
    return _changed(fields, after, wanted, catalogue, evolve(stamp, at=at))


def _refuse_unfit_soon(
    after: Mapping[str, object], wanted: Mapping[str, object], catalogue: Catalogue
) -> None:
    """Nobody slips in behind the back of a check: what is coming binds those who write."""
    if not catalogue.coming:
        return
    faults, ahead = Faults(), catalogue.ahead
    for key in wanted.keys() & catalogue.coming.keys() & after.keys():
        ahead.definitions[key].read(after[key], faults)
    ahead.check_rules(after, wanted, faults)
    faults.refuse_if_any()


def _known(patch: object, catalogue: Catalogue, faults: Faults) -> dict[str, object]:
    if not isinstance(patch, Mapping):
        faults.add("", "wrong-type", expected="object")
        return {}
    for key in patch:
        if key not in catalogue.definitions:
            faults.add(step("", key), "unknown-field")
    return {key: value for key, value in patch.items() if key in catalogue.definitions}


def _refuse_restricted(wanted: Mapping[str, object], catalogue: Catalogue, clearance: Clearance) -> None:
    forbidden = [key for key in wanted if not clearance.may_write(catalogue.definitions[key])]
    if forbidden:
        raise FieldIsRestricted(action="patch", resource="customer-fields", fields=forbidden)


def _patched(definition: Definition, stored: object, patch: object, faults: Faults) -> object:
    """The normal form of the merged value; the stored one itself when they are alike."""
    if patch is None:
        return None
    new = definition.normal(definition.patched(stored, patch), faults)
    if new is UNREADABLE or stored is None:
        return new
    old = definition.normal(stored, Faults())
    return stored if old is not UNREADABLE and same(old, new) else new


def _changed(
    fields: FieldSet,
    after: Mapping[str, object],
    wanted: Mapping[str, object],
    catalogue: Catalogue,
    stamp: Stamp,
) -> Patched:
    before = fields.plain()
    changes = tuple(
        FieldChange(key, before.get(key), after.get(key), stamp)
        for key in wanted
        if not same(before.get(key), after.get(key))
    )
    claims = tuple(
        (change.key, canonical_text(change.new))
        for change in changes
        if change.new is not None and catalogue.claims(change.key)
    )
    return Patched(fields.after(changes), changes, claims) if changes else Patched(fields)
