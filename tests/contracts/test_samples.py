"""What every store of samples keeps: who may add and move one, and each step as it was recorded."""

from datetime import timedelta
from threading import Thread
from typing import Any
from uuid import UUID

import pytest

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import CoveragePolicy
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Conflict, Invalid, NotAllowed, NotFound, Outdated
from crm_core.ports.world import World
from crm_food_pack.domain.samples.sample import Sample, SampleId, Verdict
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.ports.samples import SAMPLES
from crm_food_pack.queries.samples import sample_by_id
from tests import boxes, given

S = SampleStatus
NOBODY = SampleId(given.nobody_knows())


def kept(world: World, sample_id: SampleId) -> Sample:
    return sample_by_id(sample_id, actor=given.MANAGER, world=world).sample


def locked(world: World, sample_id: SampleId, by: Actor, version: int | None = None) -> Sample:
    with world.unit_of_work(by) as uow:
        return uow.of(SAMPLES).lock(sample_id, version=version)


def test_a_sample_is_kept_whole_with_every_step(food_world: World) -> None:
    customer = given.customer(food_world)
    items = [{"sku": "CF-205", "quantity": 3}, {"sku": "CF-101", "quantity": 1}]
    more: dict[str, Any] = {"notes": "früh", "contactEmail": "k@linde.example", "deliveryAddress": "Hof"}
    made = boxes.requested(food_world, customer.id, items=items, kitId="CF-BASIS-5", **more)
    assert kept(food_world, made.id) == made
    activity = UUID(int=77)
    with food_world.unit_of_work(given.MANAGER) as uow:
        earlier = given.START - timedelta(days=9, microseconds=1)
        held = uow.of(SAMPLES).lock(made.id)
        moved = held.moved(S.DELIVERED, by=given.user(3), now=given.START, event_at=earlier)
        uow.of(SAMPLES).save(moved)
        uow.commit()
    with food_world.unit_of_work(given.MANAGER) as uow:
        judged = uow.of(SAMPLES).lock(made.id).judged(
            Verdict(S.FEEDBACK_FAIL, activity, earlier), by=given.user(4), now=given.START
        )  # fmt: skip
        uow.of(SAMPLES).save(judged)
        uow.commit()
    assert kept(food_world, made.id) == judged
    assert [step.activity_id for step in judged.steps] == [None, activity]
    assert judged.steps[0].event_at == earlier


def test_what_is_not_committed_did_not_happen(food_world: World) -> None:
    made = boxes.requested(food_world, given.customer(food_world).id)
    with food_world.unit_of_work(given.MANAGER) as uow:
        held = uow.of(SAMPLES).lock(made.id)
        uow.of(SAMPLES).save(held.moved(S.PACKED, by=given.user(1), now=given.START))
    assert kept(food_world, made.id) == made


def test_locking_asks_for_the_version_and_for_the_right(food_world: World) -> None:
    customer = given.customer(food_world, owner=given.user(1))
    made = boxes.requested(food_world, customer.id)
    assert locked(food_world, made.id, given.rep(1), version=1) == made
    with pytest.raises(Outdated):
        locked(food_world, made.id, given.rep(1), version=2)
    with pytest.raises(NotAllowed):
        locked(food_world, made.id, given.AUDITOR)
    for stranger in (given.rep(2), given.team_lead("KIEL"), given.actor(tenant=given.OTHER_TENANT)):
        for sample_id in (made.id, NOBODY):
            with pytest.raises(NotFound):
                locked(food_world, sample_id, stranger)


def test_who_may_engage_with_the_customer_may_add_and_move(food_world: World) -> None:
    chain = given.chain(food_world, coverage_policy=CoveragePolicy.CHAIN_SHARED)
    given.location(food_world, chain, owner=given.user(1))
    other = given.location(food_world, chain, owner=given.user(2))
    made = boxes.requested(food_world, other.id, by=given.rep(1))
    assert boxes.moved(food_world, made.id, S.SHIPPED, by=given.rep(1)).status is S.SHIPPED
    lonely = given.location(food_world, given.chain(food_world, "Süd"), owner=given.user(2))
    hidden = boxes.requested(food_world, lonely.id)
    with pytest.raises(NotFound):
        boxes.moved(food_world, hidden.id, S.SHIPPED, by=given.rep(1))


def test_a_customer_that_one_may_only_read_gets_no_sample_from_one(food_world: World) -> None:
    customer = given.customer(food_world)
    with pytest.raises(NotAllowed):
        boxes.requested(food_world, customer.id, by=given.AUDITOR)
    with pytest.raises(NotAllowed):
        boxes.requested(food_world, boxes.lead_of(food_world), by=given.AUDITOR)


def test_a_sample_for_a_lead_is_open_to_whoever_asked(food_world: World) -> None:
    made = boxes.requested(food_world, boxes.lead_of(food_world), by=given.rep(1))
    assert boxes.moved(food_world, made.id, S.DELIVERED, by=given.rep(1)).version == 2
    with pytest.raises(NotFound):
        locked(food_world, made.id, given.rep(2))


def test_of_two_who_move_it_at_once_both_find_the_step_of_the_other(food_world: World) -> None:
    """One cancels while the other delivers: whoever comes second is refused, and no step is lost."""
    for _ in range(8):
        made = boxes.requested(food_world, given.customer(food_world).id)
        refused: list[str] = []

        def move(status: SampleStatus, made: Sample = made, refused: list[str] = refused) -> None:
            try:
                boxes.moved(food_world, made.id, status)
            except Conflict as refusal:
                refused.append(refusal.code)

        both = [Thread(target=move, args=(status,)) for status in (S.CANCELED, S.DELIVERED)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        now = kept(food_world, made.id)
        assert (now.status, refused) in (
            (S.CANCELED, ["sample-already-final"]),
            (S.DELIVERED, ["invalid-status-transition"]),
        )
        assert len(now.steps) == 1


def test_a_customer_of_nobody_is_an_unknown_reference(food_world: World) -> None:
    hidden = given.customer(food_world, owner=given.user(2))
    for customer_id in (hidden.id, CustomerId(given.nobody_knows())):
        with pytest.raises(Invalid) as refusal:
            boxes.requested(food_world, customer_id, by=given.rep(1))
        assert [(error.pointer, error.code) for error in refusal.value.errors] == [
            ("/customerId", "unknown-reference")
        ]
