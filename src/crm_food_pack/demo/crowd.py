"""As many invented customers as a measurement needs: the same number is the same customer every time."""

from uuid import UUID

from attrs import frozen

from crm_core.domain.customers.customer import Address, Channel, CustomerDetails, CustomerType
from crm_core.domain.ids import CustomerId, UserId
from crm_food_pack.demo.kitchens import BERLIN, HAMBURG, MUNICH, VIENNA, ZURICH

CUSTOMERS_PER_REP, CUSTOMERS_PER_REGION, CUSTOMERS_PER_CHAIN = 50, 5_000, 60
CHAIN_EVERY = 600  # one customer in so many is a chain; the next ones are its locations

FIRST = [
    "Gasthaus",
    "Hotel",
    "Kantine",
    "Catering",
    "Landhaus",
    "Wirtshaus",
    "Casino",
    "Bistro",
    "Mensa",
    "Pension",
]
SECOND = [
    "Linde",
    "Adler",
    "Seeblick",
    "Rosengarten",
    "Alte Post",
    "Sonnenhof",
    "Goldener Hirsch",
    "Krone",
    "Mühlbach",
    "Waldfrieden",
    "Zur Brücke",
    "Schützenhof",
    "Bergblick",
    "Am Markt",
    "Lamm",
    "Ochsen",
    "Schwanen",
    "Grüner Baum",
    "Rössle",
    "Zum Anker",
]
PLACES = [
    "Nord",
    "Süd",
    "West",
    "Ost",
    "Mitte",
    "Hafen",
    "Altstadt",
    "Bahnhof",
    "Park",
    "Messe",
    "Tor",
    "Ufer",
]
CITIES = (BERLIN, HAMBURG, MUNICH, VIENNA, ZURICH)
TYPES = tuple(CustomerType)


@frozen
class Member:
    """One of the crowd, by number: who owns it, which chain it belongs to."""

    number: int
    details: CustomerDetails
    owner: UserId
    id: CustomerId


def member(number: int, base: int) -> Member:
    """The customer of this number; ids and owners lie in a range of their own that starts at `base`."""
    city = CITIES[number % len(CITIES)]
    place = number % CHAIN_EVERY
    is_chain = place == 0
    below = 0 < place <= CUSTOMERS_PER_CHAIN
    details = CustomerDetails(
        name=_name(number, is_chain=is_chain),
        type=TYPES[number // 3 % len(TYPES)],
        territory=city.territory,
        region=f"R{number // CUSTOMERS_PER_REGION:03}",
        parent_id=CustomerId(id_of(base, number - place)) if below else None,
        is_chain=is_chain,
        channel=Channel.PARTNER if number % 4 == 0 else Channel.DIRECT,
        address=Address(f"Straße {number % 200 + 1}", city.postal_code, city.name, None, city.territory),
    )
    return Member(number, details, owner_of(number, base), CustomerId(id_of(base, number)))


def owner_of(number: int, base: int) -> UserId:
    return UserId(id_of(base + 1, number // CUSTOMERS_PER_REP))


def id_of(base: int, number: int, part: int = 0) -> UUID:
    """The same id every time; `part` tells apart what there is several of by one number."""
    return UUID(int=base << 96 | part << 80 | 7 << 76 | 2 << 62 | number)


def _name(number: int, *, is_chain: bool) -> str:
    first, second = FIRST[number % len(FIRST)], SECOND[number // 7 % len(SECOND)]
    place = PLACES[number // 11 % len(PLACES)]
    return f"{second} Gruppe {number}" if is_chain else f"{first} {second} {place} {number}"
