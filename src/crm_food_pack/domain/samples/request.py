"""How a request for a sample is read: whom it is for, what is sent, when, and how the kitchen is reached."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from attrs import frozen

from crm_core.domain.customers.customer import Contactability, Customer
from crm_core.domain.customers.refusals import ContactChannelIsMissing
from crm_core.domain.days import local_day
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Choice, Day, Instant, Text
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.record import ListOf, Member, Record
from crm_core.domain.party import CUSTOMER, LEAD, Party, party_of, refuse_unless_one
from crm_food_pack.domain.samples.assortment import Assortment
from crm_food_pack.domain.samples.sample import Item, Wanted
from crm_food_pack.domain.samples.status import SampleStatus

EMAIL = Text(254, pattern=r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
ITEM = Record(
    (
        Member("sku", Text(40, examples=("CF-101",)), required=True),
        Member("quantity", Number(minimum=Decimal(1), maximum=Decimal(10_000), places=0), required=True),
    )
)
REQUEST = Record(
    (
        CUSTOMER,
        LEAD,
        Member("items", ListOf(ITEM, max_items=50, min_items=1)),
        Member("kitId", Text(40, examples=("CF-BASIS-5",))),
        Member("deliveryDate", Day(), required=True),
        Member("deliveryAddress", Text(500)),
        Member("contactEmail", EMAIL),
        Member("notes", Text(4000, min_length=0)),
    )
)
STATUS_CHANGE = Record(
    (Member("newStatus", Choice(tuple(SampleStatus)), required=True), Member("eventAt", Instant()))
)


@frozen
class Terms:
    """What a tenant has set about samples."""

    default_kit: str
    reject_past_delivery: bool
    now: datetime


def read_request(raw: object, *, assortment: Assortment, terms: Terms) -> tuple[Party, Wanted]:
    """Whom the sample is for and what they get, or a refusal that names every bad field."""
    faults = Faults()
    values = REQUEST.parse(raw, "", faults)
    refuse_unless_one(raw, faults)
    if not isinstance(values, Mapping):
        faults.refuse_if_any()
    assert isinstance(values, Mapping)  # noqa: S101 - a record reads an object or adds a fault
    items, kit_id = values["items"], values["kitId"]
    asked = _items(items) if isinstance(items, tuple) else None
    resolvable = items is None or asked is not None
    if resolvable and (kit_id is None or isinstance(kit_id, str)):
        asked, kit_id = assortment.resolve(asked, kit_id, default_kit=terms.default_kit, faults=faults)
    else:
        read = items if isinstance(items, tuple) else ()
        skus = [one["sku"] if isinstance(one, Mapping) else None for one in read]
        assortment.name_unknown(skus, kit_id, faults)
    day = values["deliveryDate"]
    if terms.reject_past_delivery and isinstance(day, date) and day < local_day(terms.now):
        faults.add("/deliveryDate", "in-past")
    faults.refuse_if_any()
    return party_of(values), _wanted(values, asked or (), kit_id)


def _items(read: tuple[object, ...]) -> tuple[Item, ...] | None:
    """The items, if each of them could be read."""
    items = [one for one in read if isinstance(one, Mapping)]
    if not all(isinstance(one["sku"], str) and isinstance(one["quantity"], int) for one in items):
        return None
    return tuple(Item(one["sku"], one["quantity"]) for one in items)


def _wanted(values: Mapping[str, object], items: tuple[Item, ...], kit_id: object) -> Wanted:
    return Wanted(
        items=items,
        delivery_date=values["deliveryDate"],  # type: ignore[arg-type]  # the record has read a day
        kit_id=None if kit_id is None else str(kit_id),
        delivery_address=_text(values["deliveryAddress"]),
        contact_email=_text(values["contactEmail"]),
        notes=_text(values["notes"]),
    )


def _text(value: object) -> str | None:
    return str(value) if value else None


def refuse_dead_channel(wanted: Wanted, customer: Customer, *, channel_is_missing: bool) -> None:
    """Refuses to rely on an address from which mail came back, while no other way was recorded."""
    known = customer.details.contact_email
    relies = wanted.contact_email is not None and known is not None
    same = relies and str(wanted.contact_email).casefold() == str(known).casefold()
    if same and channel_is_missing and customer.contactability is Contactability.HARD_BOUNCE:
        raise ContactChannelIsMissing
