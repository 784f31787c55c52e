"""What a customer is and how it changes."""

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given as for_all
from hypothesis import strategies

from crm_core.domain.customers.customer import (
    Address,
    Customer,
    changed_fields,
    details_from,
    details_record,
    sort_key,
)
from crm_core.domain.customers.form import DETAILS
from crm_core.domain.customers.refusals import CustomerIsArchived, RestoreTimeIsOver
from crm_core.domain.ids import CustomerId
from tests import given

LINDE = Customer(
    id=CustomerId(given.user(7)),
    tenant_id=given.TENANT,
    version=3,
    details=given.details(),
    owner_user_id=given.user(1),
    created_at=given.START,
    updated_at=given.START,
)
LATER = given.START + timedelta(days=1)


def test_a_location_belongs_to_its_parent_and_a_chain_to_itself() -> None:
    root = CustomerId(given.user(8))

    assert LINDE.chain_root_id is None
    assert evolve(LINDE, details=given.details(parent_id=root)).chain_root_id == root
    assert evolve(LINDE, details=given.details(is_chain=True)).chain_root_id == LINDE.id


def test_the_same_details_are_no_change() -> None:
    assert LINDE.described(given.details(), LATER) is LINDE
    assert LINDE.owned_by(LINDE.owner_user_id, LATER) is LINDE


def test_other_details_are_a_change_at_that_instant() -> None:
    changed = LINDE.described(given.details("Linde am Markt"), LATER)

    assert (changed.details.name, changed.updated_at) == ("Linde am Markt", LATER)
    assert changed_fields(LINDE.details, changed.details) == ("name",)


def test_an_archived_customer_refuses_to_be_written() -> None:
    LINDE.refuse_if_archived()
    with pytest.raises(CustomerIsArchived):
        LINDE.archived(LATER).refuse_if_archived()


def test_restoring_works_for_thirty_days_and_not_a_moment_longer() -> None:
    archived = LINDE.archived(LATER)
    over = LATER + timedelta(days=30)

    assert archived.restored(over - timedelta(microseconds=1)).archived_at is None
    with pytest.raises(RestoreTimeIsOver):
        archived.restored(over)


@pytest.mark.parametrize(
    ("name", "key"), [("Zazä", "zaza"), ("STRAßE", "strasse"), ("Straße", "strasse"), ("Éclair", "eclair")]
)
def test_names_sort_without_accents_and_case(name: str, key: str) -> None:
    assert sort_key(name) == key


texts = strategies.none() | strategies.text(
    strategies.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=12
).map(str.strip).filter(bool)


@for_all(
    name=strategies.sampled_from(["A", "Bäckerei Süß", "x" * 200]),
    region=texts,
    street=texts,
    is_chain=strategies.booleans(),
)
def test_details_survive_being_written_and_read(
    name: str, region: str | None, street: str | None, *, is_chain: bool
) -> None:
    details = given.details(name, region=region, address=Address(street=street), is_chain=is_chain)

    assert details_from(DETAILS.read(details_record(details))) == details
