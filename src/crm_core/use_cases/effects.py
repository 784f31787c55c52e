"""What activities do beyond being recorded, carried out in the unit of work that records them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.visible import clearance
from crm_core.domain.activities.activity import Activity
from crm_core.domain.activities.effects import (
    Consequence,
    FieldWrite,
    Mention,
    StatusMove,
    Telling,
    consequences,
    difference,
)
from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields.field_set import Stamp
from crm_core.domain.fields.patch import patch_fields
from crm_core.domain.refusals import unknown_reference
from crm_core.ports.thing import Move
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.keeping_fields import keep_fields
from crm_core.use_cases.taking_up import Counterpart

# So many other activities of a kind are asked what they would have a field say instead.
LOOK_BACK = 50


@frozen
class Effects:
    """Of the activities of one counterpart."""

    counterpart: Counterpart
    uow: UnitOfWork
    world: World
    set_to: Callable[[str], object]

    def follow(self, before: Activity | None, after: Activity | None) -> None:
        """Does what only `after` asks for, and takes back what only `before` had asked for."""
        told = after or before
        assert told is not None  # noqa: S101 - one of them is given
        now = self.world.clock.now()
        change = difference(self._of(before), self._of(after))
        for one in change.do:
            self._mention(one, told)
        for sort, move in _moves(change.undo, change.do, told, now):
            for fact in self.world.things[sort].move(move, self.uow):
                self.uow.outbox.add(fact)
        for one in change.undo:
            if isinstance(one, FieldWrite) and not _writes(change.do, one.key):
                self._write(one.key, partial(one.off, instead=self._instead(one, told)))
        for one in change.do:
            if isinstance(one, FieldWrite):
                self._write(one.key, one.onto)
            if isinstance(one, Telling):
                self.uow.outbox.add(one.fact)

    def _of(self, activity: Activity | None) -> tuple[Consequence, ...]:
        kind = None if activity is None else self.world.activity_types.types.get(activity.entry.kind)
        if activity is None or kind is None:
            return ()
        flags = {effect.flag for effect in kind.effects if effect.flag is not None}
        on = {flag for flag in flags if self.set_to(flag) is True}
        return consequences(kind.effects, activity, flags=on)

    def _mention(self, one: Consequence, told: Activity) -> None:
        if not isinstance(one, Mention):
            return
        if not self.world.things[one.sort].is_known(one.id, told.party, self.uow):
            raise unknown_reference(f"/{one.member}")

    def _instead(self, lost: FieldWrite, told: Activity) -> FieldWrite | None:
        """What the newest other activity of the kind would have the field say."""
        customer = self.counterpart.customer
        if customer is None:
            return None
        others = self.uow.activities.standing_of(customer.id, told.entry.kind, limit=LOOK_BACK)
        asked = (
            one
            for other in others
            if other.id != told.id
            for one in self._of(self.world.activity_types.typed(other))
        )
        return next((one for one in asked if isinstance(one, FieldWrite) and one.key == lost.key), None)

    def _write(self, key: str, wanted: Callable[[object], object]) -> None:
        """Only where the field is the caller's to change: engaging with a customer is less than that."""
        customer, uow = self.counterpart.customer, self.uow
        if customer is None or not CUSTOMERS.permits(Operation.WRITE, uow.scope, customer):
            return
        catalogue = uow.field_definitions.catalogue()
        if key not in catalogue.definitions:
            return
        stands = uow.field_values.of(customer.id)
        version = _version(customer, uow)
        stamp = Stamp(uow.actor.user, self.world.clock.now(), uow.actor.correlation, version + 1)
        patched = patch_fields(
            stands,
            {key: wanted(stands.plain().get(key))},
            catalogue=catalogue,
            clearance=clearance(uow.scope, customer),
            stamp=stamp,
        )
        if patched.changes:
            keep_fields(patched, uow.customers.lock(customer.id), catalogue, uow)


def _version(customer: Customer, uow: UnitOfWork) -> int:
    """An effect before this one may have counted it up."""
    found = uow.customers.find(customer.id)
    return customer.version if found is None else found.version


def _writes(done: Sequence[Consequence], key: str) -> bool:
    return any(isinstance(one, FieldWrite) and one.key == key for one in done)


def _moves(
    undo: Sequence[Consequence], do: Sequence[Consequence], told: Activity, now: datetime
) -> Sequence[tuple[str, Move]]:
    """What is asked of each thing: one that is named before and after is moved once."""
    found: dict[tuple[str, UUID], Move] = {}
    for one in undo:
        if isinstance(one, StatusMove):
            found[one.sort, one.id] = Move(one.id, one.status, None, told.id, told.party, now)
    for one in do:
        if isinstance(one, StatusMove):
            known = found.get((one.sort, one.id), Move(one.id, None, None, told.id, told.party, now))
            found[one.sort, one.id] = evolve(known, to=one.status)
    return [(sort, move) for (sort, _), move in found.items()]
