"""What has happened with this customer, newest first?"""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.visible import clearance
from crm_core.domain.customers.timeline import SWITCHED_BY, Entry, TimelineSlice, is_visible
from crm_core.domain.fields.clearance import Clearance
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_core.ports.world import World
from crm_core.queries.cursor import cut, digest_of, opened
from crm_core.queries.effective_settings import effective_settings
from crm_core.queries.remembered import remember


@frozen
class TimelinePage:
    """A page may be shorter than asked for and still go on: what the reader must not see is left out."""

    entries: Sequence[Entry]
    next_cursor: str | None


def customer_timeline(
    customer_id: CustomerId,
    *,
    kinds: Sequence[str] | None = None,
    limit: int,
    cursor: str | None = None,
    actor: Actor,
    world: World,
) -> TimelinePage:
    """One page with the reader's rights of today; restricted values are audited before they leave."""
    asked = world.timeline_kinds if kinds is None else tuple(sorted(set(kinds)))
    digest = digest_of("timeline", actor.tenant, customer_id, asked)
    wanted = TimelineSlice(customer_id, _offered(asked, actor, world), limit)
    if cursor is not None:
        at, place = opened(world.seals, digest, cursor)
        wanted = evolve(wanted, after=(datetime.fromisoformat(str(at)), str(place)))
    reading = world.timeline_readings.page(actor, wanted)
    if reading is None:
        raise NotFound
    cleared = clearance(reading.scope, reading.customer)
    found, more = cut(
        reading.entries, limit, lambda last: (last.at.isoformat(), last.place), world.seals, digest
    )
    return TimelinePage(_seen(customer_id, found, cleared, actor, world), more)


def _offered(kinds: Sequence[str], actor: Actor, world: World) -> tuple[str, ...]:
    """Without what is switched off for the reader; a setting that no pack declares switches nothing."""
    features = {SWITCHED_BY[kind] for kind in kinds if kind in SWITCHED_BY}
    asked = sorted(features & world.settings.declared.keys())
    off = {one.key for one in effective_settings(asked, actor=actor, world=world) if one.value is False}
    return tuple(kind for kind in kinds if SWITCHED_BY.get(kind) not in off)


def _seen(
    customer_id: CustomerId, found: Sequence[Entry], cleared: Clearance, actor: Actor, world: World
) -> Sequence[Entry]:
    """What the reader may see of these; that restricted values leave is audited first."""
    # The tenant's fields are asked for only where an entry speaks of one.
    of_fields = any(entry.field is not None for entry in found)
    catalogue = world.definition_readings.declared(actor).catalogue if of_fields else world.fields
    shown = [entry for entry in found if is_visible(entry, catalogue, cleared)]
    keys = [one.field for one in shown if one.field is not None]
    remember(customer_id, keys, catalogue, actor=actor, world=world)
    return shown
