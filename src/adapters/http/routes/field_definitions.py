"""What there is to be filled in: reading the catalogue, adding to it, and declaring a field anew."""

from adapters.http.answers import json_answer
from adapters.http.conditions import entity, expected_version
from adapters.http.endpoint import Call, Condition, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.paging import CURSOR, LIMIT, page_answer
from adapters.http.query import Query
from adapters.http.routes.fields import FEATURE
from adapters.http.schemas.definition_examples import (
    CHECK,
    DEFINITION,
    DEFINITIONS,
    HISTORY,
    NEW_DEFINITION,
)
from adapters.http.schemas.field_definitions import (
    ENCODER,
    DefinitionCheckForm,
    DefinitionHistoryForm,
    FieldDefinitionForm,
    FieldDefinitions,
    change_form,
    check_form,
    definition_form,
)
from crm_core.domain.definitions.stored import StoredDefinition
from crm_core.domain.fields.definition_form import DEFINITION as FORM
from crm_core.domain.fields.definition_form import definition_from
from crm_core.domain.fields.kind_form import KEY
from crm_core.domain.fields.kinds import Text
from crm_core.ports.once import Answer
from crm_core.queries.field_definitions import (
    DefinitionAtVersion,
    definition_check,
    definition_history,
    field_definition,
    field_definitions,
)
from crm_core.use_cases.declare import declare
from crm_core.use_cases.definitions.add_definition import AddDefinition, add_definition
from crm_core.use_cases.definitions.change_definition import ChangeDefinition

ALL = "/api/field-definitions"
ONE = ALL + "/{key}"
_KEY = Place("key", Text(60, pattern=KEY))
_ETAG = ("ETag",)


def _shown(shown: DefinitionAtVersion, status: int = 200, *, call: Call | None = None) -> Answer:
    body = ENCODER.encode(definition_form(shown))
    at = f"{ALL}/{shown.definition.key}" if status == 201 else None
    return entity(status, body, shown.version, location=at, known_to=None if call is None else call.headers)


def _list(call: Call) -> Answer:
    found = field_definitions(actor=call.actor, world=call.world)
    return json_answer(200, ENCODER.encode(FieldDefinitions([definition_form(one) for one in found])))


def _present(call: Call) -> DefinitionAtVersion:
    return field_definition(call.places["key"], actor=call.actor, world=call.world)


def _show(call: Call) -> Answer:
    return _shown(_present(call), call=call)


def _add(call: Call) -> Answer:
    def made(stored: StoredDefinition) -> Answer:
        return _shown(DefinitionAtVersion(definition_from(stored.form), stored.version, is_own=True), 201)

    return perform_once(add_definition, AddDefinition(call.body), call=call, route=f"POST {ALL}", render=made)


def _change(call: Call) -> Answer:
    version = expected_version(call.headers, lambda: _present(call).version)
    command = ChangeDefinition(call.places["key"], call.body, version)
    check = declare(command, actor=call.actor, world=call.world)
    if check is None:
        return _shown(_present(call))
    location = f"{ALL}/{check.key}/checks/{check.id}"
    return json_answer(202, ENCODER.encode(check_form(check)), ("location", location))


def _history(call: Call) -> Answer:
    page = definition_history(
        call.places["key"],
        limit=call.query["limit"],
        cursor=call.query["cursor"],
        actor=call.actor,
        world=call.world,
    )
    form = DefinitionHistoryForm([change_form(change) for change in page.changes], page.next_cursor)
    return page_answer(call, ENCODER.encode(form), page.next_cursor)


def _show_check(call: Call) -> Answer:
    key, check_id = call.places["key"], call.places["checkId"]
    found = definition_check(key, check_id, actor=call.actor, world=call.world)
    return json_answer(200, ENCODER.encode(check_form(found)))


_LISTING = Endpoint(
    method="GET",
    path=ALL,
    operation="listFieldDefinitions",
    title="List the fields there are",
    says="In the order of their declaration; restricted ones only for whom a customer could show them.",
    tag="fields",
    run=_list,
    work=Work.READ,
    feature=FEATURE,
    success=(Success(200, "The definitions.", FieldDefinitions, example=DEFINITIONS),),
    refusals=(404,),
)
_ADDING = Endpoint(
    method="POST",
    path=ALL,
    operation="addFieldDefinition",
    title="Add a field",
    says="For all customers of the tenant at once. A key under which values stood before is refused.",
    tag="fields",
    run=_add,
    work=Work.COMMAND,
    feature=FEATURE,
    body=FORM.record,
    body_example=NEW_DEFINITION,
    once=True,
    success=(Success(201, "The definition.", FieldDefinitionForm, ("Location", "ETag"), DEFINITION),),
    refusals=(403, 404),
)
_READING = Endpoint(
    method="GET",
    path=ONE,
    operation="getFieldDefinition",
    title="Read a definition",
    tag="fields",
    run=_show,
    work=Work.READ,
    feature=FEATURE,
    places=(_KEY,),
    success=(
        Success(200, "The definition.", FieldDefinitionForm, _ETAG, DEFINITION),
        Success(304, "Nothing new for this reader.", headers=_ETAG),
    ),
)
_CHANGING = Endpoint(
    method="PATCH",
    path=ONE,
    operation="changeFieldDefinition",
    title="Declare a field anew",
    says="A JSON Merge Patch on the definition. What loosens holds at once. What tightens is checked against "
    "every value first: 409 names customers whose values break it; where there are many to be looked at, "
    "202 names the check that goes on. Until it is decided, what is written has to fit both. "
    "Of a pack's field a tenant changes labels, group, default, parts and deprecation.",
    tag="fields",
    run=_change,
    work=Work.COMMAND,
    feature=FEATURE,
    places=(_KEY,),
    body=FORM.record,
    body_example={"labelEn": "Seats inside"},
    patch=True,
    condition=Condition.HONOURED,
    success=(
        Success(200, "The definition.", FieldDefinitionForm, _ETAG, DEFINITION),
        Success(202, "It is being checked.", DefinitionCheckForm, ("Location",), CHECK),
    ),
    refusals=(403, 409),
)
_READING_HISTORY = Endpoint(
    method="GET",
    path=ONE + "/history",
    operation="getFieldDefinitionHistory",
    title="Read every version of a definition",
    says="Newest first, for admins and auditors.",
    tag="fields",
    run=_history,
    work=Work.READ,
    feature=FEATURE,
    places=(_KEY,),
    query=Query((LIMIT, CURSOR)),
    success=(Success(200, "One page.", DefinitionHistoryForm, ("Link",), HISTORY),),
    refusals=(403,),
)
_READING_CHECK = Endpoint(
    method="GET",
    path=ONE + "/checks/{checkId}",
    operation="getFieldDefinitionCheck",
    title="Read how far a check has come",
    says="Of the customers that do not fit, at most a hundred are named, and only whom the caller sees.",
    tag="fields",
    run=_show_check,
    work=Work.READ,
    feature=FEATURE,
    places=(_KEY, Place("checkId")),
    success=(Success(200, "The check.", DefinitionCheckForm, example=CHECK),),
    refusals=(403,),
)
ENDPOINTS = (_LISTING, _ADDING, _READING, _CHANGING, _READING_HISTORY, _READING_CHECK)
