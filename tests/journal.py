"""What commands left behind, as tests look at it: facts that others are told, deeds that auditors read."""

from collections.abc import Sequence
from functools import cache

from jsonschema import Draft202012Validator

from crm_core.domain.audit.entry import Deed
from crm_core.domain.events.catalogue import data_schema
from crm_core.domain.events.envelope import Envelope
from crm_core.domain.events.fact import Fact
from crm_core.ports.world import World
from tests import given


def facts(world: World, subject: object = None) -> Sequence[Envelope]:
    """Everything told so far, in order, about one subject or about all; each keeps the schema of its type."""
    world.relay.move(limit=1000)
    with world.unit_of_work(given.ADMIN) as uow:
        log = uow.event_log
        if subject is None:
            told = [one.envelope for one in log.read_after(given.TENANT, 0, limit=1000)]
        else:
            told = [one.envelope for one in log.of_subject(given.TENANT, str(subject), 0, limit=1000)]
    for one in told:
        assert list(_validator(world.events.facts[one.type]).iter_errors(dict(one.data))) == [], one.type
    return told


@cache
def _validator(fact: type[Fact]) -> Draft202012Validator:
    return Draft202012Validator(data_schema(fact))


def last_fact(world: World) -> Envelope:
    return facts(world)[-1]


def last_deed(world: World) -> Deed:
    with world.unit_of_work(given.AUDITOR) as uow:
        return uow.audit.newest(limit=1)[0].deed
