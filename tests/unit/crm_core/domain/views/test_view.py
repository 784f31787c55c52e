"""Whose views are whose, and with whom they may be shared."""

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.refusals import Invalid
from crm_core.domain.views.view import VIEWS, SavedView, ViewDetails, changed_details, refuse_foreign_team
from tests import given

DETAILS = ViewDetails("Hotels", {"type": "HOTEL"}, "name", ("name",), region="BERLIN")
VIEW = SavedView(given.nobody_knows(), given.TENANT, 1, given.user(1), DETAILS, given.START, given.START)
OWNER = given.rep(1)
COLLEAGUE = evolve(given.rep(2), regions=frozenset({"BERLIN"}))


@pytest.mark.parametrize(
    ("by", "reads", "writes"),
    [
        (OWNER, True, True),
        (COLLEAGUE, True, False),
        (given.rep(3), False, False),
        (given.team_lead("BERLIN"), True, False),
        (given.team_lead("KIEL"), False, False),
        (given.MANAGER, False, False),
        (given.ADMIN, True, True),
        (given.AUDITOR, True, False),
        (evolve(OWNER, tenant=given.OTHER_TENANT), False, False),
        (given.actor(Role.SERVICE, number=1), False, False),
    ],
)
def test_a_view_is_its_owners_and_read_by_the_team(by: Actor, reads: bool, writes: bool) -> None:
    scope = Scope(by)
    assert VIEWS.permits(Operation.READ, scope, VIEW) is reads
    assert VIEWS.permits(Operation.WRITE, scope, VIEW) is writes


def test_a_private_view_is_nobody_elses() -> None:
    private = evolve(VIEW, details=evolve(DETAILS, region=None))
    assert not VIEWS.permits(Operation.READ, Scope(COLLEAGUE), private)
    assert VIEWS.permits(Operation.READ, Scope(OWNER), private)


def test_one_shares_with_teams_of_ones_own() -> None:
    refuse_foreign_team(None, OWNER)
    refuse_foreign_team("BERLIN", COLLEAGUE)
    refuse_foreign_team("KIEL", given.MANAGER)
    with pytest.raises(Invalid) as refused:
        refuse_foreign_team("KIEL", COLLEAGUE)
    assert [(error.pointer, error.code) for error in refused.value.errors] == [("/region", "not-your-team")]


def test_a_description_that_says_the_same_changes_nothing() -> None:
    assert VIEW.described(DETAILS, given.START) is VIEW
    other = evolve(DETAILS, sort="-created_at", region=None)
    assert VIEW.described(other, given.START).details == other
    assert changed_details(DETAILS, other) == ("sort", "region")
