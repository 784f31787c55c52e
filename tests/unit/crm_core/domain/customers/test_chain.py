"""How chains and locations hang together."""

import pytest
from attrs import evolve

from crm_core.domain.customers.chain import refuse_crooked, refuse_unless_chain
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Invalid
from tests import given
from tests.unit.crm_core.domain.customers.test_customer import LATER, LINDE

ROOT = CustomerId(given.user(8))


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in refusal.value.errors]


def test_a_chain_has_no_parent() -> None:
    with pytest.raises(Invalid) as refusal:
        refuse_crooked(given.details(is_chain=True, parent_id=ROOT))
    assert codes(refusal) == [("parentId", "chain-has-no-parent")]


def test_nothing_is_its_own_parent() -> None:
    with pytest.raises(Invalid) as refusal:
        refuse_crooked(given.details(parent_id=ROOT), own_id=ROOT)
    assert codes(refusal) == [("parentId", "own-parent")]


def test_an_absent_parent_is_an_unknown_reference() -> None:
    with pytest.raises(Invalid) as refusal:
        refuse_unless_chain(None)
    assert codes(refusal) == [("parentId", "unknown-reference")]


def test_a_parent_must_be_a_living_chain() -> None:
    chain = evolve(LINDE, details=given.details(is_chain=True))

    refuse_unless_chain(chain)
    for parent in (LINDE, chain.archived(LATER)):
        with pytest.raises(Invalid) as refusal:
            refuse_unless_chain(parent)
        assert codes(refusal) == [("parentId", "parent-is-no-chain")]
