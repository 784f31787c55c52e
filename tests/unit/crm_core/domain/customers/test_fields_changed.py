"""What others are told of changed fields: before and after, and nothing that is not theirs to know."""

from decimal import Decimal
from uuid import UUID

import jsonschema
from attrs import evolve

from crm_core.domain.customers.fields_changed import CustomerFieldsChanged
from crm_core.domain.events.catalogue import data_schema
from crm_core.domain.fields.canonical import json_text
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.definition import Definition, Restriction
from crm_core.domain.fields.field_set import FieldChange, Stamp
from crm_core.domain.fields.kinds import Text
from crm_core.domain.fields.numbers import Money
from crm_core.domain.ids import CustomerId
from crm_core.pack import events_of
from tests import given

CUSTOMER = CustomerId(UUID(int=0xC1))
RENT = Definition("rent", Money(), "Miete", "Rent", group="g")
CATALOGUE = Catalogue.of(
    [
        RENT,
        evolve(RENT, key="discount", restricted=Restriction.PRICE),
        Definition("chef", Text(9), "Koch", "Chef", group="g", personal=True),
    ]
)
STAMP = Stamp(given.user(1), given.START, given.CORRELATION, 4)


def told(*changes: tuple[str, object, object]) -> dict[str, object]:
    made = [FieldChange(key, old, new, STAMP) for key, old, new in changes]
    return CustomerFieldsChanged.of(CUSTOMER, 4, made, CATALOGUE).data()


def test_before_and_after_are_told() -> None:
    data = told(("rent", None, Decimal("5.00")))

    assert json_text(data) == (
        f'{{"changed":{{"rent":{{"after":5.00,"before":null}}}},"customerId":"{CUSTOMER}","version":4}}'
    )


def test_a_restricted_field_is_absent_by_name_and_value() -> None:
    assert told(("discount", 1, 2), ("rent", 1, 2))["changed"] == {"rent": {"before": 1, "after": 2}}
    assert told(("discount", 1, 2))["changed"] == {}


def test_of_a_field_about_persons_the_name_alone_is_told() -> None:
    assert told(("chef", "Ada", "Bo"))["changed"] == {"chef": {}}


def test_a_field_that_nobody_declares_is_not_told() -> None:
    assert told(("long_gone", 1, None))["changed"] == {}


def test_it_is_in_the_catalogue_and_keeps_to_its_schema() -> None:
    assert events_of().facts["customer.fields.changed"] is CustomerFieldsChanged
    jsonschema.validate(told(("rent", 1, 2)), data_schema(CustomerFieldsChanged))
