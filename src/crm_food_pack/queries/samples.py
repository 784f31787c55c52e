"""Which samples are there, and what became of this one? As the asking actor sees them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.refusals import NotFound
from crm_core.ports.world import World
from crm_core.queries.cursor import digest_of, opened, sealed
from crm_food_pack.domain.samples.listing import SampleFilter, SampleSlice, SeenSample
from crm_food_pack.domain.samples.sample import SampleId
from crm_food_pack.ports.sample_readings import SAMPLE_READINGS


@frozen
class SamplePage:
    rows: Sequence[SeenSample]
    next_cursor: str | None


def sample_by_id(sample_id: SampleId, *, actor: Actor, world: World) -> SeenSample:
    found = world.of(SAMPLE_READINGS).one(actor, sample_id)
    if found is None:
        raise NotFound
    return found


def list_samples(
    wanted: SampleFilter, *, limit: int, cursor: str | None, actor: Actor, world: World
) -> SamplePage:
    digest = digest_of("samples", actor.tenant, wanted)
    asked = SampleSlice(wanted, limit)
    if cursor is not None:
        at, last_id = opened(world.seals, digest, cursor)
        asked = evolve(asked, after=(datetime.fromisoformat(str(at)), UUID(str(last_id))))
    found = world.of(SAMPLE_READINGS).page(actor, asked)
    shown, goes_on = found[:limit], len(found) > limit
    last = (shown[-1].sample.created_at.isoformat(), str(shown[-1].sample.id)) if goes_on else None
    return SamplePage(shown, None if last is None else sealed(world.seals, digest, last))
