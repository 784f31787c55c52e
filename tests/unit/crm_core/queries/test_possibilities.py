"""What is worth offering to whom: everything to those who sell, nothing to those who only read."""

import pytest
from attrs import asdict

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.queries.possibilities import possibilities
from tests import given


@pytest.mark.parametrize("actor", [given.rep(1), given.team_lead("NORTH"), given.MANAGER, given.ADMIN])
def test_whoever_sells_or_leads_is_offered_everything(actor: Actor) -> None:
    assert all(asdict(possibilities(actor)).values())


def test_an_auditor_is_offered_nothing() -> None:
    assert not any(asdict(possibilities(given.AUDITOR)).values())


def test_a_chain_manager_works_with_customers_and_with_leads_only_where_asked_to_help() -> None:
    found = possibilities(given.actor(Role.CHAIN_MANAGER))
    assert (found.create_customers, found.engage, found.register_leads) == (True, True, False)
