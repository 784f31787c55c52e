"""A customer's fields: what stands, what stood, and every version."""

from datetime import datetime

from adapters.http.conditions import entity, expected_version
from adapters.http.endpoint import Call, Condition, Endpoint, Place, Success, Work
from adapters.http.paging import CURSOR, LIMIT, page_answer
from adapters.http.query import Parameter, Query
from adapters.http.schemas.field_examples import FIELD_SET, HISTORY
from adapters.http.schemas.fields import (
    ENCODER,
    FieldHistoryForm,
    FieldSetForm,
    change_form,
    field_set_form,
)
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.kind_form import KEY
from crm_core.domain.fields.kinds import Instant, Text
from crm_core.domain.fields.record import Member, Record
from crm_core.ports.once import Answer
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.customer_fields import customer_fields, field_history
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.perform import perform

FEATURE = "features.fields.bridge"
FIELDS = "/api/customers/{customerId}/fields"
AS_OF = Query((Parameter("as_of", Instant(), "The fields as they stood at this instant."),))
# The past is nothing that one could build on: no customer ever has this version.
OF_THE_PAST = 0
_ETAG = ("ETag",)


def _show(call: Call) -> Answer:
    instant = call.query["as_of"]
    as_of = instant if isinstance(instant, datetime) else None
    reading = customer_fields(call.customer_id, as_of=as_of, actor=call.actor, world=call.world)
    body = ENCODER.encode(field_set_form(reading))
    version = reading.customer.version if as_of is None else OF_THE_PAST
    return entity(200, body, version, known_to=call.headers)


def _patch(call: Call) -> Answer:
    def present() -> int:
        return customer_by_id(call.customer_id, actor=call.actor, world=call.world).customer.version

    command = PatchFields(call.customer_id, call.body, expected_version(call.headers, present))
    reading = perform(patch_fields, command, actor=call.actor, world=call.world)
    return entity(200, ENCODER.encode(field_set_form(reading)), reading.customer.version)


def _history(call: Call) -> Answer:
    page = field_history(
        call.customer_id,
        call.places["key"],
        limit=call.query["limit"],
        cursor=call.query["cursor"],
        actor=call.actor,
        world=call.world,
    )
    form = FieldHistoryForm([change_form(change) for change in page.changes], page.next_cursor)
    return page_answer(call, ENCODER.encode(form), page.next_cursor)


def endpoints(catalogue: Catalogue) -> tuple[Endpoint, ...]:
    """The endpoints for these fields."""
    return (_reading(), _patching(catalogue), _reading_history())


def _reading() -> Endpoint:
    return Endpoint(
        method="GET",
        path=FIELDS,
        operation="getFields",
        title="Read a customer's fields",
        says="Only what the caller may see, also of the past; no change can build on the ETag of a past set.",
        tag="fields",
        run=_show,
        work=Work.READ,
        feature=FEATURE,
        places=(Place("customerId"),),
        query=AS_OF,
        success=(
            Success(200, "The fields.", FieldSetForm, _ETAG, FIELD_SET),
            Success(304, "Nothing new for this reader.", headers=_ETAG),
        ),
        refusals=(404,),
    )


def _patching(catalogue: Catalogue) -> Endpoint:
    members = tuple(
        Member(one.key, one.kind) for one in catalogue.definitions.values() if one.restricted is None
    )
    return Endpoint(
        method="PATCH",
        path=FIELDS,
        operation="patchFields",
        title="Change a customer's fields",
        says="A JSON Merge Patch by key, all of it or nothing. The version is the customer's. "
        "Restricted fields and those of a tenant are not in this schema, but among the definitions.",
        tag="fields",
        run=_patch,
        work=Work.COMMAND,
        brief=True,
        feature=FEATURE,
        places=(Place("customerId"),),
        body=Record(members),
        body_example=dict.fromkeys([member.key for member in members[:1]]),
        patch=True,
        condition=Condition.HONOURED,
        success=(Success(200, "The fields.", FieldSetForm, _ETAG, FIELD_SET),),
        refusals=(403, 404, 409),
    )


def _reading_history() -> Endpoint:
    return Endpoint(
        method="GET",
        path=FIELDS + "/{key}/history",
        operation="getFieldHistory",
        title="Read every version of a field",
        says="Newest first. A field that the caller must not see does not exist.",
        tag="fields",
        run=_history,
        work=Work.READ,
        feature=FEATURE,
        places=(Place("customerId"), Place("key", Text(60, pattern=KEY))),
        query=Query((LIMIT, CURSOR)),
        success=(Success(200, "One page.", FieldHistoryForm, ("Link",), HISTORY),),
        refusals=(404,),
    )
