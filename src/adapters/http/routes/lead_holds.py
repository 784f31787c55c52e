"""Holds of a lead: placing, listing, ending, and a team lead's decision on those that wait for it."""

from adapters.http.answers import json_answer
from adapters.http.endpoint import Call, Condition, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.routes.leads import ONE, THE_LEAD, version_of
from adapters.http.schemas import lead_examples as examples
from adapters.http.schemas.lead_facts import HoldForm, HoldsForm, hold_form, holds_form
from adapters.http.schemas.leads import ENCODER
from crm_core.domain.leads.form import NEW_HOLD
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.recorded import HoldId, PlacedHold
from crm_core.ports.once import Answer
from crm_core.queries.lead_by_id import lead_by_id
from crm_core.use_cases.leads.decide_hold import DecideHold, decide_hold
from crm_core.use_cases.leads.end_hold import EndHold, end_hold
from crm_core.use_cases.leads.place_hold import PlaceHold, place_hold
from crm_core.use_cases.perform import perform

HOLDS = ONE + "/holds"
HOLD = HOLDS + "/{holdId}"
THE_HOLD = (*THE_LEAD, Place("holdId"))


def _shown(call: Call, hold: PlacedHold, status: int = 200, *headers: tuple[str, str]) -> Answer:
    return json_answer(status, ENCODER.encode(hold_form(hold, call.world.clock.now())), *headers)


def _place(call: Call) -> Answer:
    values = NEW_HOLD.read(call.body)
    command = PlaceHold(
        call.lead_id,
        HoldReason(str(values["reason"])),
        values["startAt"],  # type: ignore[arg-type]  # the form has read an instant
        values["endAt"],  # type: ignore[arg-type]  # the form has read an instant or none
    )
    return perform_once(
        place_hold,
        command,
        call=call,
        route="POST " + HOLDS,
        render=lambda held: _shown(
            call, held.hold, 201, ("location", f"/api/leads/{call.lead_id}/holds/{held.hold.id}")
        ),
    )


def _list(call: Call) -> Answer:
    seen = lead_by_id(call.lead_id, actor=call.actor, world=call.world)
    return json_answer(200, ENCODER.encode(holds_form(seen.reading.facts.holds, seen.now)))


def _end(call: Call) -> Answer:
    command = EndHold(call.lead_id, HoldId(call.places["holdId"]), version_of(call))
    perform(end_hold, command, actor=call.actor, world=call.world)
    return Answer(204, (), b"")


def _decide(call: Call, *, approve: bool) -> Answer:
    return perform_once(
        decide_hold,
        DecideHold(call.lead_id, HoldId(call.places["holdId"]), approve),
        call=call,
        route=f"POST {HOLD}/{'approve' if approve else 'reject'}",
        render=lambda hold: _shown(call, hold),
    )


_ONE = Success(200, "The hold.", HoldForm, ("Idempotent-Replay",), examples.HOLD)

ENDPOINTS = (
    Endpoint(
        method="POST",
        path=HOLDS,
        operation="placeHold",
        title="Stop the clock of a lead",
        says=(
            "What the company owes (FFZ_*) takes effect at once, other reasons when a team lead approves, "
            "then from their start. At most seven days back, and never after the lapse."
        ),
        tag="leads",
        run=_place,
        work=Work.COMMAND,
        places=THE_LEAD,
        body=NEW_HOLD,
        body_example=examples.NEW_HOLD,
        once=True,
        success=(Success(201, "The hold.", HoldForm, ("Location", "Idempotent-Replay"), examples.HOLD),),
        refusals=(403, 404, 409),
    ),
    Endpoint(
        method="GET",
        path=HOLDS,
        operation="listHolds",
        title="List the holds of a lead",
        tag="leads",
        run=_list,
        work=Work.READ,
        places=THE_LEAD,
        success=(Success(200, "All holds.", HoldsForm, example={"items": [examples.HOLD]}),),
        refusals=(404,),
    ),
    Endpoint(
        method="DELETE",
        path=HOLD,
        operation="endHold",
        title="End a hold now, or withdraw one that waits",
        says="`If-Match` speaks of the lead's version.",
        tag="leads",
        run=_end,
        work=Work.COMMAND,
        places=THE_HOLD,
        condition=Condition.HONOURED,
        success=(Success(204, "It is over."),),
        refusals=(403, 404),
    ),
    Endpoint(
        method="POST",
        path=HOLD + "/approve",
        operation="approveHold",
        title="Approve a hold",
        says=(
            "It counts from its start. Nobody approves a hold on a lead of their own; what a record has "
            "proposed (`origin`) accepts whoever may place such a hold."
        ),
        tag="leads",
        run=lambda call: _decide(call, approve=True),
        work=Work.COMMAND,
        places=THE_HOLD,
        once=True,
        success=(_ONE,),
        refusals=(403, 404, 409),
    ),
    Endpoint(
        method="POST",
        path=HOLD + "/reject",
        operation="rejectHold",
        title="Reject a hold, or dismiss what was proposed",
        tag="leads",
        run=lambda call: _decide(call, approve=False),
        work=Work.COMMAND,
        places=THE_HOLD,
        once=True,
        success=(_ONE,),
        refusals=(403, 404, 409),
    ),
)
