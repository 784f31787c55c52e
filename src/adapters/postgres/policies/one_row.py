"""May the caller do this to that customer or lead? Narrow functions, for the walls of whatever hangs on it.

They say what the customer's or the lead's own wall says. Whoever adds a row needs one answer, and a function
costs a row less than a sub-select over a walled table costs a statement. Lists keep to sub-selects.
"""

from collections.abc import Mapping

from attrs import frozen

from adapters.postgres.policies.compiled import permitted, whole
from adapters.postgres.policies.session import OF_ONE_ROW
from adapters.postgres.roles import SERVICE, WORKER
from crm_core.domain.access.leads import LEAD_DECISIONS, LEAD_KEEPING, LEADS
from crm_core.domain.access.policy import CUSTOMERS, Operation, Policy
from crm_core.domain.access.visible import RESTRICTED_FIELDS


@frozen
class Question:
    """What is asked of a row that the caller has to see besides."""

    seen: Policy
    asked: Policy
    operation: Operation


QUESTIONS: Mapping[str, Question] = {
    "may_engage_customer": Question(CUSTOMERS, CUSTOMERS, Operation.ENGAGE),
    "may_write_customer": Question(CUSTOMERS, CUSTOMERS, Operation.WRITE),
    "may_write_restricted_fields": Question(CUSTOMERS, RESTRICTED_FIELDS, Operation.WRITE),
    "may_engage_lead": Question(LEADS, LEADS, Operation.ENGAGE),
    "may_write_lead": Question(LEADS, LEADS, Operation.WRITE),
    "may_decide_on_lead": Question(LEADS, LEAD_DECISIONS, Operation.WRITE),
    "may_keep_lead": Question(LEADS, LEAD_KEEPING, Operation.WRITE),
}


def answered(asked: Policy, operation: Operation, key: str) -> str:
    """The condition under which the caller may do this to the row with the key."""
    for name, question in QUESTIONS.items():
        if question.asked is asked and question.operation is operation:
            return f"app.{name}({key})"
    raise LookupError(f"no function answers who may {operation} {asked.resource}")


def functions() -> list[str]:
    return [_function(name, question) for name, question in QUESTIONS.items()]


def rights() -> list[str]:
    names = ", ".join(f"app.{name}(uuid)" for name in QUESTIONS)
    return [
        f"REVOKE ALL ON FUNCTION {names} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {names} TO {SERVICE}, {WORKER}",
    ]


def _function(name: str, question: Question) -> str:
    table = "leads" if question.seen is LEADS else "customers"
    return f"""CREATE OR REPLACE FUNCTION app.{name}(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.{table} r
        WHERE r.tenant_id = {OF_ONE_ROW.one_id("tenant")} AND r.id = wanted
        AND {whole(question.seen, Operation.READ, OF_ONE_ROW)}
        AND ({more(question)}));
END $$"""


def more(question: Question) -> str:
    """What is asked beside being seen; bounds that are the same hold already."""
    if question.asked.bounds == question.seen.bounds:
        return permitted(question.asked, question.operation, OF_ONE_ROW)
    return whole(question.asked, question.operation, OF_ONE_ROW)
