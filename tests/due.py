"""Follow-ups with which tests set their scene: opened by a rule of their own, at the hour they say."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.days import local_day
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId, Opening, Source
from crm_core.domain.follow_ups.listing import FollowUpFilter, FollowUpSlice
from crm_core.domain.follow_ups.matching import Completion, Happened
from crm_core.domain.follow_ups.sla import Counting, Notch, SlaRule, Step, Terms
from crm_core.domain.follow_ups.working_time import Place
from crm_core.domain.ids import CustomerId, TenantId, UserId
from crm_core.domain.party import LeadId, Party
from crm_core.ports.world import World
from tests import given

JUDGE = SlaRule(
    "judge",
    "Urteil einholen",
    "Ask for the verdict",
    Happened("box.delivered", at="at", source="boxId"),
    Terms(
        5,
        Counting.WORKING_DAYS,
        steps=(Step(Notch.REMINDER, 3, "judge.reminder"), Step(Notch.ESCALATION, 10)),
    ),
    (Completion(("VERDICT",), names_source="boxId"),),
)
BOX = UUID(int=0xB0)
A_LEAD = LeadId(UUID(int=0x1EAD))
LEADS_OWNER = given.user(77)


def drafted(
    world: World,
    party: CustomerId | LeadId | Party,
    *,
    owner: UserId | None = None,
    since: datetime = given.START,
    tenant: UUID = given.TENANT,
    **more: object,
) -> FollowUp:
    """As the rule would open it; kept by nobody yet."""
    opened = FollowUp.of(
        JUDGE,
        Source("box", BOX, since, local_day(since)),
        party=party if isinstance(party, Party) else Party(CustomerId(party)),
        calendar=world.working_days.at(Place()),
        known=Opening(FollowUpId(world.ids.new()), TenantId(tenant), owner, since),
    )
    return evolve(opened, **more)  # type: ignore[arg-type]  # a builder's loose arguments


def kept(world: World, follow_up: FollowUp, by: Actor = given.MANAGER) -> FollowUp:
    """One that hangs on the lead has it made first; that lead is somebody's whom nobody else is."""
    if follow_up.party.lead_id == A_LEAD and world.lead_readings.one(given.MANAGER, A_LEAD) is None:
        given.kept_lead(world, evolve(given.lead_made(world, owner=LEADS_OWNER, region="ROSTOCK"), id=A_LEAD))
    with world.unit_of_work(by) as uow:
        uow.follow_ups.add(follow_up)
        uow.commit()
    return follow_up


def opened(world: World, party: CustomerId | Party, **more: object) -> FollowUp:
    """A follow-up that exists in this world."""
    return kept(world, drafted(world, party, **more))  # type: ignore[arg-type]  # loose arguments


def page(
    world: World,
    actor: Actor = given.MANAGER,
    *,
    now: datetime = given.START,
    limit: int = 50,
    after: tuple[str, UUID] | None = None,
    **narrowed: object,
) -> Sequence[FollowUp]:
    wanted = FollowUpFilter(**narrowed)  # type: ignore[arg-type]  # loose arguments
    return world.follow_up_readings.page(actor, FollowUpSlice(now, wanted, limit, after))
