"""The customers of the demo tenant: two chains with their locations, and houses in five cities."""

from collections.abc import Iterator
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.customers.customer import (
    Address,
    Channel,
    CoveragePolicy,
    CustomerDetails,
    CustomerType,
    sort_key,
)
from crm_core.domain.ids import CustomerId, UserId
from crm_food_pack.demo.people import CANTEENS, EVA, HOTELS, JANA, LUKAS, MIA, TIM, Person

# The customer that examples and acceptance requests speak of.
WELL_KNOWN = CustomerId(UUID("00000000-0000-0000-0000-000000000001"))

H, R, B, C = (
    CustomerType.HOTEL,
    CustomerType.RESTAURANT,
    CustomerType.BETRIEBSGASTRONOMIE,
    CustomerType.CATERING,
)


@frozen
class City:
    name: str
    region: str
    territory: str
    postal_code: str
    dial: str
    rep: Person


@frozen
class Kitchen:
    """One customer to be created."""

    id: CustomerId
    details: CustomerDetails
    owner: UserId | None


BERLIN = City("Berlin", "BERLIN", "DE", "10117", "+49 30", JANA)
HAMBURG = City("Hamburg", "HAMBURG", "DE", "20095", "+49 40", TIM)
MUNICH = City("München", "MUENCHEN", "DE", "80331", "+49 89", EVA)
VIENNA = City("Wien", "WIEN", "AT", "1010", "+43 1", LUKAS)
ZURICH = City("Zürich", "ZUERICH", "CH", "8001", "+41 44", MIA)

HOUSES: tuple[tuple[City, CustomerType, str, str], ...] = (
    (BERLIN, R, "Gasthaus Linde", "Lindenstraße 12"),
    (BERLIN, H, "Hotel am Schlosspark", "Spandauer Damm 7"),
    (BERLIN, B, "Kantine Adlershof", "Rudower Chaussee 17"),
    (BERLIN, C, "Spreeküche Catering", "Köpenicker Straße 40"),
    (BERLIN, R, "Zur Letzten Laterne", "Waisenstraße 9"),
    (BERLIN, B, "Casino im Funkhaus", "Nalepastraße 18"),
    (BERLIN, R, "Maison Klein", "Savignyplatz 3"),
    (BERLIN, H, "Pension Kollwitz", "Kollwitzstraße 51"),
    (BERLIN, C, "Havelland Events", "Am Zirkus 1"),
    (HAMBURG, R, "Fischhaus Övelgönne", "Övelgönne 24"),
    (HAMBURG, H, "Hotel Speicherstadt", "Am Sandtorkai 4"),
    (HAMBURG, B, "Betriebsrestaurant Elbwerft", "Hermann-Blohm-Straße 5"),
    (HAMBURG, R, "Alsterblick", "Schwanenwik 30"),
    (HAMBURG, C, "Hafenküche Büffet & Bankett", "Große Elbstraße 133"),
    (HAMBURG, R, "Zum Roten Kutter", "Fischmarkt 11"),
    (HAMBURG, H, "Landhaus Wellingsbüttel", "Rolfinckstraße 2"),
    (HAMBURG, B, "Kantine Überseering", "Überseering 22"),
    (HAMBURG, C, "Nordlicht Catering", "Stresemannstraße 375"),
    (MUNICH, R, "Wirtshaus zum Isartor", "Thierschstraße 1"),
    (MUNICH, H, "Hotel Theresienhof", "Schwanthalerstraße 60"),
    (MUNICH, B, "Kasino am Englischen Garten", "Königinstraße 28"),
    (MUNICH, R, "Augustinus Stuben", "Neuhauser Straße 27"),
    (MUNICH, C, "Festküche Wiesn", "Bavariaring 9"),
    (MUNICH, R, "Osteria Due Torri", "Hohenzollernstraße 44"),
    (MUNICH, B, "Kantine Werk Drei", "Atelierstraße 10"),
    (MUNICH, H, "Gästehaus Nymphenburg", "Romanstraße 5"),
    (MUNICH, C, "Alpenblick Bankett", "Rosenheimer Straße 145"),
    (VIENNA, R, "Beisl am Naschmarkt", "Linke Wienzeile 16"),
    (VIENNA, H, "Hotel Belvederegarten", "Prinz-Eugen-Straße 21"),
    (VIENNA, B, "Kantine Donaustadt", "Wagramer Straße 4"),
    (VIENNA, R, "Zum Goldenen Hirschen", "Hirschengasse 2"),
    (VIENNA, C, "Ringstraßen Catering", "Opernring 11"),
    (VIENNA, R, "Gasthof Grinzing", "Cobenzlgasse 34"),
    (VIENNA, H, "Pension Josefstadt", "Lange Gasse 49"),
    (VIENNA, B, "Betriebsküche Simmering", "Simmeringer Hauptstraße 101"),
    (VIENNA, R, "Heuriger Sankt Anna", "Kahlenberger Straße 17"),
    (ZURICH, R, "Zunfthaus zur Linde", "Limmatquai 40"),
    (ZURICH, H, "Hotel Seefeld", "Seefeldstrasse 63"),
    (ZURICH, B, "Personalrestaurant Limmatwerk", "Hardturmstrasse 161"),
    (ZURICH, R, "Wirtschaft Degenried", "Degenriedstrasse 135"),
    (ZURICH, C, "Bankett am See", "Mythenquai 61"),
    (ZURICH, R, "Fondue-Stube Niederdorf", "Niederdorfstrasse 8"),
    (ZURICH, H, "Hotel Zürichberg Aussicht", "Orellistrasse 21"),
    (ZURICH, B, "Mensa Technopark", "Technoparkstrasse 1"),
)

CHAINS = (
    (HOTELS, H, "Seeblick Hotels", BERLIN, CoveragePolicy.OWNER_ONLY),
    (CANTEENS, B, "Kantinenwerk", MUNICH, CoveragePolicy.CHAIN_SHARED),
)
LOCATIONS: tuple[tuple[CustomerId, City, str, str], ...] = (
    (HOTELS, BERLIN, "Seeblick Hotel Wannsee", "Am Großen Wannsee 28"),
    (HOTELS, BERLIN, "Seeblick Hotel Müggelsee", "Müggelseedamm 145"),
    (HOTELS, HAMBURG, "Seeblick Hotel Alster", "An der Alster 52"),
    (HOTELS, HAMBURG, "Seeblick Hotel Blankenese", "Strandweg 13"),
    (HOTELS, MUNICH, "Seeblick Hotel Starnberg", "Seepromenade 6"),
    (HOTELS, VIENNA, "Seeblick Hotel Alte Donau", "An der oberen Alten Donau 29"),
    (HOTELS, ZURICH, "Seeblick Hotel Zürichhorn", "Bellerivestrasse 138"),
    (CANTEENS, BERLIN, "Kantinenwerk Siemensstadt", "Nonnendammallee 101"),
    (CANTEENS, HAMBURG, "Kantinenwerk Hafencity", "Brooktorkai 1"),
    (CANTEENS, MUNICH, "Kantinenwerk Garching", "Boltzmannstraße 3"),
    (CANTEENS, MUNICH, "Kantinenwerk Riem", "Willy-Brandt-Platz 5"),
    (CANTEENS, VIENNA, "Kantinenwerk Floridsdorf", "Siemensstraße 90"),
    (CANTEENS, ZURICH, "Kantinenwerk Oerlikon", "Binzmühlestrasse 14"),
)


def kitchens() -> Iterator[Kitchen]:
    """Chains first, so that their locations find them."""
    for chain_id, kind, name, city, coverage in CHAINS:
        details = _details(city, kind, name, "Hauptverwaltung")
        yield Kitchen(chain_id, evolve(details, is_chain=True, coverage_policy=coverage), None)
    for number, (chain_id, city, name, street) in enumerate(LOCATIONS, start=201):
        kind = next(kind for root, kind, *_ in CHAINS if root == chain_id)
        details = evolve(_details(city, kind, name, street), parent_id=chain_id)
        yield Kitchen(_id(number), details, city.rep.id)
    for number, (city, kind, name, street) in enumerate(HOUSES, start=301):
        details = _details(city, kind, name, street)
        if number % 4 == 0:
            details = evolve(details, channel=Channel.PARTNER)
        # Every eleventh house still waits for somebody to take it on.
        owner = None if number % 11 == 0 else city.rep.id
        yield Kitchen(WELL_KNOWN if number == 301 else _id(number), details, owner)


def _id(number: int) -> CustomerId:
    return CustomerId(UUID(f"00000000-0000-4000-8000-{number:012}"))


def _details(city: City, kind: CustomerType, name: str, street: str) -> CustomerDetails:
    return CustomerDetails(
        name=name,
        type=kind,
        territory=city.territory,
        region=city.region,
        address=Address(street, city.postal_code, city.name, None, city.territory),
        contact_email=f"kueche@{_domain(name)}.example",
        phone=f"{city.dial} {1000000 + 7919 * len(name)}",
        website=f"https://{_domain(name)}.example",
    )


def _domain(name: str) -> str:
    plain = sort_key(name)
    return "-".join("".join(char if char.isascii() and char.isalnum() else " " for char in plain).split())
