"""Whom the people of the demo tenant know in their kitchens, and where letters come back."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from attrs import frozen

from crm_core.domain.customers.contact import ContactId, ContactRole
from crm_core.domain.customers.customer import sort_key
from crm_core.domain.ids import CustomerId, UserId
from crm_food_pack.demo.kitchens import WELL_KNOWN, Kitchen, kitchens
from crm_food_pack.demo.knowledge import person
from crm_food_pack.demo.people import CANTEENS, KATRIN

FIRST_MET = 299  # days ago: after the first visit
BOUNCED = "Maison Klein"
# Buys for every canteen of its chain.
BUYER_OF_ALL = "Petra Sander"


@frozen
class Acquaintance:
    """A contact to be added, by whom, and at which further accounts they have the same role."""

    id: ContactId
    account: CustomerId
    by: UserId
    values: Mapping[str, object]
    also_at: tuple[CustomerId, ...] = ()
    days_ago: int = FIRST_MET


@frozen
class Bounce:
    """A customer from whom letters came back so many days ago."""

    customer_id: CustomerId
    by: UserId
    days_ago: int


def acquaintances() -> Iterator[Acquaintance]:
    """In the order of the kitchens; of a chain's canteens one buyer at all of them."""
    everybody = tuple(kitchens())
    for number, kitchen in enumerate(everybody):
        for place, (name, role) in enumerate(_known(number, kitchen)):
            values = {"name": name, "role": str(role), **_ways(name, role, kitchen, place)}
            yield Acquaintance(_id(number, place), kitchen.id, kitchen.owner or KATRIN.id, values)
    canteens = [one for one in everybody if one.details.parent_id == CANTEENS]
    values = {
        "name": BUYER_OF_ALL,
        "role": str(ContactRole.BUYER),
        **_ways(BUYER_OF_ALL, ContactRole.BUYER, canteens[0], 0),
        "note": "Rahmenvertrag läuft über ihren Tisch, am besten vormittags anrufen.",
    }
    others = tuple(one.id for one in canteens[1:])
    yield Acquaintance(_id(len(everybody), 0), canteens[0].id, KATRIN.id, values, others)


def bounces() -> Iterator[Bounce]:
    for one in kitchens():
        if one.details.name == BOUNCED:
            yield Bounce(one.id, one.owner or KATRIN.id, days_ago=1)


def _known(number: int, kitchen: Kitchen) -> Iterator[tuple[str, ContactRole]]:
    """The same people as in the notes about those who decide."""
    if kitchen.id == WELL_KNOWN:
        yield str(person(1, "CHEF")["name"]), ContactRole.CHEF
        yield "Herta Linde", ContactRole.GM
        return
    yield str(person(number, "CHEF")["name"]), ContactRole.CHEF
    for place, role in ((1, ContactRole.BUYER), (2, ContactRole.GM))[: number % 3]:
        yield str(person(number + 3 * place, role)["name"]), role


def _ways(name: str, role: ContactRole, kitchen: Kitchen, place: int) -> Mapping[str, object]:
    """Where letters come back nobody has left another way yet, and a chef is called in the kitchen."""
    if kitchen.details.name == BOUNCED:
        return {}
    domain = str(kitchen.details.contact_email).partition("@")[2]
    first, _, last = sort_key(name).partition(" ")
    email = f"{first[0]}.{last}@{domain}"
    phone = f"{kitchen.details.phone}{11 + place}" if role is ContactRole.CHEF else None
    return {"email": email} if phone is None else {"email": email, "phone": phone}


def _id(number: int, place: int) -> ContactId:
    return ContactId(UUID(f"00000000-0000-4000-8000-{20_000 + 10 * number + place:012}"))
