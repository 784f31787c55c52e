"""Saved calculations: a customer's, up to three beside each other, one in full, on a sheet, and as a PDF."""

from collections.abc import Sequence
from uuid import UUID

from attrs import evolve
from litestar import get
from litestar.params import FromPath
from litestar.response import Response

from adapters.web.language import LANGUAGES, tongue
from adapters.web.roi_words import RoiWords
from adapters.web.routes.here import Here, Page, customer_id_of
from adapters.web.visit import Visit
from crm_core.domain.party import Party
from crm_core.domain.refusals import NotFound
from crm_core.queries.engagement import engagement
from crm_food_pack.domain.kpis.pipeline import currency_of
from crm_food_pack.domain.roi.scenario import RoiScenarioId, assumptions_of
from crm_food_pack.ports.roi_scenario_readings import SeenScenario
from crm_food_pack.queries.roi_paper import scenario_paper
from crm_food_pack.queries.roi_scenarios import list_scenarios, scenario_by_id

BESIDE, IN_A_LIST = 3, 20
_TICK = "compare."


@get("/customers/{customer_id:str}/roi", sync_to_thread=True)
def customer_scenarios(visit: Here, customer_id: FromPath[str]) -> Page:
    asked = visit.request.query_params
    place = customer_id_of(customer_id)
    whom = engagement(Party(place), actor=visit.actor, world=visit.world)
    found = list_scenarios(
        place, limit=IN_A_LIST, cursor=asked.get("cursor"), actor=visit.actor, world=visit.world
    )
    chosen = [name.removeprefix(_TICK) for name in asked if name.startswith(_TICK)]
    return visit.page(
        "roi/scenarios.html",
        customer=whom.customer,
        may_engage=whom.may_engage,
        place=f"/customers/{place}",
        rows=[(seen.scenario, words_of(visit, seen)) for seen in found.rows],
        next_cursor=found.next_cursor,
        chosen=chosen,
        most=BESIDE,
        beside=_beside(visit, chosen[:BESIDE]),
    )


@get("/roi/{scenario_id:str}", sync_to_thread=True)
def scenario(visit: Here, scenario_id: FromPath[str]) -> Page:
    seen = scenario_by_id(scenario_id_of(scenario_id), actor=visit.actor, world=visit.world)
    whom = engagement(Party(seen.scenario.customer_id), actor=visit.actor, world=visit.world)
    return _page(visit, "roi/scenario.html", seen, may_engage=whom.may_engage)


@get("/roi/{scenario_id:str}/print", sync_to_thread=True)
def scenario_sheet(visit: Here, scenario_id: FromPath[str]) -> Page:
    """For the customer: in their language, with nothing of ours around it."""
    seen = scenario_by_id(scenario_id_of(scenario_id), actor=visit.actor, world=visit.world)
    return _page(evolve(visit, tongue=tongue(_language(visit))), "roi/print.html", seen)


@get("/roi/{scenario_id:str}/paper.pdf", sync_to_thread=True)
def scenario_pdf(visit: Here, scenario_id: FromPath[str]) -> Page:
    found, language = scenario_id_of(scenario_id), _language(visit)
    body = scenario_paper(found, language, actor=visit.actor, world=visit.world)
    name = f'inline; filename="roi-{found}-{language}.pdf"'
    headers = {**visit.headers(), "content-disposition": name}
    return Response(body, media_type="application/pdf", headers=headers)


def _page(visit: Visit, template: str, seen: SeenScenario, **more: object) -> Page:
    return visit.page(
        template,
        seen=seen,
        scenario=seen.scenario,
        words=words_of(visit, seen),
        place=f"/customers/{seen.scenario.customer_id}",
        languages=LANGUAGES,
        **more,
    )


def words_of(visit: Visit, seen: SeenScenario) -> RoiWords:
    """As it was pinned: nothing is calculated again."""
    one = seen.scenario
    assumptions = assumptions_of(one.assumptions_version)
    return RoiWords(visit.tongue, currency_of(seen.territory), one.inputs, one.results, assumptions)


def _beside(visit: Visit, chosen: Sequence[str]) -> list[tuple[SeenScenario, RoiWords]]:
    found = [scenario_by_id(scenario_id_of(one), actor=visit.actor, world=visit.world) for one in chosen]
    return [(seen, words_of(visit, seen)) for seen in found]


def _language(visit: Visit) -> str:
    asked = visit.request.query_params.get("lang", visit.tongue.code)
    return asked if asked in LANGUAGES else visit.tongue.code


def scenario_id_of(text: str) -> RoiScenarioId:
    try:
        return RoiScenarioId(UUID(text))
    except ValueError:
        raise NotFound from None
