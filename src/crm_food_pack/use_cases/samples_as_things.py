"""Samples as activities speak of them: the kitchen's feedback judges one, and is corrected or withdrawn."""

from collections.abc import Sequence
from uuid import UUID

from attrs import frozen

from crm_core.domain.events.fact import Fact
from crm_core.domain.party import Party
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.thing import Move
from crm_core.ports.unit_of_work import UnitOfWork
from crm_food_pack.domain.samples.events import SampleStatusChanged
from crm_food_pack.domain.samples.sample import Sample, SampleId, Verdict, sample_of
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.ports.samples import SAMPLES


@frozen
class SampleThing:
    def is_known(self, thing_id: UUID, party: Party, uow: UnitOfWork) -> bool:
        found = _found(thing_id, uow)
        return found is not None and found.party == party

    def move(self, move: Move, uow: UnitOfWork) -> Sequence[Fact]:
        found = sample_of(_found(move.id, uow), move.party)
        moved = _moved(found, move, uow)
        if moved == found:
            return ()
        uow.of(SAMPLES).save(moved)
        return (SampleStatusChanged.of(moved),)


def _found(thing_id: UUID, uow: UnitOfWork) -> Sample | None:
    """The sample, held; one that is not the caller's to move is as good as none."""
    try:
        return uow.of(SAMPLES).lock(SampleId(thing_id))
    except (NotFound, NotAllowed):
        return None


def _moved(found: Sample, move: Move, uow: UnitOfWork) -> Sample:
    by, now = uow.actor.user, move.now
    if move.to is None:
        return found.unjudged(move.activity_id, by=by, now=now)
    verdict = Verdict(SampleStatus(move.to), move.activity_id, move.happened_at)
    return (found.judged if move.was is None else found.rejudged)(verdict, by=by, now=now)
