"""Many commands as one: each is all or nothing, refusing one leaves others alone, all are kept at once."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeAlias, TypeVar

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.refusals import Refusal, Unavailable
from crm_core.ports.world import World

Done = TypeVar("Done")
# A command that is carried out in the world it is given.
Item: TypeAlias = Callable[[World], Done]


@frozen
class InBulk(Generic[Done]):
    """`order` says in which order the items are done, so that two bulks hold the same things alike."""

    items: Sequence[Item[Done]]
    order: Sequence[int]


def in_bulk(command: InBulk[Done], *, actor: Actor, world: World) -> list[Done | Refusal]:
    """What became of each item, in the order in which they were given."""
    done: dict[int, Done | Refusal] = {}
    with world.unit_of_work(actor) as uow:
        inner = world.inside(uow)
        for place in command.order:
            done[place] = _tried(command.items[place], inner)
        results = [done[place] for place in range(len(command.items))]
        uow.commit(results)
    return results


def _tried(item: Item[Done], inner: World) -> Done | Refusal:
    try:
        return item(inner)
    except Unavailable:
        raise  # it is not this item that cannot be had
    except Refusal as refusal:
        return refusal
