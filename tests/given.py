"""Builders: the few words with which tests set their scene."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from attrs import define, evolve, field

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import Address, Customer, CustomerDetails, CustomerType
from crm_core.domain.ids import CorrelationId, CustomerId, TenantId, UserId
from crm_core.domain.leads.assignment import Assignment, AssignmentId, Terms, TermsCause
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.lead import RESERVED_FOR, Lead, LeadContact, LeadDetails, Persons, Phase
from crm_core.domain.leads.recorded import PlacedHold
from crm_core.domain.leads.rules import CONTRACT_2025, ProtectionRules
from crm_core.domain.party import LeadId
from crm_core.ports.world import World
from crm_core.use_cases.customers.create_customer import CreateCustomer, create_customer
from crm_core.use_cases.leads.place_hold import PlaceHold, place_hold

TENANT = TenantId(UUID(int=0x7E_0001))
OTHER_TENANT = TenantId(UUID(int=0x7E_0002))
CORRELATION = CorrelationId(UUID(int=0xC0))
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def user(number: int) -> UserId:
    return UserId(UUID(int=0xA_0000 + number))


@define
class StandingClock:
    """Time that passes only when a test says so."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


@define
class CountingIds:
    """Identities in the order in which they were asked for."""

    _numbers: "count[int]" = field(factory=lambda: count(1))

    def new(self) -> UUID:
        return UUID(int=next(self._numbers) << 80 | 7 << 76 | 2 << 62)


def actor(
    *roles: Role,
    number: int = 1,
    tenant: TenantId = TENANT,
    regions: frozenset[str] | set[str] = frozenset(),
    chains: frozenset[UUID] | set[UUID] = frozenset(),
    territories: frozenset[str] | None = None,
    channels: frozenset[str] | None = None,
) -> Actor:
    return Actor(
        user=user(number),
        tenant=tenant,
        roles=frozenset(roles or (Role.MANAGER,)),
        correlation=CORRELATION,
        regions=frozenset(regions),
        chains=frozenset(chains),
        territories=territories,
        channels=channels,
    )


MANAGER = actor(Role.MANAGER, number=90)
ADMIN = actor(Role.ADMIN, number=91)
AUDITOR = actor(Role.AUDITOR, number=92)
SYSTEM = Actor.system(TENANT, CORRELATION)


def rep(number: int = 1, **claims: object) -> Actor:
    return actor(Role.SALES_REP, number=number, **claims)  # type: ignore[arg-type]  # claims as actor takes them


def team_lead(*regions: str, number: int = 50) -> Actor:
    return actor(Role.TEAM_LEAD, number=number, regions=set(regions))


def details(name: str = "Gasthaus Linde", **more: object) -> CustomerDetails:
    given: Mapping[str, object] = {
        "type": CustomerType.RESTAURANT,
        "territory": "DE",
        "region": "BERLIN",
        "address": Address(city="Berlin", country="DE"),
        **more,
    }
    return CustomerDetails(name=name, **given)  # type: ignore[arg-type]  # a builder's loose arguments


def customer(
    world: World,
    name: str = "Gasthaus Linde",
    *,
    by: Actor = MANAGER,
    owner: UserId | None = None,
    **more: object,
) -> Customer:
    """A customer that exists in this world."""
    return create_customer(CreateCustomer(details(name, **more), owner), actor=by, world=world)


def chain(world: World, name: str = "Nordsee Hotels", **more: object) -> Customer:
    return customer(world, name, is_chain=True, **more)  # type: ignore[arg-type]  # loose arguments


def location(world: World, of: Customer, name: str = "Nordsee Kiel", **more: object) -> Customer:
    return customer(world, name, parent_id=of.id, **more)  # type: ignore[arg-type]  # loose arguments


def nobody_knows() -> CustomerId:
    """An id that no customer has."""
    return CustomerId(UUID(int=0xDEAD))


def lead_details(company: str = "Gasthaus Rose", **more: object) -> LeadDetails:
    given: Mapping[str, object] = {
        "city": "Berlin",
        "postal_code": "10115",
        "territory": "DE",
        "region": "BERLIN",
        **more,
    }
    return LeadDetails(company_name=company, **given)  # type: ignore[arg-type]  # a builder's loose arguments


def contact(email: str = "koch@example.com") -> Persons:
    return Persons(LeadContact("Kim", "Koch", email, "+49 30 1234"))


def lead_made(
    world: World,
    company: str = "Gasthaus Rose",
    *,
    owner: UserId | None = None,
    persons: Persons | None = None,
    started_at: datetime | None = None,
    rules: ProtectionRules = CONTRACT_2025,
    **more: object,
) -> Lead:
    """A lead as a registration makes it, protected from `started_at` (now, if none is named)."""
    owner, now = owner or user(1), started_at or world.clock.now()
    terms = Terms(now, owner, now, now, rules, TermsCause.REGISTERED)
    return Lead(
        id=LeadId(world.ids.new()),
        tenant_id=TENANT,
        version=1,
        details=lead_details(company, **more),
        persons=persons or contact(),
        phase=Phase.RUNNING,
        created_at=now,
        created_by=owner,
        updated_at=now,
        owner_user_id=owner,
        assignments=(Assignment(AssignmentId(world.ids.new()), owner, now, (terms,)),),
    )


def reservation_made(world: World, company: str = "Gasthaus Rose", **more: object) -> Lead:
    """A lead of which only the company and the place are known."""
    made = lead_made(world, company, **more)  # type: ignore[arg-type]  # a builder's loose arguments
    until = world.clock.now() + RESERVED_FOR
    return evolve(made, phase=Phase.RESERVED, persons=Persons(), assignments=(), reserved_until=until)


def kept_lead(world: World, lead: Lead) -> Lead:
    """A lead that exists in this world."""
    with world.unit_of_work(rep(1) if lead.owner_user_id == user(1) else MANAGER) as uow:
        kept = uow.leads.add(lead)
        uow.commit()
    return kept


def hold_placed(world: World, lead: Lead, reason: HoldReason = HoldReason.FFZ_SAMPLE_DELAY) -> PlacedHold:
    """A hold without an end that runs from now on, placed by the lead's owner."""
    assert lead.owner_user_id is not None
    command = PlaceHold(lead.id, reason, world.clock.now())
    return place_hold(command, actor=rep(1) if lead.owner_user_id == user(1) else MANAGER, world=world).hold
