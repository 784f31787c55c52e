"""A consumer that stumbles over chosen events, and a small world full of events."""

from uuid import UUID

from attrs import define, field

from adapters.memory.world import memory_world
from adapters.system.seals import KeyedSeals
from crm_core.domain.customers.events import CustomerArchived
from crm_core.domain.events.envelope import RecordedEvent
from crm_core.domain.ids import CustomerId
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.consumers import Consumer
from tests import given


@define
class Stumbling:
    """Counts what it applied in the chain sizes, which follow the unit of work; refuses what is poison."""

    poison: set[int] = field(factory=set)
    seen: list[int] = field(factory=list)

    def apply(self, event: RecordedEvent, uow: UnitOfWork) -> None:
        self.seen.append(event.position)
        if event.position in self.poison:
            raise ValueError(f"somebody's private words at {event.position}")
        uow.chain_sizes.change(uow.actor.tenant, 10**event.position)

    def consumer(self) -> Consumer:
        return Consumer("stumbling", self.apply, lambda uow: uow.chain_sizes.clear())


@define
class Scene:
    clock: given.StandingClock
    world: World

    @classmethod
    def with_events(cls, *subjects: int) -> "Scene":
        """One event per entry, about that customer: its first creates it, later ones archive and restore."""
        clock = given.StandingClock()
        world = memory_world(clock=clock, ids=given.CountingIds(), seals=KeyedSeals(b"k" * 32))
        scene = cls(clock, world)
        for subject in subjects:
            scene.happen(subject)
        world.relay.move(limit=1000)
        return scene

    def happen(self, subject: int) -> None:
        with self.world.unit_of_work(given.SYSTEM) as uow:
            uow.outbox.add(CustomerArchived(CustomerId(UUID(int=subject)), 2, None))
            uow.commit()

    def applied(self) -> list[int]:
        """The positions whose effects stand, once each; an effect that happened twice shows as 2."""
        with self.world.unit_of_work(given.SYSTEM) as uow:
            sum_of = uow.chain_sizes.all().get(given.TENANT, 0)
        digits = [int(digit) for digit in reversed(str(sum_of))]
        assert set(digits) <= {0, 1}
        return [position for position, digit in enumerate(digits) if digit]
