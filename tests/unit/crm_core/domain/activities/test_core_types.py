"""The core's kinds are those of the contract, and exactly the qualifying ones count."""

from crm_core.domain.activities.activity_type import Target
from crm_core.domain.leads.history import QUALIFYING_KINDS
from crm_core.pack import activity_types_of

CORE = activity_types_of()


def test_what_counts_here_is_what_the_protection_clock_counts() -> None:
    assert CORE.progress == QUALIFYING_KINDS


def test_progress_is_made_on_leads_and_the_rest_on_anybody() -> None:
    for kind in CORE.types.values():
        assert kind.target is (Target.LEAD if kind.is_progress else Target.BOTH)
    assert set(CORE.types) - CORE.progress == {"NOTE", "CALL", "EMAIL", "MEETING"}
