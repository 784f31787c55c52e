"""What every reading of follow-ups keeps: whose they are, what is due first, nothing twice, nothing lost."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.follow_ups.follow_up import Badge, Closing, FollowUp, FollowUpId, State
from crm_core.domain.follow_ups.listing import place_of
from crm_core.domain.follow_ups.waiting import paused
from crm_core.domain.party import Party
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from tests import due, given

DAY = timedelta(days=1)


def ids(rows: Sequence[FollowUp]) -> list[UUID]:
    return [one.id for one in rows]


def test_what_is_due_first_comes_first_and_paused_ones_last(world: World) -> None:
    customer = given.customer(world)
    resting = due.kept(world, paused(due.drafted(world, customer.id), given.START))
    late = due.opened(world, customer.id, since=given.START + 7 * DAY)
    early = due.opened(world, customer.id)

    assert ids(due.page(world)) == ids([early, late, resting])


def test_badges_are_those_of_the_moment(world: World) -> None:
    """Opened on a Monday with five working days: due on Monday at 24:00, soon from its 0:00 on."""
    customer = given.customer(world)
    one = due.opened(world, customer.id)
    resting = due.kept(world, paused(due.drafted(world, customer.id), given.START))
    done = due.kept(world, due.drafted(world, customer.id).completed(Closing(given.START)))
    due.kept(world, due.drafted(world, customer.id).canceled(Closing(given.START)))
    assert one.due_at is not None
    assert one.due_soon_at is not None
    for now, badge in (
        (one.due_soon_at - timedelta(seconds=1), Badge.ON_TRACK),
        (one.due_soon_at, Badge.DUE_SOON),
        (one.due_at - timedelta(seconds=1), Badge.DUE_SOON),
        (one.due_at, Badge.OVERDUE),
    ):
        found = {badge: ids(due.page(world, now=now, badge=badge)) for badge in Badge}
        on_track = [one.id, resting.id] if badge is Badge.ON_TRACK else [resting.id]
        assert found[Badge.ON_TRACK] == on_track
        assert found[Badge.DUE_SOON] == ([one.id] if badge is Badge.DUE_SOON else [])
        assert found[Badge.OVERDUE] == ([one.id] if badge is Badge.OVERDUE else [])
        assert found[Badge.DONE] == [done.id]


def test_filters_narrow_together(world: World) -> None:
    customer, other = given.customer(world), given.customer(world, "Other")
    mine = due.opened(world, customer.id, owner=given.user(1))
    theirs = due.opened(world, customer.id, owner=given.user(2), rule="call")
    elsewhere = due.opened(world, other.id, owner=given.user(1))
    of_lead = due.opened(world, Party(lead_id=due.A_LEAD), owner=given.user(1))
    done = due.kept(
        world, due.drafted(world, customer.id, owner=given.user(1)).completed(Closing(given.START))
    )

    assert ids(due.page(world, owner=given.user(1), state=State.OPEN)) == ids([mine, elsewhere, of_lead])
    assert ids(due.page(world, customer=customer.id)) == ids([mine, theirs, done])
    assert ids(due.page(world, customer=customer.id, owner=given.user(2))) == [theirs.id]
    assert ids(due.page(world, lead=due.A_LEAD)) == [of_lead.id]
    assert ids(due.page(world, rule="call")) == [theirs.id]
    assert ids(due.page(world, badge=Badge.DONE, state=State.OPEN)) == []
    assert ids(due.page(world, badge=Badge.DONE)) == [done.id]


def test_everybody_sees_those_of_the_parties_they_see_and_their_own(world: World) -> None:
    chain = given.chain(world, owner=given.user(7))
    own = given.location(world, chain, "Own", owner=given.user(1))
    sibling = given.location(world, chain, "Sibling", owner=given.user(2), region="KIEL")
    house = given.customer(world, "House", owner=given.user(3), region="KIEL", territory="AT")
    at = {one.details.name: due.opened(world, one.id) for one in (chain, own, sibling, house)}
    given_to = due.opened(world, house.id, owner=given.user(1))
    of_lead = due.opened(world, Party(lead_id=due.A_LEAD), owner=given.user(4))
    in_chain = [at["Nordsee Hotels"], at["Own"], at["Sibling"]]
    everything = [*in_chain, at["House"], given_to, of_lead]

    def sees(actor: Actor) -> Sequence[FollowUp]:
        return due.page(world, actor)

    assert ids(sees(given.MANAGER)) == ids(sees(given.AUDITOR)) == ids(everything)
    assert ids(sees(given.rep(1))) == ids([*in_chain, given_to])
    assert ids(sees(given.rep(4))) == [of_lead.id]
    assert ids(sees(given.rep(9))) == []
    assert ids(sees(given.team_lead("KIEL"))) == ids([at["Sibling"], at["House"], given_to])
    assert ids(sees(given.actor(Role.CHAIN_MANAGER, number=31, chains={chain.id}))) == ids(in_chain)
    both = given.actor(Role.SALES_REP, Role.TEAM_LEAD, number=1, regions={"KIEL"})
    assert ids(sees(both)) == ids([*in_chain, at["House"], given_to])
    bound = given.actor(Role.MANAGER, number=33, territories=frozenset({"DE"}))
    assert ids(sees(bound)) == ids([*in_chain, of_lead])
    assert [one.id for one in everything if world.follow_up_readings.one(bound, one.id)] == ids(
        [*in_chain, of_lead]
    )


@pytest.mark.parametrize(
    "actor", [given.MANAGER, given.rep(1), given.team_lead("BERLIN")], ids=["all", "rep", "lead"]
)
def test_pages_neither_repeat_nor_skip_while_others_are_added(world: World, actor: Actor) -> None:
    draw = Random(3)
    customers = [given.customer(world, f"House {n}", owner=given.user(1)) for n in range(3)]

    def add() -> FollowUp:
        one = due.drafted(
            world,
            draw.choice(customers).id,
            owner=draw.choice([None, given.user(1), given.user(2)]),
            since=given.START + draw.randrange(4) * DAY,
            id=FollowUpId(UUID(int=draw.getrandbits(120))),
        )
        if draw.random() < 0.2:
            one = paused(one, one.created_at)
        return due.kept(world, one.completed(Closing(one.created_at)) if draw.random() < 0.3 else one)

    before = [add() for _ in range(25)]
    seen: list[FollowUp] = []
    after: tuple[str, UUID] | None = None
    while found := due.page(world, actor, limit=4, after=after)[:4]:
        seen += found
        after = (place_of(found[-1]), found[-1].id)
        add()

    assert len(ids(seen)) == len(set(ids(seen)))
    assert {one.id for one in before} <= set(ids(seen))
    assert seen == sorted(seen, key=lambda one: (place_of(one), one.id))


def test_reading_changes_nothing(world: World) -> None:
    one = due.opened(world, given.customer(world).id)
    for _ in range(2):
        assert world.follow_up_readings.one(given.MANAGER, one.id) == one
    assert world.follow_up_readings.one(given.MANAGER, evolve(one, id=FollowUpId(UUID(int=1))).id) is None


def test_those_of_a_chain_are_of_its_live_locations_and_itself(world: World) -> None:
    chain, alone = given.chain(world, owner=given.user(1)), given.customer(world, owner=given.user(1))
    first = given.location(world, chain, owner=given.user(1))
    gone = given.location(world, chain, "Weg", owner=given.user(1))
    abroad = given.location(world, chain, "Wien", owner=given.user(2), territory="AT")
    kept = {one.id: due.opened(world, one.id, owner=given.user(1)).id for one in (chain, first, abroad)}
    for other in (alone, gone):
        due.opened(world, other.id)
    archive_customer(ArchiveCustomer(gone.id), actor=given.MANAGER, world=world)
    bounded = evolve(given.MANAGER, territories=frozenset({"DE"}))

    assert set(ids(due.page(world, chain=chain.id))) == set(kept.values())
    assert set(ids(due.page(world, bounded, chain=chain.id))) == {kept[chain.id], kept[first.id]}
    assert set(ids(due.page(world, chain=chain.id, owner=given.user(1)))) == set(kept.values())
    assert ids(due.page(world, chain=chain.id, owner=given.user(2))) == []
    assert ids(due.page(world, chain=alone.id)) == []
