"""Many patches of customers and their fields in one request: answered per item, had once as a whole."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from attrs import frozen

from adapters.http.answers import json_answer
from adapters.http.conditions import expected_version
from adapters.http.endpoint import Call, Endpoint, Success, Work
from adapters.http.etags import etag
from adapters.http.idempotency import perform_once
from adapters.http.patches import patch_schema, refuse_unfit
from adapters.http.problems import problem_of
from adapters.http.refusals import PreconditionRequired
from adapters.http.routes.fields import FEATURE
from adapters.http.schemas.bulk import ASKED, OUTCOMES, BulkOutcome, BulkOutcomes
from adapters.http.schemas.customers import ENCODER, customer_form
from adapters.http.schemas.fields import ENCODER as FIELDS_ENCODER
from adapters.http.schemas.fields import field_set_form
from crm_core.domain.customers.form import DETAILS
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Identity, Text
from crm_core.domain.fields.record import ListOf, Member, Record
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Refusal
from crm_core.ports.once import Answer
from crm_core.ports.world import World
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.effective_settings import effective_settings
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_core.use_cases.in_bulk import InBulk, in_bulk

PATH = "/api/customers/bulk"
MOST = 500
IF_MATCH = "http.requireIfMatch"


@frozen
class _Patch:
    """A merge patch whose members are judged where it is applied."""

    described: Mapping[str, object]

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        return raw if isinstance(raw, Mapping) else faults.add(at, "wrong-type", expected="object")

    def dump(self, value: object) -> object:
        return value

    def schema(self) -> dict[str, object]:
        return dict(self.described)


ITEM = Record(
    (
        Member("customerId", Identity(), required=True),
        Member("details", _Patch(patch_schema(DETAILS))),
        Member("fields", _Patch({"type": "object"})),
        Member("ifMatch", Text(1000)),
    )
)


class _AnyItem:
    """An item is judged by itself, so that a bad one leaves the others alone."""

    def parse(self, raw: object, at: str, faults: Faults) -> object:  # noqa: ARG002 - the shape of a kind
        return raw

    def dump(self, value: object) -> object:
        return value

    def schema(self) -> dict[str, object]:
        """What an item says; whatever else one may be is taken as well, and answered for itself with 400."""
        return {"anyOf": [ITEM.schema(), {"description": "Anything else is refused for itself alone."}]}


BODY = Record((Member("items", ListOf(_AnyItem(), MOST, 1), required=True),))


@frozen
class _One:
    """One item, carried out in the world it is given; its result is the ETag afterwards."""

    call: Call
    raw: object
    rules: Mapping[str, object]

    def __call__(self, world: World) -> str:
        values = ITEM.read(self.raw)
        self._refuse_misfits(values)
        customer_id = CustomerId(UUID(str(values["customerId"])))
        version = self._version(values["ifMatch"], customer_id)
        actor = self.call.actor
        if values["fields"] is not None:
            fields = PatchFields(customer_id, values["fields"], version)
            reading = patch_fields(fields, actor=actor, world=world)
            return etag(reading.customer.version, FIELDS_ENCODER.encode(field_set_form(reading)))
        patch: Any = values["details"]
        refuse_unfit(DETAILS, patch)
        customer = update_customer(UpdateCustomer(customer_id, patch, version), actor=actor, world=world)
        return etag(customer.version, ENCODER.encode(customer_form(customer)))

    def _refuse_misfits(self, values: Mapping[str, object]) -> None:
        faults = Faults()
        if values["fields"] is not None and self.rules.get(FEATURE) is False:
            faults.add("/fields", "unknown-field")
        if (values["details"] is None) == (values["fields"] is None):
            faults.add("", "exactly-one-of", members="details, fields")
        faults.refuse_if_any()
        if values["ifMatch"] is None and self.rules.get(IF_MATCH) is True:
            raise PreconditionRequired

    def _version(self, tag: object, customer_id: CustomerId) -> int | None:
        def present() -> int:
            return customer_by_id(customer_id, actor=self.call.actor, world=self.call.world).customer.version

        return None if tag is None else expected_version({"if-match": str(tag)}, present)


def _patch_many(call: Call) -> Answer:
    items = BODY.read(call.body)["items"]
    assert isinstance(items, tuple)  # noqa: S101 - what a list is read as
    declared = call.world.settings.declared
    asked = [key for key in (IF_MATCH, FEATURE) if key in declared]
    rules = {one.key: one.value for one in effective_settings(asked, actor=call.actor, world=call.world)}
    # By customer, so that two bulks never wait for one another in a circle.
    order = sorted(range(len(items)), key=lambda place: (_named(items[place]) or "", place))
    command = InBulk([_One(call, item, rules) for item in items], order)
    return perform_once(
        in_bulk,
        command,
        call=call,
        route="POST " + PATH,
        render=lambda results: _shown(call, items, results),
    )


def _named(item: object) -> str | None:
    """The customer's id, as far as the item names one."""
    named = item.get("customerId") if isinstance(item, Mapping) else None
    return named[:36].lower() if isinstance(named, str) else None


def _shown(call: Call, items: tuple[object, ...], results: list[str | Refusal]) -> Answer:
    outcomes = [
        _outcome(call, index, _named(item), result)
        for index, (item, result) in enumerate(zip(items, results, strict=True))
    ]
    return json_answer(200, ENCODER.encode(BulkOutcomes(outcomes)))


def _outcome(call: Call, index: int, customer_id: str | None, result: str | Refusal) -> BulkOutcome:
    if isinstance(result, str):
        return BulkOutcome(index, customer_id, 200, result, None)
    problem = problem_of(result, about=call.about, path=call.path)
    return BulkOutcome(index, customer_id, int(str(problem["status"])), None, problem)


ENDPOINTS = (
    Endpoint(
        method="POST",
        path=PATH,
        operation="patchCustomers",
        title="Change many customers or their fields",
        says=f"Up to {MOST} merge patches, each of `details` or of `fields`, each all or nothing. "
        "A refused one leaves the others alone and is answered with its problem.",
        tag="customers",
        run=_patch_many,
        work=Work.COMMAND,
        body=BODY,
        body_example=ASKED,
        once=True,
        success=(Success(200, "What became of each.", BulkOutcomes, ("Idempotent-Replay",), OUTCOMES),),
    ),
)
