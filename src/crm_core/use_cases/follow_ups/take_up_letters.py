"""Taking up letters about follow-ups that have to leave: claimed here, sent by whoever took them up."""

from collections.abc import Sequence

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.follow_ups.follow_up import FollowUp, State
from crm_core.domain.follow_ups.letter import Subject, letter_about
from crm_core.domain.follow_ups.reminder import Reminder, ReminderId
from crm_core.domain.language import Language
from crm_core.domain.mail import Mail
from crm_core.domain.people.card import Card
from crm_core.domain.refusals import NotFound
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class TakeUpLetters:
    """At most so many; `address` is that of the pages, with nothing behind it."""

    limit: int = 25
    address: str | None = None


@frozen
class OutgoingLetter:
    """A letter that is now to be sent, outside of any unit of work; none where it is needed no more."""

    reminder_id: ReminderId
    mail: Mail | None


def take_up_letters(command: TakeUpLetters, *, actor: Actor, world: World) -> Sequence[OutgoingLetter]:
    """What was claimed by somebody who did not live to send it is taken up again under the same id."""
    now, outgoing = world.clock.now(), list[OutgoingLetter]()
    with world.unit_of_work(actor) as uow:
        for one in uow.reminders.unsent(now, limit=command.limit):
            mail = _mail(one, command.address, uow, world)
            uow.reminders.save(one.dropped(now) if mail is None else one.claimed(now))
            outgoing.append(OutgoingLetter(one.id, mail))
        uow.commit()
    return outgoing


def _mail(one: Reminder, address: str | None, uow: UnitOfWork, world: World) -> Mail | None:
    card = None if one.owner_user_id is None else uow.people.find(one.owner_user_id)
    about = _waiting(one, uow)
    if card is None or card.email is None or about is None:
        return None
    subject = Subject(_title(about, card, world), _name(about, uow), about.due_at, _link(about, address))
    return Mail(str(one.id), card.email, *letter_about(subject, one.notch, card.language))


def _waiting(one: Reminder, uow: UnitOfWork) -> FollowUp | None:
    """The follow-up, if it still waits: of what is done meanwhile nobody is reminded."""
    try:
        about = uow.follow_ups.lock(one.follow_up_id)
    except NotFound:
        return None
    return about if about.state is State.OPEN and not about.is_paused else None


def _title(about: FollowUp, card: Card, world: World) -> str:
    rule = world.follow_up_rules.get(about.rule)
    if rule is None:
        return about.rule
    return rule.title_de if card.language is Language.DE else rule.title_en


def _name(about: FollowUp, uow: UnitOfWork) -> str:
    party = about.party
    customer = None if party.customer_id is None else uow.customers.find(party.customer_id)
    lead = None if party.lead_id is None else uow.leads.find(party.lead_id)
    if customer is not None:
        return customer.details.name
    return "–" if lead is None else lead.details.company_name


def _link(about: FollowUp, address: str | None) -> str | None:
    party = about.party
    place = f"leads/{party.lead_id}" if party.customer_id is None else f"customers/{party.customer_id}"
    return None if address is None else f"{address}/{place}"
