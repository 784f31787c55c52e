"""How somebody is told in a unit of work: the inbox always, and by a letter where an address is known."""

from collections.abc import Mapping

from attrs import define, evolve

from crm_core.domain.follow_ups.reminder import Addressee
from crm_core.domain.follow_ups.settings import team_lead_set
from crm_core.domain.leads.message import Message, MessageId, MessageKind, key_of
from crm_core.domain.party import LeadId
from crm_core.domain.settings.setting import StoredValue
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@define
class Telling:
    """Counts what was news."""

    uow: UnitOfWork
    world: World
    stored: tuple[StoredValue, ...]
    told: int = 0

    def tell(
        self,
        kind: MessageKind,
        what: str,
        whom: Addressee,
        *,
        said: Mapping[str, object],
        lead_id: LeadId | None = None,
    ) -> None:
        for way in (whom, *self._letters(whom)):
            message = Message(
                id=MessageId(self.world.ids.new()),
                tenant_id=self.uow.actor.tenant,
                key=key_of(kind, what, way),
                kind=kind,
                made_at=self.world.clock.now(),
                owner_user_id=way.user,
                region=way.region,
                by_letter=way.by_letter,
                lead_id=lead_id,
                said=said,
            )
            self.told += self.uow.messages.tell(message)

    def _letters(self, whom: Addressee) -> tuple[Addressee, ...]:
        """To a team goes the letter to who leads it, as far as the tenant says who that is."""
        user = whom.user or (None if whom.region is None else team_lead_set(self.stored, whom.region))
        card = None if user is None else self.uow.people.find(user)
        if card is None or card.email is None:
            return ()
        return (evolve(whom, user=user, by_letter=True),)
