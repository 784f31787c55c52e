"""What must hold of a customer's reachability at any moment, told from the outside."""

from collections.abc import Sequence
from itertools import pairwise

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.contactability import Cause
from crm_core.domain.customers.customer import Contactability, Customer
from crm_core.domain.events.envelope import Envelope
from crm_core.domain.follow_ups.alternative_channel import ALTERNATIVE_CHANNEL
from crm_core.domain.follow_ups.follow_up import FollowUp, State
from crm_core.domain.ids import CustomerId
from crm_core.ports.world import World
from crm_core.use_cases.customers.record_contactability import RecordContactability, record_contactability
from tests import due, given

HARD = Contactability.HARD_BOUNCE
CHANGED = "customer.contactability.changed"


def bounced(
    world: World, customer: Customer, status: Contactability = HARD, by: Actor = given.MANAGER
) -> Customer:
    command = RecordContactability(customer.id, status, Cause.EMAIL_BOUNCE)
    return record_contactability(command, actor=by, world=world)


def demanded(world: World, customer_id: CustomerId, by: Actor = given.MANAGER) -> Sequence[FollowUp]:
    """Every follow-up for another channel, in whatever state."""
    return due.page(world, by, customer=customer_id, rule=ALTERNATIVE_CHANNEL.key, limit=199)


def broken_laws(world: World, customer_id: CustomerId, told: Sequence[Envelope]) -> list[str]:
    """The laws that do not hold; `told` are the facts in the order in which they became true."""
    reading = world.customer_readings.one(given.MANAGER, customer_id)
    assert reading is not None
    status, asked = reading.customer.contactability, demanded(world, customer_id)
    mine = [one for one in told if one.subject == str(customer_id) and one.type == CHANGED]
    statuses = ["OK", *(str(one.data["status"]) for one in mine)]
    waiting = [one for one in asked if one.state is State.OPEN]
    done = {str(one.id) for one in asked if one.state is State.DONE}
    completed = [one.subject for one in told if one.type == "followup.completed" and one.subject in done]
    laws = {
        "a hard bounce and one open demand go together": len(waiting) == (status is HARD),
        "every hard bounce demanded once": len(asked) == statuses.count(HARD),
        "every change is told, the last one stands": statuses[-1] == status,
        "only changes are told": all(before != after for before, after in pairwise(statuses)),
        "only another channel ends a hard bounce": all(
            (str(one.data["status"]), one.data["cause"]) == ("OK", Cause.CHANNEL_STORED)
            for before, one in zip(statuses, mine, strict=False)
            if before == HARD
        ),
        "what is done is told once": sorted(completed) == sorted(done),
    }
    return [law for law, holds in laws.items() if not holds]
