"""Whoever the policy lets in is let in by an opening that names them, and nobody else is."""

from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import given as for_all
from hypothesis import strategies

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.openings import Opening, Surroundings, limits, openings
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.sentences import limit_sentence, sentence
from crm_core.domain.access.visible import RESTRICTED_FIELDS
from crm_core.domain.language import Language
from tests import given
from tests.unit.crm_core.domain.access.test_policy import CHAIN, Row, actors, rows

POLICIES = (CUSTOMERS, RESTRICTED_FIELDS)
owners = strategies.frozensets(strategies.sampled_from([given.user(1), given.user(2)]))


def scope_of(actor: Actor, row: Row, around: Surroundings) -> Scope:
    """What the actor stands on in a world where these surroundings are all there is."""
    chain = frozenset[UUID]() if row.chain_root_id is None else frozenset({row.chain_root_id})
    own = chain if actor.user in around.chain_owners else frozenset[UUID]()
    return Scope(actor, own, own if around.is_shared else frozenset())


@for_all(actors, rows, owners, strategies.booleans())
def test_an_opening_is_what_the_policy_says(
    actor: Actor, row: Row, chain_owners: frozenset[UUID], is_shared: bool
) -> None:
    row = evolve(row, parent_id=row.chain_root_id)
    around = Surroundings(chain_owners, is_shared)  # type: ignore[arg-type]  # ids of people
    scope = scope_of(actor, row, around)
    unlimited = all(
        getattr(actor, one.claim) is None or one.value in getattr(actor, one.claim) for one in limits(row)
    )
    for policy in POLICIES:
        for operation in Operation:
            comes_in = any(
                one.resource == policy.resource and operation in one.operations and one.admits(scope)
                for one in openings(row, around)
            )
            assert (comes_in and unlimited) == policy.permits(operation, scope, row), operation


FULL = openings(Row(), Surroundings(frozenset({given.user(1), given.user(2)}), is_shared=True))


@pytest.mark.parametrize("opening", FULL, ids=lambda one: f"{one.resource} {one.rule}")
@pytest.mark.parametrize("language", Language)
def test_every_opening_has_its_sentence(opening: Opening, language: Language) -> None:
    told = sentence(opening, language)

    assert told.endswith(".")
    assert "{" not in told
    assert "None" not in told
    assert all(grip in told for grip in opening.grips)
    assert all(str(one) in told for one in opening.people or ())


def test_every_rule_of_the_policy_is_among_them() -> None:
    assert len(FULL) == sum(len(policy.grants) for policy in POLICIES)
    assert {one.rule for one in FULL} == {"everything", "owner", "sibling", "shared", "region", "chain"}


def test_where_there_is_nobody_there_is_no_opening() -> None:
    nobody = Row(owner_user_id=None, region=None, chain_root_id=None, parent_id=None)

    assert {one.rule for one in openings(nobody, Surroundings(is_shared=True))} == {"everything"}


def test_sentences_read_like_sentences() -> None:
    region = next(one for one in FULL if one.rule == "region")
    assert sentence(region, Language.EN) == (
        "Whoever answers for the region NORTH, with team-lead, sees it, may create such a one, may change it "
        "and may work with it (activities, samples)."
    )
    assert sentence(region, Language.DE).startswith("Wer für die Region NORTH zuständig ist, mit team-lead,")
    assert [limit_sentence(one, Language.EN) for one in limits(Row())] == [
        "Whoever is bound to territories comes in only if DE is among them.",
        "Whoever is bound to channels comes in only if DIRECT is among them.",
    ]


def test_the_chain_is_named_to_its_manager() -> None:
    chain = next(one for one in FULL if one.rule == "chain")
    assert chain.admits(Scope(given.actor(Role.CHAIN_MANAGER, chains={CHAIN})))
    assert not chain.admits(Scope(given.actor(Role.CHAIN_MANAGER)))
