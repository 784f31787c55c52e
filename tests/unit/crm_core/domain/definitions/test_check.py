"""A check counts all, names the first hundred, and ends once."""

from datetime import timedelta
from uuid import UUID

from crm_core.domain.definitions.check import CheckState, DefinitionCheck
from crm_core.domain.fields.tightening import MOST_NAMED, Violation
from crm_core.domain.ids import CustomerId
from tests import given

CHECK = DefinitionCheck(
    UUID(int=1), "bins", CheckState.CHECKING, given.START, given.user(1), given.CORRELATION
)


def test_a_check_counts_all_and_names_the_first() -> None:
    violations = [Violation(CustomerId(UUID(int=number)), ()) for number in range(MOST_NAMED + 50)]
    check = CHECK.went_on(CustomerId(UUID(int=60)), 60, violations[:60]).went_on(None, 90, violations[60:])

    assert (check.examined, check.violating) == (150, MOST_NAMED + 50)
    assert check.violations == tuple(violations[:MOST_NAMED])


def test_marking_begins_with_the_first_customer() -> None:
    check = CHECK.went_on(CustomerId(UUID(int=60)), 60).began_marking()

    assert (check.state, check.place, check.examined) == (CheckState.MARKING, None, 0)
    assert not check.is_finished


def test_a_finished_check_says_when() -> None:
    later = given.START + timedelta(seconds=3)

    for state in (CheckState.DONE, CheckState.REFUSED):
        check = CHECK.finished(state, later)
        assert check.is_finished
        assert check.finished_at == later
