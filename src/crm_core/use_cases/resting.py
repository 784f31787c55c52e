"""Rules rest while their cause does: follow-ups are paused with it and go on after it."""

from collections.abc import Mapping
from uuid import UUID

from attrs import frozen

from crm_core.domain.audit.entry import Deed
from crm_core.domain.events.envelope import RecordedEvent
from crm_core.domain.follow_ups.follow_up import FollowUp
from crm_core.domain.follow_ups.refusals import FollowUpHasFixedDay, FollowUpIsOverdue
from crm_core.domain.follow_ups.sla import Rest
from crm_core.domain.follow_ups.waiting import paused, resumed
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import LeadId, Party
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.consumers import Consumer
from crm_core.use_cases.taking_up import place_of


@frozen
class Resting:
    """A pause carries the name of the fact that began it: what a person let rest goes on by no fact."""

    world: World

    def follow(self, event: RecordedEvent, uow: UnitOfWork) -> None:
        fact = event.envelope
        rules = self.world.follow_up_rules
        told = {
            (key, rest)
            for key, rule in rules.items()
            for rest in rule.rests
            if fact.type in (rest.begins, rest.ends)
        }
        party = _party(fact.data) if told else None
        if party is None:
            return
        for one in uow.follow_ups.open_of(party):
            for key, rest in told:
                if key == one.rule:
                    self._move(one, rest, fact.type == rest.begins, uow)

    def _move(self, one: FollowUp, rest: Rest, begins: bool, uow: UnitOfWork) -> None:
        now = self.world.clock.now()
        try:
            if begins:
                moved = paused(one, now, rest.begins)
            elif one.is_paused and one.pauses[-1].reason == rest.begins:
                moved = resumed(one, now, self.world.working_days.at(place_of(one.party, uow)))
            else:
                return
        except (FollowUpHasFixedDay, FollowUpIsOverdue):
            return
        if moved != one:
            uow.follow_ups.save(moved)
            action = "pause" if begins else "resume"
            uow.audit.record(Deed(action, "follow-up", str(one.id), one.version - 1, one.version))


def _party(said: Mapping[str, object]) -> Party | None:
    """Whom a fact is about, if it says so."""
    customer, lead = said.get("customerId"), said.get("leadId")
    if customer is not None:
        return Party(CustomerId(UUID(str(customer))))
    return None if lead is None else Party(lead_id=LeadId(UUID(str(lead))))


def resting(world: World) -> Consumer:
    return Consumer("resting-rules", Resting(world).follow)
