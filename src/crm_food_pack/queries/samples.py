"""Which samples are there, and what became of this one? As the asking actor sees them."""

from collections.abc import Sequence

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.refusals import NotFound
from crm_core.ports.world import World
from crm_core.queries.cursor import cut, digest_of, opened_at_time
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
        asked = evolve(asked, after=opened_at_time(world.seals, digest, cursor))
    found = world.of(SAMPLE_READINGS).page(actor, asked)
    return SamplePage(*cut(found, limit, _place_of, world.seals, digest))


def _place_of(seen: SeenSample) -> tuple[str, str]:
    return seen.sample.created_at.isoformat(), str(seen.sample.id)
