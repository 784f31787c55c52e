"""The audit: the newest entries, for auditors and administrators."""

from adapters.http.answers import json_answer
from adapters.http.endpoint import Call, Endpoint, Success, Work
from adapters.http.paging import LIMIT
from adapters.http.query import Query
from adapters.http.schemas.audit import AuditEntries, audit_form
from adapters.http.schemas.customers import ENCODER
from crm_core.ports.once import Answer
from crm_core.queries.newest_deeds import newest_deeds


def _newest(call: Call) -> Answer:
    found = newest_deeds(limit=call.query["limit"], actor=call.actor, world=call.world)
    return json_answer(200, ENCODER.encode(AuditEntries([audit_form(entry) for entry in found])))


_EXAMPLE: dict[str, object] = {
    "id": "01980f3a-6f00-7000-8000-0000000000e1",
    "at": "2026-03-02T08:00:00Z",
    "userId": "01980f3a-6f00-7000-8000-0000000000a1",
    "onBehalfOf": None,
    "correlationId": "01980f3a-6f00-7000-8000-0000000000d1",
    "action": "create",
    "resource": "customer",
    "resourceId": "01980f3a-6f00-7000-8000-0000000000c1",
    "versionBefore": None,
    "versionAfter": 1,
    "fields": [],
    "outcome": "DONE",
}

ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/api/audit",
        operation="listAudit",
        title="Read the newest audit entries",
        tag="audit",
        run=_newest,
        work=Work.READ,
        query=Query((LIMIT,)),
        success=(Success(200, "Latest first.", AuditEntries, example={"items": [_EXAMPLE]}),),
        refusals=(403,),
    ),
)
