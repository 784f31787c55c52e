"""The protection clock for whoever asks: a history in, its verdict out, nothing stored."""

from collections.abc import Iterator

from adapters.http.answers import json_answer
from adapters.http.endpoint import Call, Endpoint, Success, Work
from adapters.http.schemas.lead_protection import (
    MOST_FACTS,
    History,
    VerdictForm,
    field_error,
    with_whole_numbers,
)
from crm_core.domain.leads.codec import read_question, write_line
from crm_core.domain.leads.faults import MalformedHistory
from crm_core.domain.leads.protection import evaluate
from crm_core.domain.refusals import FieldError, Invalid
from crm_core.ports.once import Answer

_EXAMPLE = {
    "startedAt": "2025-01-01T00:00:00Z",
    "at": "2025-03-12T09:00:00Z",
    "notices": [{"sentAt": "2025-03-02T08:59:00Z", "deliveredAt": "2025-03-02T09:00:00Z"}],
}
_VERDICT = {
    "state": "EXPIRED",
    "baseExpiryAt": "2025-07-01T00:00:00Z",
    "reminderDueAt": "2025-03-02T00:00:00Z",
    "graceUntil": "2025-03-12T09:00:00Z",
    "validUntil": "2025-03-12T09:00:00Z",
    "expiredReason": "INACTIVITY",
    "clockPaused": False,
}


def _evaluate(call: Call) -> Answer:
    errors = list(_too_long(call.body))
    try:
        asked = read_question(with_whole_numbers(call.body))
    except MalformedHistory as trouble:
        errors += map(field_error, trouble.faults)
    if errors:
        raise Invalid(errors=errors)
    verdict = evaluate(asked.history, asked.rules, asked.at)
    return json_answer(200, write_line(verdict).encode())


def _too_long(body: object) -> Iterator[FieldError]:
    if isinstance(body, dict):
        for name in ("activities", "holds", "notices", "extensions"):
            if isinstance(body.get(name), list) and len(body[name]) > MOST_FACTS:
                yield FieldError(f"/{name}", "wrong-length", {"minimum": 0, "maximum": MOST_FACTS})


ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/api/lead-protection/evaluate",
        operation="evaluateLeadProtection",
        title="Evaluate the protection of a lead",
        says=(
            "The verdict on a history that is given whole; nothing is stored, and no lead is looked at. "
            "Absent rules take the contract's numbers, absent lists are empty. The same as a line of "
            "`crm protection evaluate`."
        ),
        tag="leads",
        run=_evaluate,
        work=Work.READ,
        body=History(),
        body_example=_EXAMPLE,
        success=(Success(200, "The verdict.", VerdictForm, example=_VERDICT),),
    ),
)
