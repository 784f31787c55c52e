"""What every store of fields answers: what stands, what stood, each version; hidden is hidden in all."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import HealthCheck, settings, strategies
from hypothesis import given as drawn

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields.field_set import FieldChange, FieldSet
from crm_core.domain.fields.history import FieldHistory
from crm_core.domain.ids import CorrelationId
from crm_core.ports.field_readings import FieldReadings
from crm_core.ports.world import World
from tests import given
from tests.contracts.test_field_values import MACHINE, kept

HIDDEN = frozenset({"hidden"})


def plain(fields: FieldSet) -> dict[str, object]:
    return fields.plain()


def now(world: World, customer: Customer, by: Actor = given.MANAGER) -> FieldSet:
    reading = world.field_readings.now(by, customer.id)
    assert reading is not None
    return reading.fields


def at(world: World, customer: Customer, seconds: float, by: Actor = given.MANAGER) -> FieldSet:
    reading = world.field_readings.as_of(by, customer.id, given.START + timedelta(seconds=seconds))
    assert reading is not None
    return reading.fields


def versions(world: World, customer: Customer, key: str, by: Actor = given.MANAGER) -> list[object]:
    reading = world.field_readings.history(by, customer.id, key, before=None, limit=1000)
    assert reading is not None
    return [change.new for change in reading.changes]


def test_what_stands_comes_with_the_customer_and_the_scope_it_was_seen_through(world: World) -> None:
    customer = given.customer(world)
    reading = world.field_readings.now(given.MANAGER, customer.id)
    assert reading is not None
    assert (reading.customer, reading.fields, reading.scope.actor) == (customer, FieldSet(), given.MANAGER)
    last = kept(world, customer, {"a": Decimal("0.10"), "b": [1]}, later=3)
    reading = world.field_readings.now(given.MANAGER, customer.id)
    assert reading is not None
    assert (reading.customer, reading.fields) == (evolve(customer, version=2), last)


def test_who_does_not_see_the_customer_sees_nothing_of_its_fields(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    kept(world, customer, {"a": 1})
    readings: FieldReadings = world.field_readings
    foreign = given.actor(Role.ADMIN, tenant=given.OTHER_TENANT)
    asked = ((given.rep(2), customer.id), (foreign, customer.id), (given.MANAGER, given.nobody_knows()))
    for by, customer_id in asked:
        assert readings.now(by, customer_id) is None
        assert readings.as_of(by, customer_id, given.START) is None
        assert readings.history(by, customer_id, "a", before=None, limit=1) is None


def test_every_version_is_told_with_who_when_and_in_which_call(world: World) -> None:
    customer = given.customer(world)
    caller = evolve(given.rep(1), correlation=CorrelationId(UUID(int=77)), roles=frozenset({Role.ADMIN}))
    kept(world, customer, {"a": 1, "b": 1}, later=1)
    kept(world, customer, {"a": Decimal("2.50")}, by=caller, later=2)
    kept(world, customer, {"a": None}, later=2)
    reading = world.field_readings.history(given.MANAGER, customer.id, "a", before=None, limit=9)
    assert reading is not None
    gone, changed, first = reading.changes

    assert [(one.old, one.new) for one in reading.changes] == [
        (Decimal("2.50"), None),
        (1, Decimal("2.50")),
        (None, 1),
    ]
    assert (changed.stamp.by, changed.stamp.correlation) == (caller.user, caller.correlation)
    assert changed.stamp.at == gone.stamp.at == given.START + timedelta(seconds=2)
    assert [one.stamp.version for one in (gone, changed, first)] == [4, 3, 2]


def test_a_history_is_read_page_by_page(world: World) -> None:
    customer = given.customer(world)
    for number in range(5):
        kept(world, customer, {"a": number}, later=number)
    found, before = [], None
    while True:
        reading = world.field_readings.history(given.MANAGER, customer.id, "a", before=before, limit=2)
        assert reading is not None
        if not reading.changes:
            break
        found += [change.new for change in reading.changes]
        before = reading.changes[-1].stamp.version

    assert found == [4, 3, 2, 1, 0]


def test_a_change_counts_from_its_own_instant_on(world: World) -> None:
    customer = given.customer(world)
    kept(world, customer, {"a": 1}, later=10)
    kept(world, customer, {"a": 2, "b": 1}, later=20)
    kept(world, customer, {"a": None}, later=20)

    past = [plain(at(world, customer, seconds)) for seconds in (9.999999, 10, 19.999999, 20, 99)]
    assert past == [{}, {"a": 1}, {"a": 1}, {"b": 1}, {"b": 1}]
    assert at(world, customer, 99) == now(world, customer)


def test_marked_fields_are_absent_now_then_and_in_their_history(world: World) -> None:
    chain = given.chain(world)
    customer = given.location(world, chain, owner=given.user(2))
    given.location(world, chain, "Nordsee Husum", owner=given.user(1))
    kept(world, customer, {"open": 1, "hidden": 1}, restricted=HIDDEN, later=1)
    kept(world, customer, {"hidden": None}, restricted=HIDDEN, later=2)
    kept(world, customer, {"hidden": 3}, restricted=HIDDEN, later=3)

    sibling, nobodys_lead = given.rep(1), given.team_lead("BERLIN")
    for by in (sibling, MACHINE):
        assert plain(now(world, customer, by)) == plain(at(world, customer, 1, by)) == {"open": 1}
        assert versions(world, customer, "hidden", by) == []
        assert versions(world, customer, "open", by) == [1]
    for by in (given.MANAGER, given.AUDITOR, given.rep(2), nobodys_lead):
        assert plain(now(world, customer, by)) == {"open": 1, "hidden": 3}
        assert plain(at(world, customer, 1, by)) == {"open": 1, "hidden": 1}
        assert versions(world, customer, "hidden", by) == [3, None, 1]


PATCHES = strategies.lists(
    strategies.tuples(
        strategies.integers(0, 3),
        strategies.dictionaries(
            strategies.sampled_from("abcd"),
            strategies.none() | strategies.integers(0, 3) | strategies.sampled_from([[], ["x"], {"m": True}]),
            min_size=1,
        ),
    ),
    max_size=8,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@drawn(patches=PATCHES)
def test_the_past_is_what_its_changes_add_up_to(
    world: World, patches: list[tuple[int, dict[str, object]]]
) -> None:
    customer = given.customer(world)
    elapsed, stood = 0, [(-1, FieldSet())]
    for wait, patch in patches:
        elapsed += wait
        present = plain(stood[-1][1])
        different = {key: value for key, value in patch.items() if value != present.get(key)}
        if different:
            stood.append((elapsed, kept(world, customer, different, later=elapsed)))

    assert now(world, customer) == stood[-1][1]
    for (since, fields), (until, _) in pairwise([*stood, (elapsed + 9, stood[-1][1])]):
        if since < until:
            assert at(world, customer, until - 0.000001) == fields
    assert_one_line(world, customer, elapsed)


def assert_one_line(world: World, customer: Customer, elapsed: int) -> None:
    """The stored histories of all fields are one unbroken line; its replay is what every instant shows."""
    changes: list[FieldChange] = []
    for key in "abcd":
        reading = world.field_readings.history(given.MANAGER, customer.id, key, before=None, limit=1000)
        assert reading is not None
        changes += reading.changes
    line = FieldHistory().appended(sorted(changes, key=lambda change: change.stamp.version))
    for seconds in range(-1, elapsed + 2):
        assert at(world, customer, seconds) == line.as_of(given.START + timedelta(seconds=seconds))


@pytest.mark.parametrize("key", ["", "a\u2028b", "x" * 3000])
def test_a_key_that_nobody_declared_has_no_versions(world: World, key: str) -> None:
    assert versions(world, given.customer(world), key) == []
