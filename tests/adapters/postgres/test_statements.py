"""A request of a kind asks the same few statements in the same few round trips, whatever the data."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from adapters.postgres.customer_readings import PostgresCustomerReadings
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.listing import CustomerFilter, CustomerSlice
from crm_core.domain.ids import CustomerId
from crm_core.domain.leads.listing import LeadFilter, LeadSlice, LeadState
from crm_core.ports.once import Answer, Once
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.create_customer import CreateCustomer, create_customer
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_core.use_cases.declare import declare
from crm_core.use_cases.definitions.add_definition import AddDefinition, add_definition
from crm_core.use_cases.definitions.change_definition import ChangeDefinition
from crm_core.use_cases.leads.log_lead_activity import LogLeadActivity, log_lead_activity
from crm_food_pack.pack import FOOD
from tests import given, people
from tests.adapters.postgres.wire import Traffic, Wire, wired
from tests.contracts.test_field_definitions import BINS
from tests.logged import logged
from tests.server import Database

HELPERS = {
    "key": "helpers",
    "kind": {"kind": "list", "maxItems": 20, "item": {"kind": "id", "of": "contact"}},
    "labelDe": "Helfer",
    "labelEn": "Helpers",
    "group": "kitchen",
}


@pytest.fixture
def wire(database: Database) -> Iterator[Wire]:
    with wired(database) as found:
        yield found


READERS = (given.MANAGER, given.AUDITOR, given.rep(1), given.team_lead("BERLIN", "KIEL"))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "wanted", [CustomerSlice(), CustomerSlice(CustomerFilter(q="linde", region="BERLIN"))]
)
def test_a_page_is_two_statements_in_one_turn(wire: Wire, reader: Actor, wanted: CustomerSlice) -> None:
    readings = PostgresCustomerReadings(wire.connections)
    for count in (0, 1, 60):
        chain = given.chain(wire.world)
        for _ in range(count):
            given.location(wire.world, chain, "Linde", owner=given.user(1))
        usual = wire.usual(lambda: readings.page(reader, wanted))
        assert usual == Traffic(statements=2, turns=1)


@pytest.mark.parametrize("reader", READERS)
def test_one_customer_is_two_statements_in_one_turn(wire: Wire, reader: Actor) -> None:
    customer = given.customer(wire.world, owner=given.user(1))
    for customer_id in (customer.id, given.nobody_knows()):
        usual = wire.usual(partial(wire.world.customer_readings.one, reader, customer_id))
        assert usual == Traffic(statements=2, turns=1)


def test_a_creation_waits_once_or_twice(wire: Wire) -> None:
    """BEGIN, identity, customer, fact and audit, COMMIT; a stored answer asks before and tells afterwards."""

    def create(actor: Actor, once: Once | None = None) -> Customer:
        world = wire.world.once(once)
        return create_customer(CreateCustomer(given.details()), actor=actor, world=world)

    keys = iter(range(100))

    def answered(_result: object) -> Answer:
        return Answer(201, (), b"")

    for actor in (given.MANAGER, given.rep(1), given.team_lead("BERLIN")):
        assert wire.usual(partial(create, actor)) == Traffic(statements=5, turns=1)
    once = wire.usual(lambda: create(given.MANAGER, Once("POST", str(next(keys)), b"", answered)))
    assert once == Traffic(statements=8, turns=2)


def test_a_change_waits_twice(wire: Wire) -> None:
    customer = given.customer(wire.world, owner=given.user(1))
    numbers = iter(range(100_000, 100_100))

    def update() -> Customer:
        """Letters reach the customer, so nobody asks what waits for another channel."""
        number = next(numbers)
        command = UpdateCustomer(customer.id, {"name": f"Linde {number}", "phone": f"030 {number}"})
        return update_customer(command, actor=given.rep(1), world=wire.world)

    assert wire.usual(update) == Traffic(statements=6, turns=2)


@pytest.mark.parametrize("kind", ["NOTE", "CALL", "ROI_CONSULTATION"])
def test_an_activity_waits_for_settings_for_its_customer_and_for_the_commit(
    database: Database, kind: str
) -> None:
    """However many there are; what it may fulfil comes along with the customer."""
    with wired(database, FOOD) as wire:
        customer = given.customer(wire.world)
        advice = {"roiScenarioId": given.nobody_knows(), "commitmentLevel": "LOW"}
        more: Any = advice if kind == "ROI_CONSULTATION" else {}
        log = partial(logged, wire.world, customer.id, kind, **more)
        few = wire.usual(log)
        for _ in range(20):
            log()
        assert wire.usual(log) == few
        if kind != "ROI_CONSULTATION":
            assert wire.usual(partial(log, occurredAt="2026-02-01T08:00:00Z")) == few
    assert few.turns == 3


def test_only_a_consultation_that_is_told_late_asks_what_happened_since(database: Database) -> None:
    """One question in a turn of its own; others close in its place what the one before had opened."""
    with wired(database, FOOD) as wire:
        customer = given.customer(wire.world)
        said: Any = {"roiScenarioId": given.nobody_knows(), "commitmentLevel": "LOW"}
        log = partial(logged, wire.world, customer.id, "ROI_CONSULTATION", **said)
        few = wire.usual(log)
        late = wire.usual(partial(log, occurredAt="2026-02-01T08:00:00Z"))
    assert late == Traffic(few.statements, few.turns + 1)


def test_the_size_of_a_chain_costs_no_statement(wire: Wire) -> None:
    counts = set()
    for locations in (0, 1, 30):
        chain = given.chain(wire.world)
        for _ in range(locations):
            given.location(wire.world, chain)
        read = partial(wire.world.customer_readings.locations, given.MANAGER, chain.id, 50)
        counts.add(wire.usual(read))
    assert counts == {Traffic(statements=2, turns=1)}


@pytest.mark.parametrize("version", [None, 1])
def test_invisible_and_absent_cost_the_same(wire: Wire, version: int | None) -> None:
    hidden = given.customer(wire.world, owner=given.user(2))

    def archive(customer_id: CustomerId) -> Callable[[], object]:
        command = ArchiveCustomer(customer_id, version)
        return lambda: archive_customer(command, actor=given.rep(1), world=wire.world)

    assert wire.usual(archive(hidden.id)) == wire.usual(archive(given.nobody_knows()))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("state", [None, LeadState.EXPIRED, LeadState.GRACE])
def test_a_page_of_leads_is_two_statements_in_one_turn(
    wire: Wire, reader: Actor, state: LeadState | None
) -> None:
    wanted = LeadSlice(given.START, LeadFilter(state=state))
    for count in (0, 1, 60):
        for number in range(count):
            given.kept_lead(wire.world, given.lead_made(wire.world, f"Haus {count} {number}"))
        usual = wire.usual(lambda: wire.world.lead_readings.page(reader, wanted))
        assert usual == Traffic(statements=2, turns=1)


def test_one_lead_is_read_and_worked_on_in_the_same_few_turns_however_long_its_history(wire: Wire) -> None:
    lead = given.kept_lead(wire.world, given.lead_made(wire.world))
    command = LogLeadActivity(lead.id, "QUALIFIED_CALL", note="Angerufen")

    def log() -> None:
        log_lead_activity(command, actor=given.rep(1), world=wire.world)

    for _ in range(3):
        for _ in range(10):
            log()
        one = wire.usual(partial(wire.world.lead_readings.one, given.rep(1), lead.id))
        assert one == Traffic(statements=2, turns=1)
        # BEGIN, identity, lock; facts; fact, row, note, its commitment; activity, event and audit; COMMIT.
        assert wire.usual(log) == Traffic(statements=10, turns=3)


def test_knowing_the_tenants_catalogue_costs_no_statement(wire: Wire) -> None:
    """Its version comes with the answer; it is read anew once, after a change."""
    world, customer = wire.world, given.customer(wire.world)
    numbers = iter(range(100))

    def read() -> object:
        return world.field_readings.now(given.MANAGER, customer.id)

    def patch() -> object:
        command = PatchFields(customer.id, {"bins": next(numbers)})
        return patch_fields(command, actor=given.MANAGER, world=world)

    untouched = wire.usual(read)
    add_definition(AddDefinition(BINS), actor=given.ADMIN, world=world)
    declared, patched = wire.usual(read), wire.usual(patch)
    declare(ChangeDefinition("bins", {"labelEn": "Waste"}), actor=given.ADMIN, world=world)
    renewed = wire.traffic(read)

    assert untouched == declared == Traffic(statements=2, turns=1)
    assert renewed == Traffic(statements=4, turns=2)
    assert wire.usual(read) == declared
    assert wire.usual(patch) == patched == Traffic(statements=7, turns=2)


def test_naming_contacts_costs_one_statement_however_many_and_none_when_they_stand(wire: Wire) -> None:
    world, customer = wire.world, given.customer(wire.world)
    add_definition(AddDefinition(HELPERS), actor=given.ADMIN, world=world)
    known = [str(people.contact(world, customer, f"Person {number}").id) for number in range(8)]

    def named(*ids: str) -> Traffic:
        command = PatchFields(customer.id, {"helpers": list(ids)})
        return wire.traffic(lambda: patch_fields(command, actor=given.MANAGER, world=world))

    named()
    asked = [named(*known[:2]), named(*known)]
    stands = [named(*known[3:]), named(known[7])]
    assert asked == [Traffic(statements=8, turns=3)] * 2
    assert stands == [Traffic(statements=7, turns=2)] * 2
