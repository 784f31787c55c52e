"""Rows that differ from their sources are named by id and column, and made anew one by one."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from attrs import define, evolve, field

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.domain.projections.hot_check import Drift, Unreadable
from crm_core.domain.projections.hot_source import HotSources
from crm_core.domain.refusals import Unavailable
from crm_core.pack import hot_columns_of
from crm_core.ports.hot_rows import HotReading
from crm_core.ports.world import World
from crm_core.use_cases.projections.rebuild_hot_rows import (
    RebuildHotRows,
    batches,
    rebuild_hot_rows,
)
from crm_food_pack.pack import FOOD
from tests import given
from tests.worlds import in_memory

HOT = hot_columns_of(FOOD)
IDS = [CustomerId(UUID(int=number)) for number in range(1, 6)]
LOW = HotSources({"roi_potential": {"bucket": "LOW"}})


@define
class PaperHotRows:
    """Rows that are as they were written down, right or wrong; some cannot be held, some stay wrong."""

    readings: dict[CustomerId, HotReading]
    held: frozenset[CustomerId] = frozenset()
    stubborn: frozenset[CustomerId] = frozenset()
    is_gone: bool = False
    recomputed: list[CustomerId] = field(factory=list)

    def count(self, actor: Actor) -> int:
        return len(self.readings) if actor.is_system else 0

    def after(self, actor: Actor, place: CustomerId | None, *, limit: int) -> Sequence[HotReading]:
        assert actor.is_system
        behind = [one for one in self.readings.values() if place is None or one.customer_id > place]
        return sorted(behind, key=lambda one: one.customer_id)[:limit]

    def of(self, actor: Actor, customers: Sequence[CustomerId]) -> Sequence[HotReading]:
        assert actor.is_system
        if self.is_gone:
            raise Unavailable
        return [self.readings[one] for one in customers if one in self.readings]

    def recompute(self, actor: Actor, customer_id: CustomerId) -> None:
        assert actor.is_system
        if customer_id in self.held or self.is_gone:
            raise Unavailable
        self.recomputed.append(customer_id)
        before = self.readings[customer_id]
        if not before.has_customer:
            del self.readings[customer_id]
        elif customer_id not in self.stubborn:
            row = HOT.fold(before.sources).row
            self.readings[customer_id] = evolve(before, stored=row, astray=())


def right(customer_id: CustomerId, sources: HotSources = LOW) -> HotReading:
    return HotReading(customer_id, sources, HOT.fold(sources).row)


def rows(*readings: HotReading) -> PaperHotRows:
    return PaperHotRows({one.customer_id: one for one in readings})


def over(paper: PaperHotRows) -> World:
    return evolve(in_memory(FOOD), hot_rows=paper)


WRONG = evolve(right(IDS[0]), stored={**HOT.fold(LOW).row, "roi_bucket": "HIGH"}, astray=("region",))
MISSING = evolve(right(IDS[1]), stored=None)
ORPHANED = HotReading(IDS[2], HotSources(), HOT.fold(LOW).row, has_customer=False)
DRIFTED = (Drift(IDS[0], ("roi_bucket", "region")), Drift(IDS[1], ("row",)), Drift(IDS[2], ("customer",)))


def test_without_repair_it_only_tells() -> None:
    paper = rows(WRONG, MISSING, ORPHANED, right(IDS[3]))
    batch = rebuild_hot_rows(RebuildHotRows(repair=False), actor=given.SYSTEM, world=over(paper))

    assert (batch.checked, batch.drifted, batch.left, batch.last) == (4, DRIFTED, (), None)
    assert paper.recomputed == []


def test_what_differs_is_made_anew_and_nothing_else() -> None:
    paper = rows(WRONG, MISSING, ORPHANED, right(IDS[3]))
    world = over(paper)
    batch = rebuild_hot_rows(RebuildHotRows(), actor=given.SYSTEM, world=world)

    assert (batch.drifted, batch.left) == (DRIFTED, ())
    assert paper.recomputed == IDS[:3]
    assert rebuild_hot_rows(RebuildHotRows(), actor=given.SYSTEM, world=world).drifted == ()


def test_what_is_still_wrong_or_held_by_somebody_is_left_and_told() -> None:
    paper = rows(WRONG, MISSING, ORPHANED)
    paper.held, paper.stubborn = frozenset({IDS[1]}), frozenset({IDS[0]})
    batch = rebuild_hot_rows(RebuildHotRows(), actor=given.SYSTEM, world=over(paper))

    assert batch.left == DRIFTED[:2]


def test_without_the_database_it_ends_at_once() -> None:
    paper = rows(WRONG, MISSING)
    paper.is_gone = True
    with pytest.raises(Unavailable):
        rebuild_hot_rows(RebuildHotRows(), actor=given.SYSTEM, world=over(paper))


def test_a_value_that_cannot_be_read_is_told_without_being_drift() -> None:
    broken = HotSources({"roi_potential": {"bucket": "GIGANTIC"}, "current_supplier_contracts": {}})
    batch = rebuild_hot_rows(
        RebuildHotRows(), actor=given.SYSTEM, world=over(rows(right(IDS[0], broken), right(IDS[1])))
    )

    assert batch.drifted == ()
    assert batch.unreadable == (Unreadable(IDS[0], "roi_bucket", "not-a-choice"),)


def test_batches_go_through_all_of_them() -> None:
    world = over(rows(*map(right, IDS)))
    by_two, last_two = RebuildHotRows(limit=2), RebuildHotRows(IDS[2], limit=2)

    assert [one.checked for one in batches(by_two, actor=given.SYSTEM, world=world)] == [2, 2, 1]
    assert [one.checked for one in batches(last_two, actor=given.SYSTEM, world=world)] == [2, 0]
