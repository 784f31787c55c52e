"""Taking up letters with messages that have to leave: claimed here, sent by whoever took them up."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.language import Language
from crm_core.domain.leads.message import Message, MessageId
from crm_core.domain.leads.message_letter import Named, letter_of
from crm_core.domain.mail import Mail
from crm_core.domain.party import LeadId
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World

MOST_NAMED = 20  # leads in one part of a letter; the page shows all


@frozen
class TakeUpMessages:
    """At most so many; `address` leads to the page of leads."""

    limit: int = 25
    address: str | None = None


@frozen
class OutgoingMessage:
    """A letter that is now to be sent, outside of any unit of work; none where nobody can be written to."""

    message_id: MessageId
    mail: Mail | None


def take_up_messages(command: TakeUpMessages, *, actor: Actor, world: World) -> Sequence[OutgoingMessage]:
    """What was claimed by somebody who did not live to send it is taken up again under the same id."""
    now, outgoing = world.clock.now(), list[OutgoingMessage]()
    with world.unit_of_work(actor) as uow:
        for one in uow.messages.unsent(now, limit=command.limit):
            mail = _mail(one, command.address, uow)
            uow.messages.save(one.dropped(now) if mail is None else one.claimed(now))
            outgoing.append(OutgoingMessage(one.id, mail))
        uow.commit()
    return outgoing


def _mail(one: Message, address: str | None, uow: UnitOfWork) -> Mail | None:
    card = None if one.owner_user_id is None else uow.people.find(one.owner_user_id)
    if card is None or card.email is None:
        return None
    subject, text = letter_of(one, _named(one, uow), card.language or Language.DE, address)
    return Mail(str(one.id), card.email, subject, text)


def _named(one: Message, uow: UnitOfWork) -> Mapping[str, Named]:
    """The leads that the letter speaks of by name, as far as anybody still knows who they are."""
    ids = [str(one.lead_id)] if one.lead_id is not None else []
    for part in one.said.values():
        if isinstance(part, Mapping):
            ids += [str(lead) for lead in list(part["leads"])[:MOST_NAMED]]
    found = ((name, uow.leads.find(LeadId(UUID(name)))) for name in ids)
    return {
        name: Named(lead.details.company_name, lead.details.city)
        for name, lead in found
        if lead is not None and lead.pseudonymised_at is None
    }
