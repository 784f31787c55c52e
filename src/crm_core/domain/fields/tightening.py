"""What a changed definition means for the values that stand: looser, or tighter and to be checked first."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice

from attrs import frozen

from crm_core.domain.fields.canonical import canonical_text
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.fields.refusals import ValuesBreakTheDefinition
from crm_core.domain.fields.widening import is_wider
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import FieldError

MOST_NAMED = 100  # customers that a refusal names; the job that checks a whole tenant lists them all


class Direction(StrEnum):
    """`SAME`: no value can tell the difference."""

    SAME = "SAME"
    LOOSENING = "LOOSENING"
    TIGHTENING = "TIGHTENING"


@frozen
class Violation:
    """One customer whose values a tighter definition would make wrong."""

    customer_id: CustomerId
    errors: tuple[FieldError, ...]


def direction_of(before: Definition, after: Definition) -> Direction:
    """A change that could make any stored value wrong is a tightening, whatever it loosens besides."""
    tighter = (
        not is_wider(after.kind, before.kind)
        or (after.unique and not before.unique)
        or not set(after.rules) <= set(before.rules)
    )
    if tighter:
        return Direction.TIGHTENING
    looser = (
        not is_wider(before.kind, after.kind)
        or (before.unique and not after.unique)
        or set(after.rules) != set(before.rules)
    )
    return Direction.LOOSENING if looser else Direction.SAME


def violators(
    definition: Definition,
    catalogue: Catalogue,
    customers: Iterable[tuple[CustomerId, Mapping[str, object]]],
) -> Iterator[Violation]:
    """The customers whose stored fields break the definition; `catalogue` has it in already.

    Customers are read one by one, so that a job can go through all of a tenant. Of customers that
    share a value which must be unique, every one but the first is named.
    """
    seen: set[str] = set()
    for customer_id, stored in customers:
        faults = Faults()
        value = _checked(definition, catalogue, stored, faults)
        if definition.unique and value is not None:
            text = canonical_text(value)
            if text in seen:
                faults.add(definition.at, "not-unique")
            seen.add(text)
        if faults.found:
            yield Violation(customer_id, tuple(faults.found))


def refuse_if_any(violations: Iterable[Violation]) -> None:
    """A tightening that breaks values is refused, with the customers that would have to change first."""
    found = list(islice(violations, MOST_NAMED))
    if found:
        raise broken_by(found)


def broken_by(violations: Iterable[Violation], *, count: int | None = None) -> ValuesBreakTheDefinition:
    """The refusal; each error points to the field of a customer, whom `customers` name as well."""
    found = list(violations)
    return ValuesBreakTheDefinition(
        errors=[
            FieldError(f"/customers/{one.customer_id}/fields{error.pointer}", error.code, error.facts)
            for one in found
            for error in one.errors
        ],
        customers=[str(one.customer_id) for one in found],
        count=len(found) if count is None else count,
    )


def _checked(
    definition: Definition, catalogue: Catalogue, stored: Mapping[str, object], faults: Faults
) -> object:
    """The normal form of the value under the definition; None where there is none."""
    raw = stored.get(definition.key)
    normal = None if raw is None else definition.normal(raw, faults)
    catalogue.check_rules(stored, [definition.key], faults)
    return None if normal is UNREADABLE else normal
