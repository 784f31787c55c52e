"""Telling of milestones that follow-ups have passed: facts for everybody, reminders for who has to act."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.days import local_day
from crm_core.domain.follow_ups.events import told
from crm_core.domain.follow_ups.follow_up import FollowUp
from crm_core.domain.follow_ups.reminder import Audience, Reminder, ReminderId, reminders_of
from crm_core.domain.follow_ups.settings import LETTERS, team_lead_set
from crm_core.domain.ids import UserId
from crm_core.domain.party import Party
from crm_core.domain.refusals import Unavailable
from crm_core.domain.settings.resolve import resolve
from crm_core.domain.settings.setting import StoredValue
from crm_core.ports.unit_of_work import TryAgain, UnitOfWork
from crm_core.ports.world import World


@frozen
class TellMilestones:
    """Of at most so many follow-ups, the longest waiting first."""

    limit: int = 50


@frozen
class Told:
    """How many follow-ups were told of, and how many refused to be; the first trouble stands for all."""

    done: int = 0
    failed: int = 0
    trouble: Exception | None = None


def tell_milestones(command: TellMilestones, *, actor: Actor, world: World) -> Told:
    """Each is told in a part of its own, so that a bad one holds up nobody."""
    done, trouble = 0, list[Exception]()
    with world.unit_of_work(actor) as uow:
        stored = tuple(uow.settings.stored())
        for one in uow.follow_ups.passing(world.clock.now(), limit=command.limit):
            try:
                with uow.part() as part:
                    _tell(one, stored, part, world)
                    part.commit()
            except (TryAgain, Unavailable):
                raise
            except Exception as error:  # whatever it is, it is this one's and nobody else's
                trouble.append(error)
            else:
                done += 1
        uow.commit()
    return Told(done, len(trouble), next(iter(trouble), None))


def _tell(one: FollowUp, stored: tuple[StoredValue, ...], uow: UnitOfWork, world: World) -> None:
    now = world.clock.now()
    later, passed = one.passed(now)
    uow.follow_ups.save(later)
    for milestone in passed:
        uow.outbox.add(told(later, milestone))
        uow.reminders.count(local_day(now), one.rule, str(milestone.notch))
    for milestone, whom in reminders_of(passed, _audience(one, stored, uow)):
        uow.reminders.add(
            Reminder(
                ReminderId(world.ids.new()),
                one.tenant_id,
                one.id,
                milestone.notch,
                milestone.at,
                now,
                whom.user,
                whom.region,
                whom.by_letter,
            )
        )
    uow.audit.record(Deed("pass", "follow-up", str(one.id), later.version - 1, later.version))


def _audience(one: FollowUp, stored: tuple[StoredValue, ...], uow: UnitOfWork) -> Audience:
    region = _region(one.party, uow)
    lead = team_lead_set(stored, region)
    asked = (one.owner_user_id, lead) if resolve(LETTERS, stored).value is True else ()
    reached = frozenset(user for user in asked if user is not None and _has_address(user, uow))
    return Audience(one.owner_user_id, region, lead, reached)


def _region(party: Party, uow: UnitOfWork) -> str | None:
    if party.customer_id is not None:
        customer = uow.customers.find(party.customer_id)
        return None if customer is None else customer.region
    lead = None if party.lead_id is None else uow.leads.find(party.lead_id)
    return None if lead is None else lead.region


def _has_address(user: UserId, uow: UnitOfWork) -> bool:
    card = uow.people.find(user)
    return card is not None and card.email is not None
