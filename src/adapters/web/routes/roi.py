"""The calculator: what a kitchen saves, told while one types, kept for a customer when it is worth it."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from attrs import evolve, frozen
from litestar import get, post

from adapters.web.activity_desk import PATH as ACTIVITY
from adapters.web.customer_choice import customers_found
from adapters.web.customer_form import by_field
from adapters.web.notice import Notice
from adapters.web.paths import local
from adapters.web.roi_form import EXAMPLE, NUMBERS, blank, missing, shown, typed, written
from adapters.web.roi_words import RoiWords
from adapters.web.routes.here import Form, Here, Page, customer_id_of
from adapters.web.routes.roi_scenarios import scenario_id_of
from adapters.web.visit import Visit
from crm_core.domain.customers.customer import Channel, Customer
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from crm_core.domain.refusals import Conflict, FieldError, Invalid, NotAllowed, Refusal
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.customer_fields import customer_fields
from crm_core.queries.engagement import engagement
from crm_core.use_cases.perform import perform
from crm_food_pack.domain.kpis.pipeline import EUROS, currency_of
from crm_food_pack.domain.roi.calculator import inputs_from
from crm_food_pack.domain.roi.form import read_scenario
from crm_food_pack.domain.roi.scenario import CURRENT, RoiScenarioId, compared
from crm_food_pack.queries.roi_scenarios import scenario_by_id
from crm_food_pack.use_cases.roi.save_scenario import SaveScenario, save_scenario

SAVE = "save"


@frozen
class _Sheet:
    """What stands in the form, for whom, and what is wrong with it."""

    values: Mapping[str, str]
    customer: Customer | None
    name: str = ""
    refusal: Refusal | None = None
    back: str = ""

    @property
    def currency(self) -> str:
        return EUROS if self.customer is None else currency_of(self.customer.details.territory)


@get("/roi", sync_to_thread=True)
def calculator(visit: Here) -> Page:
    asked = visit.request.query_params
    locale, back = visit.tongue.locale, asked.get("back", "")
    if basis := asked.get("from"):
        seen = scenario_by_id(scenario_id_of(basis), actor=visit.actor, world=visit.world)
        customer = _worked_with(visit, seen.scenario.customer_id)
        return _page(visit, _Sheet(shown(seen.scenario.inputs, locale), customer))
    named = asked.get("customer", "")
    customer = _worked_with(visit, customer_id_of(named)) if named else None
    if asked.get("example"):
        return _page(visit, _Sheet(shown(EXAMPLE, locale), customer, back=back))
    channel = Channel.DIRECT if customer is None else customer.details.channel
    return _page(visit, _Sheet(blank(_meals(visit, customer), channel, locale), customer, back=back))


@post("/roi", sync_to_thread=True)
def calculate_roi(visit: Here, form: Form) -> Page:
    """Typed figures are answered with what they come to; sent with the button, with every bad field."""
    values = typed(form.values)
    customer = _customer(visit, form.values.get("customer", ""))
    sheet = _Sheet(values, customer, form.text("name") or "", back=form.text("back") or "")
    if form.values.get("do") == SAVE:
        return _saved(visit, sheet)
    if visit.is_partial:
        return visit.page("roi/result.html", **_result(visit, sheet))
    return _page(visit, sheet, tells_faults=True)


@get("/roi/customers", sync_to_thread=True)
def roi_customers(visit: Here) -> Page:
    """The options of the select, for what is typed beside it."""
    text = visit.request.query_params.get("customer_q", "")
    return visit.page("roi/customer_options.html", found=customers_found(visit, text), chosen="")


def _saved(visit: Visit, sheet: _Sheet) -> Page:
    wish = {**written(sheet.values, visit.tongue.locale), "name": sheet.name or None}
    try:
        read = read_scenario(wish)
        if sheet.customer is None:
            raise Invalid(errors=[FieldError("/customer", "required")])
        command = SaveScenario(sheet.customer.id, read)
        made = perform(save_scenario, command, actor=visit.actor, world=visit.world)
    except (Invalid, Conflict, NotAllowed) as refusal:
        status = 400 if refusal.errors else 409 if isinstance(refusal, Conflict) else 403
        return _page(visit, evolve(sheet, refusal=refusal), status=status, tells_faults=True)
    notice = Notice("notice.roi-saved", {"name": made.scenario.name})
    return visit.moved(_where(made.scenario.id, sheet.back), notice=notice)


def _where(made: RoiScenarioId, back: str) -> str:
    """To the activity that it was made for, which then names it; else to itself."""
    path, _, query = local(back).partition("?")
    if path != ACTIVITY:
        return f"/roi/{made}"
    return f"{path}?{urlencode([*parse_qsl(query), ('scenario', str(made))])}"


def _worked_with(visit: Visit, customer_id: CustomerId) -> Customer | None:
    """The customer for whom a calculation is begun, by somebody who may keep it."""
    whom = engagement(Party(customer_id), actor=visit.actor, world=visit.world)
    whom.refuse_unless_open("save", "roi-scenario")
    return whom.customer


def _customer(visit: Visit, text: str) -> Customer | None:
    if not text:
        return None
    return customer_by_id(customer_id_of(text), actor=visit.actor, world=visit.world).customer


def _meals(visit: Visit, customer: Customer | None) -> object:
    if customer is None:
        return None
    reading = customer_fields(customer.id, as_of=None, actor=visit.actor, world=visit.world)
    return reading.fields.plain().get("meals_per_day")


def _result(visit: Visit, sheet: _Sheet) -> dict[str, object]:
    """What the figures come to, or what they still lack and what is wrong with them."""
    lacking = missing(sheet.values)
    try:
        inputs = inputs_from(written(sheet.values, visit.tongue.locale))
    except Invalid as refusal:
        return {"words": None, "lacking": lacking, "faults": by_field(refusal.errors)}
    words = RoiWords(visit.tongue, sheet.currency, inputs, compared(inputs, CURRENT), CURRENT)
    return {"words": words, "lacking": [], "faults": {}}


def _page(visit: Visit, sheet: _Sheet, *, status: int = 200, tells_faults: bool = False) -> Page:
    result = _result(visit, sheet)
    errors = _errors(sheet, result) if tells_faults else {}
    return visit.page(
        "roi/calculator.html",
        400 if errors and status == 200 else status,
        sheet=sheet,
        values=sheet.values,
        errors=errors,
        trouble=None if sheet.refusal is None or sheet.refusal.errors else sheet.refusal.code,
        numbers=NUMBERS,
        found=() if sheet.customer is not None else customers_found(visit, ""),
        **result,
    )


def _errors(sheet: _Sheet, result: Mapping[str, object]) -> Mapping[str, FieldError]:
    if sheet.refusal is not None:
        return by_field(sheet.refusal.errors)
    faults = result["faults"]
    assert isinstance(faults, Mapping)  # noqa: S101 - made above
    return faults
