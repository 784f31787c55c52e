"""Any instant shows exactly what a replay of the history gives, to each reader with the rights of today."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from attrs import define
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields.field_set import FieldChange
from crm_core.domain.fields.history import FieldHistory
from crm_core.domain.refusals import NotFound
from crm_core.ports.world import World
from crm_core.queries.customer_fields import customer_fields, field_history
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.declare import declare
from crm_core.use_cases.definitions.add_definition import AddDefinition, add_definition
from crm_core.use_cases.definitions.change_definition import ChangeDefinition
from tests import given

KEYS = ("bins", "ovens", "rent")
KIND = {"kind": "number", "places": 0}
TICK = timedelta(microseconds=1)
SIBLING, OWNER = given.rep(1), given.rep(2)
READERS = (given.MANAGER, given.AUDITOR, OWNER, SIBLING)
# Seconds that pass before a patch, also none, also backwards; and what is put or taken away.
STEPS = st.lists(
    st.tuples(
        st.integers(-3, 3),
        st.dictionaries(st.sampled_from(KEYS), st.none() | st.integers(0, 2), min_size=1),
    ),
    max_size=7,
)


@define
class Line:
    """What stood from which instant on, written down by the test; of one instant the last counts."""

    stood: list[tuple[datetime, dict[str, object]]]

    def add(self, now: datetime, patch: dict[str, object]) -> None:
        last, fields = self.stood[-1]
        after = {key: value for key, value in {**fields, **patch}.items() if value is not None}
        if after != fields:
            since = now if len(self.stood) == 1 else max(last, now)
            self.stood.append((since, after))

    def at(self, instant: datetime) -> dict[str, object]:
        return [fields for since, fields in self.stood if since <= instant][-1]

    def instants(self) -> Iterator[datetime]:
        for since, _ in self.stood[1:]:
            yield from (since - TICK, since, since + TICK)


def declared(world: World) -> None:
    if "bins" not in world.definition_readings.declared(given.ADMIN).stored:
        for key in KEYS:
            form = {"key": key, "kind": KIND, "labelDe": key, "labelEn": key, "group": "house"}
            restricted = {"restricted": "price"} if key == "rent" else {}
            add_definition(AddDefinition({**form, **restricted}), actor=given.ADMIN, world=world)


def shown(world: World, customer: Customer, instant: datetime, by: Actor) -> dict[str, object]:
    return customer_fields(customer.id, as_of=instant, actor=by, world=world).fields.plain()


def replayed(world: World, customer: Customer, by: Actor) -> FieldHistory:
    """The histories that this reader can read, as one line."""
    changes: list[FieldChange] = []
    for key in KEYS:
        try:
            page = field_history(customer.id, key, limit=200, cursor=None, actor=by, world=world)
        except NotFound:
            continue
        changes += page.changes
    return FieldHistory().appended(sorted(changes, key=lambda one: one.stamp.version))


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@drawn(steps=STEPS, closed=st.booleans())
def test_any_instant_is_a_replay_of_the_history(
    world: World,
    steps: list[tuple[int, dict[str, object]]],
    closed: bool,
) -> None:
    clock = world.clock
    assert isinstance(clock, given.StandingClock)
    declared(world)
    declare(ChangeDefinition("ovens", {"restricted": None}), actor=given.ADMIN, world=world)
    chain = given.chain(world)
    given.location(world, chain, owner=SIBLING.user)
    customer = given.location(world, chain, owner=OWNER.user)
    line = Line([(datetime.min.replace(tzinfo=given.START.tzinfo), {})])
    for seconds, patch in steps:
        clock.pass_by(seconds=seconds)
        line.add(clock.now(), patch)
        patch_fields(PatchFields(customer.id, patch), actor=given.MANAGER, world=world)
    if closed:
        declare(ChangeDefinition("ovens", {"restricted": "margin"}), actor=given.ADMIN, world=world)

    hidden = {"rent", "ovens"} if closed else {"rent"}
    for by in READERS:
        history = replayed(world, customer, by)
        for instant in line.instants():
            kept_back = hidden if by is SIBLING else frozenset[str]()
            stood = {key: value for key, value in line.at(instant).items() if key not in kept_back}
            assert shown(world, customer, instant, by) == stood
            assert history.as_of(instant).plain() == stood


def test_who_put_it_there_and_when_is_told_of_the_past_too(world: World) -> None:
    clock = world.clock
    assert isinstance(clock, given.StandingClock)
    declared(world)
    customer = given.customer(world, owner=OWNER.user)
    for by, value in ((given.MANAGER, 1), (OWNER, 2)):
        clock.pass_by(hours=1)
        patch_fields(PatchFields(customer.id, {"bins": value}), actor=by, world=world)
    past = customer_fields(customer.id, as_of=clock.at - TICK, actor=OWNER, world=world).fields

    assert past.values["bins"].updated_by == given.MANAGER.user
    assert past.values["bins"].updated_at == given.START + timedelta(hours=1)


def test_a_naive_instant_is_none(world: World) -> None:
    customer = given.customer(world)
    with pytest.raises(ValueError, match="offset"):
        FieldHistory().as_of(datetime(2026, 3, 2))  # noqa: DTZ001 - a naive one is what is refused
    assert shown(world, customer, given.START, given.MANAGER) == {}
