"""A request for a sample as the fields of an HTML form, and what they mean to the core."""

from collections.abc import Mapping

from adapters.web.language import Tongue
from adapters.web.values.numbers import number_typed
from crm_core.domain.customers.customer import Contactability, Customer
from crm_core.domain.party import CUSTOMER, LEAD, Party
from crm_core.domain.refusals import FieldError
from crm_food_pack.domain.samples.assortment import Assortment

OWN = "own"  # in place of a kit: chosen one by one
TEXTS = ("deliveryDate", "deliveryAddress", "contactEmail", "notes")
QUANTITY = "quantity."


def blank(customer: Customer | None, kit: str) -> dict[str, str]:
    """An empty form; what is known of the customer stands in it, unless mail comes back from there."""
    values = dict.fromkeys(TEXTS, "") | {"kitId": kit}
    if customer is None:
        return values
    known, address = customer.details, customer.details.address
    town = " ".join(part for part in (address.postal_code, address.city) if part)
    lines = (known.name, address.street, town)
    is_dead = customer.contactability is Contactability.HARD_BOUNCE
    return values | {
        "deliveryAddress": "\n".join(line for line in lines if line) if town else "",
        "contactEmail": "" if is_dead else known.contact_email or "",
    }


def typed(values: Mapping[str, str], goods: Assortment) -> dict[str, str]:
    names = (*TEXTS, "kitId", *(QUANTITY + sku for sku in goods.products))
    return {name: values.get(name, "").strip() for name in names}


def wish(values: Mapping[str, str], party: Party, goods: Assortment, tongue: Tongue) -> dict[str, object]:
    """The JSON that a program would send; what is chosen one by one counts only where no kit is."""
    told: dict[str, object] = {name: values[name] or None for name in TEXTS}
    told[CUSTOMER.key] = None if party.customer_id is None else str(party.customer_id)
    told[LEAD.key] = None if party.lead_id is None else str(party.lead_id)
    if values["kitId"] != OWN:
        return told | {"kitId": values["kitId"] or None}
    return told | {"items": items(values, goods, tongue)}


def items(values: Mapping[str, str], goods: Assortment, tongue: Tongue) -> list[dict[str, object]]:
    return [
        {"sku": sku, "quantity": number_typed(values[QUANTITY + sku], tongue.locale)}
        for sku in chosen(values, goods)
    ]


def chosen(values: Mapping[str, str], goods: Assortment) -> list[str]:
    """The products beside which something is written that is not nothing."""
    return [sku for sku in goods.products if values.get(QUANTITY + sku, "") not in ("", "0")]


def at_inputs(
    errors: tuple[FieldError, ...], values: Mapping[str, str], goods: Assortment
) -> dict[str, FieldError]:
    """The first thing that is wrong with each input: an item of the list stands beside its product."""
    order, found = chosen(values, goods), dict[str, FieldError]()
    for error in errors:
        head, _, rest = error.field.partition(".")
        place = rest.partition(".")[0]
        is_item = head == "items" and place.isdigit() and int(place) < len(order)
        found.setdefault(QUANTITY + order[int(place)] if is_item else head, error)
    return found
