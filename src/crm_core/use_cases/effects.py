"""What activities do beyond being recorded, carried out in the unit of work that records them."""

from collections.abc import Callable, Mapping, Sequence
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
from crm_core.domain.activities.taking_back import Written
from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields.field_set import Stamp
from crm_core.domain.fields.patch import patch_fields
from crm_core.domain.refusals import unknown_reference
from crm_core.ports.thing import Move
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.keeping_fields import keep_fields
from crm_core.use_cases.taking_up import Counterpart

# So many changes of a field are looked back at, and so many activities asked what they would have it say.
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
        lost, asked = _writes(change.undo), _writes(change.do)
        for key in {**lost, **asked}:
            self._settle(lost.get(key), asked.get(key), told)
        for one in change.do:
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

    def _settle(self, lost: FieldWrite | None, asked: FieldWrite | None, told: Activity) -> None:
        """A field says what the newest activity says of it, and what it said by hand when none is left."""
        write = asked or lost
        assert write is not None  # noqa: S101 - one of them is given
        if lost is not None and asked is not None:
            write = evolve(asked, patch={**lost.patch, **asked.patch})
        # Nothing that stands is newer than what is recorded as it happens, so that nothing is looked up.
        is_newest = lost is None and told.is_news
        word = partial(self._word, write, told, lost is None)
        self._write(write.key, write.onto if is_newest else word, told)

    def _word(self, write: FieldWrite, told: Activity, is_said_anew: bool, stands: object) -> object:
        customer_id = told.party.customer_id
        assert customer_id is not None  # noqa: S101 - only customers have fields
        line = self.uow.field_values.line(customer_id, write.key, limit=LOOK_BACK)
        standing = self.uow.activities.standing_of(customer_id, told.entry.kind, limit=LOOK_BACK)
        written = Written.of(stands, line, write)
        heard = written.newest(standing, told.id if is_said_anew else None)
        typed = (self.world.activity_types.typed(one) for one in heard)
        said = (_writes(self._of(one)).get(write.key) for one in typed)
        newest = next((one for one in said if one is not None), write if is_said_anew else None)
        return write.instead(stands, written.by_hand if newest is None else newest.patch)

    def _write(self, key: str, wanted: Callable[[object], object], told: Activity) -> None:
        """Only where the field is the caller's to change: engaging with a customer is less than that."""
        customer, uow = self.counterpart.customer, self.uow
        if customer is None or not CUSTOMERS.permits(Operation.WRITE, uow.scope, customer):
            return
        catalogue = uow.field_definitions.catalogue()
        if key not in catalogue.definitions:
            return
        stands = uow.field_values.of(customer.id)
        version = _version(customer, uow)
        by, now = uow.actor, self.world.clock.now()
        stamp = Stamp(by.user, now, by.correlation, version + 1, told.id)
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


def _writes(those: Sequence[Consequence]) -> Mapping[str, FieldWrite]:
    return {one.key: one for one in those if isinstance(one, FieldWrite)}


def _moves(
    undo: Sequence[Consequence], do: Sequence[Consequence], told: Activity, now: datetime
) -> Sequence[tuple[str, Move]]:
    """What is asked of each thing: one that is named before and after is moved once."""
    found: dict[tuple[str, UUID], Move] = {}
    for one in undo:
        if isinstance(one, StatusMove):
            found[one.sort, one.id] = Move(one.id, one.status, None, told.id, told.party, one.at, now)
    for one in do:
        if isinstance(one, StatusMove):
            known = found.get((one.sort, one.id))
            was = None if known is None else known.was
            found[one.sort, one.id] = Move(one.id, was, one.status, told.id, told.party, one.at, now)
    return [(sort, move) for (sort, _), move in found.items()]
