"""What every reading of samples keeps: who sees which, in which order, narrowed by what."""

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Address
from crm_core.domain.follow_ups.working_time import Place
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.restore_customer import RestoreCustomer, restore_customer
from crm_food_pack.domain.samples.listing import SampleFilter, SampleSlice
from crm_food_pack.domain.samples.sample import Sample, SampleId
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.ports.sample_readings import SAMPLE_READINGS
from tests import boxes, given

S = SampleStatus


def page(world: World, by: Actor = given.MANAGER, /, **asked: Any) -> list[SampleId]:
    wanted = SampleSlice(SampleFilter(**asked))
    return [one.sample.id for one in world.of(SAMPLE_READINGS).page(by, wanted)]


@pytest.fixture
def scene(food_world: World) -> dict[str, Sample]:
    """Samples of two owners and of a lead, asked for one after the other."""
    linde = given.customer(food_world, "Linde", owner=given.user(1), region="BERLIN")
    adler = given.customer(food_world, "Adler", owner=given.user(2), region="KIEL", territory="AT")
    made: dict[str, Sample] = {}
    for name, party, by, more in (
        ("first", linde.id, given.rep(1), {}),
        ("second", adler.id, given.rep(2), {"deliveryDate": "2025-09-20"}),
        ("third", linde.id, given.MANAGER, {"deliveryDate": "2026-04-01"}),
        ("lead's", boxes.lead_of(food_world), given.rep(1), {}),
    ):
        made[name] = boxes.requested(food_world, party, by=by, **more)
        food_world.clock.pass_by(minutes=1)  # type: ignore[attr-defined]  # the tests' clock
    boxes.moved(food_world, made["third"].id, S.SHIPPED)
    return made


READERS = {
    "manager": (given.MANAGER, ["lead's", "third", "second", "first"]),
    "auditor": (given.AUDITOR, ["lead's", "third", "second", "first"]),
    "owner": (given.rep(1), ["lead's", "third", "first"]),
    "other owner": (given.rep(2), ["second"]),
    "stranger": (given.rep(3), []),
    "lead of two": (given.team_lead("KIEL", "BERLIN"), ["third", "second", "first"]),
    "lead": (given.team_lead("KIEL"), ["second"]),
    "bounded": (given.actor(territories=frozenset({"AT"})), ["second"]),
    "nobody's": (given.actor(tenant=given.OTHER_TENANT), []),
}


@pytest.mark.parametrize("reader", READERS)
def test_the_newest_come_first_of_those_one_may_see(
    food_world: World, scene: dict[str, Sample], reader: str
) -> None:
    by, expected = READERS[reader]
    assert page(food_world, by) == [scene[name].id for name in expected]
    for name, made in scene.items():
        seen = food_world.of(SAMPLE_READINGS).one(by, made.id)
        assert (seen is not None) == (name in expected)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"status": S.SHIPPED}, ["third"]),
        ({"since": date(2026, 3, 9)}, ["lead's", "third", "first"]),
        ({"until": date(2026, 3, 9)}, ["second"]),
        ({"since": date(2026, 3, 9), "until": date(2026, 3, 10), "status": S.REQUESTED}, ["lead's", "first"]),
        ({"lead": "lead's"}, ["lead's"]),
    ],
)
def test_conditions_narrow_together(
    food_world: World, scene: dict[str, Sample], asked: dict[str, Any], expected: list[str]
) -> None:
    if "lead" in asked:
        asked = {"lead": scene["lead's"].party.lead_id}
    assert page(food_world, given.MANAGER, **asked) == [scene[name].id for name in expected]
    customer = scene["first"].party.customer_id
    of_customer = [name for name in expected if scene[name].party.customer_id == customer]
    if "lead" not in asked:
        assert page(food_world, given.rep(1), customer=customer, **asked) == [
            scene[name].id for name in of_customer
        ]


def test_those_of_whom_one_looks_after_and_of_nobody_else(
    food_world: World, scene: dict[str, Sample]
) -> None:
    for by in (given.MANAGER, given.rep(1)):
        assert page(food_world, by, owner=given.user(1)) == [
            scene[name].id for name in ("lead's", "third", "first")
        ]
        assert page(food_world, by, owner=given.user(1), status=S.SHIPPED) == [scene["third"].id]
    assert page(food_world, given.MANAGER, owner=given.user(2)) == [scene["second"].id]
    assert page(food_world, given.rep(2), owner=given.user(1)) == []
    assert page(food_world, given.MANAGER, owner=given.user(9)) == []


def test_a_sample_tells_whom_it_is_for(food_world: World, scene: dict[str, Sample]) -> None:
    found = food_world.of(SAMPLE_READINGS).page(given.MANAGER, SampleSlice())
    assert [one.name for one in found] == ["Gasthaus Rose", "Linde", "Adler", "Linde"]
    readings = food_world.of(SAMPLE_READINGS)
    for one in found:
        assert readings.one(given.MANAGER, one.sample.id) == one


def test_pages_go_on_where_the_one_before_ended(food_world: World) -> None:
    customer = given.customer(food_world, owner=given.user(1))
    made = [boxes.requested(food_world, customer.id) for _ in range(5)]
    food_world.clock.pass_by(minutes=1)  # type: ignore[attr-defined]  # the tests' clock
    made.insert(0, boxes.requested(food_world, customer.id))
    for by in (given.MANAGER, given.rep(1)):
        wanted, told = SampleSlice(limit=2), []
        while True:
            found = [one.sample for one in food_world.of(SAMPLE_READINGS).page(by, wanted)]
            told += found[:2]
            if len(found) <= 2:
                break
            wanted = evolve(wanted, after=(told[-1].created_at, told[-1].id))
        assert told == [made[0], *sorted(made[1:], key=lambda one: one.id)]


def test_the_longest_awaited_come_first_with_the_place_that_decides(food_world: World) -> None:
    vienna = given.customer(
        food_world, address=Address(city="Wien", state="AT-9", country="AT"), owner=given.user(1)
    )
    late = [
        boxes.requested(food_world, vienna.id, deliveryDate=str(date(2026, 3, 9) - timedelta(days=days)))
        for days in (0, 2, 1)
    ]
    boxes.moved(food_world, late[2].id, S.DELIVERED)
    lead = boxes.requested(food_world, boxes.lead_of(food_world), deliveryDate="2026-03-01")
    readings = food_world.of(SAMPLE_READINGS)
    found = readings.awaited_since(given.MANAGER, date(2026, 3, 10), limit=9)
    assert [one.sample.id for one in found] == [lead.id, late[1].id, late[0].id]
    assert [one.place for one in found] == [Place(), Place("AT", "AT-9"), Place("AT", "AT-9")]
    assert len(readings.awaited_since(given.MANAGER, date(2026, 3, 10), limit=1)) == 1
    assert [one.sample.id for one in readings.awaited_since(given.MANAGER, date(2026, 3, 9), limit=9)] == [
        lead.id, late[1].id,
    ]  # fmt: skip
    assert readings.awaited_since(given.rep(2), date(2027, 1, 1), limit=9) == []


def test_those_of_an_archived_customer_are_on_its_own_list_alone_until_it_comes_back(
    food_world: World, scene: dict[str, Sample]
) -> None:
    linde = scene["first"].party.customer_id
    assert linde is not None
    archive_customer(ArchiveCustomer(linde), actor=given.MANAGER, world=food_world)
    late = food_world.of(SAMPLE_READINGS).awaited_since

    for by, left in ((given.MANAGER, ["lead's", "second"]), (given.rep(1), ["lead's"])):
        assert page(food_world, by) == [scene[name].id for name in left]
        assert page(food_world, by, owner=given.user(1)) == [scene["lead's"].id]
        assert page(food_world, by, status=S.SHIPPED) == []
        assert page(food_world, by, customer=linde) == [scene["third"].id, scene["first"].id]
        assert page(food_world, by, customer=linde, owner=given.user(1), status=S.SHIPPED) == [
            scene["third"].id
        ]
    assert page(food_world, given.team_lead("BERLIN")) == []
    assert linde not in [
        one.sample.party.customer_id for one in late(given.MANAGER, date(2027, 1, 1), limit=9)
    ]
    assert food_world.of(SAMPLE_READINGS).one(given.MANAGER, scene["first"].id) is not None

    restore_customer(RestoreCustomer(linde), actor=given.MANAGER, world=food_world)
    assert page(food_world, given.rep(1)) == [scene[name].id for name in ("lead's", "third", "first")]
    assert len(late(given.MANAGER, date(2027, 1, 1), limit=9)) == 4
