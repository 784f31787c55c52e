"""Holding hot rows against their sources, some customers at a time, and making anew those that differ."""

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.domain.projections.hot_check import CUSTOMER, ROW, Drift, HotBatch, Unreadable
from crm_core.domain.projections.hot_row import Folded, HotColumns
from crm_core.domain.refusals import Unavailable
from crm_core.ports.hot_rows import HotReading
from crm_core.ports.world import World
from crm_core.use_cases.perform import repeated

BATCH = 500


@frozen
class RebuildHotRows:
    """The customers behind this one; without `repair` it only tells."""

    place: CustomerId | None = None
    repair: bool = True
    limit: int = BATCH


def rebuild_hot_rows(command: RebuildHotRows, *, actor: Actor, world: World) -> HotBatch:
    """What is right is left alone, so that anybody may repeat this beside anybody who writes."""
    readings = world.hot_rows.after(actor, command.place, limit=command.limit)
    folded = [world.hot_columns.fold(one.sources) for one in readings]
    drifted = _drifted(readings, folded, world.hot_columns)
    unreadable = tuple(
        Unreadable(reading.customer_id, one.column, one.code)
        for reading, fold in zip(readings, folded, strict=True)
        for one in fold.unread
    )
    left = _left(drifted, actor, world) if command.repair else ()
    last = readings[-1].customer_id if len(readings) == command.limit else None
    return HotBatch(len(readings), drifted, left, unreadable, last)


def batches(first: RebuildHotRows, *, actor: Actor, world: World) -> Iterator[HotBatch]:
    """All that is behind this place, batch by batch; whoever stops listening stops the work."""
    batch = rebuild_hot_rows(first, actor=actor, world=world)
    yield batch
    while batch.last is not None:
        batch = rebuild_hot_rows(evolve(first, place=batch.last), actor=actor, world=world)
        yield batch


def _left(drifted: Sequence[Drift], actor: Actor, world: World) -> tuple[Drift, ...]:
    """Makes them anew, one transaction each: no two rows are ever held at once, so nobody is deadlocked."""
    if not drifted:
        return ()
    for one in drifted:
        _recomputed(one.customer_id, actor, world)
    readings = world.hot_rows.of(actor, [one.customer_id for one in drifted])
    folded = [world.hot_columns.fold(one.sources) for one in readings]
    return _drifted(readings, folded, world.hot_columns)


def _recomputed(customer_id: CustomerId, actor: Actor, world: World) -> None:
    try:
        repeated(lambda: world.hot_rows.recompute(actor, customer_id), world)
    except Unavailable:
        # A writer has held the row for long; or the database is gone, and then asking fails as well.
        world.hot_rows.of(actor, [customer_id])


def _drifted(
    readings: Sequence[HotReading], folded: Sequence[Folded], columns: HotColumns
) -> tuple[Drift, ...]:
    told = (
        Drift(reading.customer_id, _columns(reading, fold, columns))
        for reading, fold in zip(readings, folded, strict=True)
    )
    return tuple(one for one in told if one.columns)


def _columns(reading: HotReading, folded: Folded, columns: HotColumns) -> tuple[str, ...]:
    if reading.stored is None:
        return (ROW,)
    if not reading.has_customer:
        return (CUSTOMER,)
    return (*columns.drift(reading.stored, folded), *reading.astray)
