"""Samples: asking for one, following it to the kitchen, and what there is to be sent."""

from datetime import datetime

from adapters.http.answers import json_answer
from adapters.http.conditions import entity, expected_version
from adapters.http.endpoint import Call, Condition, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.paging import CURSOR, LIMIT, page_answer
from adapters.http.query import Parameter, Query
from adapters.http.schemas.sample_examples import KITS, MOVE, NEW, PAGE, PRODUCTS, WITH_HISTORY
from adapters.http.schemas.samples import (
    ENCODER,
    KitsForm,
    ProductsForm,
    SamplePageForm,
    SampleWithHistory,
    kit_form,
    product_form,
    sample_form,
    sample_with_history,
)
from crm_core.domain.fields.kinds import Choice, Day, Identity
from crm_core.ports.once import Answer
from crm_core.use_cases.perform import perform
from crm_food_pack.domain.samples.listing import SampleFilter, SeenSample
from crm_food_pack.domain.samples.request import REQUEST, STATUS_CHANGE
from crm_food_pack.domain.samples.sample import SampleId
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.queries.assortment import assortment
from crm_food_pack.queries.samples import list_samples, sample_by_id
from crm_food_pack.use_cases.samples.move_sample import MoveSample, move_sample
from crm_food_pack.use_cases.samples.request_sample import RequestSample, request_sample

FEATURE = "features.samples"
ALL = "/api/samples"
ONE = "/api/samples/{sampleId}"
THE_SAMPLE = (Place("sampleId"),)
FILTERS = Query(
    (
        Parameter("customerId", Identity(), "Only those for this customer."),
        Parameter("leadId", Identity(), "Only those for this lead."),
        Parameter("status", Choice(tuple(SampleStatus)), "Only those in this status."),
        Parameter("from", Day(), "Only those to be delivered on this day or later."),
        Parameter("to", Day(), "Only those to be delivered before this day."),
        LIMIT,
        CURSOR,
    )
)
_ETAG = ("ETag",)


def _request(call: Call) -> Answer:
    return perform_once(
        request_sample,
        RequestSample(call.body),
        call=call,
        route=f"POST {ALL}",
        render=lambda one: _made(call, one),
    )


def _made(call: Call, seen: SeenSample) -> Answer:
    body, sample = ENCODER.encode(sample_with_history(seen, call.world)), seen.sample
    return entity(201, body, sample.version, location=f"{ALL}/{sample.id}")


def _list(call: Call) -> Answer:
    asked = call.query
    wanted = SampleFilter(
        customer=asked["customerId"],
        lead=asked["leadId"],
        status=None if asked["status"] is None else SampleStatus(asked["status"]),
        since=asked["from"],
        until=asked["to"],
    )
    page = list_samples(
        wanted, limit=asked["limit"], cursor=asked["cursor"], actor=call.actor, world=call.world
    )
    items = [sample_form(one, call.world) for one in page.rows]
    body = ENCODER.encode(SamplePageForm(items, page.next_cursor))
    return page_answer(call, body, page.next_cursor)


def _show(call: Call) -> Answer:
    seen = sample_by_id(_id(call), actor=call.actor, world=call.world)
    body = ENCODER.encode(sample_with_history(seen, call.world))
    return entity(200, body, seen.sample.version, known_to=call.headers)


def _move(call: Call) -> Answer:
    def present() -> int:
        return sample_by_id(_id(call), actor=call.actor, world=call.world).sample.version

    values = STATUS_CHANGE.read(call.body)
    event_at = values["eventAt"]
    command = MoveSample(
        _id(call),
        SampleStatus(str(values["newStatus"])),
        event_at if isinstance(event_at, datetime) else None,
        expected_version(call.headers, present),
    )
    moved = perform(move_sample, command, actor=call.actor, world=call.world)
    return entity(200, ENCODER.encode(sample_with_history(moved, call.world)), moved.sample.version)


def _id(call: Call) -> SampleId:
    return SampleId(call.places["sampleId"])


def _products(call: Call) -> Answer:
    found = assortment(call.world).products.values()
    return json_answer(200, ENCODER.encode(ProductsForm([product_form(one) for one in found])))


def _kits(call: Call) -> Answer:
    found = assortment(call.world).kits.values()
    return json_answer(200, ENCODER.encode(KitsForm([kit_form(one) for one in found])))


ENDPOINTS = (
    Endpoint(
        method="POST",
        path=ALL,
        operation="requestSample",
        title="Ask for a sample",
        says=(
            "For exactly one of a customer and a lead. Without `items` the kit decides what is sent, "
            "and without a kit the tenant's default kit."
        ),
        tag="samples",
        run=_request,
        work=Work.COMMAND,
        body=REQUEST,
        body_example=NEW,
        once=True,
        success=(
            Success(
                201,
                "The new sample.",
                SampleWithHistory,
                ("ETag", "Location", "Idempotent-Replay"),
                {**WITH_HISTORY, "version": 1, "status": "REQUESTED", "statusHistory": []},
            ),
        ),
        refusals=(403, 409),
        feature=FEATURE,
    ),
    Endpoint(
        method="GET",
        path=ALL,
        operation="listSamples",
        title="List samples",
        says="The newest first.",
        tag="samples",
        run=_list,
        work=Work.READ,
        query=FILTERS,
        success=(Success(200, "One page.", SamplePageForm, ("Link",), PAGE),),
        feature=FEATURE,
    ),
    Endpoint(
        method="GET",
        path=ONE,
        operation="getSample",
        title="Read a sample",
        says="With every step it took, in the order of their recording.",
        tag="samples",
        run=_show,
        work=Work.READ,
        places=THE_SAMPLE,
        success=(
            Success(200, "The sample.", SampleWithHistory, _ETAG, WITH_HISTORY),
            Success(304, "Nothing new for this reader.", headers=_ETAG),
        ),
        refusals=(404,),
        feature=FEATURE,
    ),
    Endpoint(
        method="PATCH",
        path=f"{ONE}/status",
        operation="moveSample",
        title="Record where a sample is",
        says=(
            "Steps forward may be skipped up to DELIVERED. `eventAt` may lie before earlier steps; "
            "the same status again changes nothing."
        ),
        tag="samples",
        run=_move,
        work=Work.COMMAND,
        places=THE_SAMPLE,
        body=STATUS_CHANGE,
        body_example=MOVE,
        condition=Condition.HONOURED,
        success=(Success(200, "The sample.", SampleWithHistory, _ETAG, WITH_HISTORY),),
        refusals=(403, 404, 409),
        feature=FEATURE,
    ),
    Endpoint(
        method="GET",
        path="/api/products",
        operation="listProducts",
        title="List the products that can be sent",
        tag="samples",
        run=_products,
        work=Work.READ,
        success=(Success(200, "All products.", ProductsForm, example=PRODUCTS),),
        feature=FEATURE,
    ),
    Endpoint(
        method="GET",
        path="/api/kits",
        operation="listKits",
        title="List the kits that can be sent",
        tag="samples",
        run=_kits,
        work=Work.READ,
        success=(Success(200, "All kits.", KitsForm, example=KITS),),
        feature=FEATURE,
    ),
)
