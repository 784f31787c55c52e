"""What a token says becomes exactly the actor it describes; what cannot be read grants nothing."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from adapters.oidc.claims import ClaimNames, Unreadable, actor_from
from crm_core.domain.access.role import Role
from tests import given
from tests.adapters.oidc.issuer import claims

NAMES = ClaimNames()


def test_absent_and_empty_are_told_apart() -> None:
    absent = actor_from(claims(), NAMES)
    assert (absent.territories, absent.channels) == (None, None)
    empty = actor_from(claims(territories=[], channels=[]), NAMES)
    assert (empty.territories, empty.channels) == (frozenset(), frozenset())
    assert (absent.regions, absent.chains) == (frozenset(), frozenset())


def test_everything_a_token_may_say_is_read() -> None:
    chain = UUID(int=7)
    actor = actor_from(
        claims(
            roles=["team-lead", "chain-manager"],
            regions=["BERLIN"],
            territories=["DE", "AT"],
            chains=[str(chain)],
            channels=["DIRECT"],
        ),
        NAMES,
    )
    assert actor.roles == {Role.TEAM_LEAD, Role.CHAIN_MANAGER}
    assert actor.regions == {"BERLIN"}
    assert actor.territories == frozenset({"DE", "AT"})
    assert actor.chains == {chain}
    assert actor.channels == frozenset({"DIRECT"})
    assert (actor.user, actor.tenant) == (given.user(1), given.TENANT)


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        (["manager", "offline_access", "Admin", "ADMIN", "uma_authorization"], {Role.MANAGER}),
        (["system"], set()),
        (["system", "sales-rep"], {Role.SALES_REP}),
        ([" admin", "admin "], set()),
        ([], set()),
        ("auditor", {Role.AUDITOR}),
    ],
)
def test_unknown_roles_and_the_systems_own_grant_nothing(said: Any, roles: set[Role]) -> None:
    assert actor_from(claims(roles=said), NAMES).roles == roles


def test_keycloak_is_understood_out_of_the_box() -> None:
    said = claims(roles=..., realm_access={"roles": ["team-lead", "offline_access"]}, regions="BERLIN")
    actor = actor_from(said, NAMES)
    assert actor.roles == {Role.TEAM_LEAD}
    assert actor.regions == {"BERLIN"}


def test_claim_names_can_be_chosen_also_with_paths_and_addresses() -> None:
    names = ClaimNames(tenant="https://crm.example/tenant", roles="resource_access.crm.roles", user="uid")
    said = claims(
        tenant=...,
        roles=["admin"],
        uid=str(given.user(8)),
        resource_access={"crm": {"roles": ["auditor"]}},
        **{"https://crm.example/tenant": str(given.OTHER_TENANT)},
    )
    actor = actor_from(said, names)
    assert actor.roles == {Role.AUDITOR}
    assert (actor.tenant, actor.user) == (given.OTHER_TENANT, given.user(8))


def test_a_path_that_leads_nowhere_is_an_absent_claim() -> None:
    said = claims(roles=["admin"], realm_access="none")
    assert actor_from(said, ClaimNames(roles="realm_access.roles")).roles == frozenset()


def test_scopes_count_for_machines_only_and_are_never_roles() -> None:
    machine = actor_from(claims(roles=["service"], scope="customers:read admin"), NAMES)
    assert machine.token_scopes == {"customers:read"}
    person = actor_from(claims(roles=["sales-rep"], scope="customers:write"), NAMES)
    assert person.token_scopes == frozenset()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)


@drawn(
    said=st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ("roles", "regions", "territories", "chains", "channels", "scope", "realm_access"), JSON
        ),
    )
)
def test_no_claim_ever_makes_a_token_mean_more_than_a_list_of_known_names(said: dict[str, Any]) -> None:
    try:
        actor = actor_from(claims(**{"roles": ..., **said}), NAMES)
    except Unreadable:
        return
    assert Role.SYSTEM not in actor.roles
    assert all(isinstance(region, str) for region in actor.regions)
    for name, found in (("territories", actor.territories), ("channels", actor.channels)):
        assert (found is None) == (name not in said)
