"""Before a season opens and before a contract renews something is due, as soon as the field says when."""

from datetime import UTC, date, datetime

import pytest

from crm_core.domain.customers.customer import Customer
from crm_core.domain.follow_ups.follow_up import FollowUp, State
from crm_core.domain.ids import CustomerId
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.events.consume import consume
from crm_core.use_cases.field_days import field_days
from tests import due, given
from tests.logged import logged

OWNER = given.rep(1)
SEASON, CONTRACT = "seasonal_menu_cycle", "current_supplier_contracts"


@pytest.fixture
def customer(food_world: World) -> Customer:
    return given.customer(food_world, owner=OWNER.user)


def says(world: World, customer_id: CustomerId, **fields: object) -> None:
    patch_fields(PatchFields(customer_id, fields), actor=OWNER, world=world)
    follow(world)


def follow(world: World) -> None:
    world.relay.move(limit=500)
    while consume(field_days(world), actor=given.SYSTEM, world=world):
        pass


def asked(world: World, state: State = State.OPEN) -> list[FollowUp]:
    return list(due.page(world, OWNER, state=state))


def test_two_weeks_before_the_season_opens_the_menu_is_to_be_settled(
    food_world: World, customer: Customer
) -> None:
    says(food_world, customer.id, **{SEASON: {"season_start": "2026-06-01", "season_end": "2026-08-31"}})
    [one] = asked(food_world)

    assert (one.rule, one.owner_user_id) == ("menu-appointment", OWNER.user)
    assert (one.source.kind, one.source.day0) == ("field", date(2026, 6, 1))
    assert one.due_at == datetime(2026, 5, 18, 22, tzinfo=UTC)


def test_thirty_days_before_the_contract_renews_those_who_decide_are_to_be_aligned(
    food_world: World, customer: Customer
) -> None:
    says(food_world, customer.id, **{CONTRACT: {"renewal_date": "2026-06-30"}})
    [one] = asked(food_world)

    assert (one.rule, one.due_at) == ("decision-alignment", datetime(2026, 5, 31, 22, tzinfo=UTC))
    logged(food_world, customer.id, "DECISION_ALIGNMENT", outcome="ALIGNED", roles=["CHEF"])
    follow(food_world)
    assert [asked(food_world), len(asked(food_world, State.DONE))] == [[], 1]


def test_another_day_asks_anew_and_no_day_asks_nothing(food_world: World, customer: Customer) -> None:
    for start in ("2026-06-01", "2026-07-01"):
        says(food_world, customer.id, **{SEASON: {"season_start": start, "season_end": "2026-08-31"}})
    assert [one.source.day0 for one in asked(food_world)] == [date(2026, 7, 1)]

    says(food_world, customer.id, **{SEASON: None})
    assert asked(food_world) == []
    assert len(asked(food_world, State.CANCELED)) == 2


def test_what_is_said_again_or_was_done_for_that_day_is_not_asked_twice(
    food_world: World, customer: Customer
) -> None:
    says(food_world, customer.id, **{SEASON: {"season_start": "2026-06-01"}})
    says(food_world, customer.id, **{SEASON: {"season_start": "2026-06-01", "season_end": "2026-08-31"}})
    assert len(asked(food_world)) == 1
    logged(food_world, customer.id, "MENU_INTEGRATION", outcome="MENU_LOCKED", season="Sommer")
    says(food_world, customer.id, **{SEASON: {"season_start": "2026-06-01", "season_end": "2026-09-30"}})
    assert asked(food_world) == []


def test_a_day_that_is_over_and_an_archived_customer_ask_nothing(
    food_world: World, customer: Customer
) -> None:
    says(food_world, customer.id, **{SEASON: {"season_start": "2026-03-01", "season_end": "2026-08-31"}})
    other = given.customer(food_world, owner=OWNER.user)
    patch_fields(
        PatchFields(other.id, {SEASON: {"season_start": "2026-06-01"}}), actor=OWNER, world=food_world
    )
    archive_customer(ArchiveCustomer(other.id), actor=given.MANAGER, world=food_world)
    follow(food_world)
    assert asked(food_world) == []


def test_it_is_asked_once_however_often_the_event_comes(food_world: World, customer: Customer) -> None:
    says(food_world, customer.id, **{SEASON: {"season_start": "2026-06-01"}})
    with food_world.unit_of_work(given.SYSTEM) as uow:
        for event in uow.event_log.read_after(given.TENANT, 0, limit=500):
            field_days(food_world).apply(event, uow)
        uow.commit()
    assert len(asked(food_world)) == 1
