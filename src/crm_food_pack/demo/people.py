"""The people of the demo tenant: at least one for every role, with ids that never change."""

from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.ids import CorrelationId, CustomerId, TenantId, UserId

TENANT = TenantId(UUID("00000000-0000-4000-8000-00000000c0de"))
HOTELS = CustomerId(UUID("00000000-0000-4000-8000-000000000101"))
CANTEENS = CustomerId(UUID("00000000-0000-4000-8000-000000000102"))


@frozen
class Person:
    """Somebody of the demo tenant and what they answer for; a representative's region is their team."""

    number: int
    name: str
    role: Role
    title_de: str
    title_en: str
    regions: tuple[str, ...] = ()
    chains: tuple[CustomerId, ...] = ()
    territories: tuple[str, ...] | None = None

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@cookandfresh.example"

    @property
    def id(self) -> UserId:
        return UserId(UUID(f"00000000-0000-4000-8000-{self.number:012}"))

    def acting(self, correlation: CorrelationId) -> Actor:
        return Actor(
            user=self.id,
            tenant=TENANT,
            roles=frozenset({self.role}),
            correlation=correlation,
            regions=frozenset(self.regions),
            chains=frozenset(self.chains),
            territories=None if self.territories is None else frozenset(self.territories),
        )


def _representative(
    number: int, name: str, city: tuple[str, str], region: str, territories: tuple[str, ...] | None = None
) -> Person:
    """Somebody of the field sales force; the city in German and English."""
    german, english = city
    return Person(
        number,
        name,
        Role.SALES_REP,
        f"Außendienst {german}",
        f"Sales representative, {english}",
        regions=(region,),
        territories=territories,
    )


JANA = _representative(11, "Jana Petersen", ("Berlin", "Berlin"), "BERLIN")
TIM = _representative(12, "Tim Brandt", ("Hamburg", "Hamburg"), "HAMBURG")
EVA = _representative(13, "Eva Maier", ("München", "Munich"), "MUENCHEN")
LUKAS = _representative(14, "Lukas Hofer", ("Wien", "Vienna"), "WIEN", ("AT",))
MIA = _representative(15, "Mia Keller", ("Zürich", "Zurich"), "ZUERICH", ("CH",))
SABINE = Person(
    21,
    "Sabine Vogt",
    Role.TEAM_LEAD,
    "Teamleitung Nord",
    "Team lead, north",
    regions=("BERLIN", "HAMBURG"),
)
OLIVER = Person(
    31,
    "Oliver Kraus",
    Role.CHAIN_MANAGER,
    "Kettenbetreuung",
    "Chain manager",
    chains=(HOTELS, CANTEENS),
)
KATRIN = Person(41, "Katrin Wolf", Role.MANAGER, "Vertriebsleitung", "Head of sales")
HENRIK = Person(51, "Henrik Lund", Role.AUDITOR, "Revision", "Auditor")
ANA = Person(61, "Ana Costa", Role.ADMIN, "Administration", "Administrator")

PEOPLE = (JANA, TIM, EVA, LUKAS, MIA, SABINE, OLIVER, KATRIN, HENRIK, ANA)


def person_of(role: Role) -> Person | None:
    """The demo user that a token of this role stands for when no user is named."""
    return next((person for person in PEOPLE if person.role is role), None)
