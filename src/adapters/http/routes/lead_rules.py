"""Rules of protection for leads that run already: what others would do to them, and giving them today's."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from attrs import evolve

from adapters.http.answers import json_answer
from adapters.http.endpoint import Call, Endpoint, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.schemas import lead_examples as examples
from adapters.http.schemas.lead_rules import AppliedForm, WhatIfForm, rules_form, what_if_form
from adapters.http.schemas.leads import ENCODER
from crm_core.domain.fields.kinds import Text
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.leads.rules import CONTRACT_2025, ProtectionRules
from crm_core.domain.leads.rules_form import RULES, rules_from, rules_record
from crm_core.domain.party import LeadId
from crm_core.ports.once import Answer
from crm_core.queries.cursor import digest_of, opened, sealed
from crm_core.queries.rules_what_if import rules_what_if
from crm_core.use_cases.leads.apply_rules import Applied, ApplyRules, apply_rules

PROPOSED = "as-proposed"
_LIMIT = Member("limit", Number(minimum=Decimal(1), maximum=Decimal(500), places=0), default=100)
_CURSOR = Member("cursor", Text(2000))
WHAT_IF = Record((Member("rules", RULES), _LIMIT, _CURSOR))
APPLY = Record((_LIMIT, _CURSOR))


def _what_if(call: Call) -> Answer:
    values: dict[str, Any] = WHAT_IF.read(call.body)
    rules = _proposed(values["rules"] or {})
    found = rules_what_if(
        rules,
        after=_after(call, values["cursor"]),
        limit=values["limit"],
        actor=call.actor,
        world=call.world,
    )
    return json_answer(200, ENCODER.encode(what_if_form(found, rules, _sealed(call, found.next_after))))


def _apply(call: Call) -> Answer:
    values: dict[str, Any] = APPLY.read(call.body)

    def told(done: Applied) -> Answer:
        cursor = _sealed(call, done.next_after)
        form = AppliedForm(rules_form(done.rules), list(done.changed), done.kept, cursor)
        return json_answer(200, ENCODER.encode(form))

    return perform_once(
        apply_rules,
        ApplyRules(_after(call, values["cursor"]), values["limit"]),
        call=call,
        route="POST /api/lead-protection/apply-rules",
        render=told,
    )


def _proposed(values: dict[str, Any]) -> ProtectionRules:
    """Absent members are the contract's."""
    given = {key: value for key, value in values.items() if value is not None}
    return evolve(rules_from({**rules_record(CONTRACT_2025), **given}), name=PROPOSED)


def _after(call: Call, cursor: str | None) -> LeadId | None:
    if cursor is None:
        return None
    return LeadId(UUID(str(opened(call.world.seals, _digest(call), cursor)[0])))


def _sealed(call: Call, after: LeadId | None) -> str | None:
    return None if after is None else sealed(call.world.seals, _digest(call), (str(after),))


def _digest(call: Call) -> str:
    return digest_of("running-leads", call.actor.tenant)


ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/api/lead-protection/what-if",
        operation="proposeProtectionRules",
        title="What running leads would have under other rules",
        says="Nothing is stored. Absent numbers are the contract's; only leads that the caller sees.",
        tag="leads",
        run=_what_if,
        work=Work.READ,
        body=WHAT_IF,
        body_example={"rules": {"progressDays": 90}},
        success=(Success(200, "The effect on one batch.", WhatIfForm, example=examples.WHAT_IF),),
    ),
    Endpoint(
        method="POST",
        path="/api/lead-protection/apply-rules",
        operation="applyProtectionRules",
        title="Give today's rules to running leads",
        says="By a manager, batch by batch. Leads for which they could be shorter keep their own.",
        tag="leads",
        run=_apply,
        work=Work.COMMAND,
        body=APPLY,
        body_example={"limit": 100},
        once=True,
        success=(Success(200, "What was done.", AppliedForm, ("Idempotent-Replay",), examples.APPLIED),),
        refusals=(403, 409),
    ),
)
