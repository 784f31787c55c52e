"""What every store of follow-ups keeps for a command: held ones are counted up when saved, and only then."""

from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import CoveragePolicy
from crm_core.domain.follow_ups.follow_up import Closing, FollowUp, FollowUpId
from crm_core.domain.follow_ups.waiting import paused, snoozed
from crm_core.domain.follow_ups.working_time import Place
from crm_core.domain.party import Party
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated
from crm_core.ports.world import World
from tests import due, given

LATER = given.START + timedelta(days=1)
NOBODYS = FollowUpId(UUID(int=0xDEAD))


def found(world: World, one: FollowUp, by: Actor = given.MANAGER) -> FollowUp | None:
    return world.follow_up_readings.one(by, one.id)


def test_a_follow_up_comes_back_as_it_was_kept(world: World) -> None:
    customer = given.customer(world)
    plain = due.opened(world, customer.id, owner=given.user(3))
    calendar = world.working_days.at(Place())
    put_off = snoozed(plain, LATER + timedelta(days=9), reason="Betriebsferien", now=LATER, calendar=calendar)
    resting = evolve(paused(put_off, LATER), id=FollowUpId(world.ids.new()), version=7)
    closed = evolve(
        plain.completed(Closing(LATER, "REACHED", "Ruft zurück", UUID(int=9))), id=FollowUpId(world.ids.new())
    )
    of_lead = due.drafted(world, Party(lead_id=due.A_LEAD), owner=None)
    for one in (resting, closed, of_lead):
        due.kept(world, one)

    assert [found(world, one) for one in (plain, resting, closed, of_lead)] == [
        plain,
        resting,
        closed,
        of_lead,
    ]


def test_a_held_one_carries_its_next_version_and_keeps_the_old_one_unless_saved(world: World) -> None:
    one = due.opened(world, given.customer(world).id)
    with world.unit_of_work(given.MANAGER) as uow:
        assert uow.follow_ups.lock(one.id) == evolve(one, version=2)
        uow.commit()
    assert found(world, one) == one
    with world.unit_of_work(given.MANAGER) as uow:
        done = uow.follow_ups.lock(one.id, version=1).completed(Closing(LATER))
        uow.follow_ups.save(done)
        uow.commit()

    assert found(world, one) == done
    assert done.version == 2


def test_an_old_version_is_refused_and_nothing_is_kept_without_commit(world: World) -> None:
    one = due.opened(world, given.customer(world).id)
    with pytest.raises(Outdated) as refusal, world.unit_of_work(given.MANAGER) as uow:
        uow.follow_ups.lock(one.id, version=9)
    assert refusal.value.facts == {"current": 1}
    with world.unit_of_work(given.MANAGER) as uow:
        uow.follow_ups.save(uow.follow_ups.lock(one.id).completed(Closing(LATER)))

    assert found(world, one) == one


def test_the_invisible_is_absent_and_the_forbidden_is_refused(world: World) -> None:
    chain = given.chain(world)
    own = given.location(world, chain, "Own", owner=given.user(1))
    sibling = given.location(world, chain, "Sibling", owner=given.user(2))
    foreign = given.customer(world, "Foreign", owner=given.user(2))
    mine, seen, hidden = (due.opened(world, one.id) for one in (own, sibling, foreign))
    for absent in (hidden.id, NOBODYS):
        with pytest.raises(NotFound), world.unit_of_work(given.rep(1)) as uow:
            uow.follow_ups.lock(absent)
    with pytest.raises(NotAllowed) as refusal, world.unit_of_work(given.rep(1)) as uow:
        uow.follow_ups.lock(seen.id)

    assert refusal.value.facts == {"action": "write", "resource": "follow-up", "resource_id": str(seen.id)}
    with world.unit_of_work(given.rep(1)) as uow:
        assert uow.follow_ups.lock(mine.id).version == 2


@pytest.mark.parametrize(
    "reader",
    [given.AUDITOR, given.rep(5), given.team_lead("KIEL")],
    ids=["auditor", "stranger", "lead elsewhere"],
)
def test_who_must_not_work_on_a_customer_opens_nothing_there(world: World, reader: Actor) -> None:
    customer = given.customer(world, owner=given.user(1))
    with pytest.raises(NotAllowed):
        due.kept(world, due.drafted(world, customer.id), by=reader)

    assert due.page(world) == []


def test_owners_in_a_shared_chain_open_and_close_on_each_others_locations(world: World) -> None:
    chain = given.chain(world, coverage_policy=CoveragePolicy.CHAIN_SHARED)
    given.location(world, chain, "Own", owner=given.user(1))
    sibling = given.location(world, chain, "Sibling", owner=given.user(2))
    one = due.kept(world, due.drafted(world, sibling.id, owner=given.user(2)), by=given.rep(1))
    with world.unit_of_work(given.rep(1)) as uow:
        (held,) = uow.follow_ups.open_of(Party(sibling.id))
        uow.follow_ups.save(held.completed(Closing(LATER)))
        uow.commit()

    assert found(world, one) == held.completed(Closing(LATER))


def test_an_owner_keeps_sight_of_what_is_theirs_to_do(world: World) -> None:
    """Also when the customer went to somebody else, and when it hangs on a lead."""
    foreign = given.customer(world, owner=given.user(2))
    for party in (Party(foreign.id), Party(lead_id=due.A_LEAD)):
        one = due.opened(world, party, owner=given.user(1))
        with world.unit_of_work(given.rep(1)) as uow:
            uow.follow_ups.save(uow.follow_ups.lock(one.id).completed(Closing(LATER)))
            uow.commit()
        assert found(world, one, given.rep(1)) is not None
        assert found(world, one, given.rep(3)) is None


def test_another_tenant_has_nothing(world: World) -> None:
    one = due.opened(world, Party(lead_id=due.A_LEAD), owner=given.user(1))
    for role in (Role.MANAGER, Role.SALES_REP):
        stranger = given.actor(role, number=1, tenant=given.OTHER_TENANT)
        assert found(world, one, stranger) is None
        assert due.page(world, stranger) == []


def test_the_open_ones_of_a_party_are_held_in_the_order_of_their_opening(world: World) -> None:
    customer, other = given.customer(world), given.customer(world, "Other")
    late = due.opened(world, customer.id, created_at=LATER)
    early = due.opened(world, customer.id)
    named = due.opened(world, customer.id, rule="named", created_at=LATER + timedelta(days=1))
    due.opened(world, other.id)
    due.kept(world, due.drafted(world, customer.id).completed(Closing(LATER)))
    of_lead = due.opened(world, Party(lead_id=due.A_LEAD))
    with world.unit_of_work(given.MANAGER) as uow:
        held = uow.follow_ups.open_of(Party(customer.id))
        assert [(one.id, one.version) for one in held] == [(one.id, 2) for one in (early, late, named)]
        assert [one.id for one in uow.follow_ups.open_of(Party(customer.id), rule="named")] == [named.id]
        assert [one.id for one in uow.follow_ups.open_of(Party(lead_id=due.A_LEAD))] == [of_lead.id]


def test_of_the_open_ones_only_those_are_held_that_one_may_work_on(world: World) -> None:
    """Whoever engages with the customer works on all; others on what is theirs to do; readers on none."""
    customer = given.customer(world, owner=given.user(2))
    theirs = due.opened(world, customer.id, owner=given.user(1))
    other = due.opened(world, customer.id, owner=given.user(2), created_at=LATER)
    expected = {
        given.MANAGER: [theirs.id, other.id],
        given.rep(2): [theirs.id, other.id],
        given.rep(1): [theirs.id],
        given.rep(3): [],
        given.AUDITOR: [],
        given.actor(Role.MANAGER, number=1, tenant=given.OTHER_TENANT): [],
    }
    for actor, held in expected.items():
        with world.unit_of_work(actor) as uow:
            assert [one.id for one in uow.follow_ups.open_of(Party(customer.id))] == held


def test_what_a_unit_adds_it_finds(world: World) -> None:
    customer = given.customer(world)
    with world.unit_of_work(given.MANAGER) as uow:
        one = due.drafted(world, customer.id)
        uow.follow_ups.add(one)
        assert uow.follow_ups.lock(one.id).id == one.id


def test_what_was_foreseen_is_what_is_open(world: World) -> None:
    customer, other = given.customer(world), given.customer(world, "Other")
    one = due.opened(world, customer.id)
    due.opened(world, other.id)
    with world.unit_of_work(given.MANAGER) as uow:
        uow.follow_ups.foresee(Party(customer.id))
        assert uow.customers.engage(customer.id).id == customer.id
        (held,) = uow.follow_ups.open_of(Party(customer.id))
        assert (held.id, held.version) == (one.id, 2)
        uow.follow_ups.save(held.completed(Closing(LATER)))
        assert uow.follow_ups.open_of(Party(customer.id)) == []
        uow.commit()
    assert found(world, one) == held.completed(Closing(LATER))


def test_what_was_foreseen_knows_what_this_unit_has_done_since(world: World) -> None:
    customer, other = given.customer(world), given.customer(world, "Other")
    one, two = (due.opened(world, customer.id, created_at=LATER + timedelta(days=day)) for day in (1, 2))
    new, of_other = due.drafted(world, customer.id, created_at=LATER), due.drafted(world, other.id)
    with world.unit_of_work(given.MANAGER) as uow:
        uow.follow_ups.foresee(Party(customer.id))
        uow.customers.engage(customer.id)
        uow.follow_ups.add(new)
        uow.follow_ups.add(of_other)
        closed = uow.follow_ups.lock(one.id).completed(Closing(LATER))
        uow.follow_ups.save(closed)
        held = uow.follow_ups.open_of(Party(customer.id))
        assert [(each.id, each.version) for each in held] == [(new.id, 2), (two.id, 2)]
        uow.follow_ups.save(held[0].completed(Closing(LATER)))
        assert [each.id for each in uow.follow_ups.open_of(Party(customer.id))] == [two.id]
        uow.commit()
    assert found(world, new) == held[0].completed(Closing(LATER))


def test_what_is_handed_over_is_not_as_it_was_foreseen(world: World) -> None:
    customer = given.customer(world, owner=given.rep(1).user)
    due.opened(world, customer.id, owner=given.rep(1).user)
    party = Party(customer.id)
    with world.unit_of_work(given.MANAGER) as uow:
        uow.follow_ups.foresee(party)
        uow.customers.engage(customer.id)
        uow.follow_ups.hand_over(party, before=given.rep(1).user, after=given.rep(2).user)
        (held,) = uow.follow_ups.open_of(party)
        assert (held.owner_user_id, held.version) == (given.rep(2).user, 3)


def test_what_a_part_did_before_it_failed_is_not_left(world: World) -> None:
    customer = given.customer(world)
    one, new = due.opened(world, customer.id), due.drafted(world, customer.id, created_at=LATER)
    with world.unit_of_work(given.MANAGER) as uow:
        uow.follow_ups.foresee(Party(customer.id))
        uow.customers.engage(customer.id)
        with suppress(ValueError), uow.part() as part:
            part.follow_ups.add(new)
            part.follow_ups.save(part.follow_ups.open_of(Party(customer.id))[0].completed(Closing(LATER)))
            raise ValueError
        assert [each.id for each in uow.follow_ups.open_of(Party(customer.id))] == [one.id]


def test_those_of_a_source_and_those_that_an_activity_closed_are_found_again(world: World) -> None:
    customer = given.customer(world)
    one = due.opened(world, customer.id)
    deed = UUID(int=0xACE)
    done = due.kept(world, due.drafted(world, customer.id).completed(Closing(LATER, by=deed)))
    with world.unit_of_work(given.MANAGER) as uow:
        assert {held.id for held in uow.follow_ups.started_by(due.BOX)} == {one.id, done.id}
        assert uow.follow_ups.started_by(deed) == []
        (closed,) = uow.follow_ups.closed_by(deed)
        uow.follow_ups.save(closed.reopened(deed))
        uow.commit()

    assert found(world, done) == closed.reopened(deed)


def test_what_has_passed_a_milestone_is_found_until_it_is_reported(world: World) -> None:
    customer = given.customer(world)
    one = due.opened(world, customer.id)
    assert one.next_at is not None
    paused_one = due.kept(world, paused(due.drafted(world, customer.id), given.START))
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.follow_ups.passing(one.next_at - timedelta(seconds=1), limit=9) == []
        (held,) = uow.follow_ups.passing(one.next_at, limit=9)
        uow.follow_ups.save(held.passed(one.next_at)[0])
        uow.commit()
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.follow_ups.passing(one.next_at, limit=9) == []

    assert held.id == one.id != paused_one.id


def test_whoever_holds_one_makes_others_wait_and_passers_by_leave_it_out(world: World) -> None:
    one = due.opened(world, given.customer(world).id)
    assert one.next_at is not None

    def complete() -> int:
        with world.unit_of_work(given.MANAGER) as uow:
            done = uow.follow_ups.lock(one.id).completed(Closing(LATER))
            uow.follow_ups.save(done)
            uow.commit()
        return done.version

    with ThreadPoolExecutor(1) as thread:
        with world.unit_of_work(given.MANAGER) as uow:
            held = uow.follow_ups.lock(one.id)
            waiting = thread.submit(complete)
            assert wait([waiting], timeout=0.3).done == set()
            uow.follow_ups.save(evolve(held, rule="renamed"))
            uow.commit()
        assert waiting.result(5) == 3


def test_an_open_one_that_somebody_holds_is_waited_for_and_then_no_longer_open(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    one = due.opened(world, customer.id, owner=given.user(1))

    def still_open() -> list[FollowUpId]:
        with world.unit_of_work(given.rep(1)) as uow:
            return [found.id for found in uow.follow_ups.open_of(Party(customer.id))]

    with ThreadPoolExecutor(1) as thread:
        with world.unit_of_work(given.MANAGER) as uow:
            held = uow.follow_ups.lock(one.id)
            asking = thread.submit(still_open)
            assert wait([asking], timeout=0.3).done == set()
            uow.follow_ups.save(held.completed(Closing(LATER)))
            uow.commit()
        assert asking.result(5) == []
