"""The leads of the demo tenant: forty prospects in every state, told as what happened to each when."""

from collections.abc import Iterator
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from crm_core.domain.company_names import place_key
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.party import LeadId
from crm_food_pack.demo.kitchens import BERLIN, HAMBURG, MUNICH, VIENNA, ZURICH, City, kitchens
from crm_food_pack.demo.people import KATRIN, SABINE


class Happening(StrEnum):
    """What can have happened to a prospect."""

    CALL = "CALL"
    NOTE = "NOTE"
    FEEDBACK = "FEEDBACK"
    REMINDER = "REMINDER"  # sent and delivered
    BOUNCE = "BOUNCE"  # sent and came back
    PRICE_APPROVAL = "PRICE_APPROVAL"  # the company owes a price: the clock stands, open end
    SAMPLE_DELAY = "SAMPLE_DELAY"  # over after six days
    BLOCKED = "BLOCKED"  # the customer's own pause, waits for a team lead
    EXTENSION = "EXTENSION"
    HELP = "HELP"  # a colleague is asked to assist
    HANDOVER = "HANDOVER"  # to the colleague of another city
    AGREEMENT = "AGREEMENT"  # it becomes a customer
    RELEASE = "RELEASE"


@frozen
class Prospect:
    """One lead: registered so many days ago by the representative of its city, and what came after.

    One without a contact is a reservation.
    """

    id: LeadId
    company: str
    city: City
    days_ago: float
    happened: tuple[tuple[float, Happening], ...] = ()
    contact: tuple[str, str] | None = ("", "")

    @property
    def said(self) -> dict[str, object]:
        place = {"city": self.city.name, "postalCode": self.city.postal_code, "region": self.city.region}
        known = {} if self.contact is None else {"contact": self._person(), "source": "EMPFEHLUNG"}
        return {"companyName": self.company, "territory": self.city.territory, **place, **known}

    def _person(self) -> dict[str, object]:
        assert self.contact is not None  # noqa: S101 - asked for those with a contact only
        first, last = self.contact
        house = place_key(self.company.split()[-1])
        return {
            "firstName": first,
            "lastName": last,
            "email": f"{place_key(first)}.{place_key(last)}@{house}.example",
            "phone": f"{self.city.dial} 5550{len(last)}",
        }


C, N, F, R = Happening.CALL, Happening.NOTE, Happening.FEEDBACK, Happening.REMINDER
_PEOPLE = (
    *(("Anke", "Albers"), ("Bernd", "Böhm"), ("Carla", "Dietz"), ("Deniz", "Engel"), ("Elke", "Fuchs")),
    *(("Farid", "Graf"), ("Greta", "Huber"), ("Hannes", "Ivens"), ("Ines", "Jahn"), ("Jonas", "Krämer")),
)
_CITIES = (BERLIN, HAMBURG, MUNICH, VIENNA, ZURICH)
_Story = tuple[str, float, tuple[tuple[float, Happening], ...]]

STORIES: tuple[_Story, ...] = (
    # protected: fresh, or kept alive by work
    ("Bistro Morgenrot", 2, ()),
    ("Hafenkantine Kogge", 5, ((4, N),)),
    ("Wirtshaus Kreuzkamm", 9, ((3, C),)),
    ("Beisl Donauwelle", 14, ((6, C),)),
    ("Brasserie Uetliberg", 21, ((20, N), (2, F))),
    ("Mensa Charlottenhain", 33, ((12, C),)),
    ("Fischküche Klabauter", 41, ()),
    ("Gasthof Perlacher", 55, ((30, C), (8, F))),
    ("Heurigen Kellergasse", 58, ()),
    ("Osteria Bellavista", 75, ((40, C), (15, C))),
    ("Partyservice Havelgold", 90, ((45, F), (20, C), (18, N))),
    ("Kasino Speicherblock", 120, ((70, C), (30, C), (1, C))),
    # a reminder is due
    ("Landgasthof Isarwinkel", 61, ()),
    ("Konditorei Prater", 63, ((62.5, N),)),
    ("Restaurant Glattufer", 80, ((66, C),)),
    ("Bankett Müggelsonne", 64, ((3.5, Happening.BOUNCE),)),
    ("Pension Deichgraf", 110, ((61, C),)),
    # the grace period runs; one of them lapses this week
    ("Catering Lechblick", 70, ((7, R),)),
    ("Café Zum Fiaker", 66, ((5, R),)),
    ("Trattoria Sihlporte", 130, ((68, C), (2, R))),
    ("Kantine Tempelwerk", 72, ((10.5, R), (9, C))),
    # paused, or waiting to be
    ("Hotel Elbterrassen", 30, ((11, Happening.PRICE_APPROVAL),)),
    ("Betriebsküche Riemer", 50, ((20, Happening.SAMPLE_DELAY), (4, C))),
    ("Gasthaus Wachauer", 65, ((6, Happening.PRICE_APPROVAL),)),
    ("Speisewagen Limmat", 25, ((3, Happening.BLOCKED),)),
    # extended, helped, handed over
    ("Großküche Spandauer", 150, ((120, C), (80, F), (25, C), (24, Happening.EXTENSION))),
    ("Alsterpavillon Nord", 48, ((47, Happening.HELP), (20, C))),
    ("Forsthaus Grünwald", 85, ((40, C), (12, Happening.HANDOVER))),
    # lapsed: for inactivity, at the end of the base period, and long released
    ("Vorstadtkrug Simmering", 77, ((14, R),)),
    ("Kurhaus Zürisee", 190, ((140, C), (90, C), (40, C))),
    ("Ratskeller Köpenick", 100, ((35, R), (24, Happening.RELEASE))),
    ("Seemannsheim Altona", 240, ((190, C), (130, C), (80, C), (50, Happening.RELEASE))),
    # agreed
    ("Klosterstüberl Andechs", 95, ((60, C), (30, F), (10, Happening.AGREEMENT))),
    ("Palais Schwarzenau", 140, ((100, C), (50, F), (20, C), (3, Happening.AGREEMENT))),
)
RESERVATIONS: tuple[tuple[str, float], ...] = (
    ("Tagungshotel Rigiblick", 3),
    ("Bierhalle Wedding", 12),
    ("Werkskantine Finkenwerder", 26),
    ("Chiemseewirt", 40),
    ("Stiftskeller Melk", 52),
    ("Seerestaurant Horgen", 58),
)


def prospects() -> Iterator[Prospect]:
    for number, (company, days_ago, happened) in enumerate(STORIES):
        city, person = _CITIES[number % len(_CITIES)], _PEOPLE[number % len(_PEOPLE)]
        yield Prospect(_id(number), company, city, days_ago, happened, person)
    for number, (company, days_ago) in enumerate(RESERVATIONS, start=len(STORIES)):
        yield Prospect(_id(number), company, _CITIES[(number + 1) % len(_CITIES)], days_ago, (), None)


def helper_for(city: City) -> UserId:
    """The representative of the next city."""
    return _CITIES[(_CITIES.index(city) + 1) % len(_CITIES)].rep.id


def decider_for(city: City) -> UserId:
    """Who answers for the region."""
    return SABINE.id if city.region in SABINE.regions else KATRIN.id


def customer_like(city: City) -> CustomerId:
    """A customer of the representative's, which a lead turned out to belong to."""
    return next(one.id for one in kitchens() if one.owner == city.rep.id and one.details.parent_id is None)


def _id(number: int) -> LeadId:
    return LeadId(UUID(f"00000000-0000-4000-8000-{7001 + number:012}"))
