"""Activities on a lead: logging them, listing them, and confirming those that were recorded late."""

from typing import Any

from adapters.http.answers import json_answer
from adapters.http.endpoint import Call, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.routes.leads import ONE, THE_LEAD
from adapters.http.schemas import lead_examples as examples
from adapters.http.schemas.lead_facts import (
    LeadActivitiesForm,
    LeadActivityForm,
    activities_form,
    activity_form,
)
from adapters.http.schemas.leads import ENCODER
from crm_core.domain.leads.form import NEW_ACTIVITY
from crm_core.domain.leads.recorded import LeadActivityId
from crm_core.ports.once import Answer
from crm_core.queries.lead_by_id import lead_by_id
from crm_core.use_cases.leads.confirm_lead_activity import ConfirmLeadActivity, confirm_lead_activity
from crm_core.use_cases.leads.log_lead_activity import LoggedActivity, LogLeadActivity, log_lead_activity

ACTIVITIES = ONE + "/activities"
THE_ACTIVITY = (*THE_LEAD, Place("activityId"))
_ONCE = ("Idempotent-Replay",)


def _logged(logged: LoggedActivity) -> Answer:
    place = f"/api/leads/{logged.lead.id}/activities/{logged.activity.id}"
    body = ENCODER.encode(activity_form(logged.activity, logged.note))
    return json_answer(201, body, ("location", place))


def _log(call: Call) -> Answer:
    values: dict[str, Any] = NEW_ACTIVITY.read(call.body)
    command = LogLeadActivity(
        call.lead_id, values["kind"], values["occurredAt"], values["note"] or None, values["outcome"]
    )
    return perform_once(log_lead_activity, command, call=call, route="POST " + ACTIVITIES, render=_logged)


def _list(call: Call) -> Answer:
    seen = lead_by_id(call.lead_id, actor=call.actor, world=call.world)
    return json_answer(200, ENCODER.encode(activities_form(seen.reading.facts.activities, seen.notes)))


def _confirm(call: Call) -> Answer:
    command = ConfirmLeadActivity(call.lead_id, LeadActivityId(call.places["activityId"]))
    return perform_once(
        confirm_lead_activity,
        command,
        call=call,
        route=f"POST {ACTIVITIES}/confirm",
        render=lambda activity: json_answer(200, ENCODER.encode(activity_form(activity, None))),
    )


ENDPOINTS = (
    Endpoint(
        method="POST",
        path=ACTIVITIES,
        operation="logLeadActivity",
        title="Log an activity on a lead",
        says=(
            "Five kinds count as progress and restart the clock from when they happened, if they are "
            "recorded within seven days; later, when a team lead confirms them."
        ),
        tag="leads",
        run=_log,
        work=Work.COMMAND,
        places=THE_LEAD,
        body=NEW_ACTIVITY,
        body_example=examples.NEW_ACTIVITY,
        once=True,
        success=(Success(201, "The activity.", LeadActivityForm, ("Location", *_ONCE), examples.ACTIVITY),),
        refusals=(403, 404, 409),
    ),
    Endpoint(
        method="GET",
        path=ACTIVITIES,
        operation="listLeadActivities",
        title="List the activities on a lead",
        tag="leads",
        run=_list,
        work=Work.READ,
        places=THE_LEAD,
        success=(
            Success(200, "All activities.", LeadActivitiesForm, example={"items": [examples.ACTIVITY]}),
        ),
        refusals=(404,),
    ),
    Endpoint(
        method="POST",
        path=ACTIVITIES + "/{activityId}/confirm",
        operation="confirmLeadActivity",
        title="Confirm an activity that was recorded late",
        tag="leads",
        run=_confirm,
        work=Work.COMMAND,
        places=THE_ACTIVITY,
        once=True,
        success=(Success(200, "The activity.", LeadActivityForm, _ONCE, examples.ACTIVITY),),
        refusals=(403, 404, 409),
    ),
)
