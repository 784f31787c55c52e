"""A request names one party, goods that exist and a day; every bad field comes back at once."""

from datetime import date
from uuid import UUID

import pytest
from attrs import evolve

from crm_core.domain.customers.customer import Contactability, Customer
from crm_core.domain.customers.refusals import ContactChannelIsMissing
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from crm_core.domain.refusals import Invalid
from crm_food_pack.domain.samples.request import Terms, read_request, refuse_dead_channel
from crm_food_pack.domain.samples.sample import Item, Wanted
from tests import given
from tests.unit.crm_food_pack.domain.samples.boxes import ASSORTMENT, sample

TERMS = Terms("CF-BASIS-5", reject_past_delivery=False, now=given.START)
CUSTOMER = {"customerId": str(UUID(int=5)), "deliveryDate": "2026-03-09"}
ITEMS = [{"sku": "CF-205", "quantity": 3}]
FIVE = ["CF-101", "CF-102", "CF-120", "CF-205", "CF-301"]


def read(terms: Terms = TERMS, **raw: object) -> tuple[Party, Wanted]:
    return read_request({**CUSTOMER, **raw}, assortment=ASSORTMENT, terms=terms)


def bad(raw: object, terms: Terms = TERMS) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        read_request(raw, assortment=ASSORTMENT, terms=terms)
    return sorted((error.pointer, error.code) for error in refusal.value.errors)


def test_explicit_items_win() -> None:
    party, wanted = read(items=ITEMS, kitId="CF-VEGGIE-3", notes="", contactEmail="chef@linde.example")

    assert party == Party(CustomerId(UUID(int=5)))
    assert (wanted.items, wanted.kit_id) == ((Item("CF-205", 3),), "CF-VEGGIE-3")
    assert (wanted.delivery_date, wanted.notes) == (date(2026, 3, 9), None)


def test_then_the_kit_that_was_asked_for_then_the_default_kit() -> None:
    asked, default = read(kitId="CF-VEGGIE-3")[1], read()[1]

    assert [item.sku for item in asked.items] == ["CF-102", "CF-205", "CF-210"]
    assert (default.kit_id, [item.sku for item in default.items]) == ("CF-BASIS-5", FIVE)


def test_without_a_default_kit_items_are_required() -> None:
    without = evolve(TERMS, default_kit="GONE")

    assert bad(CUSTOMER, without) == [("/items", "required")]
    assert bad({**CUSTOMER, "kitId": "NONE"}, without) == [("/kitId", "unknown-kit")]
    assert read(without, items=ITEMS)[1].kit_id is None


def test_every_bad_field_is_named_at_once() -> None:
    raw = {
        "customerId": "x", "leadId": str(UUID(int=6)), "items": [*ITEMS, {"sku": "CF-999", "quantity": 1}],
        "kitId": "NONE", "contactEmail": "nobody", "colour": "red",
    }  # fmt: skip

    assert bad(raw) == [
        ("/colour", "unknown-field"),
        ("/contactEmail", "pattern"),
        ("/customerId", "exactly-one-of"),
        ("/customerId", "not-a-uuid"),
        ("/deliveryDate", "required"),
        ("/items/1/sku", "unknown-sku"),
        ("/kitId", "unknown-kit"),
    ]


@pytest.mark.parametrize(
    ("items", "fault"),
    [
        ([], ("/items", "wrong-length")),
        ("CF-101", ("/items", "wrong-type")),
        (["CF-101"], ("/items/0", "wrong-type")),
        ([{"sku": "CF-101", "quantity": 0}], ("/items/0/quantity", "too-small")),
        ([{"sku": "CF-101", "quantity": 1.5}], ("/items/0/quantity", "too-many-decimals")),
        ([{"sku": "CF-101", "quantity": "1"}], ("/items/0/quantity", "wrong-type")),
        ([{"sku": "CF-101"}], ("/items/0/quantity", "required")),
    ],
)
def test_an_item_is_a_known_product_and_a_whole_number(items: object, fault: tuple[str, str]) -> None:
    assert bad({**CUSTOMER, "items": items}) == [fault]


@pytest.mark.parametrize("raw", [None, [], "text"])
def test_only_an_object_is_a_request(raw: object) -> None:
    assert ("", "wrong-type") in bad(raw)


def test_a_past_delivery_is_accepted_unless_the_tenant_rejects_it() -> None:
    strict = evolve(TERMS, reject_past_delivery=True)

    assert read(deliveryDate="2020-01-01")[1].delivery_date == date(2020, 1, 1)
    assert bad({**CUSTOMER, "deliveryDate": "2026-03-01"}, strict) == [("/deliveryDate", "in-past")]
    assert read(strict, deliveryDate="2026-03-02")


BOUNCED = Customer(
    CustomerId(UUID(int=5)), given.TENANT, 1, given.details(contact_email="Kueche@linde.example"), None,
    given.START, given.START, Contactability.HARD_BOUNCE,
)  # fmt: skip
SAME, OTHER = "kueche@Linde.example", "chef@linde.example"


def to(email: str | None) -> Wanted:
    return evolve(sample().wanted, contact_email=email)


def test_a_request_that_relies_on_a_dead_address_is_refused_while_no_other_is_known() -> None:
    with pytest.raises(ContactChannelIsMissing) as refusal:
        refuse_dead_channel(to(SAME), BOUNCED, channel_is_missing=True)

    assert refusal.value.code == "contact-channel-required"


@pytest.mark.parametrize(
    ("email", "contactability", "missing"),
    [
        (None, Contactability.HARD_BOUNCE, True),
        (OTHER, Contactability.HARD_BOUNCE, True),
        (SAME, Contactability.HARD_BOUNCE, False),
        (SAME, Contactability.SOFT_BOUNCE, True),
    ],
)
def test_any_other_request_is_not(email: str | None, contactability: Contactability, missing: bool) -> None:
    customer = evolve(BOUNCED, contactability=contactability)

    assert refuse_dead_channel(to(email), customer, channel_is_missing=missing) is None  # type: ignore[func-returns-value]  # that it returns is the point
