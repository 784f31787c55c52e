"""Restricted fields are read and written by those whom the specification's table names."""

from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import given as for_all
from hypothesis import strategies

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation, Policy
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.visible import (
    RESTRICTED_FIELDS,
    clearance,
    visible_changes,
    visible_fields,
    visible_keys,
)
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.clearance import FULL, Clearance
from crm_core.domain.fields.definition import Definition, Restriction
from crm_core.domain.fields.field_set import FieldChange, FieldSet, Stamp
from crm_core.domain.fields.numbers import Number
from tests import given
from tests.unit.crm_core.domain.access.test_policy import CHAIN, FOREIGN, OTHER_CHAIN, Row, actors, rows

R, W = Operation.READ, Operation.WRITE
CATALOGUE = Catalogue.of(
    [
        Definition("bins", Number(), "Tonnen", "Bins", group="g"),
        Definition("discount", Number(), "Rabatt", "Discount", group="g", restricted=Restriction.PRICE),
        Definition("margin", Number(), "Spanne", "Margin", group="g", restricted=Restriction.MARGIN),
    ]
)
STAMP = Stamp(given.user(1), given.START, given.CORRELATION, 1)
CHANGES = tuple(FieldChange(key, None, 1, STAMP) for key in ("bins", "discount", "margin", "long_gone"))
FIELDS = FieldSet().after(CHANGES)


def machine(*scopes: str) -> Actor:
    return evolve(given.actor(Role.SERVICE), token_scopes=frozenset(scopes))


TABLE = [
    # who, own chains, row, may read, may write
    (given.rep(1), (), Row(), True, False),
    (given.rep(1), (CHAIN,), FOREIGN, False, False),
    (given.team_lead("NORTH"), (), FOREIGN, True, False),
    (given.team_lead("SOUTH"), (), FOREIGN, False, False),
    (given.actor(Role.CHAIN_MANAGER, chains={CHAIN}), (), FOREIGN, True, True),
    (given.actor(Role.CHAIN_MANAGER, chains={OTHER_CHAIN}), (), FOREIGN, False, False),
    (given.MANAGER, (), FOREIGN, True, True),
    (given.ADMIN, (), FOREIGN, True, True),
    (given.AUDITOR, (), FOREIGN, True, False),
    (given.SYSTEM, (), FOREIGN, True, True),
    (machine("customers:read"), (), FOREIGN, False, False),
    (machine("customers:write"), (), FOREIGN, False, False),
    (machine("restricted-fields:read"), (), FOREIGN, True, False),
    (machine("restricted-fields:write"), (), FOREIGN, True, True),
    (evolve(given.rep(2), token_scopes=frozenset({"restricted-fields:read"})), (), FOREIGN, False, False),
    (given.actor(Role.TEAM_LEAD, Role.CHAIN_MANAGER, regions={"NORTH"}), (), FOREIGN, True, False),
    (evolve(given.MANAGER, territories=frozenset({"CH"})), (), FOREIGN, False, False),
    (evolve(given.MANAGER, channels=frozenset()), (), FOREIGN, False, False),
    (evolve(given.MANAGER, tenant=given.OTHER_TENANT), (), FOREIGN, False, False),
]


@pytest.mark.parametrize(("actor", "own_chains", "row", "reads", "writes"), TABLE)
def test_the_table_of_roles_holds(
    actor: Actor, own_chains: tuple[UUID, ...], row: Row, *, reads: bool, writes: bool
) -> None:
    cleared = clearance(Scope(actor, frozenset(own_chains)), row)

    assert (bool(cleared.reads), bool(cleared.writes)) == (reads, writes)


@for_all(actors, rows)
def test_nobody_reads_more_of_the_restricted_than_of_the_customer(actor: Actor, row: Row) -> None:
    scope = Scope(actor, frozenset({CHAIN}))

    for operation in (R, W):
        if RESTRICTED_FIELDS.permits(operation, scope, row):
            assert CUSTOMERS.permits(operation, scope, row)
    assert RESTRICTED_FIELDS.permits(R, scope, row) or not RESTRICTED_FIELDS.permits(W, scope, row)


def test_every_grant_matters() -> None:
    grants = RESTRICTED_FIELDS.grants
    for index in range(len(grants)):
        fewer = Policy("restricted-field", grants[:index] + grants[index + 1 :], RESTRICTED_FIELDS.bounds)
        scopes = [(Scope(actor, frozenset(own)), row) for actor, own, row, _, _ in TABLE]
        decided = [(fewer.permits(R, scope, row), fewer.permits(W, scope, row)) for scope, row in scopes]

        assert decided != [(reads, writes) for *_, reads, writes in TABLE], grants[index]


def test_without_clearance_restricted_fields_are_absent_by_name_and_value() -> None:
    nothing = Clearance()

    assert visible_fields(FIELDS, CATALOGUE, nothing).plain() == {"bins": 1}
    assert [change.key for change in visible_changes(CHANGES, CATALOGUE, nothing)] == ["bins"]
    assert visible_keys(CATALOGUE, nothing) == {"bins"}


def test_clearance_for_some_opens_only_those() -> None:
    prices = Clearance(reads=frozenset({Restriction.PRICE}))

    assert set(visible_fields(FIELDS, CATALOGUE, prices).values) == {"bins", "discount"}
    assert visible_keys(CATALOGUE, prices) == {"bins", "discount"}


def test_full_clearance_sees_all_that_stands() -> None:
    assert visible_fields(FIELDS, CATALOGUE, FULL) == FIELDS
    assert visible_changes(CHANGES, CATALOGUE, FULL) == CHANGES


@for_all(actors, rows, strategies.frozensets(strategies.sampled_from(["bins", "discount", "margin"])))
def test_what_is_seen_of_a_part_is_the_part_of_what_is_seen(
    actor: Actor, row: Row, kept: frozenset[str]
) -> None:
    cleared = clearance(Scope(actor), row)
    part = FieldSet().after(change for change in CHANGES if change.key in kept)

    assert visible_fields(part, CATALOGUE, cleared).plain() == {
        key: value for key, value in visible_fields(FIELDS, CATALOGUE, cleared).plain().items() if key in kept
    }
