"""How checks of definitions are written as rows and read back."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from psycopg.types.json import Jsonb

from adapters.postgres.exact_json import exact_json
from adapters.postgres.flush import Row
from adapters.postgres.instants import utc, utc_or_none
from crm_core.domain.definitions.check import CheckState, DefinitionCheck
from crm_core.domain.fields.tightening import Violation
from crm_core.domain.ids import CorrelationId, CustomerId, UserId
from crm_core.domain.refusals import FieldError

CHECK_COLUMNS = """id, key, state, asked_at, asked_by, correlation_id, place, examined, violating, violations,
    finished_at"""


def check_row(check: DefinitionCheck) -> tuple[object, ...]:
    """The values of CHECK_COLUMNS."""
    asked = (check.asked_at, check.asked_by, check.correlation)
    reached = (check.place, check.examined, check.violating, _violations(check.violations))
    return (check.id, check.key, check.state, *asked, *reached, check.finished_at)


def check_from(row: Row) -> DefinitionCheck:
    check_id, key, state, at, by, correlation, place, examined, violating, violations, finished_at = row
    return DefinitionCheck(
        id=check_id,
        key=key,
        state=CheckState(state),
        asked_at=utc(at),
        asked_by=UserId(by),
        correlation=CorrelationId(correlation),
        place=None if place is None else CustomerId(place),
        examined=examined,
        violating=violating,
        violations=tuple(_violation(one) for one in violations),
        finished_at=utc_or_none(finished_at),
    )


def _violations(violations: Iterable[Violation]) -> Jsonb:
    """Which members of whom are wrong in what way; what stands there is not written down."""
    return exact_json(
        [
            {
                "customer": str(one.customer_id),
                "errors": [[error.pointer, error.code, _plain(error.facts)] for error in one.errors],
            }
            for one in violations
        ]
    )


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: fact if isinstance(fact, int | list) else str(fact) for name, fact in facts.items()}


def _violation(one: Mapping[str, object]) -> Violation:
    errors = one["errors"]
    assert isinstance(errors, list)  # noqa: S101 - written above
    found = tuple(FieldError(pointer, code, facts) for pointer, code, facts in errors)
    return Violation(CustomerId(UUID(str(one["customer"]))), found)
