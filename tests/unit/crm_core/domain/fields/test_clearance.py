"""Clearance opens exactly the restrictions that it names."""

from crm_core.domain.fields.clearance import FULL, Clearance
from crm_core.domain.fields.definition import Definition, Restriction
from crm_core.domain.fields.numbers import Number

OPEN = Definition("bins", Number(), "Tonnen", "Bins", group="g")
PRICE = Definition("discount", Number(), "Rabatt", "Discount", group="g", restricted=Restriction.PRICE)


def test_open_fields_need_no_clearance() -> None:
    assert Clearance().may_read(OPEN)
    assert Clearance().may_write(OPEN)


def test_a_restricted_field_needs_its_own() -> None:
    contract = frozenset({Restriction.CONTRACT})
    price = frozenset({Restriction.PRICE})

    assert not Clearance(contract, contract).may_read(PRICE)
    assert Clearance(price, contract).may_read(PRICE)
    assert not Clearance(price, contract).may_write(PRICE)
    assert Clearance(contract, price).may_write(PRICE)


def test_what_nobody_declares_is_seen_only_by_who_sees_everything() -> None:
    assert FULL.may_read(None)
    assert not Clearance(reads=frozenset({Restriction.PRICE})).may_read(None)
