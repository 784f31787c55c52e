"""A sample is asked for with items, a kit, or nothing but a day."""

import pytest

from crm_core.domain.customers.customer import Contactability
from crm_core.domain.customers.refusals import ContactChannelIsMissing, CustomerIsArchived
from crm_core.domain.party import LeadId, Party
from crm_core.domain.refusals import Invalid
from crm_core.domain.settings.setting import Scope
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_food_pack.domain.samples.status import SampleStatus
from tests import boxes, given, journal
from tests.reach import bounced

MAIL = "kueche@linde.example"


def put(world: World, key: str, value: object) -> None:
    with world.unit_of_work(given.ADMIN) as uow:
        uow.settings.put(key, Scope.TENANT, value, version=0)
        uow.commit()


def refused(world: World, *args: object, **more: object) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        boxes.requested(world, *args, **more)  # type: ignore[arg-type]  # a builder's loose arguments
    return [(error.pointer, error.code) for error in refusal.value.errors]


def test_what_is_sent_comes_from_the_items_the_kit_or_the_default(world: World) -> None:
    customer = given.customer(world).id
    mine = boxes.requested(world, customer, kitId="CF-VEGGIE-3").wanted
    assert ([item.sku for item in mine.items], mine.kit_id) == (["CF-101"], "CF-VEGGIE-3")
    kit = boxes.requested(world, customer, items=None, kitId="CF-VEGGIE-3").wanted
    assert [item.sku for item in kit.items] == ["CF-102", "CF-205", "CF-210"]
    default = boxes.requested(world, customer, items=None).wanted
    assert (len(default.items), default.kit_id) == (5, "CF-BASIS-5")
    put(world, "samples.defaultKit", "CF-GONE")
    assert refused(world, customer, items=None) == [("/items", "required")]


def test_every_bad_field_is_named_before_anybody_is_looked_up(world: World) -> None:
    items = [{"sku": "CF-999", "quantity": 0}]
    assert set(refused(world, given.nobody_knows(), items=items, kitId="CF-1", deliveryDate="bald")) == {
        ("/items/0/sku", "unknown-sku"),
        ("/items/0/quantity", "too-small"),
        ("/kitId", "unknown-kit"),
        ("/deliveryDate", "not-a-date"),
    }


def test_a_day_in_the_past_is_refused_where_the_tenant_says_so(world: World) -> None:
    customer = given.customer(world).id
    boxes.requested(world, customer, deliveryDate="2025-03-01")
    put(world, "samples.rejectPastDelivery", True)
    assert refused(world, customer, deliveryDate="2026-03-01") == [("/deliveryDate", "in-past")]
    today = boxes.requested(world, customer, deliveryDate="2026-03-02")
    assert str(today.wanted.delivery_date) == "2026-03-02"


def test_what_happened_is_told_and_kept_without_a_word_about_the_kitchen(world: World) -> None:
    customer = given.customer(world)
    made = boxes.requested(world, customer.id, notes="Hintereingang", contactEmail=MAIL)
    told, deeds = journal.last_fact(world), journal.last_deed(world)
    assert told.type == "sample.requested"
    assert told.data == {
        "sampleId": str(made.id),
        "customerId": str(customer.id),
        "leadId": None,
        "items": [{"sku": "CF-101", "quantity": 2}],
        "deliveryDate": "2026-03-09",
    }
    assert (deeds.action, deeds.resource, deeds.resource_id) == ("request", "sample", str(made.id))


def test_an_archived_customer_gets_none(world: World) -> None:
    customer = given.customer(world)
    archive_customer(ArchiveCustomer(customer.id), actor=given.MANAGER, world=world)
    with pytest.raises(CustomerIsArchived):
        boxes.requested(world, customer.id)


def test_mail_that_comes_back_is_not_relied_on(world: World) -> None:
    customer = given.customer(world, contact_email=MAIL)
    bounced(world, customer, Contactability.HARD_BOUNCE)
    with pytest.raises(ContactChannelIsMissing):
        boxes.requested(world, customer.id, contactEmail=MAIL.upper())
    other = boxes.requested(world, customer.id, contactEmail="anders@linde.example")
    without = boxes.requested(world, customer.id)
    assert (other.status, without.status) == (SampleStatus.REQUESTED, SampleStatus.REQUESTED)


def test_a_lead_gets_one_too(world: World) -> None:
    party = boxes.lead_of(world)
    made = boxes.requested(world, party, by=given.rep(1))
    assert made.party == party
    assert journal.last_fact(world).data["leadId"] == str(party.lead_id)
    assert refused(world, Party(lead_id=LeadId(given.nobody_knows()))) == [("/leadId", "unknown-reference")]
