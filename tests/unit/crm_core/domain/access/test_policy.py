"""Who may do what to a customer, role by role, as the table of the specification says."""

from uuid import UUID

import pytest
from attrs import evolve, frozen
from hypothesis import given as for_all
from hypothesis import strategies

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation, Policy
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from tests import given

CHAIN = UUID(int=0xC1)
OTHER_CHAIN = UUID(int=0xC2)
OWNER = given.user(1)


@frozen
class Row:
    tenant_id: object = given.TENANT
    owner_user_id: UUID | None = OWNER
    region: str | None = "NORTH"
    territory: str = "DE"
    channel: str = "DIRECT"
    chain_root_id: UUID | None = CHAIN
    parent_id: UUID | None = CHAIN


def scope(actor: Actor, own_chains: frozenset[UUID] = frozenset()) -> Scope:
    return Scope(actor, own_chains)


def may(operation: Operation, actor: Actor, row: Row, own_chains: frozenset[UUID] = frozenset()) -> bool:
    return CUSTOMERS.permits(operation, scope(actor, own_chains), row)


R, W, C = Operation.READ, Operation.WRITE, Operation.CREATE
FOREIGN = Row(owner_user_id=given.user(9))

TABLE = [
    # who, own chains, row, may read, may write
    (given.rep(1), (), Row(), True, True),
    (given.rep(1), (), FOREIGN, False, False),
    (given.rep(1), (CHAIN,), FOREIGN, True, False),
    (given.rep(1), (OTHER_CHAIN,), FOREIGN, False, False),
    (given.rep(1), (CHAIN,), evolve(FOREIGN, chain_root_id=None), False, False),
    (given.rep(1), (), Row(owner_user_id=None), False, False),
    (given.team_lead("NORTH"), (), FOREIGN, True, True),
    (given.team_lead("SOUTH"), (), FOREIGN, False, False),
    (given.team_lead(), (), FOREIGN, False, False),
    (given.team_lead("NORTH"), (), Row(owner_user_id=None), True, True),
    (given.team_lead("NORTH"), (), Row(region=None), False, False),
    (given.actor(Role.CHAIN_MANAGER, chains={CHAIN}), (), FOREIGN, True, True),
    (given.actor(Role.CHAIN_MANAGER, chains={OTHER_CHAIN}), (), FOREIGN, False, False),
    (given.actor(Role.CHAIN_MANAGER), (), FOREIGN, False, False),
    (given.MANAGER, (), Row(region=None, owner_user_id=None), True, True),
    (given.ADMIN, (), FOREIGN, True, True),
    (given.AUDITOR, (), FOREIGN, True, False),
    (given.actor(Role.SERVICE), (), FOREIGN, False, False),
    (evolve(given.actor(Role.SERVICE), token_scopes=frozenset({"customers:read"})), (), FOREIGN, True, False),
    (evolve(given.actor(Role.SERVICE), token_scopes=frozenset({"customers:write"})), (), FOREIGN, True, True),
    (evolve(given.rep(2), token_scopes=frozenset({"customers:read"})), (), FOREIGN, False, False),
    (evolve(given.actor(Role.SERVICE), token_scopes=frozenset({"manager"})), (), FOREIGN, False, False),
    (given.actor(Role.AUDITOR, Role.SALES_REP, number=1), (), Row(), True, True),
    (evolve(given.MANAGER, tenant=given.OTHER_TENANT), (), FOREIGN, False, False),
    (given.rep(1, territories=frozenset({"DE"})), (), Row(), True, True),
    (given.rep(1, territories=frozenset({"CH"})), (), Row(), False, False),
    (given.rep(1, territories=frozenset()), (), Row(), False, False),
    (given.rep(1, channels=frozenset()), (), Row(), False, False),
    (given.rep(1, channels=frozenset({"PARTNER"})), (), Row(), False, False),
    (evolve(given.team_lead("NORTH"), territories=frozenset({"AT"})), (), FOREIGN, False, False),
    (evolve(given.MANAGER, territories=frozenset({"AT"})), (), FOREIGN, False, False),
]


@pytest.mark.parametrize(("actor", "own_chains", "row", "reads", "writes"), TABLE)
def test_the_table_of_roles_holds(
    actor: Actor, own_chains: tuple[UUID, ...], row: Row, *, reads: bool, writes: bool
) -> None:
    assert may(R, actor, row, frozenset(own_chains)) is reads
    assert may(W, actor, row, frozenset(own_chains)) is writes
    assert may(C, actor, row, frozenset(own_chains)) is writes


actors = strategies.builds(
    given.actor,
    strategies.sampled_from([role for role in Role if role is not Role.SYSTEM]),
    number=strategies.integers(1, 2),
    regions=strategies.frozensets(strategies.sampled_from(["NORTH", "SOUTH"])),
    chains=strategies.frozensets(strategies.sampled_from([CHAIN, OTHER_CHAIN])),
    territories=strategies.none() | strategies.frozensets(strategies.sampled_from(["DE", "CH"])),
    channels=strategies.none() | strategies.frozensets(strategies.sampled_from(["DIRECT", "PARTNER"])),
)
rows = strategies.builds(
    Row,
    owner_user_id=strategies.sampled_from([given.user(1), given.user(2), None]),
    region=strategies.sampled_from(["NORTH", "SOUTH", None]),
    territory=strategies.sampled_from(["DE", "CH"]),
    channel=strategies.sampled_from(["DIRECT", "PARTNER"]),
    chain_root_id=strategies.sampled_from([CHAIN, OTHER_CHAIN, None]),
)


@for_all(actors, rows)
def test_whoever_may_write_may_read(actor: Actor, row: Row) -> None:
    assert may(R, actor, row) or not may(W, actor, row)


@for_all(actors, rows)
def test_nothing_crosses_the_wall_between_tenants(actor: Actor, row: Row) -> None:
    assert not may(R, evolve(actor, tenant=given.OTHER_TENANT), row)


@for_all(actors, rows, strategies.sampled_from(list(Operation)))
def test_a_claim_on_territories_only_ever_narrows(actor: Actor, row: Row, operation: Operation) -> None:
    unbounded = evolve(actor, territories=None)

    assert may(operation, unbounded, row) or not may(operation, actor, row)


@for_all(rows, strategies.sampled_from(list(Operation)))
def test_without_a_role_there_is_nothing(row: Row, operation: Operation) -> None:
    assert not may(operation, evolve(given.MANAGER, roles=frozenset()), row)


@for_all(actors, rows, strategies.sampled_from(list(Operation)))
def test_several_roles_are_their_union(actor: Actor, row: Row, operation: Operation) -> None:
    both = evolve(actor, roles=actor.roles | {Role.TEAM_LEAD})
    lead = evolve(actor, roles=frozenset({Role.TEAM_LEAD}))

    assert may(operation, both, row) == (may(operation, actor, row) or may(operation, lead, row))


ROOT = evolve(FOREIGN, parent_id=None)


@pytest.mark.parametrize(
    ("actor", "own_chains", "shared_chains", "row", "engages"),
    [
        (given.rep(1), (), (), Row(), True),
        (given.rep(1), (CHAIN,), (), FOREIGN, False),
        (given.rep(1), (CHAIN,), (CHAIN,), FOREIGN, True),
        (given.rep(1), (CHAIN,), (CHAIN,), ROOT, False),
        (given.rep(1), (CHAIN, OTHER_CHAIN), (OTHER_CHAIN,), FOREIGN, False),
        (given.rep(1, territories=frozenset({"CH"})), (CHAIN,), (CHAIN,), FOREIGN, False),
        (evolve(given.rep(1), tenant=given.OTHER_TENANT), (CHAIN,), (CHAIN,), FOREIGN, False),
        (given.AUDITOR, (CHAIN,), (CHAIN,), FOREIGN, False),
    ],
)
def test_owners_in_a_shared_chain_engage_with_the_other_locations(
    actor: Actor,
    own_chains: tuple[UUID, ...],
    shared_chains: tuple[UUID, ...],
    row: Row,
    *,
    engages: bool,
) -> None:
    stands = Scope(actor, frozenset(own_chains), frozenset(shared_chains))

    assert CUSTOMERS.permits(Operation.ENGAGE, stands, row) is engages
    if row is FOREIGN:
        assert not CUSTOMERS.permits(W, stands, row)


@for_all(actors, rows)
def test_whoever_may_write_may_engage(actor: Actor, row: Row) -> None:
    assert may(Operation.ENGAGE, actor, row) == may(W, actor, row)


def test_every_grant_matters() -> None:
    """Without any one of the grants some row of the table is decided otherwise."""
    for index in (number for number, grant in enumerate(CUSTOMERS.grants) if R in grant.operations):
        fewer = Policy("customer", CUSTOMERS.grants[:index] + CUSTOMERS.grants[index + 1 :], CUSTOMERS.bounds)
        decided = [
            (
                fewer.permits(R, scope(actor, frozenset(own)), row),
                fewer.permits(W, scope(actor, frozenset(own)), row),
            )
            for actor, own, row, _, _ in TABLE
        ]
        assert decided != [(reads, writes) for _, _, _, reads, writes in TABLE], CUSTOMERS.grants[index]


@for_all(
    role=strategies.sampled_from(Role),
    operation=strategies.sampled_from(Operation),
    mine=strategies.booleans(),
    region=strategies.sampled_from(["NORTH", None]),
    parent=strategies.sampled_from([CHAIN, None]),
)
def test_what_cannot_be_permitted_anywhere_is_permitted_nowhere(
    role: Role, operation: Operation, mine: bool, region: str | None, parent: UUID | None
) -> None:
    actor = evolve(given.actor(role), regions=frozenset({"NORTH"}), chains=frozenset({CHAIN}))
    row = Row(owner_user_id=actor.user if mine else OWNER, region=region, parent_id=parent)
    stands = Scope(actor, frozenset({CHAIN}), frozenset({CHAIN}))
    if not CUSTOMERS.may_permit(operation, stands):
        assert not CUSTOMERS.permits(operation, stands, row)


def test_whoever_writes_nothing_need_not_be_offered_anything() -> None:
    assert [one for one in Operation if CUSTOMERS.may_permit(one, Scope(given.AUDITOR))] == [Operation.READ]
    assert all(CUSTOMERS.may_permit(one, Scope(given.rep(1))) for one in Operation)
