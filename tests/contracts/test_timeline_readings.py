"""What every reading of a timeline keeps: all sources in one order, nothing twice, nothing that is hidden."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Contactability, Customer
from crm_core.domain.customers.history import HistoryEntry, Turn
from crm_core.domain.customers.timeline import CORE_KINDS, FIELD_CHANGED, Entry, TimelineSlice
from crm_core.domain.follow_ups.follow_up import Closing
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_core.domain.settings.setting import Scope
from crm_core.ports.world import World
from crm_core.queries.customer_timeline import customer_timeline
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.customers.reassign_customer import ReassignCustomer, reassign_customer
from crm_core.use_cases.customers.restore_customer import RestoreCustomer, restore_customer
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from tests import due, given
from tests.contracts.test_field_values import kept as fields_kept
from tests.given import StandingClock
from tests.reach import bounced


def told(
    world: World,
    customer: Customer | CustomerId,
    by: Actor = given.MANAGER,
    *,
    kinds: tuple[str, ...] = CORE_KINDS,
    limit: int = 200,
    after: tuple[datetime, str] | None = None,
) -> Sequence[Entry] | None:
    customer_id = customer.id if isinstance(customer, Customer) else customer
    reading = world.timeline_readings.page(by, TimelineSlice(customer_id, kinds, limit, after))
    return None if reading is None else reading.entries


def pass_by(world: World, **time: float) -> None:
    assert isinstance(world.clock, StandingClock)
    world.clock.pass_by(**time)


def test_everything_that_happened_is_told_newest_first(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    fields_kept(world, customer, {"menu": {"price": Decimal("1.50")}}, later=60)
    pass_by(world, minutes=2)
    bounced(world, customer, Contactability.SOFT_BOUNCE)
    pass_by(world, minutes=1)
    command = ReassignCustomer(customer.id, given.user(2), "Elternzeit")
    reassign_customer(command, actor=given.MANAGER, world=world)
    pass_by(world, minutes=1)
    archive_customer(ArchiveCustomer(customer.id), actor=given.MANAGER, world=world)
    pass_by(world, minutes=1)
    restore_customer(RestoreCustomer(customer.id), actor=given.ADMIN, world=world)
    found = told(world, customer)

    assert found is not None
    assert [(one.kind, one.by, one.data) for one in found] == [
        ("RESTORED", given.ADMIN.user, {}),
        ("ARCHIVED", given.MANAGER.user, {}),
        (
            "REASSIGNED",
            given.MANAGER.user,
            {"before": str(given.user(1)), "after": str(given.user(2)), "reason": "Elternzeit"},
        ),
        (
            "CONTACTABILITY",
            given.MANAGER.user,
            {"before": "OK", "after": "SOFT_BOUNCE", "cause": "email.bounce"},
        ),
        (
            "FIELD_CHANGED",
            given.MANAGER.user,
            {"key": "menu", "old": None, "new": {"price": Decimal("1.50")}, "version": 2},
        ),
        ("CREATED", None, {}),
    ]
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)


def test_follow_ups_are_told_when_they_open_and_when_they_end(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    closing = Closing(given.START + timedelta(days=1), "REACHED", "Ruft zurück")
    done = due.kept(world, due.drafted(world, customer.id).completed(closing))
    found = told(world, customer, kinds=("FOLLOW_UP_OPENED", "FOLLOW_UP_CLOSED"))

    assert found is not None
    opened = {"followUpId": str(done.id), "rule": "judge"}
    assert [(one.kind, one.at, one.data) for one in found] == [
        (
            "FOLLOW_UP_CLOSED",
            closing.at,
            {**opened, "state": "DONE", "outcome": "REACHED", "note": "Ruft zurück"},
        ),
        ("FOLLOW_UP_OPENED", given.START, opened),
    ]


def test_who_does_not_see_the_customer_sees_no_timeline(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    for by in (given.rep(2), given.team_lead("KIEL"), given.actor(tenant=given.OTHER_TENANT)):
        assert told(world, customer, by) is None
    assert told(world, given.nobody_knows()) is None
    assert told(world, customer, given.rep(1)) == told(world, customer)


def test_what_is_marked_is_absent_for_whom_it_is_not(world: World) -> None:
    chain = given.chain(world)
    given.location(world, chain, "Own", owner=given.user(1))
    sibling = given.location(world, chain, "Sibling", owner=given.user(2))
    fields_kept(world, sibling, {"open": 1}, later=1)
    fields_kept(world, sibling, {"hidden": 2}, restricted=frozenset({"hidden"}), later=2)

    def keys(by: Actor) -> list[object]:
        return [one.data["key"] for one in told(world, sibling, by, kinds=("FIELD_CHANGED",)) or ()]

    assert keys(given.rep(2)) == keys(given.AUDITOR) == ["hidden", "open"]
    assert keys(given.rep(1)) == ["open"]


def test_only_the_kinds_that_were_asked_for(world: World) -> None:
    customer = given.customer(world)
    bounced(world, customer)
    fields_kept(world, customer, {"a": 1})
    for kinds in (("CONTACTABILITY",), ("FIELD_CHANGED", "CREATED"), ("REASSIGNED",), ()):
        found = told(world, customer, kinds=kinds)
        assert found is not None
        assert {one.kind for one in found} == {*kinds} - {"REASSIGNED"}


@pytest.mark.parametrize("limit", [1, 3, 7])
def test_pages_neither_repeat_nor_skip_while_others_happen(world: World, limit: int) -> None:
    """Many entries share an instant, and newer ones keep coming."""
    draw, customer = Random(limit), given.customer(world)

    def happen() -> None:
        match draw.randrange(3):
            case 0:
                keys = draw.sample("abcd", draw.randint(1, 3))
                fields_kept(
                    world, customer, {key: draw.random() < 2 and draw.randrange(9**9) for key in keys}
                )
            case 1:
                with world.unit_of_work(given.MANAGER) as uow:
                    entry = HistoryEntry.of(
                        uow.customers.lock(customer.id), Turn.REASSIGNED, uow.actor, why="x"
                    )
                    uow.customer_history.keep(entry)
                    uow.commit()
            case _:
                due.opened(world, customer.id)

    for _ in range(15):
        happen()
    whole = told(world, customer)
    assert whole is not None
    seen: list[Entry] = []
    after: tuple[datetime, str] | None = None
    while page := (told(world, customer, limit=limit, after=after) or ())[:limit]:
        seen += page
        after = (page[-1].at, page[-1].place)
        pass_by(world, seconds=1)
        if len(seen) < 20:
            bounced(world, customer, draw.choice(list(Contactability)[:2]))

    assert seen == list(whole)
    assert len({one.place for one in seen}) == len(seen)


def test_what_is_switched_off_is_told_by_no_timeline(food_world: World) -> None:
    customer = given.customer(food_world, owner=given.user(1))
    patch_fields(PatchFields(customer.id, {"kitchen_size": 80}), actor=given.MANAGER, world=food_world)

    def read(kinds: Sequence[str] | None, by: Actor = given.MANAGER) -> list[str]:
        page = customer_timeline(customer.id, kinds=kinds, limit=10, actor=by, world=food_world)
        return [one.kind for one in page.entries]

    assert read(None) == [FIELD_CHANGED, "CREATED"]
    switch = ChangeSetting("features.fields.bridge", Scope.TENANT, value=False, version=0)
    change_setting(switch, actor=given.ADMIN, world=food_world)
    assert (read(None), read([FIELD_CHANGED])) == (["CREATED"], [])
    with pytest.raises(NotFound):
        read([FIELD_CHANGED], given.rep(2))
