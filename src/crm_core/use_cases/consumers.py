"""Who reacts to events: each consumer's name, its effect, and how a failure of it is told."""

from collections.abc import Callable
from uuid import UUID

from attrs import frozen

from crm_core.domain.customers.contact import ContactId
from crm_core.domain.customers.events import CustomerContactUpdated
from crm_core.domain.events.envelope import RecordedEvent
from crm_core.domain.follow_ups.alternative_channel import ALTERNATIVE_CHANNEL
from crm_core.domain.party import Party
from crm_core.domain.projections.chain_sizes import size_changes
from crm_core.domain.refusals import Refusal
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.use_cases.reaching import reached_through_contact


@frozen
class Consumer:
    """A name under which its position is kept, and what it does with one event."""

    name: str
    apply: Callable[[RecordedEvent, UnitOfWork], None]
    # Only projections can be rebuilt: they forget everything and read the log again.
    forget: Callable[[UnitOfWork], None] | None = None


def count_locations(event: RecordedEvent, uow: UnitOfWork) -> None:
    for chain_id, by in size_changes(event):
        uow.chain_sizes.change(chain_id, by)


def forget_sizes(uow: UnitOfWork) -> None:
    uow.chain_sizes.clear()


CHANNELS = frozenset({"email", "phone"})


def reach_accounts(event: RecordedEvent, uow: UnitOfWork) -> None:
    """A contact's new channel is one of all its accounts, also of those that its writer may not write."""
    fact = event.envelope
    if fact.type != CustomerContactUpdated.type or CHANNELS.isdisjoint(_words(fact.data["changed"])):
        return
    held = uow.contacts.find(ContactId(UUID(str(fact.data["contactId"]))))
    for account in () if held is None else held.accounts:
        demanded = uow.follow_ups.open_of(Party(account.id), rule=ALTERNATIVE_CHANNEL.key)
        # What was stored before the bounce is no answer to it.
        if held is not None and any(one.source.at < fact.time for one in demanded):
            reached_through_contact(account, held.contact.person.channels, (), uow, fact.time)


def _words(told: object) -> frozenset[str]:
    return frozenset(str(word) for word in told) if isinstance(told, list | tuple) else frozenset()


CHAIN_SIZES = Consumer("chain-sizes", count_locations, forget_sizes)
CONTACT_CHANNELS = Consumer("contact-channels", reach_accounts)
CONSUMERS: tuple[Consumer, ...] = (CHAIN_SIZES, CONTACT_CHANNELS)


class Stumbled(Exception):
    """A batch could not be dealt with; with a batch of one, its first event is the culprit."""

    def __init__(self, first: RecordedEvent, batch: int) -> None:
        super().__init__(f"stumbled within {batch} events from position {first.position}")
        self.first = first
        self.batch = batch


def reason_of(stumbled: Stumbled) -> str:
    """The cause by name; messages may carry personal values and stay out."""
    cause = stumbled.__cause__
    return cause.code if isinstance(cause, Refusal) else type(cause).__name__
