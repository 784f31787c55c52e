"""Saved calculations: pinning one for a customer, listing them, reading one."""

from typing import Any

from adapters.http.conditions import entity
from adapters.http.endpoint import Call, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.paging import CURSOR, LIMIT, page_answer
from adapters.http.query import Query
from adapters.http.routes.roi import EXAMPLE, RESULT
from adapters.http.schemas.customers import ENCODER
from adapters.http.schemas.roi_scenarios import RoiScenarioForm, RoiScenarioPageForm, scenario_form
from crm_core.ports.once import Answer
from crm_food_pack.domain.roi.form import SCENARIO, read_scenario
from crm_food_pack.domain.roi.scenario import RoiScenarioId
from crm_food_pack.ports.roi_scenario_readings import SeenScenario
from crm_food_pack.queries.roi_scenarios import list_scenarios, scenario_by_id
from crm_food_pack.use_cases.roi.save_scenario import SaveScenario, save_scenario

OF_CUSTOMER = "/api/customers/{customerId}/roi-scenarios"
ONE = "/api/roi-scenarios/{scenarioId}"
THE_CUSTOMER, THE_SCENARIO = (Place("customerId"),), (Place("scenarioId"),)
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
    seen = scenario_by_id(scenario_id, actor=call.actor, world=call.world)
    return entity(200, ENCODER.encode(scenario_form(seen)), PINNED, known_to=call.headers)


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
        says="As it was shown: conservative, realistic and optimistic side by side.",
        tag="roi",
        run=_show,
        work=Work.READ,
        places=THE_SCENARIO,
        success=(
            Success(200, "The calculation.", RoiScenarioForm, _ETAG, _SAVED),
            Success(304, "Nothing new for this reader.", headers=_ETAG),
        ),
        refusals=(404,),
    ),
)
