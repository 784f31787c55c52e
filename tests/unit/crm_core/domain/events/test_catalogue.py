"""Every declared fact has a schema, and its data and envelope keep to it."""

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

import jsonschema
import pytest
from attrs import frozen

from crm_core.domain.customers.events import CustomerReassigned, CustomerUpdated
from crm_core.domain.events.catalogue import data_schema
from crm_core.domain.events.envelope import Envelope, RecordedEvent
from crm_core.domain.events.fact import Fact, plain
from crm_core.domain.ids import CustomerId, EventId
from crm_core.pack import events_of
from tests import given

CUSTOMER = CustomerId(UUID(int=0xC1))
FACT = CustomerUpdated(CUSTOMER, 3, ("name", "region"), None, CUSTOMER)


def test_data_keeps_to_its_schema() -> None:
    schema = data_schema(CustomerUpdated)

    jsonschema.validate(FACT.data(), schema, cls=jsonschema.Draft202012Validator)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**FACT.data(), "name": "Linde"}, schema)


def test_every_type_has_two_to_four_lower_case_segments_and_a_description() -> None:
    for name, schema in events_of().schemas().items():
        assert 2 <= len(name.split(".")) <= 4
        assert name == name.lower()
        jsonschema.Draft202012Validator.check_schema(schema)


def test_the_envelope_tells_who_and_in_which_call() -> None:
    fact = CustomerReassigned(CUSTOMER, 4, given.user(1), None)
    envelope = Envelope.around(fact, id=EventId("evt-1"), actor=given.MANAGER, now=given.START)
    said = RecordedEvent(7, envelope).as_json()

    assert said["type"] == "customer.reassigned"
    assert said["position"] == 7
    assert said["time"] == "2026-03-02T08:00:00Z"
    assert said["actor"] == {"type": "user", "id": str(given.MANAGER.user)}
    assert said["correlationId"] == str(given.CORRELATION)
    assert said["data"] == {
        "customerId": str(CUSTOMER),
        "version": 4,
        "before": str(given.user(1)),
        "after": None,
    }


def test_the_systems_own_facts_say_so() -> None:
    envelope = Envelope.around(FACT, id=EventId("evt-1"), actor=given.SYSTEM, now=given.START)

    assert envelope.actor_type == "system"


@frozen
class SomethingMeasured(Fact):
    type: ClassVar[str] = "something.measured"
    thing_id: UUID
    marks: Mapping[str, int]
    clock: object

    @property
    def subject(self) -> UUID:
        return self.thing_id


def test_a_fact_that_carries_something_indescribable_is_refused() -> None:
    with pytest.raises(TypeError):
        data_schema(SomethingMeasured)


def test_values_become_plain_json() -> None:
    nested = {"at": given.START, "on": given.START.date(), "ids": (CUSTOMER,), "n": 1}

    assert plain(nested) == {
        "at": "2026-03-02T08:00:00Z",
        "on": "2026-03-02",
        "ids": [str(CUSTOMER)],
        "n": 1,
    }
