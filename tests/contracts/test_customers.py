"""What every store of customers keeps for a command: the invisible is absent, the forbidden is refused."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import (
    Address,
    Channel,
    Contactability,
    CoveragePolicy,
    Customer,
    CustomerType,
)
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Conflict, NotAllowed, NotFound, Outdated
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from tests import given


def kept(world: World, customer: Customer, by: Actor = given.MANAGER) -> Customer | None:
    with world.unit_of_work(by) as uow:
        return uow.customers.find(customer.id)


def made(world: World, **more: object) -> Customer:
    return Customer(
        id=CustomerId(world.ids.new()),
        tenant_id=given.TENANT,
        version=1,
        details=given.details(**more),  # type: ignore[arg-type]  # a builder's loose arguments
        owner_user_id=None,
        created_at=given.START,
        updated_at=given.START,
    )


def test_a_customer_comes_back_as_it_was_kept(world: World) -> None:
    chain = given.chain(world)
    full = evolve(
        made(
            world,
            name="Käserei Süß & Söhne",
            type=CustomerType.BETRIEBSGASTRONOMIE,
            territory="AT",
            region=None,
            parent_id=chain.id,
            coverage_policy=CoveragePolicy.CHAIN_SHARED,
            channel=Channel.PARTNER,
            address=Address("Gasse 1", "1010", "Wien", "AT-9", "AT"),
            contact_email="k@example.com",
            phone="+43 1 234",
            website="https://example.com",
        ),
        owner_user_id=given.user(3),
        contactability=Contactability.SOFT_BOUNCE,
        updated_at=given.START + timedelta(microseconds=1),
        archived_at=given.START + timedelta(days=1),
    )
    with world.unit_of_work(given.MANAGER) as uow:
        uow.customers.add(full)
        uow.commit()

    assert kept(world, full) == full


def test_a_locked_customer_is_at_its_next_version(world: World) -> None:
    customer = given.customer(world)
    with world.unit_of_work(given.MANAGER) as uow:
        locked = uow.customers.lock(customer.id, version=1)
        changed = evolve(locked, owner_user_id=given.user(5))
        uow.customers.save(changed)
        uow.commit()

    assert locked == evolve(customer, version=2)
    assert kept(world, customer) == changed


def test_what_is_invisible_is_as_absent_as_what_never_was(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    foreign = given.actor(Role.ADMIN, tenant=given.OTHER_TENANT)
    for actor, customer_id in (
        (given.rep(2), customer.id),
        (foreign, customer.id),
        (given.MANAGER, given.nobody_knows()),
    ):
        with pytest.raises(NotFound), world.unit_of_work(actor) as uow:  # noqa: PT012 - the unit as a whole is refused
            assert uow.customers.find(customer_id) is None
            assert uow.customers.hold_chain(customer_id) is None
            uow.customers.lock(customer_id)


def test_a_sibling_is_seen_and_not_written(world: World) -> None:
    chain = given.chain(world)
    given.location(world, chain, owner=given.user(1))
    sibling = given.location(world, chain, "Nordsee Husum", owner=given.user(2))
    assert kept(world, sibling, by=given.rep(1)) == sibling
    with pytest.raises(NotAllowed) as refusal, world.unit_of_work(given.rep(1)) as uow:
        uow.customers.lock(sibling.id, version=99)

    assert refusal.value.facts["resource_id"] == str(sibling.id)
    assert kept(world, sibling) == sibling


def engaged(world: World, customer: Customer, by: Actor) -> Customer:
    with world.unit_of_work(by) as uow:
        return uow.customers.engage(customer.id)


@pytest.mark.parametrize("coverage", CoveragePolicy)
def test_a_sibling_is_engaged_with_where_the_coverage_is_shared(
    world: World, coverage: CoveragePolicy
) -> None:
    chain = given.chain(world, coverage_policy=coverage)
    own = given.location(world, chain, owner=given.user(1))
    sibling = given.location(world, chain, "Nordsee Husum", owner=given.user(2))
    assert engaged(world, own, by=given.rep(1)) == own

    if coverage is CoveragePolicy.CHAIN_SHARED:
        assert engaged(world, sibling, by=given.rep(1)) == sibling
    else:
        with pytest.raises(NotAllowed) as refusal:
            engaged(world, sibling, by=given.rep(1))
        assert refusal.value.facts == {
            "action": "engage",
            "resource": "customer",
            "resource_id": str(sibling.id),
        }
    # The root is no location.
    with pytest.raises(NotAllowed):
        engaged(world, chain, by=given.rep(1))


def test_what_a_location_says_about_coverage_shares_nothing(world: World) -> None:
    chain = given.chain(world)
    shared = CoveragePolicy.CHAIN_SHARED
    given.location(world, chain, owner=given.user(1), coverage_policy=shared)
    sibling = given.location(world, chain, "Nordsee Husum", owner=given.user(2), coverage_policy=shared)
    with pytest.raises(NotAllowed):
        engaged(world, sibling, by=given.rep(1))


def test_nobody_engages_with_what_they_do_not_see(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    foreign = given.actor(Role.ADMIN, tenant=given.OTHER_TENANT)
    for actor in (given.rep(2), foreign):
        with pytest.raises(NotFound):
            engaged(world, customer, by=actor)
    with pytest.raises(NotAllowed):
        engaged(world, customer, by=given.AUDITOR)


def test_a_version_that_is_no_longer_the_present_one_is_outdated(world: World) -> None:
    customer = given.customer(world)
    with pytest.raises(Outdated) as refusal, world.unit_of_work(given.MANAGER) as uow:
        uow.customers.lock(customer.id, version=2)

    assert refusal.value.facts == {"current": 1}


def test_nobody_makes_a_customer_out_of_their_reach(world: World) -> None:
    for actor in (given.AUDITOR, given.rep(1), given.team_lead("HAMBURG")):
        with pytest.raises(NotAllowed), world.unit_of_work(actor) as uow:  # noqa: PT012 - the unit as a whole is refused
            uow.customers.add(made(world))
            uow.commit()


def test_nobody_moves_a_customer_out_of_their_reach(world: World) -> None:
    customer = given.customer(world, region="HAMBURG")
    lead = given.team_lead("HAMBURG")
    with pytest.raises(NotAllowed), world.unit_of_work(lead) as uow:  # noqa: PT012 - the unit as a whole is refused
        locked = uow.customers.lock(customer.id)
        uow.customers.save(evolve(locked, details=evolve(locked.details, region="BERLIN")))
        uow.commit()

    assert kept(world, customer) == customer


def test_locations_count_also_when_the_caller_cannot_see_them(world: World) -> None:
    chain = given.chain(world, region="HAMBURG")
    location = given.location(world, chain, region="BERLIN")
    lead = given.team_lead("HAMBURG")
    with world.unit_of_work(lead) as uow:
        assert uow.customers.find(location.id) is None
        assert uow.customers.has_live_locations(chain.id)
    archive_customer(ArchiveCustomer(location.id), actor=given.MANAGER, world=world)
    with world.unit_of_work(lead) as uow:
        assert not uow.customers.has_live_locations(chain.id)


def test_archived_locations_count_as_long_as_they_may_come_back(world: World) -> None:
    chain = given.chain(world, region="HAMBURG")
    location = given.location(world, chain, region="BERLIN")

    def may_come_back(at: datetime, of: CustomerId = chain.id) -> bool:
        with world.unit_of_work(given.team_lead("HAMBURG")) as uow:
            return uow.customers.has_restorable_locations(of, at)

    assert not may_come_back(world.clock.now()), "it is alive"
    archived = archive_customer(ArchiveCustomer(location.id), actor=given.MANAGER, world=world).archived_at
    assert archived is not None
    assert may_come_back(archived)
    assert may_come_back(archived + timedelta(days=30, microseconds=-1))
    assert not may_come_back(archived + timedelta(days=30))
    assert not may_come_back(archived, location.id)


def test_a_held_chain_stays_what_it_is_until_the_end(world: World) -> None:
    chain = given.chain(world)
    with ThreadPoolExecutor(1) as thread:
        with world.unit_of_work(given.rep(1)) as uow:
            uow.customers.hold_chain(chain.id)
        with world.unit_of_work(given.MANAGER) as uow:
            assert uow.customers.hold_chain(chain.id) == chain
            archiving = thread.submit(
                archive_customer, ArchiveCustomer(chain.id), actor=given.MANAGER, world=world
            )
            assert wait([archiving], timeout=0.5).done == set()
            assert uow.customers.find(chain.id) == chain
        assert archiving.result(5).archived_at is not None


def test_who_engages_holds_the_customer_and_the_next_one_waits(world: World) -> None:
    chain = given.chain(world, coverage_policy=CoveragePolicy.CHAIN_SHARED)
    given.location(world, chain, owner=given.user(1))
    sibling = given.location(world, chain, "Nordsee Husum", owner=given.user(2))
    with ThreadPoolExecutor(2) as threads:
        with world.unit_of_work(given.rep(1)) as uow:
            uow.customers.engage(sibling.id)
            others = [
                threads.submit(engaged, world, sibling, given.rep(2)),
                threads.submit(
                    archive_customer, ArchiveCustomer(sibling.id), actor=given.MANAGER, world=world
                ),
            ]
            assert wait(others, timeout=0.5).done == set()
        assert {one.result(5).id for one in others} == {sibling.id}


def test_an_id_is_given_once(world: World) -> None:
    customer = made(world)
    add(world, customer)
    with pytest.raises(Conflict):
        add(world, evolve(customer, details=given.details("Another")))

    assert kept(world, customer) == customer


def add(world: World, customer: Customer) -> None:
    with world.unit_of_work(given.MANAGER) as uow:
        uow.customers.add(customer)
        uow.commit()


def test_a_chain_is_alive_also_for_who_does_not_see_it(world: World) -> None:
    chain, house = given.chain(world, region="KIEL"), given.customer(world)
    other = given.chain(world, "Other")
    archive_customer(ArchiveCustomer(other.id), actor=given.MANAGER, world=world)
    foreign = given.actor(tenant=given.OTHER_TENANT)

    def alive(customer_id: CustomerId, by: Actor) -> bool:
        with world.unit_of_work(by) as uow:
            return uow.customers.hold_live_chain(customer_id)

    assert alive(chain.id, given.team_lead("BERLIN"))
    assert not alive(chain.id, foreign)
    for customer_id in (house.id, other.id, given.nobody_knows()):
        assert not alive(customer_id, given.MANAGER)


def test_a_chain_that_is_held_as_alive_is_not_archived_meanwhile(world: World) -> None:
    chain = given.chain(world)
    with ThreadPoolExecutor(1) as thread:
        with world.unit_of_work(given.MANAGER) as uow:
            assert uow.customers.hold_live_chain(chain.id)
            command = ArchiveCustomer(chain.id)
            archiving = thread.submit(archive_customer, command, actor=given.MANAGER, world=world)
            assert wait([archiving], timeout=0.3).done == set()
        assert archiving.result(5).archived_at is not None
