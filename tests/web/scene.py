"""A small sales organisation in memory, with people to sign in as and customers to look at."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from attrs import define, evolve, field
from litestar import Litestar
from litestar.exceptions import HTTPException
from litestar.response import Response

from adapters.memory.store import MemoryStore
from adapters.memory.world import memory_world
from adapters.pdf.roi_paper import ReportlabRoiPaper
from adapters.system.seals import KeyedSeals
from adapters.web.parts import DemoSignIn, DemoUser, SignIn, WebParts
from adapters.web.routers import web_error_page, web_routers
from adapters.web.visit import PageRequest
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import (
    Address,
    Channel,
    Contactability,
    Customer,
    CustomerDetails,
    CustomerType,
)
from crm_core.domain.refusals import Refusal
from crm_core.pack import Pack
from crm_core.ports.world import World
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_food_pack.pack import FOOD
from crm_food_pack.ports.roi_paper import ROI_PAPER
from tests import given

SESSION_KEY = bytes(range(32))

MIRIAM = DemoUser(given.user(1), "Miriam Okafor", Role.SALES_REP)
JOERG = DemoUser(given.user(2), "Jörg Brandstätter", Role.SALES_REP, {"territories": ["DE", "AT"]})
SABINE = DemoUser(given.user(50), "Sabine Lindqvist", Role.TEAM_LEAD, {"regions": ["BERLIN", "NORD"]})
PAUL = DemoUser(given.user(60), "Paul Achterberg", Role.CHAIN_MANAGER, {"chains": []})
HELENE = DemoUser(given.user(90), "Helene Vogt", Role.MANAGER)
URS = DemoUser(given.user(92), "Urs Zgraggen", Role.AUDITOR)
NADIA = DemoUser(given.user(70), "Nadia Benali", Role.SALES_REP)
PEOPLE = (MIRIAM, JOERG, NADIA, SABINE, PAUL, HELENE, URS)

# name, type, city, territory, region, owner
HOUSES: Sequence[tuple[str, str, str, str, str, DemoUser | None]] = (
    ("Alpenhof Küche & Keller", "RESTAURANT", "Innsbruck", "AT", "WEST", JOERG),
    ("Betriebsrestaurant Spreebogen", "BETRIEBSGASTRONOMIE", "Berlin", "DE", "BERLIN", MIRIAM),
    ("Bräuhaus am Isartor", "RESTAURANT", "München", "DE", "SUED", JOERG),
    ("Café Sperlgasse", "RESTAURANT", "Wien", "AT", "OST", JOERG),
    ("Catering Elbufer", "CATERING", "Hamburg", "DE", "NORD", MIRIAM),
    ("Fischmarkt Kantine", "BETRIEBSGASTRONOMIE", "Hamburg", "DE", "NORD", MIRIAM),
    ("Gasthaus zur Alten Linde", "RESTAURANT", "Potsdam", "DE", "BERLIN", MIRIAM),
    ("Gutshof Sonnenfeld", "HOTEL", "Werder (Havel)", "DE", "BERLIN", None),
    ("Hafenküche Lichtenberg", "CATERING", "Berlin", "DE", "BERLIN", MIRIAM),
    ("Hotel Limmatblick", "HOTEL", "Zürich", "CH", "ZUERICH", JOERG),
    ("Kantine Technologiepark", "BETRIEBSGASTRONOMIE", "Dresden", "DE", "OST", JOERG),
    ("Landgasthof Rössle", "RESTAURANT", "Freiburg im Breisgau", "DE", "SUED", JOERG),
    ("Markthalle Acht", "CATERING", "Berlin", "DE", "BERLIN", MIRIAM),
    ("Ringhotel Seeterrassen", "HOTEL", "Rostock", "DE", "NORD", MIRIAM),
    ("Speisewerk Adlershof", "BETRIEBSGASTRONOMIE", "Berlin", "DE", "BERLIN", None),
    ("Stadtküche Altona", "CATERING", "Hamburg", "DE", "NORD", MIRIAM),
    ("Studierendenwerk Mensa Nord", "BETRIEBSGASTRONOMIE", "Berlin", "DE", "BERLIN", MIRIAM),
    ("Wirtshaus Drei Eichen", "RESTAURANT", "Nürnberg", "DE", "SUED", JOERG),
    ("Zunfthaus am Münsterhof", "RESTAURANT", "Zürich", "CH", "ZUERICH", JOERG),
)
LOCATIONS = (("Kiel", MIRIAM), ("Lübeck", MIRIAM), ("Sylt", JOERG), ("Warnemünde", None))
# What was learned about the Spreebogen, visit by visit.
KNOWN: Sequence[dict[str, object]] = (
    {"meals_per_day": 480, "kitchen_size": 160, "current_challenges": ["STAFF_COSTS", "FOOD_WASTE"]},
    {"roi_potential": {"bucket": "MID", "value": "1450.00"}, "meals_per_day": 520},
    {
        "decision_makers": {
            "has_exec_alignment": False,
            "members": [{"name": "Anke Dietz", "role": "CHEF", "note": "Kocht selbst"}, "Bernd Kranz"],
        },
        "seasonal_menu_cycle": {"season_start": "2026-04-15", "season_end": "2026-06-24"},
        "current_supplier_contracts": {
            "supplier": "Nordkost",
            "renewal_date": "2026-06-30",
            "exclusivity": True,
        },
    },
    {"roi_potential": {"bucket": "HIGH", "value": "2860.00"}, "discount_terms": {"discount_pct": 4.5}},
)


@define
class Scene:
    """The world with its store, its clock, and the customers that tests speak of by name."""

    packs: tuple[Pack, ...] = (FOOD,)
    store: MemoryStore = field(factory=MemoryStore)
    clock: given.StandingClock = field(factory=given.StandingClock)
    world: World = field(init=False)
    chain: Customer = field(init=False)
    by_name: dict[str, Customer] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        seals = KeyedSeals(b"k" * 32)
        self.world = memory_world(
            *self.packs,
            clock=self.clock,
            ids=given.CountingIds(),
            seals=seals,
            store=self.store,
            offered={ROI_PAPER: ReportlabRoiPaper()},
        )

    def house(self, name: str, **more: object) -> Customer:
        made = given.customer(self.world, name, **more)  # type: ignore[arg-type]  # loose arguments
        self.by_name[name] = made
        return made

    def furnish(self) -> "Scene":
        for name, kind, city, territory, region, owner in HOUSES:
            self.clock.pass_by(hours=31)
            self.house(
                name,
                type=CustomerType(kind),
                territory=territory,
                region=region,
                owner=None if owner is None else owner.id,
                address=Address(city=city, country=territory),
                channel=Channel.PARTNER if kind == "CATERING" else Channel.DIRECT,
            )
        self.chain = given.chain(
            self.world,
            "Nordsee Hotels",
            region="NORD",
            type=CustomerType.HOTEL,
            address=Address("Schlossgarten 4", "24103", "Kiel", "DE-SH", "DE"),
            contact_email="einkauf@nordsee-hotels.example",
            phone="+49 431 5550142",
            website="https://nordsee-hotels.example",
        )
        self.by_name["Nordsee Hotels"] = self.chain
        for city, owner in LOCATIONS:
            self.clock.pass_by(hours=5)
            name = f"Nordsee {city}"
            self.house(
                name,
                parent_id=self.chain.id,
                region="NORD",
                type=CustomerType.HOTEL,
                owner=None if owner is None else owner.id,
                address=Address(city=city, country="DE"),
            )
        self._count_locations()
        self._bounce("Fischmarkt Kantine", Contactability.HARD_BOUNCE)
        for fields in KNOWN:
            self.clock.pass_by(days=9)
            self.note("Betriebsrestaurant Spreebogen", **fields)
        return self

    def _count_locations(self) -> None:
        self.store.state.chain_sizes[given.TENANT, self.chain.id] = len(LOCATIONS)

    def _bounce(self, name: str, state: Contactability) -> None:
        customer = self.by_name[name]
        self.store.state.customers[customer.id] = evolve(customer, contactability=state)

    def note(self, name: str, **fields: object) -> None:
        """Somebody else writes into the fields of a customer."""
        self.clock.pass_by(minutes=1)
        command = PatchFields(self.by_name[name].id, fields)
        patch_fields(command, actor=given.MANAGER, world=self.world)

    def present(self, name: str) -> Customer:
        return self.store.state.customers[self.by_name[name].id]

    def change(self, name: str, **details: object) -> Customer:
        """Somebody else changes a customer behind the back of the page."""
        found = self.present(name)
        self.clock.pass_by(minutes=1)
        changed = evolve(
            found,
            version=found.version + 1,
            details=evolve(found.details, **details),  # type: ignore[arg-type]  # loose arguments
            updated_at=self.clock.now(),
        )
        self.store.state.customers[found.id] = changed
        return changed

    def put(self, customer: Customer, details: CustomerDetails) -> None:
        """Stores these details as they are, past every page."""
        self.store.state.customers[customer.id] = evolve(customer, details=details)

    def later(self, days: int) -> None:
        self.clock.at += timedelta(days=days)


def parts(scene: Scene, sign_in: SignIn | None = None, **more: object) -> WebParts:
    chosen = sign_in or DemoSignIn(given.TENANT, PEOPLE)
    return WebParts(scene.world, SESSION_KEY, chosen, **more)  # type: ignore[arg-type]  # loose arguments


def application(made_of: WebParts) -> Litestar:
    """The pages beside an interface that answers its own refusals in JSON, as in the service."""
    strays = web_error_page(made_of)

    def for_programs(request: PageRequest, error: Exception) -> Response[bytes]:
        is_stray = isinstance(error, HTTPException)
        return (
            strays(request, error)
            if is_stray
            else Response(b"{}", status_code=500, media_type="application/json")
        )

    return Litestar(
        route_handlers=[*web_routers(made_of)],
        exception_handlers={Refusal: for_programs, HTTPException: for_programs, Exception: for_programs},
        openapi_config=None,
    )


def place(customer: Customer | UUID) -> str:
    return f"/customers/{customer.id if isinstance(customer, Customer) else customer}"
