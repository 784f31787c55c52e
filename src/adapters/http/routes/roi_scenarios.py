"""Saved calculations: pinning one for a customer, listing them, reading one."""

from typing import Any

from adapters.http.answers import NO_STORE
from adapters.http.conditions import entity
from adapters.http.endpoint import Call, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.paging import CURSOR, LIMIT, page_answer
from adapters.http.query import Parameter, Query
from adapters.http.routes.roi import EXAMPLE, RESULT
from adapters.http.schemas.customers import ENCODER
from adapters.http.schemas.roi_scenarios import RoiScenarioForm, RoiScenarioPageForm, scenario_form
from crm_core.domain.fields.kinds import Choice
from crm_core.ports.once import Answer
from crm_food_pack.domain.roi.form import SCENARIO, read_scenario
from crm_food_pack.domain.roi.scenario import RoiScenarioId
from crm_food_pack.ports.roi_paper import LANGUAGES
from crm_food_pack.ports.roi_scenario_readings import SeenScenario
from crm_food_pack.queries.roi_paper import scenario_paper
from crm_food_pack.queries.roi_scenarios import list_scenarios, scenario_by_id
from crm_food_pack.use_cases.roi.save_scenario import SaveScenario, save_scenario

OF_CUSTOMER = "/api/customers/{customerId}/roi-scenarios"
ONE = "/api/roi-scenarios/{scenarioId}"
THE_CUSTOMER, THE_SCENARIO = (Place("customerId"),), (Place("scenarioId"),)
PDF = "application/pdf"
_FORMAT = Parameter(
    "format", Choice(("json", "pdf")), "As data, or on a sheet for people; without it `Accept` decides."
)
_LANGUAGE = Parameter("language", Choice(LANGUAGES), "Of the sheet.", default="de")
PINNED = 1  # what never changes has one version
_ETAG = ("ETag",)
_NEW = {"name": "Mittagstisch, 120 Essen", **EXAMPLE}
_SAVED: dict[str, Any] = {
    "id": "01980f3a-6f00-7000-8000-0000000000d9",
    "customerId": "01980f3a-6f00-7000-8000-0000000000c1",
    "name": "Mittagstisch, 120 Essen",
    "currency": "EUR",
    "inputs": EXAMPLE,
    "assumptionsVersion": "2025-1",
    "assumptions": RESULT["assumptions"],
    "result": RESULT,
    "outlooks": {"conservative": RESULT, "realistic": RESULT, "optimistic": RESULT},
    "createdBy": "01980f3a-6f00-7000-8000-0000000000a1",
    "createdAt": "2026-03-02T08:00:00Z",
}


def _save(call: Call) -> Answer:
    command = SaveScenario(call.customer_id, read_scenario(call.body))
    route = f"POST {OF_CUSTOMER}"
    return perform_once(save_scenario, command, call=call, route=route, render=_made)


def _made(seen: SeenScenario) -> Answer:
    place = f"/api/roi-scenarios/{seen.scenario.id}"
    return entity(201, ENCODER.encode(scenario_form(seen)), PINNED, location=place)


def _show(call: Call) -> Answer:
    scenario_id = RoiScenarioId(call.places["scenarioId"])
    if _wants_paper(call):
        return _paper(call, scenario_id)
    seen = scenario_by_id(scenario_id, actor=call.actor, world=call.world)
    return entity(200, ENCODER.encode(scenario_form(seen)), PINNED, known_to=call.headers)


def _wants_paper(call: Call) -> bool:
    """Who accepts data as well gets data."""
    asked = call.query["format"]
    return asked == "pdf" if asked else call.headers.get("accept", "").split(";")[0].strip() == PDF


def _paper(call: Call, scenario_id: RoiScenarioId) -> Answer:
    language = call.query["language"]
    body = scenario_paper(scenario_id, language, actor=call.actor, world=call.world)
    name = f'attachment; filename="roi-{scenario_id}-{language}.pdf"'
    return Answer(200, (("content-type", PDF), NO_STORE, ("content-disposition", name)), body)


def _list(call: Call) -> Answer:
    asked = call.query
    page = list_scenarios(
        call.customer_id, limit=asked["limit"], cursor=asked["cursor"], actor=call.actor, world=call.world
    )
    items = [scenario_form(one) for one in page.rows]
    body = ENCODER.encode(RoiScenarioPageForm(items, page.next_cursor))
    return page_answer(call, body, page.next_cursor)


ENDPOINTS = (
    Endpoint(
        method="POST",
        path=OF_CUSTOMER,
        operation="saveRoiScenario",
        title="Save a calculation for a customer",
        says=(
            "Inputs, the version of the assumptions and the results are pinned; the same inputs and version "
            "always give the same results. Without a name it is called after its day."
        ),
        tag="roi",
        run=_save,
        work=Work.COMMAND,
        places=THE_CUSTOMER,
        body=SCENARIO,
        body_example=_NEW,
        once=True,
        success=(
            Success(
                201,
                "The saved calculation.",
                RoiScenarioForm,
                ("ETag", "Location", "Idempotent-Replay"),
                _SAVED,
            ),
        ),
        refusals=(403, 404, 409),
    ),
    Endpoint(
        method="GET",
        path=OF_CUSTOMER,
        operation="listRoiScenarios",
        title="List a customer's saved calculations",
        says="The newest first.",
        tag="roi",
        run=_list,
        work=Work.READ,
        places=THE_CUSTOMER,
        query=Query((LIMIT, CURSOR)),
        success=(
            Success(
                200, "One page.", RoiScenarioPageForm, ("Link",), {"items": [_SAVED], "nextCursor": None}
            ),
        ),
        refusals=(404,),
    ),
    Endpoint(
        method="GET",
        path=ONE,
        operation="getRoiScenario",
        title="Read a saved calculation",
        says=(
            "As it was shown: conservative, realistic and optimistic side by side. As a PDF it is a sheet "
            "for the customer; the same calculation has the same bytes."
        ),
        tag="roi",
        run=_show,
        work=Work.READ,
        places=THE_SCENARIO,
        query=Query((_FORMAT, _LANGUAGE)),
        success=(
            Success(200, "The calculation.", RoiScenarioForm, _ETAG, _SAVED, papers=(PDF,)),
            Success(304, "Nothing new for this reader.", headers=_ETAG),
        ),
        refusals=(404,),
    ),
)
