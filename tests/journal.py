"""What commands left behind, as tests look at it: facts that others are told, deeds that auditors read."""

from collections.abc import Sequence

from crm_core.domain.audit.entry import Deed
from crm_core.domain.events.envelope import Envelope
from crm_core.ports.world import World
from tests import given


def facts(world: World, subject: object = None) -> Sequence[Envelope]:
    """Everything told so far, in order, about one subject or about all."""
    world.relay.move(limit=1000)
    with world.unit_of_work(given.ADMIN) as uow:
        log = uow.event_log
        if subject is None:
            return [one.envelope for one in log.read_after(given.TENANT, 0, limit=1000)]
        return [one.envelope for one in log.of_subject(given.TENANT, str(subject), 0, limit=1000)]


def last_fact(world: World) -> Envelope:
    return facts(world)[-1]


def last_deed(world: World) -> Deed:
    with world.unit_of_work(given.AUDITOR) as uow:
        return uow.audit.newest(limit=1)[0].deed
